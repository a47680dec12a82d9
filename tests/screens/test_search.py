"""Search everywhere: people first, then every other text, and enter opens what is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from screens.opened import box_of, cursor_on, names_in, paste, played, press, table_of
from screens.three_people import ADA, BO


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


def test_nothing_found_says_so_and_enter_does_nothing(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "Type to search." in await press(pilot, "ctrl+f", "enter")
        assert "Nothing has all these words." in await press(pilot, *"zqx", "enter")
        assert "3 people" in await press(pilot, "escape")

    played(three, scenario)
