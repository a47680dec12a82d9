"""Moments as people say them: by the clock of a zone, and as seen from now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final

# Not strftime: its names follow the machine's locale, and the app's sentences are English.
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEARS: Final = range(1970, 2201)
"""Others come from broken clocks and files; a few business days beyond the last year of all there is no day."""
_WEEKS_FROM, _MONTHS_FROM, _YEARS_FROM = 14, 60, 730  # days


@lru_cache(16_384)  # the agenda asks for each a few times: 2,000 messages in 1 ms instead of 10
def moment(text: str | None) -> datetime | None:
    """A stored instant (`2026-03-02T08:00:00Z`); None for none, and for what is not one or lies beyond all plans."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo and found.year in YEARS else None


def clock_time(at: datetime, zone: tzinfo | None = None) -> str:
    """`15:00`, in a zone; None is the machine's own."""
    return f"{at.astimezone(zone):%H:%M}"


def day(text: str | None) -> date | None:
    """A stored date (`2026-03-02`), or the date of an instant; None as for `moment`."""
    try:
        found = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return found if found.year in YEARS else None


def said(on: date, today: date | None = None) -> str:
    """A day as people say it, `Fri 6 Mar`; with its year where that is not today's."""
    year = "" if today and today.year == on.year else f" {on.year}"
    return f"{_WEEKDAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}{year}"


def day_and_time(at: datetime, zone: tzinfo | None = None, now: datetime | None = None) -> str:
    """`Fri 6 Mar, 15:00`, in a zone; with its year unless that is the year of `now`."""
    local = at.astimezone(zone)
    return f"{said(local.date(), now.astimezone(zone).date() if now else None)}, {local:%H:%M}"


def relative(at: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """How far away: `in 20 min`, `in 3 h`, `tomorrow`, `in 4 days`, `yesterday`, `3 weeks ago`."""
    days = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days == 0:
        return _within_a_day(at - now)
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "yesterday"
    return _ahead_or_ago(_days_said(abs(days)), days > 0)


def _within_a_day(away: timedelta) -> str:
    minutes = round(away / timedelta(minutes=1))
    if minutes == 0:
        return "now"
    span = f"{abs(minutes)} min" if abs(minutes) < 60 else f"{round(abs(minutes) / 60)} h"
    return _ahead_or_ago(span, minutes > 0)


def _days_said(days: int) -> str:
    if days >= _YEARS_FROM:
        return f"{days // 365} years"
    if days >= _MONTHS_FROM:
        return f"{days // 30} months"
    return f"{days // 7} weeks" if days >= _WEEKS_FROM else f"{days} days"


def _ahead_or_ago(span: str, is_ahead: bool) -> str:
    return f"in {span}" if is_ahead else f"{span} ago"
