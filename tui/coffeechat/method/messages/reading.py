"""A message taken apart: greeting, sentences, closing, words; what is known about it beside its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct

from coffeechat.method.messages.phrases import language_of, phrases

_WORD: Final = re.compile(r"\w+(?:['’.-]\w+)*")
_SENTENCE_END: Final = re.compile(r"[.!?…]+[\"”’)]*(?=\s|$)|\n\s*\n")
_ABBREVIATION_LETTERS: Final = 12
_CLOSING_LINES: Final = 6
"""The closing begins at most so many lines before the end."""

READ_LETTERS: Final = 10_000
"""What is longer was pasted by mistake: all words are counted, and the beginning is read."""

Span = tuple[int, int]


class Draft(Struct, frozen=True):
    """What is about to be sent."""

    body: str
    subject: str = ""
    attachment: str | None = None


class Context(Struct, frozen=True, kw_only=True):
    """What a message is (`Touch.kind`), and what is known of the person and of what went before."""

    kind: str
    theirs: tuple[str, ...] = ()
    """Names that stand for them: their own, their organisation's."""
    introducers: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    """Words of the job wanted, which tell the interest at large."""
    thread: str = ""
    """The subject under which you wrote before."""
    promises: tuple[str, ...] = ()
    """What is kept as promised to them already."""
    may_ask_for_a_job: bool = False
    """It is about a job interview."""
    variables: Mapping[str, str] = {}
    """What may stand in braces, and what to write in its place."""


class Sentence(Struct, frozen=True):
    """One sentence, and where it stands in the message."""

    text: str
    start: int

    @property
    def span(self) -> Span:
        return self.start, self.start + len(self.text)


class Message:
    """The text of a draft, read in the language it is written in."""

    def __init__(self, text: str) -> None:
        self.words = count_words(text)
        self.text = text[:READ_LETTERS].replace("’", "'")
        self.phrases = phrases(language_of(self.text))

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Those between greeting and closing."""
        start, end = self._core
        return list(self._cut(start, end))

    @property
    def _core(self) -> Span:
        blanks = len(self.text) - len(self.text.lstrip())
        greeting = self.phrases["greeting"].match(self.text, blanks)
        start = greeting.end() if greeting else blanks
        return start, max(start, self._closing)

    @property
    def _closing(self) -> int:
        """Where the closing begins: a line that says nothing else, near the end."""
        lines = list(re.finditer(r"[^\n]+", self.text))
        for line in lines[-_CLOSING_LINES:]:
            if self.phrases["closing"].fullmatch(line[0].strip()):
                return line.start()
        return len(self.text)

    def _cut(self, start: int, end: int) -> Iterator[Sentence]:
        begun = start
        for mark in _SENTENCE_END.finditer(self.text, start, end):
            if not self._is_abbreviation(mark.end()):
                yield from self._sentence(begun, mark.end())
                begun = mark.end()
        yield from self._sentence(begun, end)

    def _is_abbreviation(self, end: int) -> bool:
        last = self.text[max(0, end - _ABBREVIATION_LETTERS) : end].split()
        return bool(last and self.phrases["abbreviations"].fullmatch(last[-1]))

    def _sentence(self, start: int, end: int) -> Iterator[Sentence]:
        text = self.text[start:end]
        if text.strip():
            yield Sentence(text.strip(), start + len(text) - len(text.lstrip()))

    def finds(self, name: str, text: str | None = None) -> re.Match[str] | None:
        """Where the phrase stands first, in the whole text or in another."""
        return self.phrases[name].search(self.text if text is None else text)


def count_words(text: str) -> int:
    """As people count them: "20-minute", "don't" and "e.g" are one each."""
    return sum(1 for _ in _WORD.finditer(text))
