"""Picking one person by typing: for whatever is about somebody and was not begun on them."""

from __future__ import annotations

from collections.abc import Collection

import apsw
from textual.app import ComposeResult
from textual.widgets import Input

from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.box_and_list import BoxAndList
from coffeechat.store import pages, people, stale, targets
from coffeechat.store.pages import Line
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS = (
    Column("name", "Name", 1.0, min_width=18, priority=9),
    Column("title", "Job title", 1.0, min_width=14, priority=6),
    Column("organisation", "Organisation", 0.8, min_width=12, priority=7),
)
SHOWN = 100
"""Who is not among so many is found by another letter."""


class PersonPicker(BoxAndList[bytes]):
    """Gives back the id of somebody on the list, or of somebody new whose name was typed."""

    EXPLANATION = (
        "Type a part of the name; enter takes the person. Somebody who is not there yet is added by their name."
    )
    CSS = """
    PersonPicker > Vertical { width: 84; height: 24; padding: 0 1; }
    PersonPicker Input { margin-bottom: 1; background: $boost; }
    PersonPicker.-short Input { margin-bottom: 0; }
    """

    def __init__(self, question: str, without: Collection[bytes] = ()) -> None:
        """`without` leaves people out, such as those chosen already."""
        super().__init__()
        self._question = question
        self._without = frozenset(without)

    def compose(self) -> ComposeResult:
        with self.framed(self._question):
            yield Input(placeholder="a name", compact=True)
            yield VirtualTable(COLUMNS, MemoryRows(), has_marks=False, enter="Choose")
            yield CommandFooter()

    def on_mount(self) -> None:
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        name = event.value.strip()
        if self.table.highlighted:
            self.table.action_open()
        elif name:
            self.dismiss(people.add(self.store, name))

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        assert isinstance(event.row.key, bytes)
        self.dismiss(event.row.key)

    def _show(self, text: str) -> None:
        name = text.strip()
        self.table.show_empty_text(f"Nobody matches.\n\nenter adds {name}." if name else "Type a name: enter adds it.")
        found = (line for line in _lines(self.store.connection, text) if line.id not in self._without)
        self.table.show(MemoryRows([_row(line) for line in found]))


def _lines(connection: apsw.Connection, text: str) -> list[Line]:
    """The best for the chosen target first; by name without one, or while the ranks are being made."""
    is_ranked = targets.chosen(connection) and not stale.is_stale(connection)
    order: pages.Order = "crystal" if is_ranked else "name"
    return pages.People(connection, order, text=text).lines(0, SHOWN)


def _row(line: Line) -> TableRow:
    return TableRow(line.id, (line.name, line.title or "", line.organisation or ""))
