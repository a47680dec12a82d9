"""Loading the phrases of the data files, and finding the longest one at a place in a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, Generic, TypeVar

from msgspec import Struct

from coffeechat.method.folding import fold_letters

LANGUAGES: Final = ("en", "de", "fr", "es", "pt", "nl", "it")
START: Final = "^"
END: Final = "$"

_WORDS: Final = re.compile(r"[*\w]+|[&@^$]")

Reading = TypeVar("Reading")


class Phrase(Struct, frozen=True):
    """What one phrase of a language file says; the boss it names follows its first `boss_after` words."""

    kind: str
    level: int | None
    boss_after: int


class Work(Struct, frozen=True):
    """A kind of work, and the speciality in it (`engineering/software`)."""

    function: str
    speciality: str | None


class Phrases(Generic[Reading]):
    """Phrases by their words, for looking up the longest one that starts at a word."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}
        self._most_words: dict[str, int] = {}
        self._prefixes: dict[str, Reading] = {}
        self._suffixes: dict[str, Reading] = {}
        self._by_word: dict[str, tuple[Reading, ...]] = {}

    def add(self, words: list[str], reading: Reading) -> None:
        """Add a phrase by its folded words; one with a * in it has only that word."""
        first = words[0] if words[0] != START else f"{START} {words[1]}"
        if first[-1] == "*":
            self._prefixes[first[:-1]] = reading
        elif first[0] == "*":
            self._suffixes[first[1:]] = reading
        else:
            self._readings[" ".join(words)] = reading
            if len(words) > self._most_words.get(first, 0):
                self._most_words[first] = len(words)

    def longest(self, words: list[str], at: int) -> tuple[tuple[Reading, ...], int]:
        """What the longest phrase at `words[at]` says, and how many words it uses up; no phrase uses one."""
        first = words[at] if words[at] != START else f"{START} {words[at + 1]}"
        for length in range(self._most_words.get(first, 0), 0, -1):
            reading = self._readings.get(" ".join(words[at : at + length]))
            if reading is not None:
                return (reading,), min(length, len(words) - at)
        return self._inside(words[at]), 1

    def alone(self, word: str) -> Reading | None:
        """What `word` says when nothing stands beside it."""
        return self._readings.get(word)

    def _inside(self, word: str) -> tuple[Reading, ...]:
        found = self._by_word.get(word)
        if found is None:
            found = tuple(self._parts(word))
            if len(self._by_word) < 8192:
                self._by_word[word] = found
        return found

    def _parts(self, word: str) -> Iterator[Reading]:
        """Beginning and end of a compound, the longest of each: Personal-leiter."""
        for cut in range(len(word) - 1, 2, -1):
            if word[:cut] in self._prefixes:
                yield self._prefixes[word[:cut]]
                break
        for cut in range(1, len(word) - 2):
            if word[cut:] in self._suffixes:
                yield self._suffixes[word[cut:]]
                break


@cache
def level_phrases() -> Phrases[Phrase]:
    """Every phrase that tells a level, of all languages."""
    phrases: Phrases[Phrase] = Phrases()
    for language in LANGUAGES:
        for text, kind, level, *_ in _lines(f"{language}.tsv"):
            boss_after = len(_words(text.partition("[")[0])) if "[" in text else 0
            phrases.add(_words(text), Phrase(kind, int(level) if level else None, boss_after))
    return phrases


@cache
def work_phrases() -> Phrases[Work]:
    """Every phrase that tells a kind of work, of all languages."""
    phrases: Phrases[Work] = Phrases()
    for function, speciality, _, texts in _lines("functions.tsv"):
        work = Work(function, f"{function}/{speciality}" if speciality else None)
        for text in texts.split(", "):
            phrases.add(_words(text), work)
    return phrases


@cache
def link_words() -> frozenset[str]:
    """Words that tell nothing of a job."""
    return frozenset(word for line in _lines("link_words.txt") for word in line[0].split())


def _lines(name: str) -> Iterator[list[str]]:
    """The columns of every line, folded; there are at least three."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line and line[0] != "#":
            columns = (line.lower() if line.isascii() else fold_letters(line)).split("\t")
            yield columns if len(columns) > 2 else [*columns, ""]


def _words(phrase: str) -> list[str]:
    """The words of `phrase`, cut as a title's are: `zzp'er` is two, `p&o` three."""
    return [phrase] if phrase.isalnum() else _WORDS.findall(phrase)
