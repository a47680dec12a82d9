"""A command is declared once; its key, footer entry, palette entry and help line follow from that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Awaitable, Callable

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from coffeechat.commands.command import Command
from coffeechat.commands.commanded import Commanded
from coffeechat.commands.keymap import Keymap, conflicts
from coffeechat.widgets.virtual_table import VirtualTable
from commands.sample_app import PeopleApp, PeopleScreen
from screen_text import check_golden, played, screen_text

Scenario = Callable[[Pilot[None]], Awaitable[None]]


def done_after(*keys: str, keymap: Keymap | None = None) -> list[str]:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> list[str]:
        if keymap is not None:
            app.use_keymap(keymap)
        await pilot.press(*keys)
        await pilot.pause()
        return app.people.done

    return played(app, scenario)


def seen(scenario: Scenario, size: tuple[int, int] = (80, 24)) -> str:
    app = PeopleApp()

    async def look(pilot: Pilot[None]) -> str:
        await scenario(pilot)
        await pilot.pause()
        return screen_text(pilot.app)

    return played(app, look, size)


def footer(scenario: Scenario, size: tuple[int, int] = (80, 24)) -> str:
    return seen(scenario, size).splitlines()[-1]


async def nothing(pilot: Pilot[None]) -> None:
    """Just look."""


def test_a_key_runs_its_command() -> None:
    assert done_after("a", "M") == ["added", "merged"]


def test_a_command_may_have_several_keys() -> None:
    assert done_after("ctrl+k") == ["merged"]


def test_commands_of_the_app_work_on_every_screen() -> None:
    assert done_after("u", "ctrl+r") == ["undone", "redone"]


def test_a_letter_typed_into_a_field_is_text() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        pilot.app.query_one(Input).focus()
        await pilot.press(*"aMu?q:")

    app = PeopleApp()

    async def typed(pilot: Pilot[None]) -> tuple[str, list[str]]:
        await scenario(pilot)
        return pilot.app.query_one(Input).value, app.people.done

    assert played(app, typed) == ("aMu?q:", [])


def test_a_remapped_key_runs_the_command_and_its_old_one_does_not() -> None:
    keymap = Keymap({"people.add": "n"})
    assert done_after("a", "n", keymap=keymap) == ["added"]


def test_a_key_given_to_another_command_is_taken_from_the_first() -> None:
    keymap = Keymap({"people.add": "M"})
    assert done_after("M", "ctrl+k", keymap=keymap) == ["added", "merged"]


def test_two_commands_may_swap_their_keys() -> None:
    keymap = Keymap({"people.add": "M", "people.merge": "a"})
    assert done_after("M", "a", keymap=keymap) == ["added", "merged"]


def test_keys_of_the_list_can_be_remapped_too() -> None:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> int:
        app.use_keymap(Keymap({"list.down": "n"}))
        await pilot.press("n", "j", "n")
        return pilot.app.query_one(VirtualTable).cursor_row

    assert played(app, scenario) == 2


def test_the_keys_told_are_the_keys_that_work() -> None:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> None:
        app.use_keymap(Keymap({"people.add": "M,equals_sign", "app.undo": "f9", "list.down": "n"}))
        live: dict[str | None, set[str]] = {}
        for key, active in app.screen.active_bindings.items():
            live.setdefault(active.binding.id, set()).add(key)
        for offer in app.offers():
            if offer.command.id != "app.copy":  # a screen's own ctrl+c comes first and passes it on
                assert set(offer.keys) == live.get(offer.command.id, set())

    played(app, scenario)


def test_no_two_commands_of_the_sample_share_a_key() -> None:
    assert conflicts((*PeopleScreen.commands(), *VirtualTable.commands(), *PeopleApp.commands())) == []


def test_a_subclass_adds_to_the_commands_of_its_base_and_may_redeclare_one() -> None:
    def command(id: str, title: str) -> Command:
        return Command(id=id, title=title, help="", action="x", group="")

    class Base(Commanded):
        OWN_COMMANDS = (command("a", "base"), command("b", "base"))

    class Special(Base):
        OWN_COMMANDS = (command("c", "special"), command("a", "special"))

    assert [(each.id, each.title) for each in Special.commands()] == [
        ("c", "special"),
        ("a", "special"),
        ("b", "base"),
    ]


def test_bindings_that_are_no_commands_stay() -> None:
    class Both(Commanded, App[None]):
        BINDINGS = [("x", "done", "")]
        OWN_COMMANDS = (Command(id="both.y", title="Y", help="Does y.", action="done", keys=("y",), group="Both"),)
        count = 0

        def action_done(self) -> None:
            self.count += 1

        def compose(self) -> ComposeResult:
            yield Input(disabled=True)

    app = Both()

    async def scenario(pilot: Pilot[None]) -> int:
        await pilot.press("x", "y")
        return app.count

    assert played(app, scenario) == 2


def test_the_footer_shows_at_most_six_keys() -> None:
    assert footer(nothing) == " a Add  M Merge  p Park  enter Open  u Undo  ? Help"


def test_a_narrow_footer_keeps_the_important_keys() -> None:
    assert footer(nothing, (40, 10)) == " a Add  M Merge  enter Open  ? Help"
    assert footer(nothing, (7, 10)) == " ? Help"
    assert footer(nothing, (6, 10)) == " a Add"


def test_the_footer_shows_only_keys_that_work_while_a_field_is_typed_in() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        pilot.app.query_one(Input).focus()

    assert footer(scenario) == " f1 Help"


def test_the_footer_shows_the_remapped_key() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, PeopleApp)
        pilot.app.use_keymap(Keymap({"people.add": "f2"}))

    assert "f2 Add" in footer(scenario)


def test_a_command_that_is_not_allowed_now_is_not_in_the_footer() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, PeopleApp)
        pilot.app.people.parking = False
        pilot.app.refresh_bindings()

    assert "Park" not in footer(scenario)


def test_a_click_in_the_footer_runs_the_command() -> None:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> list[str]:
        await pilot.click("CommandFooter", offset=(9, 0))
        await pilot.click("CommandFooter", offset=(6, 0))
        return app.people.done

    assert played(app, scenario) == ["merged"]


def test_the_screen_with_its_footer() -> None:
    check_golden("commands_80x24", seen(nothing))
    check_golden("commands_40x10", seen(nothing, (40, 10)))


def test_ctrl_c_with_nothing_selected_says_how_to_quit() -> None:
    assert "leave press q." in seen(lambda pilot: pilot.press("ctrl+c"))


def test_q_quits() -> None:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> bool:
        await pilot.press("q")
        await pilot.pause()
        return app.is_running

    assert played(app, scenario) is False


def test_ctrl_q_quits_from_within_a_field() -> None:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> bool:
        app.query_one(Input).focus()
        await pilot.press("ctrl+q")
        await pilot.pause()
        return app.is_running

    assert played(app, scenario) is False


def test_help_palette_and_heavy_widgets_are_not_imported_before_they_are_needed() -> None:
    program = (
        "import sys\n"
        "import coffeechat.widgets.virtual_table, coffeechat.commands.footer\n"
        "import coffeechat.commands.command_app\n"
        "late = ['coffeechat.commands.help', 'coffeechat.commands.palette', 'tomllib', 'rich.markdown',\n"
        "        'textual.widgets._data_table', 'textual.widgets._markdown', 'textual.widgets._text_area']\n"
        "print([name for name in late if name in sys.modules])\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
