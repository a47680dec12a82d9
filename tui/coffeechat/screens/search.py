"""Search everywhere: people first, then everything else that has words in it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.view import AppModal
from coffeechat.store import everywhere
from coffeechat.store.everywhere import Hit
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS = (
    Column("kind", "", 12, priority=5),
    Column("name", "Found", 1.0, min_width=20, priority=9),
    Column("detail", "", 1.4, min_width=16, priority=7),
)


class SearchScreen(AppModal[None]):
    """Type; enter opens what is found."""

    EXPLANATION = (
        "Finds people by name, title, organisation, tag, address and notes, and every other text you wrote. "
        "All words must be there; at:acme, title:planner, tag:alumni and note:thesis look in one place only."
    )
    CSS = """
    SearchScreen { align: center top; }
    SearchScreen > Vertical { width: 100; max-width: 100%; height: 90%; margin-top: 1; padding: 0 1; background: $surface; border: round $primary; }
    SearchScreen Input { margin-bottom: 1; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Input(placeholder="a name, an organisation, a word from a note", compact=True)
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text="Type to search.", has_marks=False)
            yield CommandFooter()

    def on_mount(self) -> None:
        self._hits: dict[str, Hit] = {}

    def on_input_changed(self, event: Input.Changed) -> None:
        hits = everywhere.find(self.store.connection, event.value)
        self._hits = {hit.id.hex(): hit for hit in hits}
        table = self.query_one(VirtualTable)
        table.show_empty_text("Nothing has all these words." if event.value.strip() else "Type to search.")
        table.show(
            MemoryRows([TableRow(key, (hit.kind, hit.name, hit.detail)) for key, hit in self._hits.items()])
        )

    def on_input_submitted(self) -> None:
        self._open(self.query_one(VirtualTable).highlighted)

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        self._open(event.row)

    def key_down(self) -> None:
        """From the box straight into what was found."""
        self.query_one(VirtualTable).focus()

    def _open(self, row: TableRow | None) -> None:
        from coffeechat.screens.people.person import PersonScreen

        hit = self._hits.get(str(row.key)) if row else None
        if hit is None:
            return
        self.dismiss()
        if hit.kind == "person":
            self.coffeechat.push_screen(PersonScreen(hit.id))
        elif hit.kind == "target":
            self.coffeechat.switch_mode("targets")
