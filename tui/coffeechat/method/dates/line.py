"""One natural line read as a moment: `fri 15:00`, `tomorrow 10`, `+3d 9:30`, `2026-03-12 14:00-14:30`, `+2h`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from msgspec import Struct

from coffeechat.method.dates.day import day_of, words_of
from coffeechat.method.dates.refusals import NotATime
from coffeechat.method.dates.wall import instant_of
from coffeechat.method.dates.words import AHEAD, MINUTES, NOON, NOW, WEEKDAYS

EXAMPLES: Final = "fri 15:00, tomorrow 10, +3d 9:30 or 2026-03-12 14:00"

_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|h)?\s?(am|pm)?")
_OFFSET: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)\s?(z|[+-]\d\d:?\d\d)")
_NIGHT: Final = time(6, 0)
_MOST_MINUTES_AHEAD: Final = 7 * 24 * 60


class When(Struct, frozen=True):
    """What a line says: the instant (UTC); how long, if it names an end; what is worth knowing about it."""

    at: datetime
    minutes: int | None = None
    notes: tuple[str, ...] = ()


class _Span(Struct, frozen=True):
    start: time
    end: time | None = None


def read(text: str, now: datetime, zone: tzinfo) -> When:
    """The moment a line names, by the clock of `zone`. Raises NotATime with a sentence that says what to write.

    A time alone is the next time the clock shows it. What lies in the past, in an hour that comes twice or in the
    night is said in `notes`.
    """
    words = words_of(text)
    if not words:
        raise NotATime(f"When? Write it like {EXAMPLES}.")
    at = _absolute(" ".join(words), now) or _from_now(words, now)
    if at:
        return When(at, notes=_notes(at, now))
    local = now.astimezone(zone)
    on, span = _parts(words, local, text)
    at, twice = instant_of(datetime.combine(on, span.start), zone)
    notes = [*_notes(at, now), *([twice] if twice else [])]
    if span.start < _NIGHT:
        notes.append(f"{span.start:%H:%M} is at night; for the afternoon write {span.start.hour or 12}pm.")
    return When(at, _minutes(span, on, at, zone), tuple(notes))


def _notes(at: datetime, now: datetime) -> tuple[str, ...]:
    return ("That is in the past.",) if at < now - timedelta(minutes=1) else ()


def _absolute(line: str, now: datetime) -> datetime | None:
    """An ISO instant with its offset, as programs write it."""
    found = _OFFSET.fullmatch(line)
    if not found:
        return None
    day_of([found[1]], now.date())  # raises for a day that no calendar has
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3].upper()}").astimezone(UTC)
    except ValueError as error:
        raise NotATime(f"“{line}” is no moment ({error}). Write it like {EXAMPLES}.") from error


def _from_now(words: list[str], now: datetime) -> datetime | None:
    """`now`, `+2h`, `in 30 min`."""
    this_minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    if words[0] in NOW and len(words) == 1:
        return this_minute
    found = re.fullmatch(rf"(?:\+|(?:{'|'.join(AHEAD)}) )\s?(\d{{1,9}})\s?([a-z]+)", " ".join(words))
    if not found or found[2] not in MINUTES:
        return None
    minutes = int(found[1]) * MINUTES[found[2]]
    if minutes > _MOST_MINUTES_AHEAD:
        raise NotATime("That is more than a week away. Write a day and a time.")
    return this_minute + timedelta(minutes=minutes)


def _parts(words: list[str], local: datetime, text: str) -> tuple[date, _Span]:
    """The day and the time, whichever comes first; the day as long as it can be, for `12 mar 14` has 14 o'clock."""
    today = local.date()
    for place in range(len(words) - 1, 0, -1):
        for day_words, time_words in ((words[:place], words[place:]), (words[-place:], words[:-place])):
            on = day_of(day_words, today)
            if on and (span := _span(time_words)):
                is_over = on == today and day_words[-1] in WEEKDAYS and span.start <= local.time()
                return on + timedelta(days=7 if is_over else 0), span
    if span := _span(words):
        return today + timedelta(days=span.start <= local.time()), span
    if day_of(words, today):
        raise NotATime(f"At what time? Write it like {text.strip()} 15:00.")
    raise NotATime(f"“{text.strip()}” can't be read as a time. Write it like {EXAMPLES}.")


def _span(words: list[str]) -> _Span | None:
    """`15:00`, `3pm`, `10`, `noon`, and with an end `15:00-15:30`, `3-4pm`. Raises NotATime for hours no day has."""
    line = re.sub(r"\s*(?:–|-| to | bis )\s*", "-", " ".join(words))
    if line in NOON:
        return _Span(time(12))
    start, dash, end = line.partition("-")
    first, last = _CLOCK.fullmatch(start), _CLOCK.fullmatch(end)
    if not first or (dash and not last):
        return None
    if not last:
        return _Span(_time(first, None))
    half = first[3] or (last[3] if last[3] and int(first[1]) < int(last[1]) else None)
    return _Span(_time(first, half), _time(last, None))


def _time(found: re.Match[str], half: str | None) -> time:
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or half
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half:
        hour = 24
    if hour > 23 or minute > 59:
        raise NotATime(f"{found[0]} is no time of the day. The hours go from 0 to 23, or from 1 to 12 with am or pm.")
    return time(hour, minute)


def _minutes(span: _Span, on: date, at: datetime, zone: tzinfo) -> int | None:
    if span.end is None:
        return None
    end, _ = instant_of(datetime.combine(on, span.end), zone)
    if end <= at:
        raise NotATime(
            f"It would end at {span.end:%H:%M}, before it begins at {span.start:%H:%M}. Correct one of the two."
        )
    return round((end - at) / timedelta(minutes=1))
