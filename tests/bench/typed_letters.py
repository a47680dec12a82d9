"""Child, in a terminal: letters typed into 2,000 words, in a talk (`live`) or in a bare text field (`bare`)."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from coffeechat.app import CoffeechatApp  # first: it says how many frames a second, which Textual reads when imported

# isort: split
from rich.console import RenderableType
from textual._compositor import ChopsUpdate
from textual.app import App, ComposeResult
from textual.events import Key as KeyPressed
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import TextArea

from coffeechat.screens.live import LiveScreen
from coffeechat.store import conversations, live, people

LETTERS = 80
QUIET_SECONDS = 0.06
PATIENCE_SECONDS = 10
WORDS = (
    "nobody reads the plan but everybody asks for its map and then the council votes on what a bus driver knew for "
    "years because data without a person who explains it in a meeting is only a column so learn to draw and to wait"
).split()
TEXT = "\n".join(
    " ".join(WORDS[(7 * line + 3 * place) % len(WORDS)] for place in range(12)) + f" ({line})." for line in range(160)
)
"""About 2,000 words, no line like another."""


class Watched(App[None]):
    """Remembers when the text was last painted."""

    painted_at = 0.0

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if renderable is not None and isinstance(self.focused, TextArea):
            region = self.focused.region
            rows = [y for y, _, _ in renderable.spans] if isinstance(renderable, ChopsUpdate) else [region.y]
            if any(region.y <= y < region.bottom for y in rows):
                self.painted_at = time.perf_counter()


class BareApp(Watched):
    """The least in which 2,000 words can be edited."""

    def compose(self) -> ComposeResult:
        yield TextArea(TEXT, compact=True)


class TalkingApp(Watched, CoffeechatApp):
    """The app, in a talk."""


async def type_letters(pilot: Pilot[Any]) -> None:
    app = pilot.app
    assert isinstance(app, Watched)
    await _ready(app)
    assert isinstance(app.focused, TextArea)
    app.focused.cursor_blink = False
    app.focused.move_cursor(app.focused.document.end)
    painted, saved = [], []
    for turn in range(LETTERS):
        await asyncio.sleep(QUIET_SECONDS)
        painted.append(await _painted(app, "abcdefghij"[turn % 10]))
        saved += _saved(app)
    Path(sys.argv[3]).write_text(json.dumps({"painted": painted, "saved": saved}))
    app.exit()


async def _ready(app: Watched) -> None:
    deadline = time.monotonic() + 20
    while not isinstance(app.focused, TextArea):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)  # what follows the first paint is over


async def _painted(app: Watched, letter: str) -> float:
    """Milliseconds from a key's event to the end of the frame that shows it."""
    begun = time.perf_counter()
    app.post_message(KeyPressed(letter, letter))
    while app.painted_at < begun:
        assert time.perf_counter() - begun < PATIENCE_SECONDS, "the letter was not painted"
        await asyncio.sleep(0)
    return 1000 * (app.painted_at - begun)


def _saved(app: Watched) -> list[float]:
    """Milliseconds of the screen's thread that saving the letter takes."""
    if not isinstance(app.screen, LiveScreen):
        return []
    begun = time.perf_counter()
    app.screen.save()
    return [1000 * (time.perf_counter() - begun)]


def talking(path: Path) -> TalkingApp:
    """The app in a talk with 2,000 words of notes."""
    app = TalkingApp(path)
    person_id = people.add(app.store, "Ada Lindqvist", "Planner", "Elm Works")
    conversation_id = conversations.plan(app.store, [person_id])
    live.begin(app.store, conversation_id)
    live.write_notes(app.store, conversations.known(app.store, conversation_id), TEXT, opened="")
    return app


if __name__ == "__main__":
    watched = talking(Path(sys.argv[2])) if sys.argv[1] == "live" else BareApp()
    watched.run(auto_pilot=type_letters)
