"""The rules, with who says what, changed where they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.method.rules import all_rules, defaults
from coffeechat.store import rules, stale
from screen_text import check_golden
from screens.opened import SIZES, cursor_on, paste, played, press, shown, store_of, table_of, told


async def go_to(pilot: Pilot[Any], name: str) -> None:
    """Put the cursor on the rule of this id."""
    table_of(pilot).cursor_row = [rule.id for rule in all_rules()].index(name)
    await press(pilot)


def value(pilot: Pilot[Any], name: str) -> object:
    return getattr(rules.load(store_of(pilot).connection), name)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_golden_settings(three: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await press(pilot, "comma")
        await go_to(pilot, "thanks_hours")
        return await press(pilot, "plus")

    check_golden(f"settings_{size[0]}x{size[1]}", played(three, scenario, size))


def test_every_rule_is_there_with_its_value_and_the_highlighted_ones_sources(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "comma")
        for rule in all_rules():
            await go_to(pilot, rule.id)
            assert cursor_on(pilot) == rule.title
            assert cursor_on(pilot, 2) == rule.said(rule.default)
            for source in rule.sources:
                assert f"{source.who}: " in shown(pilot)

    played(three, scenario, (200, 60))


def test_a_number_is_stepped_or_typed_and_what_is_none_is_said_while_it_is_typed(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "comma")
        await go_to(pilot, "follow_up")
        await press(pilot, "plus", "plus", "minus")
        assert cursor_on(pilot, 2) == "8 business days ●"
        await press(pilot, "enter")
        assert "from 1 to 60" in await paste(pilot, "soon")
        await press(pilot, "enter")
        assert value(pilot, "follow_up") == 8
        await press(pilot, "ctrl+u", "9")
        assert "9 business days" in shown(pilot)
        await press(pilot, "enter")
        assert value(pilot, "follow_up") == 9
        await press(pilot, "u")
        assert value(pilot, "follow_up") == 8
        await press(pilot, "d")
        assert cursor_on(pilot, 2) == "7 business days"
        assert rules.load(store_of(pilot).connection) == defaults()

    played(three, scenario)


def test_a_yes_or_no_and_a_choice_go_to_the_next_one(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "comma")
        await go_to(pilot, "noon_next_day")
        await press(pilot, "enter")
        assert value(pilot, "noon_next_day") is True
        await go_to(pilot, "resume")
        await press(pilot, "enter")
        assert cursor_on(pilot, 2) == "bring it, do not offer it ●"
        await press(pilot, "minus", "minus")
        assert cursor_on(pilot, 2) == "always offer it ●"
        await go_to(pilot, "arrive_early")
        await press(pilot, *["minus"] * 12)
        assert value(pilot, "arrive_early") == 0

    played(three, scenario)


def test_only_countries_and_regions_with_known_holidays_are_taken(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "comma")
        await go_to(pilot, "holidays")
        await press(pilot, "enter")
        assert "no country 'ATLANTIS'" in await paste(pilot, "atlantis")
        await press(pilot, "ctrl+u")
        await paste(pilot, "de")
        await press(pilot, "enter")
        assert cursor_on(pilot, 2) == "DE ●"
        await go_to(pilot, "holidays_region")
        await press(pilot, "enter")
        assert "no region 'ZZ'" in await paste(pilot, "zz")
        await press(pilot, "ctrl+u")
        await paste(pilot, "by")
        await press(pilot, "enter")
        assert (value(pilot, "holidays"), value(pilot, "holidays_region")) == ("DE", "BY")

    played(three, scenario)


def test_a_rule_changed_does_not_rank_everybody_anew(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "comma", "plus")
        assert not stale.is_stale(store_of(pilot).connection)
        assert "esc Back" in shown(pilot)
        assert "3 people" in await press(pilot, "escape")
        assert told(pilot) == []

    played(three, scenario)
