"""Seven talks about one question (METHOD S8), and more around them, for tests that look at what was learned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from coffeechat.records import Answer, Conversation, ConversationPerson, Introduction
from coffeechat.store import clock, insights, introductions, people
from coffeechat.store.store import Store

MAYA = "Maya Okonjo"
SUPPORTERS = ("Ken Ito", "Ines Duarte", "Samir Haddad", "Leonie Brandt", "Paul Okafor")
"""The first three came through Maya."""
OPPONENTS = ("Greta Nilsen", "Tomasz Wrona")
TOPIC = "degree needed"
CLAIM = "You get in without a degree"
SENTENCES = (
    "Nobody ever asked for my diploma.",
    "My portfolio got me in, not the degree.",
    "Half of the team never finished university.",
    "We look at what you have mapped.",
    "I came from carpentry.",
    "The public service wants the certificate, full stop.",
    "Without a degree your letter is not even read.",
)


def talk(store: Store, person_id: bytes, at: datetime, **cells: Any) -> bytes:
    """A talk that was held."""
    with store.change("talk") as change:
        said = {"kind": "informational", "state": "debriefed", "ended_at": clock.instant(at), **cells}
        conversation = Conversation(id=clock.new_id(), created_at=change.at, at=clock.instant(at), **said)
        part = ConversationPerson(
            id=clock.new_id(), created_at=change.at, conversation_id=conversation.id, person_id=person_id, role="host"
        )
        store.insert(change, conversation, part)
    return conversation.id


def answer(store: Store, conversation_id: bytes, person_id: bytes, text: str, at: datetime, **cells: Any) -> bytes:
    """Something that was said in it."""
    with store.change("answer") as change:
        row = Answer(
            id=clock.new_id(),
            created_at=change.at,
            conversation_id=conversation_id,
            person_id=person_id,
            text=text,
            at=clock.instant(at),
            **cells,
        )
        store.insert(change, row)
    return row.id


def through(store: Store, introducer_id: bytes, person_id: bytes) -> Introduction:
    """An introduction that was made."""
    introduction = introductions.add(store, introducer_id, person_id)
    for state in ("asked", "introducer_ok", "target_ok", "made"):
        introductions.set_state(store, introduction.id, state)
    return introduction


def say(store: Store, person_id: bytes, text: str, at: datetime, topic: str = TOPIC, **cells: Any) -> bytes:
    """A talk with one answer; returns the answer's id."""
    return answer(store, talk(store, person_id, at), person_id, text, at, topic=topic, **cells)


def add_seven(store: Store) -> dict[str, bytes]:
    """The seven talks, not sorted yet; ids of the people by name, and of the answers by sentence."""
    ids = {name: people.add(store, name) for name in (MAYA, *SUPPORTERS, *OPPONENTS)}
    for name in SUPPORTERS[:3]:
        through(store, ids[MAYA], ids[name])
    begin = clock.now() - timedelta(days=14)
    for number, (name, text) in enumerate(zip((*SUPPORTERS, *OPPONENTS), SENTENCES, strict=True)):
        at = begin + timedelta(days=number)
        ids[text] = say(store, ids[name], text, at, verbatim=number % 2 == 0, off_record=number == 6)
    return ids


def sort_seven(store: Store, ids: dict[str, bytes]) -> bytes:
    """Five for the claim, two against it; returns the claim's id."""
    claim_id = insights.from_answer(store, ids[SENTENCES[0]], claim=CLAIM)
    for number, text in enumerate(SENTENCES[1:], start=1):
        stance = "supports" if number < len(SUPPORTERS) else "contradicts"
        insights.from_answer(store, ids[text], insight_id=claim_id, stance=stance)
    return claim_id
