"""The view Targets: the jobs truly wanted, and which of them ranks the people."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.method.levels import LEVELS
from coffeechat.method.ranking import wanted_of
from coffeechat.records import Target
from coffeechat.screens.view import AppModal, View
from coffeechat.store import targets
from coffeechat.widgets.columns import Column
from coffeechat.widgets.form import Field, Form
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "Targets"

COLUMNS = (
    Column("chosen", "", 2, priority=8),
    Column("name", "Job truly wanted", 1.2, min_width=20, priority=9),
    Column("level", "Level", 24, priority=6),
    Column("function", "Kind of work", 16, priority=5),
    Column("keywords", "Words that tell it apart", 1.5, min_width=16, priority=4),
)


class TargetsView(View):
    """What I want."""

    NAME = "targets"
    EXPLANATION = (
        "A target is a job you truly want: its name, its level (0 student to 9 owner), the kind of work, and words that "
        "tell it from others. The one marked ▸ ranks the people. Two or three targets are plenty."
    )
    OWN_COMMANDS = (
        Command(
            id="targets.add",
            title="Add a target",
            help="Asks for a job you truly want.",
            action="add",
            keys=("a",),
            group=_GROUP,
            footer=80,
            short="Add",
        ),
        Command(
            id="targets.choose",
            title="Rank for this one",
            help="Ranks everybody for the target under the cursor.",
            action="choose",
            keys=("c",),
            group=_GROUP,
            footer=75,
        ),
        Command(
            id="targets.edit",
            title="Edit",
            help="Opens the fields of this target; each saves itself.",
            action="edit",
            keys=("e",),
            group=_GROUP,
            footer=70,
        ),
        Command(
            id="targets.remove",
            title="Remove",
            help="Takes this target off the list; u brings it back.",
            action="remove",
            keys=("d", "delete"),
            group=_GROUP,
        ),
    )
    CSS = "TargetsView #hypothesis { height: auto; max-height: 8; padding: 1 2; color: $text-muted; }"

    def compose_content(self) -> ComposeResult:
        empty = "Which job do you truly want?\n\nPress a and give it a name, such as Urban planner."
        yield VirtualTable(COLUMNS, MemoryRows(), empty_text=empty, has_marks=False)
        yield Static("", id="hypothesis", markup=False)

    def show(self) -> None:
        chosen = targets.chosen(self.store.connection)
        self._targets = targets.all_targets(self.store.connection)
        table = self.query_one(VirtualTable)
        at = table.cursor_row
        table.show(MemoryRows([_row(target, target == chosen) for target in self._targets]))
        table.cursor_row = at
        table.focus()
        self.note(f"for {chosen.name}" if chosen else "")

    def on_virtual_table_highlighted(self) -> None:
        target = self._target()
        self.query_one("#hypothesis", Static).update((target and target.hypothesis) or "")

    def on_virtual_table_opened(self) -> None:
        self.action_choose()

    def action_add(self) -> None:
        self.coffeechat.push_screen(TargetForm(None))

    def action_choose(self) -> None:
        target = self._target()
        if target:
            targets.choose(self.store, target)
            self.coffeechat.changed()
            self.coffeechat.tell(f"People are ranked for {target.name} now.")

    def action_edit(self) -> None:
        target = self._target()
        if target:
            self.coffeechat.push_screen(TargetForm(target))

    def action_remove(self) -> None:
        target = self._target()
        if target:
            targets.remove(self.store, target)
            self.coffeechat.changed()
            self.coffeechat.tell(f"Removed {target.name}. u takes it back.")

    def _target(self) -> Target | None:
        row = self.query_one(VirtualTable).highlighted
        return next((target for target in self._targets if row and target.id == row.key), None)


def _row(target: Target, is_chosen: bool) -> TableRow:
    wanted = wanted_of(target)
    level = f"{wanted.level} {LEVELS[wanted.level]}"
    cells = (
        "▸" if is_chosen else "",
        target.name or "",
        level,
        wanted.function or "",
        ", ".join(wanted.keywords),
    )
    return TableRow(target.id, cells, tone="strong" if is_chosen else "")


class TargetForm(AppModal[None]):
    """The fields of a target; a new one comes into being with its name."""

    EXPLANATION = "Level, kind of work and words are read from the name; fill them in only to correct that."
    CSS = """
    TargetForm { align: center middle; }
    TargetForm > Vertical { width: 80; max-width: 100%; height: auto; padding: 1 2; background: $surface; border: round $primary; }
    """

    def __init__(self, target: Target | None) -> None:
        super().__init__()
        self._target = target

    def compose(self) -> ComposeResult:
        target = self._target
        level = "" if target is None or target.level is None else str(target.level)
        with Vertical():
            yield Form(
                Field("name", "Job", (target and target.name) or "", "Urban planner"),
                Field("level", "Level", level, "0 student … 2 professional … 5 manager … 9 owner"),
                Field("function", "Kind of work", (target and target.function) or "", "read from the name"),
                Field("keywords", "Words", (target and target.keywords) or "", "city, mobility, stadt"),
                Field(
                    "hypothesis",
                    "What I believe",
                    (target and target.hypothesis) or "",
                    "to be tested in talks",
                ),
            )
            yield CommandFooter()

    def on_form_saved(self, message: Form.Saved) -> None:
        self._save(message.name, message.value)
        self.coffeechat.changed()

    def action_close(self) -> None:
        for name, value in self.query_one(Form).unsaved().items():
            self._save(name, value)
        self.dismiss()
        self.coffeechat.changed()

    def _save(self, name: str, value: str) -> None:
        if name == "level":
            self._save_level(value)
        elif self._target is None and name == "name" and value:
            self._target = targets.add(self.store, name=value)
        elif self._target is not None:
            targets.edit(self.store, self._target, **{name: value or None})

    def _save_level(self, value: str) -> None:
        if value and not (value.isdecimal() and len(value) == 1):
            self.coffeechat.tell(
                "The level is a number from 0 (student) to 9 (owner), or nothing.", is_error=True
            )
        elif self._target is not None:
            targets.edit(self.store, self._target, level=int(value) if value else None)
