"""A talk with Ada to be in, and what a person in it does: type, capture, look into the file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from textual import events
from textual.pilot import Pilot

from coffeechat.records import Conversation
from coffeechat.store import conversations, plans, tables
from coffeechat.store.conversations import Talk
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store
from coffeechat.widgets.writing import Writing
from screens.opened import paste, press, store_of
from screens.three_people import ADA, add_target, add_three

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
FIRST = "How did you get from teaching chemistry to running a data team?"
SECOND = "What surprised you most in your first six months as a planner?"
THIRD = "What small project would show that a career changer can do this work?"
WHO_ELSE = "Who else sees this work from another angle and would be worth twenty minutes?"
FOUR = (
    NewItem(FIRST, "path", "open", "What made it possible?"),
    NewItem(SECOND, "insights", "core", "What would have told you beforehand?"),
    NewItem(THIRD, "assignments", "core"),
    NewItem(WHO_ELSE, "contacts", "close", "May I say that you suggested it?"),
)


class Hand:
    """The test's clock."""

    def __init__(self) -> None:
        self.now = TEN

    def at(self, minutes: int, seconds: int = 0) -> None:
        """So long after ten."""
        self.now = TEN + timedelta(minutes=minutes, seconds=seconds)


def planned(store: Store, kind: str = "informational", *questions: NewItem) -> bytes:
    """A talk with Ada, to be held now."""
    ids = add_three(store)
    add_target(store)
    conversation_id = conversations.plan(store, [ids[ADA]], kind, goal="See whether an editor can move into city data")
    items = plans.add(store, conversation_id, questions, "plan")
    for item in items[:2]:
        plans.edit(store, item, must=True)
    return conversation_id


def talk_of(pilot: Pilot[Any]) -> Talk:
    """As it stands in the file."""
    (row,) = tables.select(store_of(pilot).connection, Conversation)
    return conversations.known(store_of(pilot), row.id)


def answers(pilot: Pilot[Any]) -> list[tuple[str | None, str | None]]:
    """Question and answer, as they stand in the file."""
    talk = talk_of(pilot)
    texts = {item.id: item.text for item in talk.items}
    return [(texts.get(answer.plan_item_id or b""), answer.text) for answer in talk.answers]


async def do(pilot: Pilot[Any], *parts: str) -> str:
    """Press keys; what begins with = is put where the cursor is."""
    for part in parts:
        if part.startswith("="):
            pilot.app.post_message(events.Paste(part[1:]))
            await pilot.pause()
        else:
            await pilot.press(part)
    return await press(pilot)


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Put it where the cursor is, and wait until it is in the file."""
    await paste(pilot, text)
    await saved(pilot)


async def saved(pilot: Pilot[Any]) -> None:
    while any(writing.is_unsaved for writing in pilot.app.screen.query(Writing)):
        await pilot.pause(0.05)
