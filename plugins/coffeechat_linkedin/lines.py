"""Hands out the lines of a file, remembers those of the row being read, and takes them back."""

from __future__ import annotations

from collections.abc import Iterator


class Lines:
    """Iterates over `stream`. `taken` are the lines since the last `accept`, `number` is the first one's."""

    def __init__(self, stream: Iterator[str]) -> None:
        self._stream = stream
        self._given_back: list[str] = []
        self.taken: list[str] = []
        self.number = 1
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._given_back.pop() if self._given_back else next(self._stream, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.taken.append(line)
        return line

    def accept(self) -> int:
        """Forget the lines taken; returns the number of the first."""
        first = self.number
        self.number += len(self.taken)
        self.taken.clear()
        return first

    def give_back(self, kept: int) -> None:
        """Of the lines taken, hand out all but the first `kept` again."""
        self._given_back.extend(reversed(self.taken[kept:]))
        del self.taken[kept:]
        self.ended = False
