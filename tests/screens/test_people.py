"""The list of people and what its keys do; every change is one undo, and the cursor stays where it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.store import pages, people, ranks
from coffeechat.store.people import Detail
from coffeechat.store.store import Store
from screens.opened import (
    app_of,
    box_of,
    cursor_on,
    names_in,
    paste,
    played,
    press,
    shown,
    store_of,
    table_of,
    tap,
    told,
    until,
)
from screens.three_people import ADA, BO, RUTH


def known(store: Store, name: str) -> Detail:
    (line,) = (line for line in pages.People(store.connection).lines(0, 9) if line.name == name)
    found = people.detail(store.connection, line.id)
    assert found
    return found


def level(store: Store, name: str) -> int | None:
    reading = ranks.reading(store.connection, known(store, name).person.id)
    assert reading
    return reading.level


def test_those_who_know_the_job_come_first_and_personnel_last(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert names_in(pilot)[0] == ADA
        assert cursor_on(pilot) == ADA
        assert "3 people, crystal lens" in shown(pilot) and "for Urban planner" in shown(pilot)

    played(three, scenario)


def test_the_pane_beside_the_list_says_why_and_follows_the_cursor(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await until(pilot, "Somebody introduces you.")
        await press(pilot, "G")
        text = await until(pilot, "HR: they fill jobs, they don't do them.")
        assert "Somebody introduces you." not in text

    played(three, scenario)


def test_a_sentence_that_wraps_stays_indented_and_the_lens_has_a_line_of_its_own(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await until(pilot, "Why 100")
        lines = [line.partition("│ ")[2] for line in text.splitlines()]
        why = lines.index("Why 100 for Urban planner")
        assert lines[why + 1] == "by the crystal lens; research says 100"
        rank = lines[why + 2 : lines.index("Reach them")]
        sentences = [line for line in rank if "█" not in line and line]
        assert all(line.startswith("  ") for line in sentences)

    played(three, scenario)


def test_the_lens_is_remembered(three: Path) -> None:
    async def turn(pilot: Pilot[Any]) -> None:
        assert "research lens" in await press(pilot, "l")
        await until(pilot, "by the research lens; crystal says")

    async def look(pilot: Pilot[Any]) -> None:
        assert "research lens" in shown(pilot)

    played(three, turn)
    played(three, look)


def test_the_filter_narrows_as_one_types_and_esc_shows_everybody_again(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "slash", "c", "h", "e", "f")
        assert names_in(pilot) == [BO] and "1 match" in text
        assert "esc Clear" in text and "/ Filter" not in text
        await press(pilot, "enter")
        assert table_of(pilot).has_focus
        await press(pilot, "escape")
        assert len(names_in(pilot)) == 3 and box_of(pilot).value == ""
        await until(pilot, "esc Clear", is_gone=True)

    played(three, scenario)


def test_what_is_typed_ahead_of_the_screen_goes_where_it_is_meant_to(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        for key in ("slash", *"chef"):
            tap(pilot, key)
        await until(pilot, "1 match")
        assert box_of(pilot).value == "chef" and names_in(pilot) == [BO]

    played(three, scenario)


@pytest.mark.parametrize(
    ("typed", "found"), [("at:opal", [RUTH]), ("tag:alumni", [ADA, BO]), ("title:chef", [BO]), ("note:portal", [ADA])]
)
def test_a_word_can_be_looked_for_in_one_place_only(three: Path, typed: str, found: list[str]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "slash")
        await paste(pilot, typed)
        assert sorted(names_in(pilot)) == sorted(found)

    played(three, scenario)


def test_a_filter_that_finds_nobody_says_how_to_go_on(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "slash", "x", "q", "down")
        assert "Nobody matches." in text and "esc shows everybody again." in text
        await press(pilot, "enter", "e", "E", "d", "T", "plus", "y", "escape", "escape")
        assert len(names_in(pilot)) == 3

    played(three, scenario)


def test_s_steps_through_the_orders_and_capital_s_turns_them_round(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "3 people by name" in await press(pilot, "s")
        assert names_in(pilot) == [ADA, BO, RUTH]
        assert "by organisation" in await press(pilot, "s")
        assert names_in(pilot) == [ADA, BO, RUTH]
        assert "by last contact" in await press(pilot, "s")
        assert names_in(pilot)[0] == ADA
        await press(pilot, "s", "s", "S")
        assert names_in(pilot) == [RUTH, BO, ADA]

    played(three, scenario)


def test_a_click_on_a_columns_head_sorts_by_it_and_a_second_click_turns_it_round(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await pilot.click("VirtualTable", offset=(14, 0))
        await press(pilot)
        assert names_in(pilot) == [ADA, BO, RUTH]
        await pilot.click("VirtualTable", offset=(14, 0))
        await press(pilot)
        assert names_in(pilot) == [RUTH, BO, ADA]

    played(three, scenario)


def test_clicks_choose_a_row_open_it_and_show_another_view(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await pilot.click("VirtualTable", offset=(14, 2))
        await press(pilot)
        assert cursor_on(pilot) == names_in(pilot)[1]
        await pilot.click("VirtualTable", offset=(14, 2), times=2)
        assert "esc Back" in await press(pilot)
        await press(pilot, "escape")
        await pilot.click("TopBar", offset=(shown(pilot).index("Targets"), 0))
        assert "Job truly wanted" in await press(pilot)
        await pilot.click("CommandFooter", offset=(2, 0))
        assert "A job you truly want" in await press(pilot)

    played(three, scenario)


def test_two_marked_people_are_merged_and_undo_gives_back_two(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "2 marked, 3 people" in await press(pilot, "space", "j", "space")
        first, second = names_in(pilot)[:2]
        await press(pilot, "m")
        assert len(names_in(pilot)) == 2 and first in names_in(pilot) and "marked" not in shown(pilot)
        assert told(pilot)[-1] == "Merged. u takes it back."
        await press(pilot, "u")
        assert told(pilot)[-1] == f"Undone: merge {second} into {first}."
        assert len(names_in(pilot)) == 3
        await press(pilot, "ctrl+r")
        assert len(names_in(pilot)) == 2

    played(three, scenario)


def test_merging_needs_two_marks(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "space", "m")
        assert told(pilot)[-1] == "Mark two people with space, then merge; 1 is marked."
        assert len(names_in(pilot)) == 3

    played(three, scenario)


def test_a_tag_goes_to_all_marked(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "V", "T")
        await paste(pilot, "city")
        await press(pilot, "enter")
        assert told(pilot)[-1] == "Tagged city. u takes it back."
        await press(pilot, "slash")
        await paste(pilot, "tag:city")
        assert len(names_in(pilot)) == 3
        await press(pilot, "escape", "u", "slash")
        await paste(pilot, "tag:city")
        assert names_in(pilot) == []

    played(three, scenario)


def test_removing_keeps_the_cursor_at_its_place_and_undo_brings_them_back(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        before = names_in(pilot)
        await press(pilot, "j", "d")
        assert names_in(pilot) == [before[0], before[2]] and cursor_on(pilot) == before[2]
        await press(pilot, "u")
        assert names_in(pilot) == before

    played(three, scenario)


def test_when_the_last_person_is_removed_the_three_ways_to_begin_come_back(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "Three ways to begin" in await press(pilot, "V", "d")
        await press(pilot, "u")
        assert len(names_in(pilot)) == 3 and table_of(pilot).has_focus

    played(three, scenario)


def test_a_corrected_level_is_shown_at_once_and_the_cursor_stays_with_its_person(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        store, before = store_of(pilot), level(store_of(pilot), ADA)
        assert before is not None
        await press(pilot, "minus", "minus")
        assert level(store, ADA) == before - 2 and cursor_on(pilot) == ADA
        await until(pilot, f"you say level {before - 2}")
        await press(pilot, "plus")
        assert level(store, ADA) == before - 1
        await press(pilot, "u", "u", "u")
        assert level(store, ADA) == before
        await until(pilot, f"reads as level {before}")

    played(three, scenario)


def test_personnel_knowledge_and_tie_are_said_with_a_key_each(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "G")
        await until(pilot, "HR: they fill jobs")
        assert cursor_on(pilot) == RUTH
        await press(pilot, "p")
        await until(pilot, "HR: they fill jobs", is_gone=True)
        assert cursor_on(pilot) == RUTH
        await press(pilot, "K")
        await until(pilot, "You set how well they know the job.")
        await press(pilot, "t")
        await until(pilot, "a school or employer in common")
        assert known(store_of(pilot), RUTH).person.tie == "shared"
        await press(pilot, "u", "u", "u")
        await until(pilot, "HR: they fill jobs")
        assert cursor_on(pilot) == RUTH

    played(three, scenario)


def test_somebody_without_a_title_says_how_to_add_one(path: Path) -> None:
    with Store(path) as store:
        people.add(store, "Maya")

    async def scenario(pilot: Pilot[Any]) -> None:
        for key in ("plus", "minus", "p"):
            await press(pilot, key)
            assert told(pilot)[-1] == "Maya has no job title yet; e adds one."
        await press(pilot, "y")
        assert told(pilot)[-1] == "Maya has no address yet; e adds one."
        await press(pilot, "K")
        assert told(pilot)[-1].startswith("There is no target yet")

    played(path, scenario)


def test_y_copies_the_address(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "y")
        assert app_of(pilot).clipboard == "ada@example.org"

    played(three, scenario)


def test_a_person_is_added_by_hand_and_opened(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "a")
        for text in ("Maya Okonjo", "Urban Planner", "Elm"):
            await paste(pilot, text)
            await press(pilot, "enter")
        text = await press(pilot, "enter", "enter")
        assert "Urban Planner, Elm" in text and "esc Back" in text
        await press(pilot, "escape")
        assert cursor_on(pilot) == "Maya Okonjo"
        await press(pilot, "u")
        assert "Maya Okonjo" not in names_in(pilot)

    played(three, scenario)


def test_nobody_is_added_without_a_name(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "a", "enter")
        await paste(pilot, "Planner")
        await press(pilot, "escape")
        assert told(pilot)[-1] == "Without a name there is nobody to add, so nothing was kept."
        assert len(names_in(pilot)) == 3

    played(three, scenario)


def test_a_persons_own_screen_follows_every_change(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "a close tie" not in await press(pilot, "enter")
        assert "no tie yet" in await press(pilot, "t")
        assert "introduced to you" in await press(pilot, "u")
        assert "Undone: edit Ada Lindqvist." in told(pilot)
        assert "3 people" in await press(pilot, "escape")

    played(three, scenario, (80, 24))


def test_a_new_file_greets_with_three_ways_to_begin(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = shown(pilot)
        assert all(f" {key}  " in text for key in "iaD")
        assert "a Add  i Import" in text and "Filter" not in text
        assert "Import which file?" in await press(pilot, "enter")
        await press(pilot, "escape", "down")
        assert "Add a person" in await press(pilot, "enter")
        await press(pilot, "escape")
        await press(pilot, "D")
        assert app_of(pilot).wants_demo

    played(path, scenario, (80, 24))


def test_nothing_to_undo_and_nothing_to_redo_are_said(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "u")
        assert told(pilot)[-1] == "There is nothing to undo."
        await press(pilot, "ctrl+r")
        assert told(pilot)[-1].startswith("There is nothing to redo")

    played(path, scenario)


def test_the_screen_can_be_made_narrow_and_wide_while_somebody_is_chosen(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        for width, height in ((40, 10), (200, 60), (20, 5), (120, 40)):
            await pilot.resize_terminal(width, height)
            await press(pilot, "j")
            assert all(len(line) <= width for line in shown(pilot).splitlines())
        await until(pilot, "Why")

    played(three, scenario)
