"""Draws the pictures of the documentation from the demo: `make pictures`."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from coffeechat.app import CoffeechatApp
from coffeechat.demo import fill
from coffeechat.store import clock
from coffeechat.store.store import Store

THURSDAY = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
TALK = "+1411"  # minutes until the talk with Priya, on Friday at ten
IN_THE_TALK = [
    TALK, "3", "l", "+2", "tab", "=A summer of cataloguing sensor logs. Nobody else could read them.", "+5", "tab",
    "=Patience with dirty data. The ones who left wanted models; the ones who stayed wanted to know.", "+2",
    "alt+q", "=Show me what you left out.", "enter", "alt+p", "=send the last sample that convinced her by Friday",
    "enter", "alt+n", "=Ines Moreau, who hires at the port", "enter",
]  # fmt: skip
PICTURES = {
    "today": [],
    "people": ["2"],
    "person": ["2", "enter"],
    "compose": ["2", "/", "=Ruth", "enter", "w", "=Lighthouse University, looking for an opening (resume attached),"],
    "schedule": ["2", "/", "=Noor", "enter", "c", "=fri 15:00"],
    "prepare": ["3", "p", "j"],
    "live": IN_THE_TALK,
    "debrief": [
        *IN_THE_TALK, "+9", "alt+e",
        "=She reads the index of a sample first. An index is my trade.", "tab", "=Explaining is half of her week.",
    ],
    "insights": ["4"],
    "tree": ["4", "t"],
    "sync": ["9"],
    "settings": ["comma"],
}  # fmt: skip
"""File names, and what leads to what they show: keys, `=` before what is typed, `+` before minutes that pass."""

FOLDER = Path(__file__).parent / "pictures"


class Hand:
    """The clock of the pictures, so that they come out the same on any day."""

    def __init__(self) -> None:
        self.now = THURSDAY


async def draw(database: Path, name: str, parts: list[str], hand: Hand) -> None:
    app = CoffeechatApp(database)
    async with app.run_test(size=(120, 34)) as pilot:
        await settled(pilot)
        for part in parts:
            await do(pilot, part, hand)
        await settled(pilot)
        app.clear_notifications()
        for line in app.screen.query(Input):
            line.cursor_blink = False
        await settled(pilot)
        svg = app.export_screenshot(title="coffeechat")
    # Without the fonts the picture would fetch from elsewhere: every reader has a monospaced one.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "DejaVu Sans Mono, Menlo, Consolas, monospace")
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


async def do(pilot: Pilot[Any], part: str, hand: Hand) -> None:
    if part.startswith("+"):
        hand.now += timedelta(minutes=int(part[1:]))
    elif part.startswith("="):
        pilot.app.post_message(events.Paste(part[1:]))
    else:
        await pilot.press(part)
    await settled(pilot)


async def settled(pilot: Pilot[Any]) -> None:
    """Until what was asked for is on the screen, and what was typed is saved."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.5)


def main() -> None:
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    for name, parts in PICTURES.items():
        hand = Hand()
        clock.now = lambda hand=hand: hand.now  # type: ignore[assignment,misc]
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "demo.db"
            with Store(database) as store:
                fill(store)
                store.rank_everybody()
            asyncio.run(draw(database, name, parts, hand))


if __name__ == "__main__":
    main()
