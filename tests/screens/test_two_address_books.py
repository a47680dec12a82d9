"""The same people in two address books, at the screen: found, merged, taken back, and never brought twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from cli.test_two_address_books import archive, both, emails, log_a_talk, named, phone
from coffeechat.store import pages, people
from coffeechat.store.store import Store
from screens.opened import SIZES, cursor_on, names_in, paste, played, press, shown, store_of, table_of, told, until

__all__ = ["archive", "both", "phone"]  # the same files as at the command line

TIERS = ("certain", "likely", "possible")


async def go_to_pair(pilot: Pilot[Any], one: str, other: str) -> None:
    """Down the list of pairs until the cursor stands on these two."""
    table = table_of(pilot)
    for _ in range(table.row_count):
        if {cursor_on(pilot, 1), cursor_on(pilot, 2)} == {one, other}:
            return
        await pilot.press("j")
    raise AssertionError(f"{one} and {other} are not among the pairs")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_bob_and_robert_are_certain_and_merging_them_is_one_undo(
    both: Path, phone: Path, size: tuple[int, int]
) -> None:
    with Store(both) as store:
        log_a_talk(store, named(store, "Robert Smith").person)
        bob, robert = named(store, "Bob Smith"), named(store, "Robert Smith")

    async def scenario(pilot: Pilot[Any]) -> None:
        store = store_of(pilot)
        await press(pilot, "7")
        tiers = names_in(pilot, 0)
        assert tiers == sorted(tiers, key=TIERS.index) and tiers[:2] == ["certain", "certain"]
        assert "likely" in tiers and "possible" not in tiers

        await go_to_pair(pilot, "Bob Smith", "Robert Smith")
        assert "bob@x.com" in shown(pilot) and "robert@home.example" in await until(pilot, "robert@home.example")
        await press(pilot, "m")
        assert told(pilot)[-1] == "Merged. u takes it back."
        assert ("Bob Smith", "Robert Smith") not in zip(names_in(pilot, 1), names_in(pilot, 2), strict=True)
        kept = people.detail(store.connection, bob.person.id)
        assert kept and people.detail(store.connection, robert.person.id) is None
        assert [touch.at for touch in kept.touches] == ["2026-02-01T09:00:00Z", "2026-01-15T10:30:00Z"]
        assert emails(kept) == {"bob@x.com", "robert@home.example"}
        assert {"choir", "alumni"} <= {tag.name for tag in kept.tags}

        await press(pilot, "2", "i")
        await paste(pilot, str(phone))
        assert "Nothing in it is new." in await press(pilot, "enter")
        await press(pilot, "escape")
        assert pages.everybody(store.connection) == 902

        await press(pilot, "u")
        assert told(pilot)[-1] == "Undone: merge Robert Smith into Bob Smith."
        assert people.detail(store.connection, bob.person.id) == bob
        assert people.detail(store.connection, robert.person.id) == robert

    played(both, scenario, size)


def test_a_pair_told_apart_goes_and_comes_back_with_undo(both: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "7")
        before = names_in(pilot, 3)
        await press(pilot, "n")
        assert len(names_in(pilot, 3)) == len(before) - 1
        assert told(pilot)[-1] == "Told apart. u takes it back."
        await press(pilot, "u")
        assert names_in(pilot, 3) == before

    played(both, scenario)


def test_all_marked_pairs_are_merged_as_one_undo(both: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "7")
        count = table_of(pilot).row_count
        assert count > 2
        text = await press(pilot, "V", "m")
        assert "Nobody is here twice." in text
        assert told(pilot)[-1] == f"Merged {count} pairs. u takes it back."
        await press(pilot, "u")
        assert table_of(pilot).row_count == count
        assert pages.everybody(store_of(pilot).connection) == 903

    played(both, scenario)


def test_the_name_of_the_right_one_can_be_kept(both: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "7")
        await go_to_pair(pilot, "Bob Smith", "Robert Smith")
        right = cursor_on(pilot, 2)
        await press(pilot, "M")
        named(store_of(pilot), right)
        assert pages.everybody(store_of(pilot).connection) == 902

    played(both, scenario)


def test_merging_again_before_the_list_is_read_anew_does_no_harm(both: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "7")
        count = table_of(pilot).row_count
        await pilot.press("m", "m")
        await until(pilot, f"{count - 2} pair")
        assert pages.everybody(store_of(pilot).connection) == 901

    played(both, scenario)


def test_enter_looks_closer_at_the_left_one_and_changes_nothing(both: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "7")
        left = cursor_on(pilot, 1)
        text = await press(pilot, "enter")
        assert left in text and "Reach them" in text
        assert "pairs" in await press(pilot, "escape")
        assert pages.everybody(store_of(pilot).connection) == 903

    played(both, scenario)
