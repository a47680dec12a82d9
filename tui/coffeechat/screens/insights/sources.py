"""Asks for a source that was read, to be evidence of a claim."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.folding import fold
from coffeechat.records import ResearchSource
from coffeechat.screens.box_and_list import BoxAndList
from coffeechat.store import research
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS = (
    Column("title", "Read", 1.4, min_width=18, priority=9),
    Column("says", "What it says", 1.4, min_width=16, priority=7),
    Column("kind", "Kind", 8, priority=5),
)
NOTHING_READ = (
    "No source is noted yet.\n\nOn a person, R notes what you read about them, their organisation or the job."
)


class ChooseSource(BoxAndList[bytes]):
    """Gives back a source's id."""

    EXPLANATION = (
        "Everything you read and noted, the newest first. A source stands beside the people as evidence: it is shown, "
        "and does not count among them."
    )
    CSS = "ChooseSource > Vertical { width: 100; height: 80%; }"

    def __init__(self) -> None:
        super().__init__()
        self._sources: list[ResearchSource] = []

    def compose(self) -> ComposeResult:
        with self.framed("Which source says something on it?"):
            yield Input(placeholder="a word of its title or of what it says; enter chooses", compact=True)
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text=NOTHING_READ, has_marks=False, enter="Choose")
            yield CommandFooter()

    def on_mount(self) -> None:
        self._sources = research.all_sources(self.store.connection)
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def on_input_submitted(self) -> None:
        self.table.action_open()

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        if isinstance(event.row.key, bytes):
            self.dismiss(event.row.key)

    def _show(self, text: str) -> None:
        words = fold(text).split()
        rows = [_row(source) for source in self._sources]
        fitting = [row for row in rows if all(word in fold(" ".join(row.cells)) for word in words)]
        self.table.show_empty_text("No source has all these words." if words else NOTHING_READ)
        self.table.show(MemoryRows(fitting))


def _row(source: ResearchSource) -> TableRow:
    return TableRow(source.id, (source.title or "", source.quote or source.facts or "", source.kind or ""))
