"""Names that differ by one slip of the fingers, found without comparing everybody with everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

# A crowded block is a common name: one letter tells nothing there.
_LARGEST: Final = 60
# In short names one letter is another name: Jan, Jon.
_SHORTEST: Final = 8


class Blocks:
    """Name keys in blocks that share a word and the first letter of another; only these are compared."""

    def __init__(self, names: Iterable[str]) -> None:
        self._blocks: dict[str, list[str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Put a new name in its blocks."""
        for block in _blocks_of(name):
            self._blocks.setdefault(block, []).append(name)

    def near(self, name: str) -> tuple[str, ...]:
        """The names one letter changed, missing, too much or swapped away, in order."""
        from rapidfuzz.distance import OSA

        found = {
            other
            for block in _blocks_of(name)
            if len(others := self._blocks.get(block, ())) <= _LARGEST
            for other in others
            if abs(len(other) - len(name)) <= 1 and OSA.distance(name, other, score_cutoff=1) == 1
        }
        return tuple(sorted(found))


def _blocks_of(name: str) -> Iterator[str]:
    words = name.split(" ")
    if len(words) > 1 and len(name) >= _SHORTEST:
        for at, word in enumerate(words):
            yield f"{word} {words[at - 1][0]}"
