"""What a file would bring: read with progress, looked at row by row, then brought in as one change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, ProgressBar, Static
from textual.worker import Worker, WorkerState

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.errors import CoffeechatError
from coffeechat.screens.view import AppScreen
from coffeechat.store import pages
from coffeechat.store.imports.apply import apply
from coffeechat.store.imports.plan import Entry, Plan
from coffeechat.store.store import Store
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

WORDS = {
    "review": "look at",
    "likely": "likely",
    "updated": "updated",
    "new": "new",
    "same": "same",
}
"""Kinds of entries in the order in which they want to be looked at, and what stands in the list."""

COLUMNS = (
    Column("kind", "", 8, priority=8),
    Column("name", "Name", 1.0, min_width=18, priority=9),
    Column("title", "Title", 1.2, min_width=12, priority=5),
    Column("organisation", "Organisation", 1.0, min_width=10, priority=4),
    Column("why", "Why", 1.2, min_width=16, priority=6),
)

_GROUP = "Import"


class ImportPreview(AppScreen):
    """One file on its way in."""

    EXPLANATION = (
        "Nothing is changed before you press a. New people are added; people known already get what they lack. "
        "Marked rows (●) are joined with the person named under Why; unmarked ones become people of their own, "
        "and you can still merge them under Duplicates. The whole import is one undo."
    )
    OWN_COMMANDS = (
        Command(
            id="import.apply",
            title="Bring them in",
            help="Brings in what is listed, as one change that u takes back.",
            action="apply",
            keys=("a",),
            group=_GROUP,
            footer=90,
        ),
        Command(
            id="import.leave",
            title="Leave",
            help="Goes back; nothing is changed.",
            action="leave",
            keys=("escape",),
            group=_GROUP,
            footer=80,
        ),
    )
    CSS = """
    ImportPreview #headline { padding: 1 2 0 2; text-style: bold; }
    ImportPreview #counts { padding: 0 2; height: auto; }
    ImportPreview ProgressBar { margin: 1 2; }
    ImportPreview #left-out { padding: 0 2; height: auto; max-height: 6; color: $text-muted; }
    ImportPreview Button { margin: 0 2 1 2; }
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._plan: Plan | None = None
        self._entries: list[Entry] = []
        self._stop = Event()

    def compose(self) -> ComposeResult:
        yield Static(f"Reading {self._path.name} …", id="headline", markup=False)
        yield ProgressBar(show_eta=False)
        yield Static("", id="counts", markup=False)
        yield Button("Bring them in", variant="primary", id="apply", compact=True)
        yield VirtualTable(COLUMNS, MemoryRows(), empty_text="There is nobody in this file.", id="entries")
        yield Static("", id="left-out", markup=False)
        yield CommandFooter()

    def on_mount(self) -> None:
        for widget in (self.query_one(VirtualTable), self.query_one(Button)):
            widget.display = False
        self._work(
            partial(_prepare, self.store.path, self._path, self._progress, self._stop.is_set), "prepare"
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._plan is not None if action == "apply" else True

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.SUCCESS and event.worker.name == "prepare":
            self._show(event.worker.result)
        elif event.state is WorkerState.SUCCESS:
            self._finished()
        elif event.state is WorkerState.ERROR:
            self._failed(event.worker.error)

    def on_button_pressed(self) -> None:
        self.action_apply()

    def on_virtual_table_opened(self) -> None:
        self.query_one(VirtualTable).action_mark()

    def action_apply(self) -> None:
        if self._plan is None:
            return
        plan, self._plan = self._plan, None
        marked = {int(key) for key in self.query_one(VirtualTable).marks}
        accepted = {place for place in marked if plan.entries[place].kind in ("likely", "review")}
        self.query_one("#headline", Static).update(f"Bringing in {self._path.name} …")
        for name, shown in (("ProgressBar", True), ("Button", False), ("VirtualTable", False)):
            self.query_one(name).display = shown
        self.refresh_bindings()
        self._work(partial(_apply, self.store.path, plan, accepted, self._progress), "apply")

    def action_leave(self) -> None:
        self._stop.set()
        self.dismiss()

    def _work(self, work: partial[Plan] | partial[bytes], name: str) -> None:
        self.run_worker(work, thread=True, exit_on_error=False, name=name)

    def _progress(self, done: int, total: int) -> None:
        """Called in the worker's thread."""
        self.app.call_from_thread(self.query_one(ProgressBar).update, total=total, progress=done)

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self.query_one(ProgressBar).display = False
        self.query_one("#headline", Static).update(f"{self._path.name}, read as {plan.importer}")
        self.query_one("#counts", Static).update(_counts(plan))
        self.query_one("#left-out", Static).update("\n".join(_remarks(plan)))
        button = self.query_one(Button)
        button.label = f"Bring in {plan.new + plan.likely + plan.review:,} people (a)"
        button.display = not plan.changes_nothing
        table = self.query_one(VirtualTable)
        table.display = True
        table.show(_Entries(plan))
        table.mark([str(place) for place, entry in enumerate(plan.entries) if entry.kind == "likely"])
        table.focus()
        self.refresh_bindings()

    def _finished(self) -> None:
        self.dismiss()
        self.coffeechat.changed()
        self.coffeechat.switch_mode("people")
        self.coffeechat.tell(
            f"Brought in {self._path.name}. There are now {pages.everybody(self.store.connection):,} people. u takes it back."
        )

    def _failed(self, error: BaseException | None) -> None:
        if not isinstance(error, CoffeechatError):
            assert error is not None
            raise error
        self.dismiss()
        self.coffeechat.tell(str(error), is_error=True)


class _Entries:
    """The plan's entries as rows, what wants a look first."""

    def __init__(self, plan: Plan) -> None:
        order = {kind: place for place, kind in enumerate(WORDS)}
        self._entries = plan.entries
        self._places = sorted(range(len(plan.entries)), key=lambda place: order[plan.entries[place].kind])

    def count(self) -> int:
        return len(self._places)

    def page(self, offset: int, limit: int) -> Sequence[TableRow]:
        return [self._row(place) for place in self._places[offset : offset + limit]]

    def _row(self, place: int) -> TableRow:
        entry = self._entries[place]
        record = entry.record
        cells = (WORDS[entry.kind], record.display, record.title or "", record.organisation or "", entry.why)
        tone = {"review": "warning", "likely": "accent", "same": "dim"}.get(entry.kind, "")
        return TableRow(str(place), cells, tone=tone)  # type: ignore[arg-type]


def _counts(plan: Plan) -> Content:
    counts = [(plan.new, "new"), (plan.updated, "updated"), (plan.same, "the same")]
    counts += [(plan.likely, "likely known"), (plan.review, "to look at"), (len(plan.skipped), "left out")]
    parts = [Content.assemble((f"{count:,}", "bold"), f" {word}") for count, word in counts if count]
    return Content("   ").join(parts)


def _remarks(plan: Plan, most: int = 4) -> list[str]:
    """Warnings and lines left out; what does not fit is counted."""
    lines = [*plan.warnings, *(f"line {one.line} left out: {one.reason}" for one in plan.skipped)]
    return lines if len(lines) <= most else [*lines[: most - 1], f"… and {len(lines) - most + 1:,} more"]


def _prepare(database: Path, path: Path, progress: object, stop: object) -> Plan:
    from coffeechat.exchange.importing import prepare

    with Store(database) as store:
        return prepare(store, path, on_progress=progress, cancelled=stop)  # type: ignore[arg-type]


def _apply(database: Path, plan: Plan, accepted: set[int], progress: object) -> bytes:
    with Store(database) as store:
        return apply(store, plan, accepted, progress)  # type: ignore[arg-type]
