"""The day in a line: `tomorrow`, `fri`, `next fri`, `+3d`, `2026-03-12`, `12.3.`, `12 mar`, `fri 6 mar`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from coffeechat.method.dates.refusals import NotATime
from coffeechat.method.dates.showing import said
from coffeechat.method.dates.words import AHEAD, DAYS, DAYS_FROM_TODAY, MONTHS, NEXT, SILENT, THIS, WEEKDAYS
from coffeechat.method.folding import fold

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_T: Final = re.compile(r"(?<=\d{4}-\d\d-\d\d)t(?=\d)")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_SLASHED: Final = re.compile(r"\d{1,2}/\d{1,2}(/\d{2,4})?")
_NUMBER: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_YEAR: Final = re.compile(r"\d{4}")
_FURTHEST: Final = 3_650  # days ahead
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2200


def words_of(text: str) -> list[str]:
    """The words of a line that say something, folded; the T of an ISO time parts two of them."""
    line = _ISO_T.sub(" ", fold(text).replace(",", " "))
    return [word for word in line.split() if word not in SILENT]


def read_day(text: str, today: date) -> date:
    """The day a line names, in English or German. Raises NotATime."""
    found = day_of(words_of(text), today)
    if found is None:
        raise NotATime(f"“{text.strip()}” is no day. Write it like fri, tomorrow, +3d, 12 mar or 2026-03-12.")
    return found


def day_of(words: list[str], today: date) -> date | None:
    """The day these words name and nothing else; None if they name none. Raises NotATime for one that can't be."""
    match words:
        case [word] if word in DAYS_FROM_TODAY:
            return today + timedelta(days=DAYS_FROM_TODAY[word])
        case [word] if word in WEEKDAYS:
            return _coming(WEEKDAYS[word], today)
        case [this, word] if this in THIS and word in WEEKDAYS:
            return _coming(WEEKDAYS[word], today)
        case [following, word] if following in NEXT and word in WEEKDAYS:
            return today + timedelta(days=7 - today.weekday() + WEEKDAYS[word])
        case [weekday, *others] if weekday in WEEKDAYS and others:
            return _with_weekday(WEEKDAYS[weekday], others, today)
        case _:
            return _counted(words, today) or _dated(words, today)


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _with_weekday(weekday: int, others: list[str], today: date) -> date | None:
    """A date with its weekday before it, which must be right."""
    found = _dated(others, today)
    if found and found.weekday() != weekday:
        raise NotATime(f"That date is another day of the week: {said(found)}. Correct one of the two.")
    return found


def _counted(words: list[str], today: date) -> date | None:
    """`+3d`, `+2 weeks`, `in 3 days`."""
    line = " ".join(words)
    ahead = "|".join(AHEAD)
    counted = re.fullmatch(rf"(?:\+|(?:{ahead}) )\s?(\d{{1,9}})\s?([a-z]+)", line)
    if not counted or counted[2] not in DAYS:
        return None
    days = int(counted[1]) * DAYS[counted[2]]
    if days > _FURTHEST:
        raise NotATime(f"{line} is more than ten years away. Write a nearer day.")
    return today + timedelta(days=days)


def _dated(words: list[str], today: date) -> date | None:
    """A date in numbers, or with the name of its month."""
    line = " ".join(words)
    if iso := _ISO.fullmatch(line):
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]))
    if dotted := _DOTTED.fullmatch(line):
        return _in_year(dotted[3], int(dotted[2]), int(dotted[1]), today)
    if _SLASHED.fullmatch(line):
        raise NotATime(f"{line} means two days in two countries. Write the month as a word (12 mar), or 2026-03-12.")
    return _named(words, today)


def _named(words: list[str], today: date) -> date | None:
    """`12 mar`, `march 12th`, `12. märz 2026`."""
    year = words[-1] if len(words) == 3 and _YEAR.fullmatch(words[-1]) else None
    rest = words[:-1] if year else words
    months = [MONTHS[word.rstrip(".")] for word in rest if word.rstrip(".") in MONTHS]
    numbers = [found[1] for word in rest if (found := _NUMBER.fullmatch(word))]
    if len(rest) != 2 or len(months) != 1 or len(numbers) != 1:
        return None
    return _in_year(year, months[0], int(numbers[0]), today)


def _in_year(year: str | None, month: int, number: int, today: date) -> date:
    """Without a year it is the next such day."""
    if year:
        return _checked(int(year), month, number)
    this_year = (month, number) >= (today.month, today.day)
    return _checked(today.year if this_year else today.year + 1, month, number)


def _checked(year: int, month: int, number: int) -> date:
    try:
        found = date(year, month, number)
    except ValueError:
        raise NotATime(f"There is no {year}-{month:02}-{number:02} in the calendar.") from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise NotATime(f"The year {year} is too far away.")
    return found
