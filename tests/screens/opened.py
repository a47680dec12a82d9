"""The real app on a real file, and what a person at it does: look, type, paste, wait until work is done."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

import screen_text
from coffeechat.app import CoffeechatApp
from coffeechat.screens.view import View
from coffeechat.store.store import Store
from coffeechat.widgets.virtual_table import VirtualTable

SIZES = [(80, 24), (120, 40)]
PATIENCE = 20.0
"""Seconds until something that must come is given up."""

Seen = TypeVar("Seen")


def played(
    path: Path,
    scenario: Callable[[Pilot[Any]], Awaitable[Seen]],
    size: tuple[int, int] = (120, 40),
    begin: str | None = "2",
) -> Seen:
    """Open the app on the file at `path`, go to a view (the people, unless `begin` is another's key, or None to stay
    where the app opens), and return what `scenario` returns."""

    async def once_settled(pilot: Pilot[Any]) -> Seen:
        await settled(pilot)
        if begin and isinstance(pilot.app.screen, View):  # else the app opened in a talk that goes on
            await press(pilot, begin)
        return await scenario(pilot)

    return screen_text.played(CoffeechatApp(path), once_settled, size)


async def settled(pilot: Pilot[Any]) -> None:
    """Until no work is left in the background, and what it brought is shown."""
    await pilot.pause()
    while _is_busy(pilot.app):  # a worker that fails is the app's to tell of
        await pilot.pause(0.01)
    await pilot.pause()


def _is_busy(app: App[Any]) -> bool:
    """Whether work goes on in the background, or the panel beside the list has yet to follow."""
    at_work = any(not worker.is_finished for worker in app.workers)
    return at_work or any(isinstance(one, View) and one.is_resting for one in app.screen_stack[-1:])


async def press(pilot: Pilot[Any], *keys: str) -> str:
    """Press keys one after the other, let the work they began be done, and look."""
    await pilot.press(*keys)
    await settled(pilot)
    return shown(pilot)


def tap(pilot: Pilot[Any], key: str) -> None:
    """Press a key and wait for nothing, to see what is only there for a moment."""
    pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def paste(pilot: Pilot[Any], text: str) -> str:
    """Put text where the cursor is, as a terminal does."""
    pilot.app.post_message(events.Paste(text))
    await settled(pilot)
    return shown(pilot)


async def until(pilot: Pilot[Any], text: str, *, is_gone: bool = False) -> str:
    """Until `text` is on the screen, or is no more."""
    deadline = time.monotonic() + PATIENCE
    while (text in shown(pilot)) is is_gone:
        assert time.monotonic() < deadline, f"{text!r} did not {'go' if is_gone else 'come'}:\n{shown(pilot)}"
        await asyncio.sleep(0.03)
    return shown(pilot)


async def until_true(is_so: Callable[[], bool]) -> None:
    """Until something has come about."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        await asyncio.sleep(0.03)


def shown(pilot: Pilot[Any]) -> str:
    """The screen as it is painted now."""
    return screen_text.screen_text(pilot.app)


def told(pilot: Pilot[Any]) -> list[str]:
    """The sentences that were said in passing and stand there still."""
    return [notification.message for notification in pilot.app._notifications]


def app_of(pilot: Pilot[Any]) -> CoffeechatApp:
    assert isinstance(pilot.app, CoffeechatApp)
    return pilot.app


def store_of(pilot: Pilot[Any]) -> Store:
    return app_of(pilot).store


def table_of(pilot: Pilot[Any]) -> VirtualTable:
    return pilot.app.screen.query_one(VirtualTable)


def box_of(pilot: Pilot[Any]) -> Input:
    return pilot.app.screen.query_one(Input)


def names_in(pilot: Pilot[Any], column: int = 1) -> list[str]:
    """One column of the whole list, from its top."""
    table = table_of(pilot)
    rows = (table._pages.row(index) for index in range(table.row_count))
    return [row.cells[column] for row in rows if row]


def cursor_on(pilot: Pilot[Any], column: int = 1) -> str:
    """What stands in the row under the cursor."""
    row = table_of(pilot).highlighted
    return row.cells[column] if row else ""
