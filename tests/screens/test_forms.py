"""Forms save themselves: within a second of the last key, when they close, and when the app ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from coffeechat.records import Person
from coffeechat.screens.people.adding import AddPerson
from coffeechat.store import pages, people, tables, targets
from coffeechat.store.store import Store
from screens.opened import (
    box_of,
    names_in,
    paste,
    played,
    press,
    settled,
    shown,
    store_of,
    table_of,
    told,
    until_true,
)
from screens.three_people import ADA


def about_ada(store: Store) -> people.Detail:
    (line,) = (line for line in pages.People(store.connection, text="lindqvist").lines(0, 9))
    found = people.detail(store.connection, line.id)
    assert found
    return found


async def go_to(pilot: Pilot[Any], field: str) -> None:
    pilot.app.screen.query_one(f"#{field}").focus()
    await pilot.pause()


def test_what_is_typed_is_in_the_file_soon_after_the_last_key(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "e", "space", "X")
        with Store(three) as other:
            await until_true(lambda: about_ada(other).name == "Ada Lindqvist X")
        assert "Ada Lindqvist X" in await press(pilot, "escape")
        assert names_in(pilot)[0] == "Ada Lindqvist X"
        await press(pilot, "u")
        assert names_in(pilot)[0] == ADA

    played(three, scenario)


def test_closing_at_once_after_a_key_has_saved(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await pilot.press("e")
        await pilot.press("X", "escape")
        await settled(pilot)
        assert about_ada(store_of(pilot)).name == "Ada LindqvistX"

    played(three, scenario)


def test_quitting_at_once_after_a_key_has_saved(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await pilot.press("e")
        await pilot.press("X")
        await pilot.press("ctrl+q")

    played(three, scenario)
    with Store(three) as store:
        assert about_ada(store).name == "Ada LindqvistX"


FIELDS = {
    "display": "Ada L.",
    "title": "Urban Planner",
    "organisation": "Elm",
    "email": "a@example.org, b@example.org",
    "phone": "+49 40 1",
    "linkedin": "https://www.linkedin.com/in/ada",
    "url": "https://ada.example",
    "address": "Elm Street 1, Elmhafen",
    "tags": "alumni, speaker",
    "how_we_met": "At the reading",
    "interest": "Trams",
    "about": "First line\nsecond line",
    "given": "Ada",
    "family": "L.",
    "nickname": "Adi",
    "birthday": "1984-04-12",
    "formality": "formal",
}


def test_two_dialogs_are_undone_one_by_one_though_one_may_stand_where_the_other_stood_in_memory() -> None:
    assert len({AddPerson().joined for _ in range(50)}) == 50


def test_every_field_keeps_what_was_typed(three: Path) -> None:
    async def fill(pilot: Pilot[Any]) -> None:
        await press(pilot, "e")
        for name, text in FIELDS.items():
            field = pilot.app.screen.query_one(f"#{name}")
            if isinstance(field, TextArea):
                field.text = text
            else:
                pilot.app.screen.query_one(f"#{name}", Input).value = text
        await pilot.pause()
        await press(pilot, "escape")

    async def look(pilot: Pilot[Any]) -> None:
        await press(pilot, "e")
        there = {field.id: field.value for field in pilot.app.screen.query(Input)}
        there |= {field.id: field.text for field in pilot.app.screen.query(TextArea)}
        assert there == FIELDS

    played(three, fill)
    played(three, look)


def test_opening_and_closing_a_form_changes_nothing(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        before = about_ada(store_of(pilot))
        await press(pilot, "e", "escape")
        assert about_ada(store_of(pilot)) == before
        await press(pilot, "u")
        assert told(pilot)[-1] != "Undone: edit Ada Lindqvist."

    played(three, scenario)


def test_the_cursor_stands_behind_the_first_field_so_that_a_key_replaces_nothing(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "e", "X")
        assert box_of(pilot).value == "Ada LindqvistX"

    played(three, scenario)


def test_enter_goes_to_the_next_field_and_closes_from_the_last(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "e", "enter")
        assert pilot.app.focused and pilot.app.focused.id == "title"
        await go_to(pilot, list(FIELDS)[-1])
        assert "esc Close" not in await press(pilot, "enter")

    played(three, scenario)


def test_a_whole_form_fits_on_80_by_24(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "e")
        assert all(label in text for label in ("Name", "Notes", "Birthday", "esc Close"))

    played(three, scenario, (80, 24))


def test_two_windows_that_write_in_one_note_keep_what_either_wrote(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        with Store(three) as other:
            people.edit(other, about_ada(other).person, about="Met in Turku.")
            await settled(pilot)
            await press(pilot, "e")
            people.edit(other, about_ada(other).person, about="Met in Turku.\nLikes rowing.")
            await go_to(pilot, "about")
            await press(pilot, "A", "h", ".", "space", "escape")
            assert about_ada(other).person.about == "Ah. Met in Turku.\nLikes rowing."

    played(three, scenario)


def test_somebody_removed_meanwhile_is_not_brought_back_by_a_form(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "e", "X")
        with Store(three) as other:
            people.remove(other, [about_ada(other).person.id], "remove her")
        await press(pilot, "escape")
        assert ADA not in names_in(pilot)

    played(three, scenario)


def test_a_file_locked_by_another_program_is_told_of_and_the_edit_is_saved_when_it_is_free(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        store_of(pilot).connection.set_busy_timeout(20)
        with Store(three) as other:
            ada = about_ada(other).person.id
            await press(pilot, "e")
            other.connection.execute("BEGIN IMMEDIATE")
            await pilot.press("X")
            await until_true(lambda: bool(told(pilot)))
            assert told(pilot)[0].startswith("Another program is writing to")
            assert "esc Close" in await press(pilot, "escape"), "closing would lose what was typed"
            other.connection.execute("ROLLBACK")
            await press(pilot, "escape")
            kept = tables.get(other.connection, Person, ada)
            assert kept and kept.display == "Ada LindqvistX"

    played(three, scenario)


def test_a_target_is_made_with_its_name_and_everything_typed_before_it(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "5", "a")
        await go_to(pilot, "level")
        await press(pilot, "4")
        await go_to(pilot, "hypothesis")
        await paste(pilot, "Cities are slow.")
        await go_to(pilot, "name")
        await paste(pilot, "Urban planner")
        await press(pilot, "escape")
        (target,) = targets.all_targets(store_of(pilot).connection)
        assert (target.name, target.level, target.hypothesis) == ("Urban planner", 4, "Cities are slow.")

    played(path, scenario)


def test_a_target_without_a_name_is_not_kept_and_that_is_said(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "5", "a")
        await go_to(pilot, "level")
        await press(pilot, "4", "escape")
        assert told(pilot)[-1] == "Without a name there is no target, so nothing was kept."
        assert targets.all_targets(store_of(pilot).connection) == []

    played(path, scenario)


@pytest.mark.parametrize("typed", ["x", "12", "-1", "²"])
def test_a_level_that_is_none_is_said_and_the_old_one_stays(three: Path, typed: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "5", "e")
        await go_to(pilot, "level")
        await paste(pilot, typed)
        await press(pilot, "escape")
        assert told(pilot)[-1] == f"“{typed}” is no level. It is a number from 0 (student) to 9 (owner), or nothing."
        (target,) = targets.all_targets(store_of(pilot).connection)
        assert target.level is None

    played(three, scenario)


def test_a_target_keeps_its_name_when_the_field_is_emptied(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "5", "e", "ctrl+u", "escape")
        assert told(pilot)[-1] == "A target needs a name: the old one stays until you type another."
        assert "Urban planner" in shown(pilot)

    played(three, scenario)


def test_targets_are_added_chosen_edited_removed_and_brought_back(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "5", "a")
        await paste(pilot, "Baker")
        text = await press(pilot, "escape")
        assert told(pilot)[-1] == "People are ranked for Baker now; 2 shows them."
        assert "for Baker" in text and names_in(pilot) == ["Baker", "Urban planner"]
        assert names_in(pilot, 0) == ["▸", ""]

        text = await press(pilot, "j", "c")
        assert "for Urban planner" in text and names_in(pilot, 0) == ["", "▸"]
        assert table_of(pilot).cursor_row == 1

        await press(pilot, "enter")
        await paste(pilot, " 2")
        await press(pilot, "escape")
        assert names_in(pilot) == ["Baker", "Urban planner 2"]

        await press(pilot, "d")
        assert names_in(pilot) == ["Baker"]
        await press(pilot, "u")
        assert names_in(pilot) == ["Baker", "Urban planner 2"]
        assert "3 people, crystal lens" in await press(pilot, "2")

    played(three, scenario)


def test_another_target_ranks_everybody_anew(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "l")
        assert names_in(pilot)[0] == ADA
        await press(pilot, "5", "a")
        await paste(pilot, "Pastry chef")
        await press(pilot, "escape", "2")
        assert names_in(pilot)[0] == "Bo Chen"

    played(three, scenario)
