"""What happened with people, read in bulk: the same few queries for one person and for all with whom anything did.

Long texts (bodies, notes) are left out: stages and the agenda do not read them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from typing import Any

import apsw
import msgspec

from coffeechat.method.facts import Facts
from coffeechat.records import Conversation, Introduction, Person, PersonTarget, Promise, Reminder, Touch
from coffeechat.store import targets
from coffeechat.store.people import display_name
from coffeechat.store.tables import AnyRow, table_of

TEXTS = frozenset(
    "subject body notes learned learned_of_me fit next goal changed note message about card interest how_we_met "
    "override_reason reason".split()
)

_WITH_FACTS = """
SELECT person_id AS id FROM touch WHERE deleted_at IS NULL AND kind NOT IN ('message', 'note')
UNION SELECT person_id FROM conversation_person WHERE deleted_at IS NULL
UNION SELECT person_id FROM introduction WHERE deleted_at IS NULL
UNION SELECT introducer_id FROM introduction WHERE deleted_at IS NULL
UNION SELECT person_id FROM promise WHERE deleted_at IS NULL
UNION SELECT person_id FROM reminder WHERE deleted_at IS NULL
UNION SELECT person_id FROM person_target WHERE deleted_at IS NULL AND parked = 1
"""
"""Everybody for whom something may be due. Imported messages alone make nothing due."""

_CONCERNED = "SELECT id FROM concerned"

Grouped = dict[bytes, list[AnyRow]]


def facts_of(connection: apsw.Connection, person_id: bytes) -> Facts | None:
    """What happened with one person; None if there is no such person."""
    return next(iter(_facts(connection, "SELECT ? AS id", (person_id,))), None)


def facts_of_several(connection: apsw.Connection, ids: Collection[bytes]) -> list[Facts]:
    """What happened with each of a few people; whoever is not there is left out."""
    marks = ", ".join("(?)" for _ in ids)
    return _facts(connection, f"SELECT column1 AS id FROM (VALUES {marks})", tuple(ids)) if ids else []


def all_facts(connection: apsw.Connection) -> list[Facts]:
    """Everybody with whom something happened beyond imported messages."""
    return _facts(connection, _WITH_FACTS)


def loose_reminders(connection: apsw.Connection) -> list[Reminder]:
    """Those that are about nobody."""
    return list(_rows(connection, Reminder, "person_id IS NULL"))


def _facts(connection: apsw.Connection, who: str, bindings: tuple[bytes, ...] = ()) -> list[Facts]:
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS concerned (id BLOB PRIMARY KEY) WITHOUT ROWID; DELETE FROM concerned"
    )
    connection.execute(f"INSERT INTO concerned SELECT DISTINCT id FROM ({who}) WHERE id IS NOT NULL", bindings)
    people = {person.id: person for person in _rows(connection, Person, f"id IN ({_CONCERNED})")}
    touches = _of_people(connection, Touch, "at, id")
    conversations = _conversations(connection)
    introductions = _of_people(connection, Introduction)
    introduced = _of_people(connection, Introduction, by="introducer_id")
    promises, reminders = _of_people(connection, Promise), _of_people(connection, Reminder)
    for_target, researched = _for_target(connection), _researched(connection)
    questions = _questions(connection)
    found = []
    for person_id, organisation_id, organisation, score in connection.execute(_STANDING):
        person = people.get(person_id)
        if person is None:
            continue
        talks = conversations.get(person_id, [])
        found.append(
            Facts(
                person=person,
                name=display_name(person),
                organisation_id=organisation_id,
                organisation=organisation or "",
                touches=tuple(touch for touch in touches[person_id] if touch.at and touch.state != "draft"),
                drafts=tuple(touch for touch in touches[person_id] if touch.state == "draft"),
                conversations=tuple(talks),
                introductions=tuple(introductions[person_id]),
                introduced=tuple(introduced[person_id]),
                promises=tuple(promises[person_id]),
                reminders=tuple(reminders[person_id]),
                for_target=for_target.get(person_id),
                score=score,
                researched_at=researched.get(person_id),
                questions={talk.id: questions[talk.id] for talk in talks if talk.id in questions},
            )
        )
    return found


_STANDING = """
SELECT concerned.id, organisation_id, organisation, crystal
FROM concerned CROSS JOIN listing USING (id) LEFT JOIN position ON position.id = job_id LEFT JOIN rank USING (n)
"""


@cache
def _columns(record: type[AnyRow]) -> tuple[str, ...]:
    return tuple(column for column in table_of(record).columns if column not in TEXTS)


def _rows(connection: apsw.Connection, record: type[AnyRow], where: str, order: str = "id") -> list[AnyRow]:
    """Rows without their long texts, converted all at once: 2,000 in 6 ms, in 20 if one by one."""
    columns = _columns(record)
    named = ", ".join(f'"{column}"' for column in columns)
    rows = connection.execute(
        f'SELECT {named} FROM "{table_of(record).name}" WHERE deleted_at IS NULL AND {where} ORDER BY {order}'
    )
    present: list[dict[str, Any]] = [
        {column: value for column, value in zip(columns, row, strict=True) if value is not None} for row in rows
    ]
    return msgspec.convert(present, list[record], strict=False)  # type: ignore[valid-type]


def _of_people(
    connection: apsw.Connection, record: type[AnyRow], order: str = "id", by: str = "person_id"
) -> Grouped[AnyRow]:
    found: Grouped[AnyRow] = defaultdict(list)
    for row in _rows(connection, record, f"{by} IN ({_CONCERNED})", order):
        found[getattr(row, by)].append(row)
    return found


def _conversations(connection: apsw.Connection) -> Grouped[Conversation]:
    taking_part = (
        f"SELECT conversation_id FROM conversation_person WHERE deleted_at IS NULL AND person_id IN ({_CONCERNED})"
    )
    talks = {talk.id: talk for talk in _rows(connection, Conversation, f"id IN ({taking_part})")}
    found: Grouped[Conversation] = defaultdict(list)
    for person_id, conversation_id in connection.execute(
        "SELECT DISTINCT person_id, conversation_id FROM concerned CROSS JOIN conversation_person "
        "ON person_id = concerned.id WHERE deleted_at IS NULL ORDER BY conversation_id"
    ):
        if conversation_id in talks:
            found[person_id].append(talks[conversation_id])
    return found


def _for_target(connection: apsw.Connection) -> dict[bytes, PersonTarget]:
    target = targets.chosen(connection)
    rows = _of_people(connection, PersonTarget) if target else {}
    return {person_id: row for person_id, said in rows.items() for row in said if target and row.target_id == target.id}


def _researched(connection: apsw.Connection) -> dict[bytes, str]:
    """When the first source about each, or about where they work, was read."""
    return dict(
        connection.execute(
            "SELECT id, min(at) FROM (SELECT person_id AS id, coalesce(read_at, created_at) AS at FROM research_source "
            "WHERE deleted_at IS NULL UNION ALL SELECT listing.id, coalesce(read_at, source.created_at) "
            "FROM research_source AS source CROSS JOIN position USING (organisation_id) "
            "CROSS JOIN listing ON listing.id = position.person_id AND job_id = position.id "
            f"WHERE source.deleted_at IS NULL) WHERE id IN ({_CONCERNED}) GROUP BY id"
        )
    )


def _questions(connection: apsw.Connection) -> dict[bytes, int]:
    """How many questions each talk's plan has."""
    return dict(
        connection.execute(
            "SELECT conversation_id, count(*) FROM plan_item WHERE deleted_at IS NULL GROUP BY conversation_id"
        )
    )
