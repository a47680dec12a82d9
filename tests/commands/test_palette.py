"""The command palette finds every command of the screen and of the app."""

from __future__ import annotations

import asyncio

import pytest
from textual.command import CommandPalette
from textual.events import Key
from textual.pilot import Pilot

from commands.sample_app import PeopleApp
from screen_text import played, screen_text


async def search(pilot: Pilot[None], query: str) -> None:
    await pilot.press(*query)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def seen(opening: str, query: str) -> str:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> str:
        await pilot.press(opening)
        await search(pilot, query)
        return screen_text(app)

    return played(app, scenario)


def done_after(query: str) -> list[str]:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> list[str]:
        await pilot.press(":")
        await search(pilot, query)
        await pilot.press("enter")
        while isinstance(app.screen, CommandPalette):
            await pilot.pause(0.05)
        await pilot.pause()
        return app.people.done

    return played(app, scenario)


def test_ctrl_p_and_colon_open_the_palette() -> None:
    assert "Search for commands" in seen("ctrl+p", "")
    assert "Search for commands" in seen(":", "")


def test_the_palette_lists_commands_with_key_and_sentence_as_they_are_written() -> None:
    text = seen(":", "merge")
    assert "Merge two people  M, ctrl+k" in text
    assert "Joins the marked people [x] into one." in text


def test_commands_of_the_app_are_found_too() -> None:
    assert "Change the theme" in seen(":", "theme")


def test_a_word_of_the_sentence_finds_the_command() -> None:
    assert "Park  p" in seen(":", "leaves somebody")


def test_the_chosen_command_is_run() -> None:
    assert done_after("count") == ["counted"]
    assert done_after("undo") == ["undone"]


@pytest.mark.parametrize("page", ["pageup", "pagedown"])
def test_a_page_key_before_the_list_is_painted_does_nothing(page: str) -> None:
    app = PeopleApp()

    async def scenario(pilot: Pilot[None]) -> None:
        for key in ("ctrl+p", "a", page):
            app.post_message(Key(key, key if len(key) == 1 else None))
            await asyncio.sleep(0.01)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)

    played(app, scenario, (40, 10))
