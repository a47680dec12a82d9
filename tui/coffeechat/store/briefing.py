"""What is worth knowing before one talk, gathered: who they are, why them, what they said before, what is promised.

Answers off the record are left out here already, so that nothing made from a briefing can hold them.
"""

from __future__ import annotations

import apsw
from msgspec import Struct

from coffeechat.method.ranking import Reason
from coffeechat.records import Answer, Conversation, Introduction, Promise, ResearchSource
from coffeechat.store import people, ranks, tables
from coffeechat.store.conversations import Talk
from coffeechat.store.people import Detail


class Said(Struct, frozen=True):
    """An answer of an earlier talk."""

    answer: Answer
    conversation: Conversation


class Briefing(Struct, frozen=True):
    """Everything for one page. `sources` are by id; `reasons` say why the host ranks where they do."""

    talk: Talk
    people: tuple[Detail, ...] = ()
    reasons: tuple[Reason, ...] = ()
    introducer: str = ""
    earlier: tuple[Said, ...] = ()
    promises: tuple[Promise, ...] = ()
    sources: dict[bytes, ResearchSource] = {}

    @property
    def host(self) -> Detail | None:
        return self.people[0] if self.people else None


def briefing(connection: apsw.Connection, talk: Talk) -> Briefing:
    """What is known before `talk`."""
    known = (people.detail(connection, participant.person.id) for participant in talk.people)
    standing = ranks.standing(connection, talk.host.id) if talk.host else None
    return Briefing(
        talk=talk,
        people=tuple(detail for detail in known if detail),
        reasons=tuple(standing.reasons) if standing else (),
        introducer=_introducer(connection, talk),
        earlier=tuple(_said_before(connection, talk)),
        promises=tuple(_open_promises(connection, talk)),
        sources=_sources(connection, talk),
    )


def _introducer(connection: apsw.Connection, talk: Talk) -> str:
    if talk.host is None:
        return ""
    leading = "person_id = ? AND made_at IS NOT NULL ORDER BY made_at DESC LIMIT 1"
    found = tables.select(connection, Introduction, leading, (talk.host.id,))
    return people.name_of(connection, found[0].introducer_id or b"") if found else ""


def _said_before(connection: apsw.Connection, talk: Talk) -> list[Said]:
    found = []
    for participant in talk.people:
        where = (
            "person_id = ? AND conversation_id IS NOT ? AND off_record IS NOT 1 AND text IS NOT NULL ORDER BY at, id"
        )
        for answer in tables.select(connection, Answer, where, (participant.person.id, talk.conversation.id)):
            conversation = tables.get(connection, Conversation, answer.conversation_id or b"")
            if conversation:
                found.append(Said(answer, conversation))
    return found


def _open_promises(connection: apsw.Connection, talk: Talk) -> list[Promise]:
    where = "person_id = ? AND coalesce(state, 'open') = 'open' ORDER BY due IS NULL, due, id"
    found = (tables.select(connection, Promise, where, (participant.person.id,)) for participant in talk.people)
    return [promise for promises in found for promise in promises]


def _sources(connection: apsw.Connection, talk: Talk) -> dict[bytes, ResearchSource]:
    wanted = {item.source_id for item in talk.items if item.source_id}
    found = (tables.get(connection, ResearchSource, source_id) for source_id in wanted)
    return {source.id: source for source in found if source}
