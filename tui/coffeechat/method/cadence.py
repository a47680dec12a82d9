"""When something is due: business days, 3B7, thanks, confirmations, updates, keeping in touch."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from msgspec import Struct

from coffeechat.method.rules import Rules

NOON = 12
SATURDAY, SUNDAY = 5, 6


class Calendar(Struct, frozen=True):
    """The user's days: where one begins, and which of them are business days. Weekdays count from Monday, 0."""

    zone: tzinfo | None = None  # None: the machine's own
    holidays: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def day(self, moment: datetime) -> date:
        """The day on which it was, here."""
        return self.local(moment).date()

    def begins(self, day: date) -> datetime:
        """The first moment of a day here."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)

    def is_business_day(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays


WEEKENDS: Final = Calendar()
"""Without any country's holidays."""


class _Moment(NamedTuple):
    now: datetime
    rules: Rules
    calendar: Calendar = WEEKENDS


class Today(_Moment):
    """The moment it is, and how days are counted here."""

    @cached_property  # asked for seven times a person
    def day(self) -> date:
        return self.calendar.day(self.now)


class ThreeBSeven(NamedTuple):
    """The days that sending an ask sets (3B7: Dalton, *The 2-Hour Job Search*)."""

    second_person: date
    follow_up: date


@lru_cache(4_096)  # a search's messages go out on a few hundred days
def add_business_days(day: date, count: int, calendar: Calendar) -> date:
    """The business day that comes `count` business days after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= calendar.is_business_day(day)
    return day


def counted_from(sent: datetime, rules: Rules, calendar: Calendar) -> date:
    """The day from which 3B7 counts: that of sending or, where the afternoon loses a day, the next business day."""
    at = calendar.local(sent)
    if rules.noon_next_day and (at.hour >= NOON or not calendar.is_business_day(at.date())):
        return add_business_days(at.date(), 1, calendar)
    return at.date()


def three_b_seven(sent: datetime, rules: Rules, calendar: Calendar) -> ThreeBSeven:
    """When to write to a second person there, and when to follow up once with the first."""
    start = counted_from(sent, rules, calendar)
    return ThreeBSeven(
        add_business_days(start, rules.second_person, calendar), add_business_days(start, rules.follow_up, calendar)
    )


def add_months(day: date, count: int) -> date:
    """The same day some months later; the last of a month that has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    _, last = monthrange(day.year + years, month + 1)
    return date(day.year + years, month + 1, min(day.day, last))


def thanks_by(ended: datetime, rules: Rules) -> datetime:
    """Until when to thank for a talk."""
    return ended.astimezone(UTC) + timedelta(hours=rules.thanks_hours)


def confirm_from(at: datetime, rules: Rules) -> datetime:
    """From when on to confirm a talk."""
    return at.astimezone(UTC) - timedelta(hours=rules.confirm_hours)


def update_on(thanked: datetime, rules: Rules, calendar: Calendar) -> date:
    """When to tell what became of the advice."""
    return calendar.day(thanked) + timedelta(days=rules.update_days)


class Rhythm(NamedTuple):
    """When to be in touch again: the ideal day, and the last."""

    ideal: date
    latest: date


def keep_in_touch(
    last_contact: datetime, rules: Rules, calendar: Calendar, days: int | None = None, most: int | None = None
) -> Rhythm:
    """Counted from the last contact, whoever made it; `days` and `most` are a person's own rhythm."""
    ideal = days or rules.cadence_days
    latest = max(ideal, most or rules.cadence_max)
    last = calendar.day(last_contact)
    return Rhythm(last + timedelta(days=ideal), last + timedelta(days=latest))
