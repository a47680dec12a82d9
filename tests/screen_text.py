"""What a person would see: the screen of a running app as plain text, and golden files of it.

`make golden` (`UPDATE_GOLDEN=1 pytest`) writes the files anew; look at the difference before it is committed.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from difflib import unified_diff
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App
from textual.pilot import Pilot

GOLDEN = Path(__file__).parent / "golden"

Seen = TypeVar("Seen")


def played(app: App[Any], scenario: Callable[[Pilot[Any]], Awaitable[Seen]], size: tuple[int, int] = (80, 24)) -> Seen:
    """Run `app` on a screen of `size`, without animations, and return what `scenario` returns."""

    async def play() -> Seen:
        async with app.run_test(size=size, notifications=True) as pilot:
            app.animation_level = "none"
            await pilot.pause()
            return await scenario(pilot)

    return asyncio.run(play())


def screen_text(app: App[Any]) -> str:
    """Every line of the screen as it is painted, without the blanks at its end."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in strips)


def check_golden(name: str, text: str) -> None:
    """Compare with `tests/golden/<name>.txt`, and show the difference."""
    path = GOLDEN / f"{name}.txt"
    seen = text + "\n"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        _write(path, seen)
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = unified_diff(expected.splitlines(), seen.splitlines(), path.name, "on the screen", lineterm="")
    difference = "\n".join(lines)
    assert not difference, f"{difference}\n\nIf the screen is right, run `make golden`."


def _write(path: Path, text: str) -> None:
    assert not os.environ.get("CI"), "Golden files are compared in CI, never written."
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
