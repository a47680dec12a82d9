"""What is due today, to whom and why, and what is waited for: computed from facts, in order of urgency.

`due.tsv` holds how urgent each rule is, its source and its sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from coffeechat.method.agenda import afterwards, asking, doors, reminders, talks, waiting
from coffeechat.method.agenda.due import Act, Due, urgency
from coffeechat.method.agenda.known import Colleague, FindColleague, known, nobody
from coffeechat.method.cadence import WEEKENDS, Calendar, Today
from coffeechat.method.facts import Facts
from coffeechat.method.rules import Rules
from coffeechat.method.stages import Stage
from coffeechat.records import Reminder

__all__ = ["Act", "Agenda", "Colleague", "Due", "agenda", "due"]


class Agenda(Struct, frozen=True):
    """What is to be done, the most urgent first; what is waited for, what comes first first; where everybody stands
    who is not parked."""

    due: tuple[Due, ...]
    waiting: tuple[Due, ...]
    stages: Mapping[bytes, Stage]


def agenda(
    everybody: Iterable[Facts],
    now: datetime,
    rules: Rules,
    calendar: Calendar = WEEKENDS,
    *,
    colleague: FindColleague = nobody,
    loose: Sequence[Reminder] = (),
) -> Agenda:
    """Everything that follows from everybody's facts. `colleague` finds a second person where somebody works;
    `loose` reminders are about nobody. Parked people are silent."""
    today = Today(now, rules, calendar)
    people = known(everybody, today)
    found = [*asking.of_everybody(people, today, colleague), *reminders.own(loose, reminders.NOBODY, today)]
    waits: list[Due] = []
    for one in people.values():
        found += asking.of_one(one, today)
        found += talks.of_one(one, today)
        found += afterwards.of_one(one, today)
        found += doors.of_one(one, people, today)
        found += reminders.own(one.facts.reminders, one.facts, today)
        waits += waiting.of_one(one, people, today)
    heard = (one for one in found if not reminders.is_silenced(one, people, today))
    return Agenda(
        due=tuple(sorted(heard, key=lambda one: urgency(one, calendar))),
        waiting=tuple(sorted(waits, key=lambda one: (one.deadline(calendar) or today.now, one.person))),
        stages={person_id: one.stage for person_id, one in people.items()},
    )


def due(
    everybody: Iterable[Facts],
    now: datetime,
    rules: Rules,
    calendar: Calendar = WEEKENDS,
    *,
    colleague: FindColleague = nobody,
    loose: Sequence[Reminder] = (),
) -> tuple[Due, ...]:
    """What is due, the most urgent first."""
    return agenda(everybody, now, rules, calendar, colleague=colleague, loose=loose).due
