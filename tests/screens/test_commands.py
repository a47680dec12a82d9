"""Every command can be reached by its key, is explained in the help, and follows when its key is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.actions import parse
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from coffeechat.commands.command_app import CommandApp
from coffeechat.commands.footer import CommandFooter
from coffeechat.commands.keymap import read_keymap
from coffeechat.commands.keys import textual_key
from coffeechat.folders import keys_path
from coffeechat.screens.places import all_commands, places
from coffeechat.screens.view import View
from coffeechat.screens.views import VIEWS
from screens.everywhere import SCREENS, go_to
from screens.opened import app_of, names_in, paste, played, press, settled, shown, table_of, tap, told, until
from screens.three_people import ADA

OURS = [name for name in SCREENS if name not in ("palette",)]


@pytest.mark.parametrize("name", OURS)
def test_each_key_of_a_screen_leads_to_its_command_and_at_80_columns_six_stand_in_the_footer(
    three: Path, name: str
) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to(pilot, name)
        assert isinstance(pilot.app, CommandApp)
        screen = pilot.app.screen
        offers = [offer for offer in pilot.app.offers() if offer.node is not pilot.app or not screen.is_modal]
        bound = {key: active.binding.id for key, active in screen.active_bindings.items()}
        wanted: dict[str, set[str | None]] = {}
        for offer in offers:
            owner, action, _ = parse(offer.command.action)
            node = pilot.app if owner == "app" else offer.node
            assert hasattr(node, f"action_{action}") or action == "dismiss", offer.command.id
            for key in map(textual_key, offer.keys):
                wanted.setdefault(key, set()).add(offer.command.id)
        has_field = isinstance(pilot.app.focused, Input | TextArea)
        wanted.pop("ctrl+c", None)  # Textual's own screens copy a selection first, and hand it on without one
        for key, ids in wanted.items():
            assert bound.get(key) in ids or (has_field and bound.get(key) is None), (key, ids)
        assert_few_keys_in_footer(pilot)

    played(three, scenario, (80, 24))


@pytest.mark.parametrize("typed", ["26", "2345", "62626", "32462"])
def test_numbers_typed_ahead_lead_from_view_to_view_and_none_ends_in_a_filter(three: Path, typed: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        for key in typed:
            tap(pilot, key)
        await settled(pilot)
        view = pilot.app.screen
        assert isinstance(view, View) and VIEWS[int(typed[-1]) - 1].name == view.NAME
        boxes = [box.value for stack in pilot.app._screen_stacks.values() for up in stack for box in up.query(Input)]
        assert not any(boxes)

    played(three, scenario, (80, 24))


def assert_few_keys_in_footer(pilot: Pilot[Any]) -> None:
    """At most six at 80 columns, and none of them cut."""
    for footer in pilot.app.screen.query(CommandFooter):
        entries = [entry for entry, _ in footer._shown]
        assert 1 <= len(entries) <= 6
        assert all(f"{entry.key} {entry.label}" in shown(pilot) for entry in entries)


def test_no_two_commands_of_a_place_have_the_same_key() -> None:
    assert read_keymap("", places()).problems == ()


def test_every_command_has_a_sentence() -> None:
    for command in all_commands():
        assert command.help.endswith(".") and command.help[0].isupper(), command.id


def test_a_key_of_ones_own_works_and_stands_in_footer_and_help(three: Path) -> None:
    keys_path().parent.mkdir(parents=True)
    keys_path().write_text('[keys]\n"people.add" = "A"\n"app.undo" = "Z"\n"list.down" = ["N", "down"]\n')

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "A Add" in shown(pilot) and " a Add" not in shown(pilot)
        assert "Add a person" in await press(pilot, "A")
        await press(pilot, "escape", "a")
        assert "Add a person" not in shown(pilot)
        await press(pilot, "N")
        assert table_of(pilot).cursor_row == 1
        await press(pilot, "d", "Z")
        assert len(names_in(pilot)) == 3
        await press(pilot, "question_mark", *"add")
        assert any(line.split("│")[1].split()[:2] == ["A", "Add"] for line in shown(pilot).splitlines() if "│" in line)

    played(three, scenario, (80, 24))


def test_the_help_runs_what_is_chosen_and_esc_closes_it(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "question_mark")
        await paste(pilot, "turn the order")
        before = names_in_list(pilot)
        await press(pilot, "enter")
        assert names_in(pilot) == before[::-1]
        await press(pilot, "question_mark", "escape")
        assert table_of(pilot).has_focus

    def names_in_list(pilot: Pilot[Any]) -> list[str]:
        table = app_of(pilot).screen_stack[0].query_one("#people")
        return [row.cells[1] for row in map(table._pages.row, range(3)) if row]  # type: ignore[attr-defined]

    played(three, scenario)


def test_f1_explains_a_dialog_in_which_a_question_mark_is_typed(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "e")
        assert "Everything is saved within a second of your last key." in await press(pilot, "f1")
        assert "Birthday" in await press(pilot, "escape")

    played(three, scenario)


def test_the_palette_finds_and_runs_any_command(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "colon")
        await paste(pilot, "crystal or")
        await until(pilot, "Ranks by who could hire")
        assert "research lens" in await press(pilot, "enter")

    played(three, scenario)


@pytest.mark.parametrize("key", [tab.key for tab in VIEWS])
def test_the_numbers_show_the_views_from_everywhere(three: Path, key: str) -> None:
    names = {tab.key: tab.name for tab in VIEWS}

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", key)
        assert pilot.app.current_mode == names[key]
        await press(pilot, "2")
        assert ADA in shown(pilot)

    played(three, scenario)


def test_ctrl_c_says_how_to_leave_and_q_leaves(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+c")
        assert told(pilot)[-1] == "ctrl+c copies selected text. To leave press q."
        await pilot.press("q")
        assert not pilot.app.is_running or pilot.app._exit

    played(three, scenario)
