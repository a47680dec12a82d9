"""A small app with one table, and a source in memory that counts what it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.message import Message

from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, PageSource, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS = (
    Column("name", "Name", 2.0, 12, priority=9),
    Column("title", "Title", 3.0, 10, priority=5),
    Column("score", "Score", 5, align="right", priority=8),
    Column("tags", "Tags", 1.0, 6),
)
NAMES = ("Ada Lindqvist", "Bo Chen", "Maya Okafor", "Ken Ito [Acme]", "Zoë Ångström")


def person(number: int) -> TableRow:
    name = f"{NAMES[number % len(NAMES)]} {number}"
    return TableRow(str(number), (name, "Engineering Manager, Analytics", str(number % 100), "tea"))


class People:
    """`count` people, made when asked for; `asked` holds the pages that were read."""

    def __init__(self, count: int) -> None:
        self.total = count
        self.asked: list[tuple[int, int]] = []

    def count(self) -> int:
        return self.total

    def page(self, offset: int, limit: int) -> Sequence[TableRow]:
        self.asked.append((offset, limit))
        return [person(number) for number in range(offset, min(offset + limit, self.total))]


class TableApp(App[None]):
    """Shows one table and keeps the messages it sends."""

    table: VirtualTable

    def __init__(self, source: PageSource, *, empty_text: str = "") -> None:
        super().__init__()
        self.source = source
        self.empty_text = empty_text
        self.messages: list[Message] = []

    def compose(self) -> ComposeResult:
        self.table = VirtualTable(
            COLUMNS,
            self.source,
            empty_text=self.empty_text,
            all_keys=lambda: [row.key for row in self.source.page(0, self.source.count())],
            id="people",
        )
        yield self.table

    def on_virtual_table_highlighted(self, message: VirtualTable.Highlighted) -> None:
        self.messages.append(message)

    def on_virtual_table_opened(self, message: VirtualTable.Opened) -> None:
        self.messages.append(message)

    def on_virtual_table_marks_changed(self, message: VirtualTable.MarksChanged) -> None:
        self.messages.append(message)

    def on_virtual_table_sort_requested(self, message: VirtualTable.SortRequested) -> None:
        self.messages.append(message)


def remembered(count: int) -> MemoryRows:
    """The same people in a source that can locate them."""
    return MemoryRows([person(number) for number in range(count)])
