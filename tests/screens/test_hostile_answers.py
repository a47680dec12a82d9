"""Answers, claims, beliefs and introductions are shown as text, whatever stands in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.store import beliefs, clock, insights, introductions, people
from coffeechat.store.store import Store
from screens.opened import played, press, table_of
from screens.test_hostile_names import NAMES, assert_harmless
from what_was_said import say


@pytest.fixture
def hostile(path: Path) -> Path:
    """Each of the names as a person, a topic, an answer, a claim, a belief and a note; two answers of each, one is
    not sorted yet."""
    with Store(path) as store:
        root = people.add(store, "Maya Okonjo")
        for name in NAMES:
            person = people.add(store, name, name, name)
            insights.from_answer(store, say(store, person, name, clock.now(), topic=name, verbatim=True), claim=name)
            say(store, person, name, clock.now(), topic=name)
            beliefs.add(store, name, 50, note=name)
            introduction = introductions.named(store, None, root, name, note=name)
            for to in ("introducer_ok", "made"):
                introductions.set_state(store, introduction.id, to, reason=name)
    return path


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 10)], ids=str)
def test_every_screen_of_what_was_learned_shows_them_as_they_are(hostile: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        for way in (["4"], ["enter"], ["escape", "g", "j", "enter"], ["escape", "s"], ["escape", "b"]):
            await press(pilot, *way)
            assert_harmless(pilot)
            for _ in range(min(len(NAMES), table_of(pilot).row_count)):
                await pilot.press("j")
                assert_harmless(pilot)
        await press(pilot, "e")
        assert_harmless(pilot)

    played(hostile, scenario, size)


@pytest.mark.parametrize("size", [(120, 40), (40, 10)], ids=str)
def test_introductions_and_their_tree_show_them_as_they_are(hostile: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await pilot.app.run_action("app.introductions")
        await press(pilot)
        assert table_of(pilot).row_count > len(NAMES)
        for _ in NAMES:
            await pilot.press("j")
            assert_harmless(pilot)
        await press(pilot, "I")
        assert_harmless(pilot)
        await press(pilot, "a")
        assert_harmless(pilot)

    played(hostile, scenario, size)
