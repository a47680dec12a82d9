"""The view Imports: what was brought in, and taking it back."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.widgets import Static

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
            help="Removes what the import under the cursor brought; people edited since stay. ctrl+r brings it back.",
            action="take_back",
            keys=("d",),
            group=_GROUP,
            footer=70,
            short="Take back",
        ),
    )
    CSS = "ImportsView #said { height: auto; padding: 1 2; color: $text-muted; }"

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[runs.Run] = []

    def compose_content(self) -> ComposeResult:
        empty = "Nothing was imported yet.\n\nPress i to bring in a LinkedIn export or a phone's vCard file."
        yield _Runs(COLUMNS, MemoryRows(), empty_text=empty, has_marks=False)
        yield Static("", id="said", markup=False)

    def show(self) -> None:
        self._runs = runs.all_runs(self.store.connection)
        table = self.query_one(VirtualTable)
        at = table.cursor_row
        table.show(MemoryRows([_row(run) for run in self._runs]))
        table.cursor_row = at
        self._say()

    def on_virtual_table_highlighted(self) -> None:
        self._say()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._can_go() if action == "take_back" else super().check_action(action, parameters)

    def action_add(self) -> None:
        from coffeechat.screens.file_picker import pick_and_import

        pick_and_import(self)

    def action_take_back(self) -> None:
        from coffeechat.exchange.importing import undo

        run = self._run()
        if run is None:
            return
        undone = undo(self.store, run.id.hex())
        kept = f" Kept, because you edited them since: {_some(undone.kept)}." if undone.kept else ""
        self.coffeechat.tell(f"Took back {undone.file_name}: {undone.gone:,} people gone.{kept} ctrl+r brings it back.")
        self.coffeechat.changed()

    def _run(self) -> runs.Run | None:
        row = self.query_one(VirtualTable).highlighted
        return next((run for run in self._runs if row and run.id == row.key), None)

    def _can_go(self) -> bool:
        run = self._run() if self.is_mounted else None
        return run is not None and not run.is_undone

    def _say(self) -> None:
        run = self._run()
        self.query_one("#said", Static).update(_sentence(run) if run else "")
        self.refresh_bindings()


class _Runs(VirtualTable):
    """There is nothing to open in an import."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return False if action == "open" else super().check_action(action, parameters)


NAMES = 3


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - NAMES:,} more" if len(names) > NAMES else ""
    return ", ".join(names[:NAMES]) + more


def _sentence(run: runs.Run) -> str:
    counts = f"{run.new:,} new, {run.updated:,} updated, {run.same:,} known already, {run.skipped:,} lines left out."
    if run.is_undone:
        return f"{counts} Taken back; the file can be imported again."
    return f"{counts} d takes back what it brought."


def _row(run: runs.Run) -> TableRow:
    counts = (f"{count:,}" for count in (run.new, run.updated, run.same, run.skipped))
    state = "taken back" if run.is_undone else ""
    when = f"{datetime.fromisoformat(run.at).astimezone():%Y-%m-%d %H:%M}"
    return TableRow(run.id, (when, run.file_name, run.importer, *counts, state), tone="dim" if run.is_undone else "")
