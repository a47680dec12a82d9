"""Search everywhere: people first, then every other text, and enter opens what is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.records import Organisation
from coffeechat.store import beliefs, clock, insights, introductions, people, questions, research, tables
from coffeechat.store.store import Store
from screens.opened import box_of, cursor_on, names_in, paste, played, press, shown, table_of, until
from screens.three_people import ADA, BO, add_target
from what_was_said import MAYA, say


def test_what_is_typed_is_found_at_once_and_enter_opens_the_first(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+f", *"alum")
        assert sorted(names_in(pilot)) == [ADA, BO]
        await press(pilot, "down")
        chosen = cursor_on(pilot)
        assert box_of(pilot).has_focus and table_of(pilot).cursor_row == 1
        assert chosen in await press(pilot, "enter")

    played(three, scenario)


def test_a_target_is_found_by_what_one_believes_and_opens_its_view(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+f")
        await paste(pilot, "cities have more plans")
        assert names_in(pilot, 0) == ["target"]
        assert "Job truly wanted" in await press(pilot, "enter")

    played(three, scenario)


@pytest.fixture
def said(path: Path) -> Path:
    """One of everything that can be found by its words, each with a word of its own."""
    with Store(path) as store:
        add_target(store)
        ada = people.add(store, ADA, "Planner", "City of Elmhafen")
        told = say(store, ada, "Nobody asked for my zirconium diploma.", clock.now(), off_record=True)
        insights.from_answer(store, told, claim="Vanadium is overrated")
        beliefs.add(store, "Gallium is required", 80)
        questions.add(store, text="How did you come to bismuth?")
        research.add(store, "Report on rhenium", research.subject_of_person(store.connection, ada), "person")
        maya = people.add(store, MAYA)
        known = introductions.get(store.connection, introductions.add(store, maya, ada).id)
        assert known
        introductions.edit_note(store, known, "Both love osmium.")
        (elmhafen,) = tables.select(store.connection, Organisation)
        with store.change("note"):
            store.update(Organisation, elmhafen.id, notes="Has tantalum in the cellar")
    return path


@pytest.mark.parametrize(
    ("word", "kind", "opens"),
    [
        ("zirconium", "answer", "Talks"),
        ("vanadium", "insight", "independent chains"),
        ("gallium", "belief", "What I believe about Urban planner"),
        ("bismuth", "question", "A question of your own"),
        ("rhenium", "research source", "Report on rhenium"),
        ("osmium", "introduction", "Introductions: Ada Lindqvist"),
        ("tantalum", "organisation", "1 match"),
    ],
)
def test_whatever_is_found_opens_where_it_is_at_home(said: Path, word: str, kind: str, opens: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+f")
        await paste(pilot, word)
        assert names_in(pilot, 0) == [kind]
        await press(pilot, "enter")
        assert "Search everywhere" not in await until(pilot, opens)

    played(said, scenario)


def test_what_was_told_off_the_record_is_marked_where_it_is_found(said: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+f")
        await paste(pilot, "zirconium")
        assert "Ada Lindqvist, off the record" in shown(pilot)

    played(said, scenario)


def test_nothing_found_says_so_and_enter_does_nothing(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "Type to search." in await press(pilot, "ctrl+f", "enter")
        assert "Nothing has all these words." in await press(pilot, *"zqx", "enter")
        assert "3 people" in await press(pilot, "escape")

    played(three, scenario)
