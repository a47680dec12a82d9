"""Text of several lines, through everything that happens to it."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.pilot import Pilot

from coffeechat.widgets.longer_text import LongerText
from screen_text import played


class TextApp(App[None]):
    CSS = "LongerText { height: 5; border: none; }"

    def compose(self) -> ComposeResult:
        yield LongerText()


@pytest.mark.parametrize("lines", [2, 4, 5, 6, 40])
def test_taking_back_a_paste_of_many_lines_leaves_what_was_there_before(lines: int) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        field = pilot.app.query_one(LongerText)
        await pilot.press("a")
        pilot.app.post_message(Paste("line\n" * lines))
        await pilot.pause()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert field.text == "a" and field.cursor_location == (0, 1)
        await pilot.press("ctrl+y", "b")
        assert field.text.endswith("line\nb")

    played(TextApp(), scenario)
