"""The view Targets: the jobs truly wanted, and which of them ranks the people."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from coffeechat.commands.command import Command
from coffeechat.method.levels import LEVELS
from coffeechat.method.ranking import wanted_of
from coffeechat.records import Target
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.view import View
from coffeechat.store import targets
from coffeechat.store.tables import Value
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.form import Field
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


NOT_A_LEVEL = "“{}” is no level. It is a number from 0 (student) to 9 (owner), or nothing."


class TargetsView(View):
    """What I want."""

    NAME = "targets"
    EXPLANATION = (
        "A target is a job you truly want: its name, its level (0 student to 9 owner), the kind of work, and words "
        "that tell it from others. The one marked ▸ ranks the people. Two or three targets are plenty."
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

    def __init__(self) -> None:
        super().__init__()
        self._targets: list[Target] = []
        self._chosen: Target | None = None

    def compose_content(self) -> ComposeResult:
        empty = "Which job do you truly want?\n\nPress a and give it a name, such as Urban planner."
        yield VirtualTable(COLUMNS, MemoryRows(), empty_text=empty, has_marks=False)
        yield Static("", id="hypothesis", markup=False)

    def show(self) -> None:
        """The cursor stays on its target, or goes to one that was just made the one that ranks."""
        chosen = targets.chosen(self.store.connection)
        table = self.query_one(VirtualTable)
        there = self._target() if chosen == self._chosen else chosen
        self._targets = targets.all_targets(self.store.connection)
        self._chosen = chosen
        rows = MemoryRows([_row(target, target == chosen) for target in self._targets])
        table.show(rows)
        table.cursor_row = (there and rows.position(there.id)) or 0
        self.note(f"for {chosen.name}" if chosen else "")

    def on_virtual_table_highlighted(self) -> None:
        target = self._target()
        lines = ((target and target.hypothesis) or "").splitlines()
        self.query_one("#hypothesis", Static).update("\n".join(map(plain, lines)))

    def on_virtual_table_opened(self) -> None:
        self.action_edit()

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


class TargetForm(FormDialog):
    """The fields of a target; a new one comes into being with its name."""

    EXPLANATION = "Level, kind of work and words are read from the name; fill them in only to correct that."

    def __init__(self, target: Target | None) -> None:
        super().__init__()
        self._target = target
        self._is_new = target is None

    def title_text(self) -> str:
        return (self._target and self._target.name) or "A job you truly want"

    def fields(self) -> list[Field]:
        target = self._target or Target(id=b"", created_at="")
        level = "" if target.level is None else str(target.level)
        return [
            Field("name", "Job", target.name or "", "Urban planner"),
            Field("level", "Level", level, "read from the name; else 0 student … 9 owner"),
            Field("function", "Kind of work", target.function or "", "read from the name"),
            Field("keywords", "Words", target.keywords or "", "that tell it apart: city, mobility, stadt"),
            Field("hypothesis", "What I believe", target.hypothesis or "", "to be tested in talks"),
        ]

    def store_field(self, name: str, value: str) -> None:
        if name == "level" and value and _level(value) is None:
            self.coffeechat.tell(NOT_A_LEVEL.format(value), is_error=True)
        elif self._target is None:
            self._add()
        elif name == "name" and not value:
            self.coffeechat.tell("A target needs a name: the old one stays until you type another.", is_error=True)
        else:
            targets.edit(self.store, self._target, **{name: _cell(name, value)})

    def action_close(self) -> None:
        super().action_close()
        if self._is_new and self._target:
            self.coffeechat.tell(f"People are ranked for {self.form.values['name']} now; 2 shows them.")
        elif self._is_new and any(self.form.values.values()):
            self.coffeechat.tell("Without a name there is no target, so nothing was kept.", is_error=True)

    def _add(self) -> None:
        """As soon as there is a name, with whatever else was typed before it."""
        cells = {name: _cell(name, value) for name, value in self.form.values.items()}
        if cells["name"]:
            self._target = targets.add(self.store, **cells)


def _cell(name: str, value: str) -> Value:
    return _level(value) if name == "level" else value or None


def _level(text: str) -> int | None:
    return int(text) if len(text) == 1 and text in "0123456789" else None
