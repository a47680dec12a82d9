"""Reads until when something is promised off the end of a sentence: “send the map by Friday”."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from coffeechat.method.dates import NotATime, read_day
from coffeechat.method.folding import fold

_MOST_WORDS: Final = 8
"""Of a date at the end of a sentence, with what stands before it."""
_CLEAR_LETTERS: Final = 5
"""Shorter words are days of the week only where something says so: “by do”, but not “what they do”."""
_END: Final = " .,;:!"


class Promised(NamedTuple):
    """A sentence without its date, and the date."""

    text: str
    due: date | None


class _Words(Struct, frozen=True):
    before: list[str]
    within: list[str]
    numbers: dict[str, int]
    ahead: dict[str, int]
    friday: list[str]
    never: list[str]


_LANGUAGES: Final = tuple(
    msgspec.toml.decode(Path(__file__).with_name("due_words.toml").read_bytes(), type=dict[str, _Words]).values()
)


def read_due(sentence: str, today: date) -> Promised:
    """The longest end of the sentence that is a date is taken off it."""
    words = sentence.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        due = _day(fold(" ".join(words[-count:])).strip(_END), today)
        if due:
            return Promised(" ".join(words[:-count]).rstrip(_END), due)
    return Promised(" ".join(words), None)


def _day(phrase: str, today: date) -> date | None:
    """The date that exactly this phrase says."""
    for words in _LANGUAGES:
        for before in words.before:
            rest = phrase.removeprefix(f"{before} ")
            if rest != phrase and (found := _read(words, rest, today)):
                return found
    if not any(letter.isdigit() for letter in phrase) and min(map(len, phrase.split()), default=0) < _CLEAR_LETTERS:
        return next((found for words in _LANGUAGES if (found := _in_words(words, phrase, today))), None)
    return next((found for words in _LANGUAGES if (found := _read(words, phrase, today))), None)


def _read(words: _Words, phrase: str, today: date) -> date | None:
    return None if phrase in words.never else _in_words(words, phrase, today) or _plain(phrase, today)


def _in_words(words: _Words, phrase: str, today: date) -> date | None:
    """`in two weeks`, `next week`, `the end of the week`."""
    if phrase in words.ahead:
        return _plain(f"+{words.ahead[phrase]}d", today)
    if phrase in words.friday:
        return _plain("friday", today)
    if phrase.startswith("next "):
        return _plain(phrase, today)
    for within in words.within:
        number, _, unit = phrase.removeprefix(f"{within} ").partition(" ")
        if phrase.startswith(f"{within} ") and unit:
            return _plain(f"+{words.numbers.get(number, number)} {unit}", today)
    return None


def _plain(phrase: str, today: date) -> date | None:
    try:
        return read_day(phrase, today)
    except NotATime:
        return None
