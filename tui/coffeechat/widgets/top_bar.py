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

_BRAND = " coffeechat "
_ROOM_FOR_BRAND = 100
_ROOM_FOR_NOTE = 12
"""Cells that a note may count on, where the titles of the other views leave less."""


class Tab(NamedTuple):
    """A view: the key that shows it, its name for the app and for people. A minor one stands in the bar only while
    it is shown: there is no room at 80 columns for what is opened once a month."""

    key: str
    name: str
    title: str
    is_minor: bool = False


class TopBar(Widget):
    """` coffeechat  2 People  5 Targets …`, the view at hand marked; a click on a name shows that view.

    On a narrow screen first the app's name goes, then the titles of the other views.
    """

    DEFAULT_CSS = """
    TopBar { height: 1; dock: top; background: $panel; color: $foreground; }
    TopBar:ansi { background: ansi_default; }
    """

    note: reactive[str] = reactive("")
    """What stands on the right."""

    corner: reactive[tuple[str, ...]] = reactive(())
    """What stands right of that, how sync stands; in fewer and fewer words, of which the first that have room show."""

    class Chosen(Message):
        """A view was clicked: its name."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, tabs: tuple[Tab, ...], active: str) -> None:
        super().__init__()
        self._tabs = tuple(tab for tab in tabs if not tab.is_minor or tab.name == active)
        self._active = active

    def render(self) -> Content:
        left = Content.assemble((self._brand, "bold $text-primary"), *(self._label(tab) for tab in self._tabs))
        room = max(0, self.size.width - left.cell_length - 3)
        corner = next((words for words in self.corner if cell_len(words) <= room), "")
        note = shorten(self.note, max(0, room - cell_len(corner) - 2)) if corner else shorten(self.note, room)
        right = "  ".join(part for part in (note, corner) if part)
        gap = " " * max(0, self.size.width - left.cell_length - cell_len(right) - 1)
        return Content.assemble(left, gap, (right, "$text-muted"))

    def on_click(self, event: events.Click) -> None:
        start = cell_len(self._brand)
        for tab in self._tabs:
            end = start + self._label(tab).cell_length
            if start <= event.x < end:
                self.post_message(self.Chosen(tab.name))
            start = end

    @property
    def _brand(self) -> str:
        return _BRAND if self.size.width >= _ROOM_FOR_BRAND else ""

    @property
    def _gap(self) -> str:
        """Between the views: at 80 columns six with their titles and a short note have room only without one."""
        return " " if self.size.width >= _ROOM_FOR_BRAND else ""

    @property
    def _has_titles(self) -> bool:
        """Whether all views are named; else only the one at hand."""
        titles = sum(cell_len(f"{self._gap} {tab.key} {tab.title} ") for tab in self._tabs)
        return cell_len(self._brand) + titles + min(cell_len(self.note), _ROOM_FOR_NOTE) < self.size.width

    def _label(self, tab: Tab) -> Content:
        is_active = tab.name == self._active
        words = f" {tab.key} {tab.title} " if is_active or self._has_titles else f" {tab.key} "
        return Content.assemble(self._gap, (words, "bold reverse" if is_active else ""))
