"""Three people with talks of every state, around Monday, 2 March 2026, 8 o'clock in Greenwich."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coffeechat.store import conversations, plans
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store
from screens.three_people import ADA, BO, RUTH

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
QUESTIONS = (
    "How did you get from teaching geography to running a planning team?",
    "What surprised you most in your first six months?",
    "Who else sees this field differently and would be worth twenty minutes?",
)


def add_talks(store: Store, ids: dict[str, bytes]) -> dict[str, bytes]:
    """Their ids by a word for each."""
    prepared = conversations.plan(store, [ids[ADA]], goal="Whether cities hire people without a degree in planning.")
    plans.add(store, prepared, [NewItem(text=text, topic="story") for text in QUESTIONS], "choose questions")
    plans.edit(store, plans.items(store.connection, prepared)[0], must=True)
    conversations.schedule(
        store,
        prepared,
        NOW + timedelta(days=1, hours=2),
        zone="America/New_York",
        channel="video",
        place="https://meet.example/ab12",
    )
    two = conversations.plan(store, [ids[BO], ids[ADA]], "catch_up")
    conversations.schedule(store, two, NOW + timedelta(days=4, hours=7), zone="UTC")
    planned = conversations.plan(store, [ids[RUTH]])
    over = _held(store, ids[BO], -1, kind="practice")
    held = _held(store, ids[ADA], -3, "ended")
    closed = _held(store, ids[RUTH], -30, "ended", "debriefed", "closed")
    return {"prepared": prepared, "two": two, "planned": planned, "over": over, "held": held, "closed": closed}


def _held(store: Store, person_id: bytes, days: int, *states: str, kind: str = "informational") -> bytes:
    conversation_id = conversations.plan(store, [person_id], kind)
    conversations.schedule(store, conversation_id, NOW + timedelta(days=days, hours=1), zone="UTC")
    for state in states:
        conversations.set_state(store, conversation_id, state)
    return conversation_id
