"""After the talk: names become introductions, a promise is due, the thanks have their deadline and their draft, the
introducer is told (METHOD, S7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from coffeechat.method.agenda import Due, due
from coffeechat.method.stages import stage
from coffeechat.records import Introduction, Touch
from coffeechat.store import clock, conversations, facts, introductions, people, plans, rules, sender, tables
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store
from screens.opened import played, store_of, told
from screens.talking import FIRST, WHO_ELSE, Hand, do, saved, talk_of

ADA, MAYA = "Ada Lindqvist", "Maya Okonjo"
INSIGHT = "Nobody reads a plan that has no map."


@pytest.fixture
def lena(path: Path, hand: Hand) -> Path:
    """Maya has introduced her to Ada, and they are to talk at twenty to eleven."""
    hand.at(-3 * 24 * 60)
    with Store(path) as store:
        sender.put(store, "name", "Lena Brandt")
        ada, maya = people.add(store, ADA, "Urban Planner", "City of Elmhafen"), people.add(store, MAYA)
        introduction = introductions.add(store, maya, ada, state="asked")
        for step in ("introducer_ok", "target_ok", "made"):
            introductions.set_state(store, introduction.id, step)
        talk_id = conversations.plan(store, [ada], minutes=20)
        plans.add(store, talk_id, [NewItem(FIRST, "path"), NewItem(WHO_ELSE, "contacts")], "plan")
        conversations.schedule(store, talk_id, datetime(2026, 3, 2, 10, 40, tzinfo=UTC), zone="UTC")
    hand.at(40)
    return path


def due_now(pilot: Pilot[Any], after: timedelta = timedelta(0)) -> dict[str, Due]:
    """What is due, or will be, by rule."""
    connection = store_of(pilot).connection
    found = due(facts.all_facts(connection), clock.now() + after, rules.load(connection))
    return {one.rule: one for one in found}


def stage_of_ada(pilot: Pilot[Any]) -> str:
    connection = store_of(pilot).connection
    host = talk_of(pilot).host
    known = facts.facts_of(connection, host.id) if host else None
    assert known
    return stage(known, clock.now(), rules.load(connection)).name


def test_what_a_talk_asks_of_lena_when_it_has_ended(lena: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "3", "l", "tab", f"={INSIGHT}", "tab", "=Two.")
        await do(pilot, "alt+n", "=Jonas Weber", "enter", "alt+n", "=Sara Diaz, port authority", "enter")
        await do(pilot, "alt+m", "=send map by Friday", "enter")
        hand.at(60)
        await do(pilot, "escape", "e")
        assert talk_of(pilot).conversation.ended_at == "2026-03-02T11:00:00Z"
        assert due_now(pilot)["thanks"].by == datetime(2026, 3, 3, 11, 0, tzinfo=UTC)
        assert "loop" not in due_now(pilot), "Maya hears of it once there is something to tell"

        await do(pilot, "=Maps first.", "alt+i", "enter")
        await saved(pilot)
        screen = await do(pilot, "alt+e")
        assert "by Tue 3 Mar, 11:00   Thank Ada Lindqvist" in screen
        assert "You promised: send map" in screen and "by Fri 6 Mar" in screen
        assert "Jonas Weber through Ada" in screen and "Sara Diaz through Ada" in screen
        assert "Tell Maya Okonjo how it went" in screen and "about Mon 16 Mar" in screen
        assert due_now(pilot)["loop"].person == MAYA
        assert due_now(pilot, timedelta(days=4))["promise_mine"].what.endswith("send map")
        named = tables.select(store_of(pilot).connection, Introduction, "conversation_id IS NOT NULL")
        assert [one.state for one in named] == ["asked", "asked"]

        await do(pilot, "enter")
        draft = pilot.app.screen.query_one(TextArea).text
        assert INSIGHT in draft and "As promised, I will send map." in draft
        await do(pilot, "f7", "delete", "ctrl+s")
        assert any("says nothing yet" in sentence for sentence in told(pilot)) and not sent(pilot)
        await do(pilot, "ctrl+z", "ctrl+s")
        assert [touch.kind for touch in sent(pilot)] == ["thanks"] and stage_of_ada(pilot) == "thanked"
        assert "thanks" not in due_now(pilot)
        assert "update" in due_now(pilot, timedelta(days=14))

    played(lena, scenario)


def sent(pilot: Pilot[Any]) -> list[Touch]:
    return tables.select(store_of(pilot).connection, Touch, "state = 'sent'")
