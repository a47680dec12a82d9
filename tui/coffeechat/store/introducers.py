"""Who may know somebody, and could introduce you: by what is noted, a shared organisation, or a tie to you."""

from __future__ import annotations

from collections.abc import Iterator

import apsw
from msgspec import Struct

from coffeechat.store import pages, search
from coffeechat.store.pages import Line

MOST = 100


class Introducer(Struct, frozen=True):
    """Somebody who may know the person, and why; `why` is empty where nothing says so."""

    id: bytes
    name: str
    job: str
    why: str


def introducers(connection: apsw.Connection, person_id: bytes, text: str = "") -> list[Introducer]:
    """At most a hundred: those with a reason, the best first; with `text` everybody it finds, those likewise first."""
    reasons = _reasons(connection, person_id)
    if text.strip():
        found = pages.lines(connection, search.people(connection, text).numbers[:MOST])
        found.sort(key=lambda line: _place(reasons, line.id))
    else:
        found = [line for row_id in list(reasons)[:MOST] if (line := pages.line_of(connection, row_id))]
    return [_introducer(line, reasons) for line in found if line.id != person_id]


def _introducer(line: Line, reasons: dict[bytes, str]) -> Introducer:
    job = ", ".join(part for part in (line.title, line.organisation) if part)
    return Introducer(line.id, line.name, job, reasons.get(line.id, ""))


def _place(reasons: dict[bytes, str], row_id: bytes) -> int:
    return next((place for place, other in enumerate(reasons) if other == row_id), len(reasons))


def _reasons(connection: apsw.Connection, person_id: bytes) -> dict[bytes, str]:
    """The first reason for each, in the order of their weight."""
    found: dict[bytes, str] = {}
    for row_id, why in _all_reasons(connection, person_id):
        if row_id and row_id != person_id:
            found.setdefault(row_id, why)
    return found


_KNOWS = """
SELECT CASE from_id WHEN ?1 THEN to_id ELSE from_id END, coalesce(kind, 'they know each other') FROM relationship
WHERE (to_id = ?1 OR from_id = ?1) AND deleted_at IS NULL
"""
_WORKS_WITH = """
SELECT other.person_id, 'also at ' || organisation.name FROM position AS own
JOIN position AS other ON other.organisation_id = own.organisation_id
JOIN organisation ON organisation.id = own.organisation_id
WHERE own.person_id = ?1 AND own.deleted_at IS NULL AND other.deleted_at IS NULL AND organisation.name IS NOT NULL
ORDER BY own.until IS NOT NULL, other.until IS NOT NULL LIMIT 100
"""
_HELPED = """
SELECT introducer_id, 'introduced you to ' || count(*) || iif(count(*) = 1, ' person', ' people') FROM introduction
WHERE state IN ('made', 'contacted', 'met', 'loop_closed') AND deleted_at IS NULL
GROUP BY introducer_id ORDER BY count(*) DESC LIMIT 50
"""
_TALKED = """
SELECT part.person_id, 'you talked on ' || substr(max(conversation.at), 1, 10) FROM conversation_person AS part
JOIN conversation ON conversation.id = part.conversation_id
WHERE conversation.state IN ('ended', 'debriefed', 'closed') AND conversation.deleted_at IS NULL
    AND part.deleted_at IS NULL AND conversation.kind IS NOT 'practice'
GROUP BY part.person_id ORDER BY max(conversation.at) DESC LIMIT 50
"""
_CLOSE = "SELECT id, 'a close tie of yours' FROM person WHERE tie = 'close' AND deleted_at IS NULL LIMIT 50"


def _all_reasons(connection: apsw.Connection, person_id: bytes) -> Iterator[tuple[bytes, str]]:
    for question in (_KNOWS, _WORKS_WITH):
        yield from connection.execute(question, (person_id,))
    for question in (_HELPED, _TALKED, _CLOSE):
        yield from connection.execute(question)
