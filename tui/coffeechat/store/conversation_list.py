"""The conversations as lists, to come and past: who, where, and the facts from which follows what is missing."""

from __future__ import annotations

import apsw
from msgspec import Struct

from coffeechat.records import Conversation
from coffeechat.store import tables
from coffeechat.store.conversations import joined

_PAST = "('ended', 'debriefed', 'closed', 'cancelled')"
_THANKS = "touch.kind = 'thanks' AND touch.deleted_at IS NULL AND touch.at IS NOT NULL AND touch.state IS NOT 'bounced'"
_IS_UPCOMING = f"coalesce(state, 'planned') NOT IN {_PAST}"


class Listed(Struct, frozen=True):
    """One conversation in a list. `questions` counts its plan; `is_thanked` is whether anybody was, since it ended."""

    conversation: Conversation
    names: tuple[str, ...]
    organisation: str
    questions: int
    is_thanked: bool

    @property
    def name(self) -> str:
        return joined(self.names)


def upcoming(connection: apsw.Connection) -> list[Listed]:
    """Those still to be held: what goes on now, then by time, then those without one."""
    return _listed(connection, f"{_IS_UPCOMING} ORDER BY state IS NOT 'live', at IS NULL, at, id")


def past(connection: apsw.Connection) -> list[Listed]:
    """Those held or cancelled, the last first."""
    return _listed(connection, f"NOT ({_IS_UPCOMING}) ORDER BY coalesce(ended_at, at, created_at) DESC, id")


def is_thanked(connection: apsw.Connection, conversation_id: bytes) -> bool:
    """Whether anybody was thanked for a talk, or since it ended."""
    return conversation_id in _thanked(connection)


def _listed(connection: apsw.Connection, where: str) -> list[Listed]:
    conversations = tables.select(connection, Conversation, where)
    names, organisations = _names(connection), _organisations(connection)
    questions, thanked = _questions(connection), _thanked(connection)
    return [
        Listed(
            conversation=talk,
            names=tuple(names.get(talk.id, ())),
            organisation=organisations.get(talk.organisation_id or b"", ""),
            questions=questions.get(talk.id, 0),
            is_thanked=talk.id in thanked,
        )
        for talk in conversations
    ]


def _names(connection: apsw.Connection) -> dict[bytes, list[str]]:
    """Who takes part in each, the host first."""
    found: dict[bytes, list[str]] = {}
    for conversation_id, name in connection.execute(
        "SELECT conversation_id, listing.name FROM conversation_person JOIN listing ON listing.id = person_id "
        "WHERE deleted_at IS NULL GROUP BY conversation_id, person_id "
        "ORDER BY min(role IS NOT 'host'), min(conversation_person.id)"
    ):
        found.setdefault(conversation_id, []).append(name)
    return found


def _organisations(connection: apsw.Connection) -> dict[bytes, str]:
    return dict(
        connection.execute(
            "SELECT id, name FROM organisation WHERE deleted_at IS NULL AND name IS NOT NULL "
            "AND id IN (SELECT organisation_id FROM conversation)"
        )
    )


def _questions(connection: apsw.Connection) -> dict[bytes, int]:
    return dict(
        connection.execute(
            "SELECT conversation_id, count(*) FROM plan_item WHERE deleted_at IS NULL GROUP BY conversation_id"
        )
    )


def _thanked(connection: apsw.Connection) -> set[bytes]:
    """Thanks that name their talk count for it; others for every talk with that person that had ended by then."""
    return {
        row[0]
        for row in connection.execute(
            "SELECT conversation.id FROM conversation JOIN touch ON touch.conversation_id = conversation.id "
            f"WHERE {_THANKS} "
            "UNION SELECT conversation.id FROM touch JOIN conversation_person USING (person_id) "
            "JOIN conversation ON conversation.id = conversation_person.conversation_id "
            f"WHERE {_THANKS} AND touch.conversation_id IS NULL "
            "AND touch.at >= conversation.ended_at AND conversation_person.deleted_at IS NULL"
        )
    }
