"""The view Imports: what was brought in, and taking it back."""

from __future__ import annotations

from textual.app import ComposeResult

from coffeechat.commands.command import Command
from coffeechat.screens.view import View
from coffeechat.store.imports import runs
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "Imports"

COLUMNS = (
    Column("at", "When", 16, priority=5),
    Column("file", "File", 2.0, min_width=16, priority=9),
    Column("importer", "Read as", 9, priority=2),
    Column("new", "New", 7, align="right", priority=8),
    Column("updated", "Updated", 7, align="right", priority=4),
    Column("same", "Same", 7, align="right", priority=3),
    Column("skipped", "Left out", 8, align="right", priority=1),
    Column("state", "", 10, priority=7),
)


class ImportsView(View):
    """Past imports, the newest first."""

    NAME = "imports"
    EXPLANATION = (
        "Every file you brought in. An import is one change: it can be taken back as a whole, also days later. "
        "People whom you have edited since then stay."
    )
    OWN_COMMANDS = (
        Command(
            id="imports.add",
            title="Import a file",
            help="Picks a LinkedIn export or a vCard file and shows what it would bring, before anything changes.",
            action="add",
            keys=("i", "a"),
            group=_GROUP,
            footer=80,
            short="Import",
        ),
        Command(
            id="imports.take_back",
            title="Take this import back",
            help="Removes what the import under the cursor brought; people edited since stay. Undo brings it back.",
            action="take_back",
            keys=("d",),
            group=_GROUP,
            footer=70,
            short="Take back",
        ),
    )

    def compose_content(self) -> ComposeResult:
        empty = "Nothing was imported yet.\n\nPress i to bring in a LinkedIn export or a phone's vCard file."
        yield VirtualTable(COLUMNS, MemoryRows(), empty_text=empty, has_marks=False, id="runs")

    def show(self) -> None:
        self._runs = runs.all_runs(self.store.connection)
        table = self.query_one(VirtualTable)
        table.show(MemoryRows([_row(run) for run in self._runs]))
        table.focus()

    def on_virtual_table_opened(self) -> None:
        self.action_take_back()

    def action_add(self) -> None:
        from coffeechat.screens.file_picker import pick_and_import

        pick_and_import(self.coffeechat)

    def action_take_back(self) -> None:
        from coffeechat.exchange.importing import undo

        row = self.query_one(VirtualTable).highlighted
        run = next((run for run in self._runs if row and run.id == row.key), None)
        if run is None or run.is_undone:
            return
        undone = undo(self.store, run.id.hex())
        kept = f" Kept, because you edited them since: {', '.join(undone.kept)}." if undone.kept else ""
        self.coffeechat.tell(f"Took back {undone.file_name}: {undone.gone:,} people gone.{kept}")
        self.coffeechat.changed()


def _row(run: runs.Run) -> TableRow:
    counts = (f"{count:,}" for count in (run.new, run.updated, run.same, run.skipped))
    state = "taken back" if run.is_undone else ""
    when = run.at[:16].replace("T", " ")
    return TableRow(
        run.id, (when, run.file_name, run.importer, *counts, state), tone="dim" if run.is_undone else ""
    )
