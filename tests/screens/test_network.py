"""Introductions on screen: asked on one key a state with both consents, closed with the loop, drawn as a tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.store import introductions, people
from coffeechat.store.store import Store
from screen_text import check_golden
from screens.opened import SIZES, cursor_on, names_in, paste, played, press, shown, store_of, table_of, told, until
from screens.three_people import ADA, BO, RUTH, add_target, add_three
from what_was_said import MAYA, through

SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def network(path: Path) -> Path:
    """Maya led to Ada, Ada to Bo; Ruth is asked for through Bo, and Ada was named by Ruth once more."""
    with Store(path) as store:
        ids = add_three(store)
        add_target(store)
        maya = people.add(store, MAYA, "Managing Editor", "Brook & Vale Publishing")
        through(store, maya, ids[ADA])
        through(store, ids[ADA], ids[BO])
        introductions.add(store, ids[BO], ids[RUTH], state="asked")
        introductions.add(store, ids[RUTH], ids[ADA])
    return path


def states(pilot: Pilot[Any]) -> list[str]:
    return [known.state for known in introductions.all_introductions(store_of(pilot).connection)]


def test_an_introduction_goes_its_whole_way_on_one_key_a_state(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "Nobody introduces you to Ada Lindqvist yet." in await press(pilot, "I")
        await press(pilot, "a", *"ruth", "enter")
        assert states(pilot) == ["wished"]
        assert "Ask Ruth Novak whether they would introduce you to Ada Lindqvist." in shown(pilot)
        for state in ("asked", "introducer_ok", "target_ok", "made", "contacted", "met", "loop_closed"):
            await press(pilot, "n")
            assert states(pilot) == [state]
        assert "●●●●●●●●" in shown(pilot) and "n Next step" not in shown(pilot)
        await press(pilot, "u")
        assert states(pilot) == ["met"]

    played(three, scenario)


def test_made_without_their_yes_asks_for_a_reason(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "I", "a", *"ruth", "enter", "n", "n", "o")
        await press(pilot, "enter")
        assert states(pilot) == ["introducer_ok"]
        await press(pilot, *"one table", "enter")
        assert states(pilot) == ["made"] and "one table" in shown(pilot)
        assert "1 made without a yes" in await press(pilot, "t")

    played(three, scenario)


@pytest.mark.parametrize(("steps", "declined"), [(1, "declined_by_introducer"), (2, "declined_by_target")])
def test_whoever_was_asked_last_can_say_no(three: Path, steps: int, declined: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "I", "a", *"ruth", "enter", *["n"] * steps, "x")
        assert states(pilot) == [declined]

    played(three, scenario)


def test_those_with_a_reason_to_know_somebody_come_first_and_anybody_can_be_typed(network: Path) -> None:
    with Store(network) as store:
        people.add(store, "Ken Ito", "Baker", "Copper Bakery")

    async def scenario(pilot: Pilot[Any]) -> None:
        await until(pilot, ADA)
        await press(pilot, "slash", *"pastry", "enter", "I", "a")
        assert names_in(pilot, 0)[0] == "Ken Ito" and "also at Copper Bakery" in shown(pilot)
        assert {MAYA, ADA} <= set(names_in(pilot, 0)) and BO not in names_in(pilot, 0)
        await press(pilot, *"opal")
        assert names_in(pilot, 0) == [RUTH]

    played(network, scenario)


def test_a_name_given_becomes_a_person_and_an_introduction(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "I", "A")
        await paste(pilot, "Ingrid Halvorsen")
        text = await press(pilot, "enter")
        assert "Ingrid Halvorsen" in text and states(pilot) == ["asked"]
        await press(pilot, "N", "c", "c")
        assert "you may use Ada Lindqvist's name: yes; they call ahead: no" in shown(pilot)

    played(three, scenario)


def test_the_tree_shows_who_led_to_whom_and_closes_branches(network: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+p")
        await paste(pilot, "who led")
        await until(pilot, "Shows all introductions")
        await press(pilot, "enter")
        assert names_in(pilot, 0) == [
            MAYA,
            f"╰─ {ADA}",
            f"   ╰─ {BO}",
            f"      ╰─ {RUTH}",
            f"         ╰─ {ADA} (also elsewhere)",
        ]
        await press(pilot, "j", "left")
        assert names_in(pilot, 0) == [MAYA, f"╰─ {ADA} ▸ 2"]
        await press(pilot, "left")
        assert cursor_on(pilot, 0) == MAYA
        await press(pilot, "Z")
        assert len(names_in(pilot, 0)) == 5
        await press(pilot, "Z")
        assert names_in(pilot, 0) == [f"{MAYA} ▸ 3"]
        await press(pilot, "right", "j", "enter")
        assert "via Maya Okonjo" in shown(pilot)
        await press(pilot, "escape", "I")
        assert "Introductions: Ada Lindqvist" in shown(pilot)

    played(network, scenario)


def test_the_path_stands_in_the_portrait(network: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "slash", *"pastry", "enter")
        await until(pilot, f"via {ADA} ← {MAYA}")

    played(network, scenario)


def test_a_tree_of_hundreds_follows_each_key(path: Path) -> None:
    with Store(path) as store:
        ids = [people.add(store, f"Person {number}") for number in range(300)]
        for number, person_id in enumerate(ids[1:], start=1):
            introductions.add(store, ids[number // 3], person_id, state="asked")

    async def scenario(pilot: Pilot[Any]) -> None:
        await pilot.app.run_action("app.introductions")
        await until(pilot, "Person 0")
        assert table_of(pilot).row_count == 300
        await press(pilot, "G", "k", "z", "g", "z")
        assert table_of(pilot).row_count == 1

    played(path, scenario)


def test_a_removed_introduction_comes_back_with_undo(network: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "slash", *"pastry", "enter", "I", "d")
        assert len(states(pilot)) == 3 and "u takes it back" in told(pilot)[-1]
        await press(pilot, "escape", "u")
        assert len(states(pilot)) == 4

    played(network, scenario)


@SIZED
@pytest.mark.parametrize("name", ["introductions_of_ada", "introducers_of_ada", "tree_of_four"])
def test_golden_of_introductions(network: Path, name: str, size: tuple[int, int]) -> None:
    keys = {"introductions_of_ada": ["I"], "introducers_of_ada": ["I", "a"], "tree_of_four": ["I", "t"]}

    async def scenario(pilot: Pilot[Any]) -> str:
        await until(pilot, "Why 100" if size[0] >= 100 else "4 people")
        await press(pilot, *keys[name])
        return shown(pilot)

    check_golden(f"{name}_{size[0]}x{size[1]}", played(network, scenario, size))
