"""The screens with 30,000 people: the same keys, and every screen as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from screen_text import check_golden
from screens.opened import (
    SIZES,
    cursor_on,
    paste,
    played,
    press,
    settled,
    shown,
    table_of,
    tap,
    until,
)

SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@SIZED
def test_golden_people_and_duplicates_of_30_000(many: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> tuple[str, str, str]:
        people = await with_pane(pilot)
        await press(pilot, "G")
        last = await with_pane(pilot)
        await press(pilot, "7")
        return people, last, await until(pilot, "pairs")

    for name, text in zip(("people", "last_people", "duplicates"), played(many, scenario, size), strict=True):
        check_golden(f"{name}_of_30000_{size[0]}x{size[1]}", text)


@SIZED
def test_golden_preview_of_30_000(connections_of_many: Path, path: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await press(pilot, "i")
        await paste(pilot, str(connections_of_many))
        await press(pilot, "enter")
        await until(pilot, "30,000 new")
        return await until(pilot, "%", is_gone=True)

    check_golden(f"preview_of_30000_{size[0]}x{size[1]}", played(path, scenario, size))


def test_another_target_ranks_30_000_people_while_the_list_says_so(many: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        best = names_in_sight(pilot)
        await press(pilot, "5", "a")
        await paste(pilot, "Software engineer")
        tap(pilot, "escape")
        await until(pilot, "▸   Software engineer")
        tap(pilot, "2")
        await until(pilot, "ranking 30,0")
        await until(pilot, "people, crystal lens")
        await settled(pilot)
        assert names_in_sight(pilot) != best and table_of(pilot).cursor_row == 0

    played(many, scenario)


def test_everybody_can_be_marked_and_removed_and_brought_back_in_one_step(many: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        count = table_of(pilot).row_count
        await press(pilot, "slash")
        await paste(pilot, "urban planning manager")
        found = table_of(pilot).row_count
        assert 1 < found < 1_000
        await press(pilot, "enter", "V")
        assert f"{found:,} marked" in shown(pilot)
        await press(pilot, "d", "escape")
        assert table_of(pilot).row_count == count - found
        await press(pilot, "u")
        assert table_of(pilot).row_count == count

    played(many, scenario)


def test_a_letter_that_fits_thousands_asks_to_go_on_typing(many: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "1,000+ match, keep typing" in await press(pilot, "slash", "a")
        assert table_of(pilot).row_count == 1_000

    played(many, scenario, (80, 24))


def test_a_level_corrected_far_down_keeps_its_person_under_the_cursor(many: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "s")
        table_of(pilot).cursor_row = 17_000
        await settled(pilot)
        person = cursor_on(pilot)
        await press(pilot, "plus")
        assert cursor_on(pilot) == person and "you say level" in await until(pilot, "you say level")

    played(many, scenario)


async def with_pane(pilot: Pilot[Any]) -> str:
    """The screen once the pane beside the list, if there is room for it, has followed the cursor."""
    is_wide = pilot.app.screen.has_class("-wide")
    return await until(pilot, f"│ {cursor_on(pilot)}") if is_wide else shown(pilot)


def names_in_sight(pilot: Pilot[Any]) -> list[str]:
    table = table_of(pilot)
    return [row.cells[1] for row in map(table._pages.row, range(20)) if row]
