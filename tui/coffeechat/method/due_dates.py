"""Reads until when something is promised off the end of a sentence: “send the map by Friday”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from coffeechat.method.folding import fold

_WEEK = 7
_MOST_WORDS = 6
"""Of a date at the end of a sentence, with what stands before it."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_AHEAD = re.compile(r"\+(\d{1,3})(d|w)?")
_DAY = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)?")
_END = " .,;:!"


class Promised(NamedTuple):
    """A sentence without its date, and the date."""

    text: str
    due: date | None


class _Word(NamedTuple):
    kind: str
    number: int


def read_due(sentence: str, today: date) -> Promised:
    """The longest end of the sentence that is a date is taken off it; a weekday is the next one after today."""
    words = sentence.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        due = _date_in([fold(word).strip(_END) for word in words[-count:]], today)
        if due:
            return Promised(" ".join(words[:-count]).rstrip(_END), due)
    return Promised(" ".join(words), None)


def _date_in(words: list[str], today: date) -> date | None:
    """The date that exactly these words say."""
    tokens = list(_tokens(words))
    kinds = [token.kind for token in tokens]
    if kinds[:1] == ["before"]:
        tokens, kinds = tokens[1:], kinds[1:]
    reading = _SHAPES.get(tuple(kinds))
    return reading(today, [token.number for token in tokens]) if reading else None


def _tokens(words: list[str]) -> Iterator[_Word]:
    """Each word or phrase as what it is; the longest phrase first."""
    place = 0
    while place < len(words):
        for end in range(len(words), place, -1):
            found = _read(" ".join(words[place:end]))
            if found:
                yield found
                place = end
                break
        else:
            yield _Word("?", 0)
            place += 1


def _read(phrase: str) -> _Word | None:
    if phrase in _words():
        return _words()[phrase]
    if _ISO.fullmatch(phrase):
        try:
            return _Word("date", date.fromisoformat(phrase).toordinal())
        except ValueError:
            return None
    if ahead := _AHEAD.fullmatch(phrase):
        return _Word("day", int(ahead[1]) * (_WEEK if ahead[2] == "w" else 1))
    if day := _DAY.fullmatch(phrase):
        return _Word("number", int(day[1]))
    return None


@cache
def _words() -> dict[str, _Word]:
    """By their folded form, of all languages."""
    found: dict[str, _Word] = {}
    for line in Path(__file__).with_name("due_words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _language, word, kind, number = line.split("\t")
            found.setdefault(fold(word), _Word(kind, int(number or 0)))
    return found


def _weekday(today: date, weekday: int, weeks: int = 0) -> date:
    """The next one after today; of `weeks` later the one in that week."""
    if weeks:
        return today + timedelta(weekday - today.weekday() + _WEEK * weeks)
    return today + timedelta((weekday - today.weekday() - 1) % _WEEK + 1)


def _in_month(today: date, day: int, month: int) -> date | None:
    """This year's, or next year's if that is past."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


_SHAPES: dict[tuple[str, ...], Callable[[date, list[int]], date | None]] = {
    ("date",): lambda today, numbers: date.fromordinal(numbers[0]),
    ("day",): lambda today, numbers: today + timedelta(numbers[0]),
    ("weekday",): lambda today, numbers: _weekday(today, numbers[0]),
    ("this", "weekday"): lambda today, numbers: _weekday(today, numbers[1]),
    ("next", "weekday"): lambda today, numbers: _weekday(today, numbers[1], weeks=1),
    ("in", "number", "unit"): lambda today, numbers: today + timedelta(numbers[1] * numbers[2]),
    ("number", "month"): lambda today, numbers: _in_month(today, *numbers),
    ("month", "number"): lambda today, numbers: _in_month(today, numbers[1], numbers[0]),
}
"""The orders of words that are a date."""
