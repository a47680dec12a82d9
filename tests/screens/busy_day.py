"""A file in the middle of a search: on Monday, 2 March 2026, something of everything is due or waited for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from coffeechat.store import conversations, introductions, people, promises, reminders, touches
from coffeechat.store.store import Store
from screens.three_people import ADA, BO, add_target, add_three

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MAYA, JONAS, KEN, NOOR, PRIYA = "Maya Okonjo", "Jonas Feld", "Ken Ito", "Noor van Dijk", "Priya Raman"

SetClock = Callable[[datetime], None]


def fill(store: Store, set_clock: SetClock) -> dict[str, bytes]:
    """The ids by name; the clock is left at NOW."""
    set_clock(NOW - timedelta(days=40))
    ids = add_three(store)
    for name, title, organisation in (
        (MAYA, "Managing Editor", "Brook & Vale"),
        (JONAS, "Urban Planner", "Port Authority"),
        (KEN, "Senior Planner", "Kiesel Mobility"),
        (NOOR, "Transport Planner", "Port Authority"),
        (PRIYA, "Data Analyst", "Harbour Health"),
    ):
        ids[name] = people.add(store, name, title, organisation)
    add_target(store)
    _asks(store, ids, set_clock)
    _talk_with_ken(store, ids, set_clock)
    set_clock(NOW)
    return ids


def send(store: Store, person_id: bytes, kind: str, introduction_id: bytes | None = None) -> None:
    draft = touches.draft(store, person_id, kind, body="Dear you", introduction_id=introduction_id)
    touches.send(store, draft.id)


def _asks(store: Store, ids: dict[str, bytes], set_clock: SetClock) -> None:
    """Ada on Friday, Noor seven business days ago; Priya and Bo have answered."""
    set_clock(NOW - timedelta(days=11))
    send(store, ids[NOOR], "ask")
    set_clock(NOW - timedelta(days=6))
    send(store, ids[PRIYA], "ask")
    send(store, ids[BO], "ask")
    set_clock(NOW - timedelta(days=5))
    touches.reply(store, ids[BO], "later", wake_on="2026-03-16")
    set_clock(NOW - timedelta(days=3))
    touches.reply(store, ids[PRIYA], "yes")
    send(store, ids[ADA], "ask")


def _talk_with_ken(store: Store, ids: dict[str, bytes], set_clock: SetClock) -> None:
    """Maya led to him; yesterday it was, and a promise and a name came of it. The next is with Priya tomorrow."""
    set_clock(NOW - timedelta(days=9))
    introduction = introductions.add(store, ids[MAYA], ids[KEN], state="asked")
    for state in ("introducer_ok", "target_ok", "made"):
        introductions.set_state(store, introduction.id, state)
    send(store, ids[KEN], "ask", introduction.id)
    talk = conversations.plan(store, [ids[KEN]])
    conversations.schedule(store, talk, NOW - timedelta(hours=21, minutes=20))
    set_clock(NOW - timedelta(hours=21, minutes=20))
    conversations.set_state(store, talk, "live")
    set_clock(NOW - timedelta(hours=21))
    conversations.set_state(store, talk, "ended")
    promises.add(store, "me", ids[KEN], "send the map", due=date(2026, 3, 3), conversation_id=talk)
    introductions.add(store, ids[KEN], ids[JONAS], state="asked", conversation_id=talk)
    set_clock(NOW - timedelta(hours=20))
    conversations.set_state(store, talk, "debriefed")
    coming = conversations.plan(store, [ids[PRIYA]])
    conversations.schedule(store, coming, NOW + timedelta(hours=25))
    reminders.add(store, "Read the annual report of the port")
