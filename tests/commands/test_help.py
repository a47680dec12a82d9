"""The `?` help explains the screen, lists its commands with their live keys, and runs the chosen one."""

from __future__ import annotations

from textual.pilot import Pilot

from coffeechat.commands.keymap import Keymap
from commands.sample_app import PeopleApp
from screen_text import check_golden, played, screen_text


def seen(*keys: str, size: tuple[int, int] = (80, 24), keymap: Keymap | None = None) -> str:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> str:
        app.use_keymap(keymap or Keymap())
        await pilot.press(*keys)
        await pilot.pause()
        return screen_text(app)

    return played(app, scenario, size)


def done_after(*keys: str) -> list[str]:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> list[str]:
        await pilot.press(*keys)
        await pilot.pause()
        return app.people.done

    return played(app, scenario)


def test_the_help_lists_explanation_and_commands() -> None:
    check_golden("help_80x24", seen("?"))


def test_the_help_fits_a_tiny_screen() -> None:
    check_golden("help_40x10", seen("?", size=(40, 10)))


def test_the_help_on_a_big_screen() -> None:
    check_golden("help_120x40", seen("?", size=(120, 40)))


def test_typing_filters_by_title_sentence_key_and_name() -> None:
    assert "Merge two people" in seen("?", *"joins")
    assert "Park" not in seen("?", *"joins")
    assert "Undo" in seen("?", *"app.undo")
    assert "Merge two people" in seen("?", *"two mer")


def test_a_command_is_found_first_by_its_exact_key() -> None:
    first = next(line for line in seen("?", "p").splitlines() if "People" in line)
    assert "Park" in first


def test_enter_runs_the_first_match() -> None:
    assert done_after("?", *"merge", "enter") == ["merged"]


def test_arrows_choose_while_the_filter_is_typed() -> None:
    assert done_after("?", "down", "down", "up", "enter") == ["merged"]


def test_a_command_without_a_key_can_be_run() -> None:
    assert done_after("?", *"count", "enter") == ["counted"]


def test_escape_closes_the_help_and_runs_nothing() -> None:
    assert done_after("?", *"merge", "escape") == []
    assert "Help ─" not in seen("?", "escape")


def test_enter_without_a_match_keeps_the_help_open() -> None:
    text = seen("?", *"xyz", "enter")
    assert "No command of this screen matches." in text


def test_the_help_shows_remapped_keys() -> None:
    line = next(line for line in seen("?", keymap=Keymap({"people.add": "f2"})).splitlines() if "Add" in line)
    assert "f2" in line


def test_the_sentence_of_the_highlighted_command_is_shown_as_it_is_written() -> None:
    assert "Joins the marked people [x] into one." in seen("?", "down")


def test_a_command_that_is_not_allowed_is_not_listed() -> None:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> str:
        app.people.parking = False
        await pilot.press("?")
        await pilot.pause()
        return screen_text(app)

    assert "Park" not in played(app, scenario)


def test_a_command_with_nothing_to_work_on_is_listed_but_not_run() -> None:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> tuple[str, list[str]]:
        app.people.parking = None
        await pilot.press("?", *"park", "enter")
        await pilot.pause()
        return screen_text(app), app.people.done

    text, done = played(app, scenario)
    assert "Park" in text
    assert done == []


def test_a_click_on_a_line_and_enter_runs_it() -> None:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> list[str]:
        await pilot.press("?")
        await pilot.double_click("HelpScreen VirtualTable", offset=(20, 2))
        await pilot.pause()
        return app.people.done

    assert played(app, scenario) == ["merged"]
