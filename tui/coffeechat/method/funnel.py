"""What came of asking: counts by week, the user's own rates with an honest interval, how many asks are needed.

Only own figures: the statistics that go round on informational interviews have no study behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import comb, sqrt
from typing import Final

from msgspec import Struct

from coffeechat.method.cadence import Calendar, Today
from coffeechat.method.dates import moment
from coffeechat.method.facts import ASKS, Facts, at, begins, ended, is_answer
from coffeechat.method.rules import Rules

WEEKS: Final = 8
Z_95: Final = 1.959964
CHANCE: Final = 0.9
TALKS: Final = 3
LEAST_ASKS: Final = 5
"""Below so many asks with an outcome a rate says nothing."""
MOST_ASKS: Final = 10_000


class Week(Struct, frozen=True):
    """What happened in one week, from Monday on."""

    begins: date
    asked: int = 0
    replied: int = 0
    talks: int = 0
    names: int = 0


class Rate(Struct, frozen=True):
    """So many of so many, and between which shares the true rate lies in 95 of 100 cases (Wilson)."""

    count: int
    of: int
    share: float
    low: float
    high: float


class Funnel(Struct, frozen=True):
    """`replies` and `talks` are shares of the asks that had time to be answered; None before there are enough.
    `asks_needed` is how many asks give a 90 % chance of three talks at the own rate."""

    weeks: tuple[Week, ...]
    replies: Rate | None
    talks: Rate | None
    asks_needed: int | None

    @property
    def this_week(self) -> Week:
        return self.weeks[-1]


def funnel(everybody: Sequence[Facts], now: datetime, rules: Rules, calendar: Calendar) -> Funnel:
    """From the facts of everybody, by the calendar of the user."""
    today = Today(now, rules, calendar)
    outcomes = [outcome for facts in everybody for outcome in _outcomes(facts, today)]
    talks = rate(sum(talked for _, talked in outcomes), len(outcomes))
    return Funnel(
        weeks=_weeks(everybody, today),
        replies=rate(sum(replied for replied, _ in outcomes), len(outcomes)),
        talks=talks,
        asks_needed=asks_needed(talks.share, TALKS) if talks else None,
    )


def rate(count: int, of: int) -> Rate | None:
    """A share with its Wilson interval; None where there is too little to say."""
    return Rate(count, of, count / of, *wilson(count, of)) if of >= LEAST_ASKS else None


def wilson(count: int, of: int, z: float = Z_95) -> tuple[float, float]:
    """The interval of Wilson (1927) for `count` of `of`: right also for few, for none and for all."""
    share, square = count / of, z * z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, centre - half), min(1.0, centre + half)


def asks_needed(share: float, talks: int, chance: float = CHANCE) -> int | None:
    """The fewest asks that bring `talks` talks with this chance, if each brings one with `share`; None if never."""
    if share <= 0:
        return None
    asks = talks
    while asks <= MOST_ASKS and _at_least(talks, asks, share) < chance:
        asks += 1
    return asks if asks <= MOST_ASKS else None


def _at_least(talks: int, asks: int, share: float) -> float:
    """The chance of so many talks or more (binomial)."""
    fewer = (comb(asks, n) * share**n * (1 - share) ** (asks - n) for n in range(talks))
    return 1 - sum(fewer)


def _outcomes(facts: Facts, today: Today) -> Iterable[tuple[bool, bool]]:
    """Of each ask that had its time: whether it was answered, and whether a talk came of it."""
    touches = facts.arrived
    places = [n for n, touch in enumerate(touches) if touch.direction == "out" and touch.kind in ASKS]
    for place, following in pairwise([*places, len(touches)]):
        sent = at(touches[place])
        until = at(touches[following]) if following < len(touches) else today.now + timedelta(days=3650)
        answered = any(is_answer(touch) for touch in touches[place + 1 : following])
        talked = any(sent <= begins(talk) < until for talk in (*facts.held, *facts.coming))
        if answered or talked or _has_had_its_time(sent, today):
            yield answered or talked, talked


def _has_had_its_time(sent: datetime, today: Today) -> bool:
    return (today.day - today.calendar.day(sent)).days >= today.rules.follow_up * 7 / 5


def _weeks(everybody: Iterable[Facts], today: Today) -> tuple[Week, ...]:
    monday = today.day - timedelta(days=today.day.weekday())
    begins = [monday - timedelta(weeks=number) for number in reversed(range(WEEKS))]
    counts = {begin: dict.fromkeys(("asked", "replied", "talks", "names"), 0) for begin in begins}
    first = today.calendar.begins(begins[0])
    for what, moment_ in (event for facts in everybody for event in _events(facts) if event[1] >= first):
        day = today.calendar.day(moment_)
        week = counts.get(day - timedelta(days=day.weekday()))
        if week is not None:
            week[what] += 1
    return tuple(Week(begin, **counts[begin]) for begin in begins)


def _events(facts: Facts) -> Iterable[tuple[str, datetime]]:
    """What counts, and when it was."""
    for touch in facts.arrived:
        if touch.direction == "out" and touch.kind in ASKS:
            yield "asked", at(touch)
        elif touch.kind == "reply" and is_answer(touch):
            yield "replied", at(touch)
    yield from (("talks", ended(talk)) for talk in facts.held)
    named = (moment(introduction.created_at) for introduction in facts.introductions)
    yield from (("names", when) for when in named if when)
