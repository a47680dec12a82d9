"""One thing that is due, or waited for: what, with whom, why, since when, until when, and what does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

from coffeechat.method.cadence import Calendar, Today
from coffeechat.method.dates import clock_time, said
from coffeechat.method.facts import Facts

NEVER = datetime.max.replace(tzinfo=UTC)
SOON = timedelta(hours=24)
TIER = 10
"""Rules of one tier of urgency are ordered by their deadline."""


class Act(Struct, frozen=True, kw_only=True):
    """What one key does about it. `kind`: write (a message of the kind `message`), answer (note theirs), talk, prepare,
    debrief, schedule, introduction, promise, reminder or person."""

    kind: str
    message: str = ""
    person_id: bytes | None = None
    conversation_id: bytes | None = None
    introduction_id: bytes | None = None
    row_id: bytes | None = None  # the promise or the reminder


class Due(Struct, frozen=True, kw_only=True):
    """`since` is the day from which it is due. `by` is a day or a moment; None where nothing breaks. `about` tells
    occurrences of one rule apart: the ask, talk, introduction or promise."""

    rule: str
    person: str
    what: str
    short: str
    why: str
    source: str
    since: date
    by: date | None  # a datetime where the hour matters
    act: Act
    person_id: bytes | None = None
    about: bytes | None = None

    def deadline(self, calendar: Calendar) -> datetime | None:
        """The moment after which it is late."""
        return None if self.by is None else ends(self.by, calendar)

    def is_late(self, now: datetime, calendar: Calendar) -> bool:
        deadline = self.deadline(calendar)
        return deadline is not None and deadline < now

    def is_pressing(self, now: datetime, calendar: Calendar) -> bool:
        """Whether it is late, or will be within a day."""
        return self.is_late(now + SOON, calendar)


def ends(by: date, calendar: Calendar) -> datetime:
    """The last moment of a day, or the moment itself."""
    return by if isinstance(by, datetime) else calendar.begins(by + timedelta(days=1))


def by_said(by: date | None, today: Today) -> str:
    """Until when, as people say it: `by 11:00`, `by tomorrow`, `late since Mon 9 Mar`; empty without an end."""
    if by is None:
        return ""
    is_moment = isinstance(by, datetime)
    day = today.calendar.day(by) if isinstance(by, datetime) else by
    near = {0: "" if is_moment else "today", 1: "tomorrow"}.get((day - today.day).days, said(day, today.day))
    hour = clock_time(by, today.calendar.zone) if isinstance(by, datetime) and abs((day - today.day).days) <= 1 else ""
    when = f"{near} {hour}".strip()
    return f"late since {when}" if ends(by, today.calendar) < today.now else f"by {when}"


class Words(NamedTuple):
    """How a rule is told; each may hold names in braces."""

    urgency: int
    source: str
    what: str
    short: str
    why: str


def due(
    rule: str,
    facts: Facts,
    today: Today,
    *,
    since: date,
    act: Act,
    by: date | None = None,
    about: bytes | None = None,
    told: Mapping[str, object] = MappingProxyType({}),
) -> Due:
    """Put in words what a rule says of a person; `told` fills its sentences, beside the settings and the name."""
    template = words_of(rule)
    filled = {
        **asdict(today.rules),
        "name": facts.name,
        "organisation": facts.organisation,
        "since": said(since, today.day),
        "by": by_said(by, today),
        **told,
    }
    return Due(
        rule=rule,
        person=facts.name,
        person_id=facts.person.id,
        what=template.what.format_map(filled),
        short=template.short.format_map(filled).removeprefix(", "),
        why=template.why.format_map(filled),
        source=template.source.format_map(filled),
        since=since,
        by=by,
        act=act,
        about=about,
    )


def urgency(one: Due, calendar: Calendar) -> tuple[int, datetime, int, date, str]:
    """What sorts the agenda: the tier of its rule, the deadline, the rule, since when, and the name."""
    rank = words_of(one.rule).urgency
    return rank // TIER, one.deadline(calendar) or NEVER, rank, one.since, one.person


@cache
def words() -> dict[str, Words]:
    """By rule."""
    text = Path(__file__).with_name("due.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {rule: Words(int(rank), *told) for rule, rank, *told in rows}


def words_of(rule: str) -> Words:
    return words()[rule]
