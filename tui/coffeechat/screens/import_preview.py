"""What a file would bring: read with progress, looked at row by row, then brought in as one change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event

import apsw
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, ProgressBar, Static

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.exchange.importing import OnProgress, prepare
from coffeechat.screens.view import AppScreen
from coffeechat.store import pages
from coffeechat.store.imports.apply import apply
from coffeechat.store.imports.plan import Plan
from coffeechat.store.store import Store
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import TableRow, Tone
from coffeechat.widgets.virtual_table import VirtualTable

WORDS = {
    "review": "look at",
    "likely": "likely",
    "updated": "updated",
    "new": "new",
    "same": "same",
}
"""Kinds of entries in the order in which they want to be looked at, and what stands in the list."""
TONES: dict[str, Tone] = {"review": "warning", "likely": "accent", "same": "dim"}
JOINABLE = ("review", "likely")

COLUMNS = (
    Column("kind", "", 8, priority=8),
    Column("name", "Name", 1.0, min_width=18, priority=9),
    Column("title", "Title", 1.2, min_width=12, priority=5),
    Column("organisation", "Organisation", 1.0, min_width=10, priority=4),
    Column("why", "Why", 1.2, min_width=28, priority=6),
)
REMARKS = 4

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
    ImportPreview.-applying PercentageStatus { display: none; }
    ImportPreview #left-out { padding: 0 2; height: auto; max-height: 6; color: $text-muted; }
    ImportPreview Button { margin: 0 2 1 2; }
    """

    class Progressed(Message):
        """So much is read, of so much."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._name = plain(path.name)
        self._plan: Plan | None = None
        self._is_applying = False
        self._stop = Event()

    def compose(self) -> ComposeResult:
        yield Static(f"Reading {self._name} …", id="headline", markup=False)
        yield ProgressBar(show_eta=False)
        yield Static("", id="counts", markup=False)
        yield Button("", variant="primary", id="apply", compact=True)
        yield Static("", id="left-out", markup=False)
        yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one(Button).display = False
        work = partial(_prepare, self.store.path, self._path, self._progress, self._stop)
        self.work(work, self._show, failed=self.dismiss)

    def on_unmount(self) -> None:
        self._stop.set()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "apply":
            return self._plan is not None and not self._plan.changes_nothing and not self._is_applying
        return not self._is_applying if action == "leave" else True

    def on_import_preview_progressed(self, message: Progressed) -> None:
        self.query_one(ProgressBar).update(total=message.total, progress=message.done)

    def on_button_pressed(self) -> None:
        self.action_apply()

    def on_virtual_table_marks_changed(self) -> None:
        self._say_what_would_happen()

    def action_apply(self) -> None:
        """No key takes this back while it is under way, and how long writing takes shows only when it is done."""
        if self._plan is None or self._is_applying:
            return
        accepted = self._accepted(self._plan)
        self._is_applying = True
        self.add_class("-applying")
        self.query_one("#headline", Static).update(f"Bringing in {self._name} …")
        self.query_one(ProgressBar).update(total=None)
        self.query_one(ProgressBar).display = True
        self.query_one(Button).display = self.query_one(VirtualTable).display = False
        self.refresh_bindings()
        self.work(partial(_apply, self.store.path, self._plan, accepted), self._finished, failed=self.dismiss)

    def action_leave(self) -> None:
        self._stop.set()
        self.dismiss()

    def _progress(self, done: int, total: int) -> None:
        """Called in the worker's thread."""
        self.post_message(self.Progressed(done, total))

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self.query_one(ProgressBar).display = False
        self.query_one("#headline", Static).update(f"{self._name}, read as {plan.importer}")
        self.query_one("#counts", Static).update(_counts(plan))
        self.query_one("#left-out", Static).update("\n".join(map(plain, _remarks(plan))))
        table = _Incoming(self.store.connection, plan)
        self.mount(table, before="#left-out")
        table.mark([str(place) for place, entry in enumerate(plan.entries) if entry.kind == "likely"])
        table.focus()
        self.query_one(Button).display = not plan.changes_nothing
        self._say_what_would_happen()
        self.refresh_bindings()

    def _say_what_would_happen(self) -> None:
        if self._plan is not None:
            self.query_one(Button).label = _offer(self._plan, len(self._accepted(self._plan)))

    def _accepted(self, plan: Plan) -> set[int]:
        places = {int(key) for key in self.query_one(VirtualTable).marks}
        return {place for place in places if plan.entries[place].kind in JOINABLE}

    def _finished(self, _: bytes) -> None:
        self.dismiss()
        self.coffeechat.changed()
        self.coffeechat.switch_mode("people")
        count = pages.everybody(self.store.connection)
        self.coffeechat.tell(f"Brought in {self._name}. There are now {count:,} people. u takes it back.")


class _Incoming(VirtualTable):
    """The people of a plan, those who want a look first. Only who may be known already can be marked."""

    OWN_COMMANDS = (
        Command(
            id="list.mark",
            title="The same person, or not",
            help="Marked (●): joined with the person named under Why. Unmarked: added as somebody new.",
            action="mark",
            keys=("space",),
            group=_GROUP,
            footer=85,
            short="Same person?",
        ),
    )

    def __init__(self, connection: apsw.Connection, plan: Plan) -> None:
        columns = COLUMNS if any(entry.why for entry in plan.entries) else COLUMNS[:-1]
        self._joinable = {str(place) for place, entry in enumerate(plan.entries) if entry.kind in JOINABLE}
        super().__init__(
            columns,
            _Entries(connection, plan),
            empty_text="There is nobody in this file.",
            all_keys=lambda: self._joinable,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open" or (action in ("mark", "mark_range", "mark_all") and not self._joinable):
            return False
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        row = self.highlighted
        if row is not None and row.key not in self._joinable:
            self.app.bell()
        else:
            super().action_mark()


class _Entries:
    """A plan's entries as rows."""

    def __init__(self, connection: apsw.Connection, plan: Plan) -> None:
        order = {kind: place for place, kind in enumerate(WORDS)}
        self._connection = connection
        self._entries = plan.entries
        self._places = sorted(range(len(plan.entries)), key=lambda place: order[plan.entries[place].kind])

    def count(self) -> int:
        return len(self._places)

    def page(self, offset: int, limit: int) -> Sequence[TableRow]:
        return [self._row(place) for place in self._places[offset : offset + limit]]

    def _row(self, place: int) -> TableRow:
        entry = self._entries[place]
        record = entry.record
        cells = (
            WORDS[entry.kind],
            record.display,
            record.title or "",
            record.organisation or "",
            self._why(entry.person_id, record.display, entry.why),
        )
        return TableRow(str(place), cells, tone=TONES.get(entry.kind, ""))

    def _why(self, person_id: bytes | None, name: str, why: str) -> str:
        """Names the person who is meant if they are called otherwise."""
        known = pages.line_of(self._connection, person_id) if person_id and why else None
        return f"{known.name}: {why}" if known and known.name != name else why


def _counts(plan: Plan) -> Content:
    counts = [(plan.new, "new"), (plan.updated, "updated"), (plan.likely, "likely known"), (plan.review, "to look at")]
    counts += [(plan.same, "the same"), (len(plan.touches), "contacts"), (len(plan.skipped), "left out")]
    parts = [Content.assemble((f"{count:,}", "bold"), f" {word}") for count, word in counts if count]
    return Content("   ").join([*parts, *([Content("Nothing in it is new.")] if plan.changes_nothing else [])])


def _offer(plan: Plan, joined: int) -> str:
    """What the button does, now that so many are joined with people known already."""
    added = plan.new + plan.likely + plan.review - joined
    parts = [
        (added, "add 1 person" if added == 1 else "add {:,} people"),
        (joined, "join {:,}"),
        (plan.updated, "update {:,}"),
    ]
    said = ", ".join(words.format(count) for count, words in parts if count) or "bring in what is new"
    return f"{said[0].upper()}{said[1:]} (a)"


def _remarks(plan: Plan) -> list[str]:
    """Warnings and lines left out; what does not fit is counted."""
    lines = [*plan.warnings, *(f"line {one.line} left out: {one.reason}" for one in plan.skipped)]
    return lines if len(lines) <= REMARKS else [*lines[: REMARKS - 1], f"… and {len(lines) - REMARKS + 1:,} more"]


def _prepare(database: Path, path: Path, progress: OnProgress, stop: Event) -> Plan:
    with Store(database) as store:
        return prepare(store, path, on_progress=progress, cancelled=stop.is_set)


def _apply(database: Path, plan: Plan, accepted: set[int]) -> bytes:
    with Store(database) as store:
        return apply(store, plan, accepted)
