"""Search everywhere: people first, then everything else that has words in it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.box_and_list import BoxAndList
from coffeechat.store import everywhere
from coffeechat.store.everywhere import Hit
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import Key, MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS = (
    Column("kind", "", 15, priority=5),
    Column("name", "Found", 1.0, min_width=20, priority=9),
    Column("detail", "", 1.4, min_width=16, priority=7),
)


class SearchScreen(BoxAndList[None]):
    """Type; enter opens what is found."""

    EXPLANATION = (
        "Finds people by name, title, organisation, tag, address and notes, and every other text you wrote. "
        "All words must be there; at:acme, title:planner, tag:alumni and note:thesis look in one place only."
    )
    CSS = """
    SearchScreen { align: center top; }
    SearchScreen > Vertical { width: 100; height: 90%; padding: 0 1; }
    SearchScreen Input { margin-bottom: 1; background: $boost; }
    SearchScreen.-short Input { margin-bottom: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._hits: dict[Key, Hit] = {}

    def compose(self) -> ComposeResult:
        with self.framed("Search everywhere"):
            yield Input(placeholder="a name, an organisation, a word from a note; enter opens", compact=True)
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text="Type to search.", has_marks=False)
            yield CommandFooter()

    def on_input_changed(self, event: Input.Changed) -> None:
        text = event.value
        self._hits = {hit.id.hex(): hit for hit in everywhere.find(self.store.connection, text)}
        self.table.show_empty_text("Nothing has all these words." if text.strip() else "Type to search.")
        rows = [TableRow(key, (hit.kind, hit.name, hit.detail)) for key, hit in self._hits.items()]
        self.table.show(MemoryRows(rows))

    def on_input_submitted(self) -> None:
        self.table.action_open()

    async def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        from coffeechat.screens.opening import open_hit

        hit = self._hits[event.row.key]
        self.dismiss()
        await open_hit(self, hit)
