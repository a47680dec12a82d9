"""The line on top: which views there are, which one this is, and what the list is ranked for."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from coffeechat.widgets.cell_text import shorten


class Tab(NamedTuple):
    """A view: the key that shows it, its name for the app and for people."""

    key: str
    name: str
    title: str


class TopBar(Widget):
    """` coffeechat  1 People  2 Targets …`, the view at hand marked; a click on a name shows that view."""

    DEFAULT_CSS = """
    TopBar { height: 1; dock: top; background: $panel; color: $foreground; }
    TopBar:ansi { background: ansi_default; }
    """

    note: reactive[str] = reactive("")
    """What stands on the right."""

    class Chosen(Message):
        """A view was clicked: its name."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, tabs: tuple[Tab, ...], active: str) -> None:
        super().__init__()
        self._tabs = tabs
        self._active = active

    def render(self) -> Content:
        left = Content.assemble(
            (" coffeechat ", "bold $text-primary"), *(self._label(tab) for tab in self._tabs)
        )
        note = shorten(self.note, max(0, self.size.width - left.cell_length - 3))
        gap = " " * max(0, self.size.width - left.cell_length - cell_len(note) - 1)
        return Content.assemble(left, gap, (note, "$text-muted"))

    def on_click(self, event: events.Click) -> None:
        start = cell_len(" coffeechat ")
        for tab in self._tabs:
            end = start + self._label(tab).cell_length
            if start <= event.x < end:
                self.post_message(self.Chosen(tab.name))
            start = end

    def _label(self, tab: Tab) -> Content:
        style = "bold reverse" if tab.name == self._active else ""
        return Content.assemble(" ", (f" {tab.key} {tab.title} ", style))
