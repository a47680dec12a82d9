"""What is due, read from the file as it is now: facts in, the method's answer out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import apsw
from msgspec import Struct

from coffeechat.method import agenda as method
from coffeechat.method import funnel, stages
from coffeechat.method.agenda import Agenda, Colleague, Due
from coffeechat.method.cadence import Calendar
from coffeechat.method.facts import Facts
from coffeechat.method.funnel import Funnel
from coffeechat.method.ranking import Lens
from coffeechat.method.stages import Stage
from coffeechat.store import calendars, clock, colleagues, facts, pages, promises, reminders, rules, targets
from coffeechat.store.pages import Line
from coffeechat.store.store import Store

TO_APPROACH = 7
AMONG = 200
"""So many of the best are looked through for those to approach."""
APPROACHABLE = ("found", "shortlisted", "researched")


class Day(Struct, frozen=True):
    """Everything that the first screen shows, as of one moment."""

    now: datetime
    agenda: Agenda
    funnel: Funnel
    approach: tuple[Line, ...]
    calendar: Calendar
    target: str
    has_people: bool
    has_target: bool
    has_asked: bool


class Standing(Struct, frozen=True):
    """Where one person stands, and what is due and waited for with them."""

    stage: Stage
    due: tuple[Due, ...]
    waiting: tuple[Due, ...]


def day(connection: apsw.Connection, lens: Lens = "crystal", now: datetime | None = None) -> Day:
    """What is due and waited for, what came of asking, whom to approach next. About 45 ms for 1,000 people with
    2,000 touches and 500 talks: not on a screen's thread."""
    now = now or clock.now()
    settings = rules.load(connection)
    calendar = calendars.calendar(settings, now)
    everybody, target = facts.all_facts(connection), targets.chosen(connection)
    told = method.agenda(
        everybody,
        now,
        settings,
        calendar,
        colleague=partial(_colleague, connection, target.id if target else None),
        loose=facts.loose_reminders(connection),
    )
    return Day(
        now=now,
        agenda=told,
        funnel=funnel.funnel(everybody, now, settings, calendar),
        approach=_to_approach(connection, everybody, told.stages, lens) if target else (),
        calendar=calendar,
        target=(target and target.name) or "",
        has_people=not pages.is_empty(connection),
        has_target=target is not None,
        has_asked=any(touch.kind in ("ask", "second_contact") for one in everybody for touch in one.touches),
    )


def finish(store: Store, due: Due) -> None:
    """It is done, or not wanted: a promise of mine is kept, theirs arrived, anything else is dismissed."""
    promise = due.act.row_id and promises.get(store.connection, due.act.row_id)
    if due.act.kind == "promise" and promise:
        promises.settle(store, promise)
    else:
        reminders.dismiss(store, due)


def of_person(connection: apsw.Connection, person_id: bytes) -> Standing | None:
    """Where one person stands, and what is due with them; bounded, so a screen may ask itself."""
    known = facts.facts_of(connection, person_id)
    if known is None:
        return None
    now, settings = clock.now(), rules.load(connection)
    calendar = calendars.calendar(settings, now)
    ends = (end for one in (*known.introductions, *known.introduced) for end in (one.introducer_id, one.person_id))
    others = {*ends, *colleagues.asked(connection, person_id)} - {None, person_id}
    everybody = [known, *facts.facts_of_several(connection, [one for one in others if one])]
    target = targets.chosen(connection)
    find = partial(_colleague, connection, target.id if target else None)
    told = method.agenda(everybody, now, settings, calendar, colleague=find)
    return Standing(
        stage=stages.stage(known, now, settings, calendar),
        due=tuple(one for one in told.due if one.person_id == person_id),
        waiting=tuple(one for one in told.waiting if one.person_id == person_id),
    )


def _colleague(connection: apsw.Connection, target_id: bytes | None, known: Facts) -> Colleague | None:
    return next(iter(colleagues.unasked(connection, known.person.id, target_id, limit=1)), None)


def _to_approach(
    connection: apsw.Connection, everybody: list[Facts], stages: Mapping[bytes, Stage], lens: Lens
) -> tuple[Line, ...]:
    """The best ranked who were not asked yet and may be."""
    is_free = {person_id for person_id, stage in stages.items() if stage.name in APPROACHABLE}
    best = pages.People(connection, lens).lines(0, AMONG)
    taken = {one.person.id for one in everybody} - is_free | _not_to_contact(connection, [line.id for line in best])
    return tuple(line for line in best if line.id not in taken)[:TO_APPROACH]


def _not_to_contact(connection: apsw.Connection, among: list[bytes]) -> set[bytes]:
    marks = ", ".join("?" * len(among))
    return {
        row[0] for row in connection.execute(f"SELECT id FROM person WHERE do_not_contact AND id IN ({marks})", among)
    }
