"""Phrases from data files, found in the words of a question. How they are written: docs/questions.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import Final

from msgspec import Struct

from coffeechat.method.questions.language import phrase_rows, word_lists
from coffeechat.method.questions.reading import Reading

_GAP_WORDS: Final = 4
_ENDS: Final = frozenset("?!.…")
# By so many letters phrases are found that begin with a part of a word, so such a part has at least as many.
_BEGINNING: Final = 4
_END: Final = 2


class Step(Struct, frozen=True):
    """One place of a phrase: one of some words, beginnings or ends of words, a gap, or the end of a sentence."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    is_gap: bool = False
    is_end: bool = False

    def takes(self, word: str) -> bool:
        return word in self.words or (
            bool(self.beginnings or self.ends) and (word.startswith(self.beginnings) or word.endswith(self.ends))
        )


class Phrase(Struct, frozen=True):
    """Some steps, and to which list they belong; `starts_clause` for those that only count at its beginning."""

    list: str
    steps: tuple[Step, ...]
    starts_clause: bool
    rewrite: str


class Found(Struct, frozen=True):
    """Where a phrase was found: from `begin` up to `end`, its gap from `gap_begin` up to `gap_end`."""

    phrase: Phrase
    begin: int
    end: int
    gap_begin: int = 0
    gap_end: int = 0


_Seconds = frozenset[str] | None
"""The words of which one must come second; None if that can't be said so simply."""


_Candidates = dict[str, list[tuple[Phrase, _Seconds]]]


class Phrases:
    """All phrases of a language, by the words they begin with, or by the first or last letters of those."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_word: _Candidates = {}
        self._by_beginning: _Candidates = {}
        self._by_end: _Candidates = {}
        for phrase in phrases:
            first, candidate = phrase.steps[0], (phrase, _seconds(phrase))
            for word in first.words:
                self._by_word.setdefault(word, []).append(candidate)
            for beginning in first.beginnings:
                self._by_beginning.setdefault(beginning[:_BEGINNING], []).append(candidate)
            for end in first.ends:
                self._by_end.setdefault(end[-_END:], []).append(candidate)

    def find(self, reading: Reading) -> dict[str, list[Found]]:
        """By list, everything that is found, in the order of the words and for one word in that of the file."""
        found: dict[str, list[Found]] = {}
        for place, word in enumerate(reading.words):
            for phrase in self._candidates(reading.words, place, word):
                if (not phrase.starts_clause or place in reading.starts) and (
                    match := _match(phrase, reading.words, place)
                ):
                    found.setdefault(phrase.list, []).append(match)
        return found

    def _candidates(self, words: tuple[str, ...], place: int, word: str) -> Iterator[Phrase]:
        """Few: looking at the second word first leaves a tenth of those that begin with the first."""
        after = words[place + 1] if place + 1 < len(words) else ""
        for candidates in (
            self._by_word.get(word, ()),
            self._by_beginning.get(word[:_BEGINNING], ()),
            self._by_end.get(word[-_END:], ()),
        ):
            for phrase, seconds in candidates:
                if seconds is None or after in seconds:
                    yield phrase


def _seconds(phrase: Phrase) -> _Seconds:
    second = phrase.steps[1] if len(phrase.steps) > 1 else None
    is_plain = second and second.words and not (second.beginnings or second.ends)
    return second.words if second and is_plain else None


def _match(phrase: Phrase, words: tuple[str, ...], place: int) -> Found | None:
    gap = [0, 0]
    end = _end(phrase.steps, 0, words, place, gap)
    return None if end is None else Found(phrase, place, end, *gap)


def _end(steps: tuple[Step, ...], number: int, words: tuple[str, ...], place: int, gap: list[int]) -> int | None:
    """Where the phrase ends whose steps from `number` on stand at `place`; None if they don't."""
    for step_number in range(number, len(steps)):
        step = steps[step_number]
        if step.is_gap:
            return _end_after_gap(steps, step_number + 1, words, place, gap)
        if step.is_end:
            if place < len(words) and words[place] not in _ENDS:
                return None
        elif place < len(words) and step.takes(words[place]):
            place += 1
        else:
            return None
    return place


def _end_after_gap(
    steps: tuple[Step, ...], number: int, words: tuple[str, ...], place: int, gap: list[int]
) -> int | None:
    """The shortest gap that lets the rest follow."""
    for skipped in range(_GAP_WORDS + 1):
        end = _end(steps, number, words, place + skipped, gap)
        if end is not None:
            gap[:] = place, place + skipped
            return end
        if place + skipped >= len(words) or words[place + skipped] in _ENDS:
            return None
    return None


@cache
def phrases(language: str) -> Phrases:
    """Those of one language."""
    lists = word_lists(language)
    return Phrases(phrase for row in phrase_rows(language) for phrase in _read(row, lists))


def _read(row: list[str], lists: dict[str, frozenset[str]]) -> Iterator[Phrase]:
    """One line of a file: as many phrases as its words with a ? that may be missing make."""
    name, written, *rest = row
    parts = written.split()
    starts_clause = parts[0] == "^"
    choices = [_choices(part, lists) for part in parts[starts_clause:]]
    for steps in product(*choices):
        yield Phrase(name, tuple(step for step in steps if step), starts_clause, rest[0] if rest else "")


def _choices(part: str, lists: dict[str, frozenset[str]]) -> tuple[Step | None, ...]:
    if part == "..":
        return (Step(is_gap=True),)
    if part == "$":
        return (Step(is_end=True),)
    is_optional = len(part) > 1 and part.endswith("?")
    step = _step(part.removesuffix("?") if is_optional else part, lists)
    return (step, None) if is_optional else (step,)


def _step(part: str, lists: dict[str, frozenset[str]]) -> Step:
    words: set[str] = set()
    beginnings, ends = [], []
    for word in part.split("/"):
        if word.startswith("{"):
            words |= lists[word.strip("{}")]
        elif word.endswith("*"):
            beginnings.append(word.removesuffix("*"))
        elif word.startswith("*"):
            ends.append(word.removeprefix("*"))
        else:
            words.add(word)
    return Step(frozenset(words), tuple(beginnings), tuple(ends))
