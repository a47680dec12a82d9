"""The conversations as lists, to come and past: who, where, and the facts from which follows what is missing."""

from __future__ import annotations

from datetime import datetime

import apsw
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.records import Conversation
from coffeechat.store import clock, tables
from coffeechat.store.conversations import joined
from coffeechat.store.people import name_of
from coffeechat.store.person_named import person_named
from coffeechat.store.tables import Value

_PAST = ("ended", "debriefed", "closed", "cancelled")
_THANKS = "touch.kind = 'thanks' AND touch.deleted_at IS NULL AND touch.at IS NOT NULL AND touch.state IS NOT 'bounced'"
_IS_UPCOMING = f"coalesce(state, 'planned') NOT IN {_PAST}"
_IS_AHEAD = f"""{_IS_UPCOMING} AND (
    state IN ('live', 'no_show') OR at IS NULL OR unixepoch(at) + 60 * coalesce(minutes, 0) >= ?1
)"""
"""Its time, if it has one, is not over; seconds since 1970 are bound to it."""
_TALKS_WITH = "SELECT conversation_id FROM conversation_person WHERE person_id = ?2 AND deleted_at IS NULL"


class NoTalkWith(CoffeechatError):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is no talk with {name} yet. `coffeechat talk PERSON` plans one.")


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

    @property
    def is_upcoming(self) -> bool:
        """Whether it is still to be held."""
        return self.conversation.state not in _PAST


def upcoming(connection: apsw.Connection) -> list[Listed]:
    """Those still to be held: what goes on now, then by time, then those without one."""
    return _listed(connection, f"{_IS_UPCOMING} ORDER BY state IS NOT 'live', at IS NULL, at, id")


def ahead(connection: apsw.Connection, now: datetime) -> list[Listed]:
    """Those still to be held whose time is not over."""
    return _listed(connection, f"{_IS_AHEAD} AND state IS NOT 'no_show' ORDER BY at IS NULL, at, id", (_seconds(now),))


def everything(connection: apsw.Connection) -> list[Listed]:
    """Those still to be held as `upcoming` has them, then those held or cancelled, the last first."""
    return _listed(
        connection,
        f"TRUE ORDER BY {_IS_UPCOMING} DESC, state IS NOT 'live', {_IS_UPCOMING} AND at IS NULL, "
        f"iif({_IS_UPCOMING}, at, NULL), coalesce(ended_at, at, created_at) DESC, id",
    )


def listed(connection: apsw.Connection, conversation_id: bytes) -> Listed | None:
    """One conversation as the lists have it."""
    return next(iter(_listed(connection, "id = ?", (conversation_id,))), None)


def is_thanked(connection: apsw.Connection, conversation_id: bytes) -> bool:
    """Whether anybody was thanked for a talk, or since it ended."""
    return conversation_id in _thanked(connection)


def _listed(connection: apsw.Connection, where: str, bindings: tuple[Value, ...] = ()) -> list[Listed]:
    conversations = tables.select(connection, Conversation, where, bindings)
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


def for_calendar(connection: apsw.Connection, now: datetime) -> list[bytes]:
    """The talks that a calendar should know of from now on: agreed ones, and those called off since."""
    return [
        row[0]
        for row in connection.execute(
            "SELECT id FROM conversation WHERE deleted_at IS NULL AND calendar_uid IS NOT NULL AND at IS NOT NULL "
            "AND (state IN ('scheduled', 'confirmed', 'live') OR (state = 'cancelled' AND at >= ?)) ORDER BY at, id",
            (clock.instant(now),),
        )
    ]


def talk_with(connection: apsw.Connection, person: str, now: datetime) -> bytes:
    """The next talk with somebody named on the command line, or else the last one. Raises NoTalkWith, and what naming
    nobody raises."""
    person_id = person_named(connection, person)
    found = ahead_with(connection, person_id, now) or next(iter(with_person(connection, person_id)), None)
    if found is None:
        raise NoTalkWith(name_of(connection, person_id))
    return found.id


def ahead_with(connection: apsw.Connection, person_id: bytes, now: datetime) -> Conversation | None:
    """The next talk with somebody whose time, if it has one, is not over."""
    where = f"{_IS_AHEAD} AND id IN ({_TALKS_WITH}) ORDER BY at IS NULL, at, id LIMIT 1"
    return next(iter(tables.select(connection, Conversation, where, (_seconds(now), person_id))), None)


def with_person(connection: apsw.Connection, person_id: bytes) -> list[Conversation]:
    """All talks with somebody, the last first."""
    where = f"id IN ({_TALKS_WITH}) ORDER BY coalesce(at, ended_at, created_at) DESC, id"
    return tables.select(connection, Conversation, where, (None, person_id))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
