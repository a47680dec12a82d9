"""Conversations: planned, given a time, taken from state to state, and read whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import apsw
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.method.conversations import DEFAULT_KIND, STATES, flip_refusal, kind_of, refusal, route
from coffeechat.method.dates import moment
from coffeechat.records import (
    Answer,
    Conversation,
    ConversationPerson,
    Introduction,
    Organisation,
    Person,
    PlanItem,
    Promise,
    Target,
)
from coffeechat.store import clock, rules, tables, targets
from coffeechat.store.people import bind, display_name
from coffeechat.store.people import detail as person_detail
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.capture import Change
    from coffeechat.store.store import Store

IN_CALENDAR = frozenset({"minutes", "channel", "place"})
"""Cells that stand in a calendar, beside the time."""
HOST, GUEST = "host", "guest"


class ConversationGone(CoffeechatError):
    """Removed on another machine or in another window meanwhile."""

    def __init__(self) -> None:
        super().__init__("This talk is not there any more, so nothing was changed. u may bring it back.")


class HostGone(CoffeechatError):
    """Removed meanwhile."""

    def __init__(self) -> None:
        super().__init__("This person is not on the list any more, so nothing was done. u may bring them back.")


class Refused(CoffeechatError):
    """A step that the method does not allow; carries its sentence."""


class Participant(Struct, frozen=True):
    """Somebody who takes part, and as what: `host`, `guest` or `observer`."""

    person: Person
    role: str

    @property
    def name(self) -> str:
        return display_name(self.person)


class Talk(Struct, frozen=True):
    """A conversation with all that hangs on it: the host first, the plan and the answers in their order."""

    conversation: Conversation
    people: tuple[Participant, ...] = ()
    organisation: Organisation | None = None
    target: Target | None = None
    items: tuple[PlanItem, ...] = ()
    answers: tuple[Answer, ...] = ()
    promises: tuple[Promise, ...] = ()
    introductions: tuple[Introduction, ...] = ()

    @property
    def host(self) -> Person | None:
        return self.people[0].person if self.people else None

    @property
    def name(self) -> str:
        return joined(tuple(participant.name for participant in self.people))


def joined(names: Sequence[str]) -> str:
    """Who takes part, as one phrase."""
    if not names:
        return "somebody no longer listed"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def detail(connection: apsw.Connection, conversation_id: bytes) -> Talk | None:
    """A conversation with its people, plan, answers and promises; None if there is no such one."""
    conversation = tables.get(connection, Conversation, conversation_id)
    if conversation is None:
        return None
    ours = (conversation_id,)
    return Talk(
        conversation=conversation,
        people=tuple(_participants(connection, conversation_id)),
        organisation=tables.get(connection, Organisation, conversation.organisation_id or b""),
        target=tables.get(connection, Target, conversation.target_id or b""),
        items=tuple(tables.select(connection, PlanItem, "conversation_id = ? ORDER BY place, id", ours)),
        answers=tuple(tables.select(connection, Answer, "conversation_id = ? ORDER BY at, second, id", ours)),
        promises=tuple(tables.select(connection, Promise, "conversation_id = ?", ours)),
        introductions=tuple(tables.select(connection, Introduction, "conversation_id = ?", ours)),
    )


def _participants(connection: apsw.Connection, conversation_id: bytes) -> list[Participant]:
    rows = tables.select(
        connection, ConversationPerson, "conversation_id = ? ORDER BY role IS NOT 'host', id", (conversation_id,)
    )
    roles: dict[bytes, str] = {}
    for row in rows:  # two who were merged took part as one
        roles.setdefault(row.person_id or b"", row.role or GUEST)
    found = ((tables.get(connection, Person, person_id), role) for person_id, role in roles.items())
    return [Participant(person, role) for person, role in found if person]


def known(store: Store, conversation_id: bytes) -> Talk:
    """The talk with this id. Raises ConversationGone."""
    talk = detail(store.connection, conversation_id)
    if talk is None:
        raise ConversationGone
    return talk


def plan(store: Store, people: Sequence[bytes], kind: str | None = None, **cells: Value) -> bytes:
    """A talk with these people, of whom the first is the host; returns its id.

    Unless `cells` say otherwise it is for the chosen target, at the organisation the host works for, and as long as
    its kind usually takes. Raises HostGone.
    """
    kind = kind or DEFAULT_KIND
    host = person_detail(store.connection, people[0])
    if host is None:
        raise HostGone
    target = targets.chosen(store.connection)
    known_already: dict[str, Value] = {
        "target_id": target and target.id,
        "organisation_id": host.job and host.job.position.organisation_id,
        "minutes": usual_minutes(store.connection, kind),
    }
    with store.change(f"plan a talk with {host.name}") as change:
        conversation = Conversation(
            id=clock.new_id(), created_at=change.at, state="planned", kind=kind, **(known_already | cells)
        )
        store.insert(change, conversation)
        for person_id in people:
            _take_part(store, change, conversation.id, person_id, HOST if person_id == people[0] else GUEST)
    return conversation.id


def usual_minutes(connection: apsw.Connection, kind: str) -> int:
    """How long to ask for: the user's rule for an informational talk, else what the kind takes."""
    return rules.load(connection).talk_minutes if kind == DEFAULT_KIND else kind_of(kind).minutes


def schedule(store: Store, conversation_id: bytes, at: datetime, **cells: Value) -> None:
    """Give a talk its time, or move it to another one; `zone`, `minutes`, `channel` and `place` may come with it.

    The calendar knows it by one uid for ever, and each new time by a higher sequence. Raises Refused.
    """
    talk = known(store, conversation_id)
    conversation = talk.conversation
    _refuse(conversation, "scheduled")
    sequence = 0 if conversation.sequence is None else conversation.sequence + 1
    is_moved = "moved" in route(conversation.state, "scheduled")
    cells |= {"at": clock.instant(at), "state": "scheduled", "sequence": sequence}
    cells["calendar_uid"] = conversation.calendar_uid or f"{conversation_id.hex()}@coffeechat"
    with store.change(f"{'move' if is_moved else 'schedule'} the talk with {talk.name}"):
        store.update(Conversation, conversation_id, **cells)


def set_state(store: Store, conversation_id: bytes, state: str, *, at: datetime | None = None) -> None:
    """Take a talk to another state, through those that this one proves; with when it began, ended, was debriefed:
    `at`, or now. Who took part in one that ended has been met.

    A time is given by `schedule`. Raises Refused with the method's sentence.
    """
    assert state not in ("scheduled", "moved"), "those come with a time: schedule"
    talk = known(store, conversation_id)
    _refuse(talk.conversation, state)
    cells = {"state": state, **_follows(talk.conversation, state, at or clock.now())}
    with store.change(f"talk with {talk.name} {STATES[state].title}"):
        store.update(Conversation, conversation_id, **cells)
        if state == "ended":
            for participant in talk.people:
                bind(store, participant.person, "weak")


def flip(store: Store, conversation_id: bytes) -> None:
    """The host has turned it into a job interview; that it was something else before is kept. Raises Refused."""
    talk = known(store, conversation_id)
    if sentence := flip_refusal(talk.conversation):
        raise Refused(sentence)
    with store.change(f"talk with {talk.name} turned into a job interview") as change:
        store.update(
            Conversation,
            conversation_id,
            kind="job_interview",
            turned_from=talk.conversation.kind,
            flipped_at=change.at,
        )


def edit(store: Store, conversation_id: bytes, **cells: Value) -> None:
    """Change what is known of a talk but its state and time. What stands in a calendar gets a higher sequence."""
    talk = known(store, conversation_id)
    if talk.conversation.sequence is not None and not IN_CALENDAR.isdisjoint(cells):
        cells["sequence"] = talk.conversation.sequence + 1
    with store.change(f"edit the talk with {talk.name}"):
        store.update(Conversation, conversation_id, **cells)


def set_people(store: Store, conversation_id: bytes, people: Sequence[bytes]) -> None:
    """Make these the people who take part, of whom the first is the host."""
    talk = known(store, conversation_id)
    rows = tables.select(store.connection, ConversationPerson, "conversation_id = ?", (conversation_id,))
    present = {row.person_id: row for row in rows}
    with store.change(f"edit the talk with {talk.name}") as change:
        for person_id, row in present.items():
            if person_id not in people:
                store.delete(change, ConversationPerson, row.id)
        for place, person_id in enumerate(people):
            role = HOST if place == 0 else GUEST
            if person_id not in present:
                _take_part(store, change, conversation_id, person_id, role)
            elif HOST in (role, present[person_id].role):
                store.update(ConversationPerson, present[person_id].id, role=role)


def remove(store: Store, conversation_id: bytes) -> None:
    """Take a talk off the list; undo brings it back whole."""
    talk = known(store, conversation_id)
    with store.change(f"remove the talk with {talk.name}") as change:
        store.delete(change, Conversation, conversation_id)


def _take_part(store: Store, change: Change, conversation_id: bytes, person_id: bytes, role: str) -> None:
    row = ConversationPerson(
        id=clock.new_id(), created_at=change.at, conversation_id=conversation_id, person_id=person_id, role=role
    )
    store.insert(change, row)


def _refuse(conversation: Conversation, goal: str) -> None:
    if sentence := refusal(conversation, goal, clock.now()):
        raise Refused(sentence)


def _follows(conversation: Conversation, goal: str, now: datetime) -> dict[str, Value]:
    """The cells that come with the step to `goal`."""
    if goal == "live":
        return {"started_at": clock.instant(now)}
    if goal == "ended":
        return _end(conversation, now)
    if goal == "debriefed":
        return {"debriefed_at": clock.instant(now)}
    if goal == "cancelled":
        return {"sequence": (conversation.sequence or 0) + 1}
    if goal == "proposed":  # after a no-show: the old time means nothing any more
        return {"at": None}
    return {}


def _end(conversation: Conversation, now: datetime) -> dict[str, Value]:
    """When it ended; one that was held without a word to the app took as long as was agreed."""
    started = moment(conversation.started_at)
    if conversation.state == "live" and started:
        return {"ended_at": clock.instant(now), "minutes_real": max(0, round((now - started) / timedelta(minutes=1)))}
    agreed = moment(conversation.at) or now
    ended = min(now, agreed + timedelta(minutes=conversation.minutes or 0))
    return {"started_at": clock.instant(agreed), "ended_at": clock.instant(ended)}
