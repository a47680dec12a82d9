"""Child, in a terminal: the app itself with its frames watched, pressing keys on the view People."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import NamedTuple

from coffeechat.app import CoffeechatApp  # first: it says how many frames a second, which Textual reads when imported

# isort: split
from rich.console import RenderableType
from textual._compositor import ChopsUpdate
from textual.events import Key as KeyPressed
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from coffeechat.widgets.pages import Key
from coffeechat.widgets.virtual_table import VirtualTable

WORDS = ("maya", "lindq", "planner", "jürgen", "at:acme", "director", "zoë", "kowalski")
PAGES = 25
QUIET_SECONDS = 0.12
"""Without a new frame for so long, a key's work is taken as done: twice the rest after which the panel follows."""


State = tuple[str, int, int, int, Key | None]
"""What was typed, how many rows there are, the first in sight, the cursor's, and who that is."""


class Frame(NamedTuple):
    """When it was out, which widgets had been painted since the key, and how they stood."""

    at: float
    painted: frozenset[str]
    state: State


class WatchedApp(CoffeechatApp):
    """Remembers every frame since `watch_frames`."""

    def watch_frames(self) -> None:
        self.frames: list[Frame] = []
        self._painted: frozenset[str] = frozenset()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        at = time.perf_counter()
        if hasattr(self, "frames"):
            parts: dict[str, Widget] = {"field": self.field, "table": self.table}
            self._painted |= {name for name, part in parts.items() if _paints(renderable, part.region)}
            self.frames.append(Frame(at, self._painted, self.state()))

    def state(self) -> State:
        """Cheap, for the time it takes is the app's."""
        table, row = self.table, self.table.highlighted
        return self.field.value, table.row_count, table.scroll_offset.y, table.cursor_row, row.key if row else None

    @property
    def field(self) -> Input:
        return self.screen.query_one(Input)

    @property
    def table(self) -> VirtualTable:
        return self.screen.query_one(VirtualTable)


class Shown(NamedTuple):
    """Milliseconds from posting a key until what it changed had been painted, and until nothing came any more."""

    here: float
    everywhere: float


async def press(app: WatchedApp, key: str, character: str | None, *parts: str) -> Shown:
    """`here` is the first frame by which these widgets had been painted as they then stayed."""
    app.watch_frames()
    begun = time.perf_counter()
    app.post_message(KeyPressed(key, character))
    await _quiet(app)
    assert app.frames, f"{key} painted nothing"
    last = app.frames[-1]
    shown = next(frame for frame in app.frames if frame.painted.issuperset(parts) and frame.state == last.state)
    return Shown(1000 * (shown.at - begun), 1000 * (app.frames[-1].at - begun))


async def _quiet(app: WatchedApp) -> None:
    """An app that wakes us late was at work, and its frame is still to come."""
    count, late = -1, True
    while late or count != len(app.frames):
        count, begun = len(app.frames), time.perf_counter()
        await asyncio.sleep(QUIET_SECONDS)
        late = time.perf_counter() - begun > 1.25 * QUIET_SECONDS


async def press_keys(pilot: Pilot[object]) -> None:
    app = pilot.app
    assert isinstance(app, WatchedApp)
    await asyncio.sleep(1)  # what follows the first paint is over
    await pilot.press("2")
    app.field.cursor_blink = False
    app.watch_frames()
    await asyncio.sleep(1)
    pages = [await press(app, "pagedown", None, "table") for _ in range(PAGES)]
    letters = []
    for word in WORDS:
        app.field.focus()
        await _quiet(app)
        letters += [await press(app, _character_to_key(letter), letter, "field", "table") for letter in word]
        app.field.value = ""
        await _quiet(app)
    Path(sys.argv[2]).write_text(json.dumps({"filter": letters, "page": pages}))
    app.exit()


def _paints(renderable: RenderableType | None, region: Region) -> bool:
    """Whether an update touches a part of the screen; what is no partial update paints all of it."""
    if not isinstance(renderable, ChopsUpdate):
        return renderable is not None
    return any(region.y <= y < region.bottom and x1 < region.right and region.x < x2 for y, x1, x2 in renderable.spans)


if __name__ == "__main__":
    WatchedApp(Path(sys.argv[1])).run(auto_pilot=press_keys)
