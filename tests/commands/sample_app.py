"""A small app with a list, a filter field and commands that write down what they did."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from coffeechat.commands.command import Command
from coffeechat.commands.command_app import CommandApp, CommandScreen
from coffeechat.commands.everywhere import HISTORY
from coffeechat.commands.footer import CommandFooter
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

ROWS = [TableRow(name, (name,)) for name in ("Ada Lindqvist", "Bo Chen", "Maya Okafor")]


class PeopleScreen(CommandScreen[None]):
    EXPLANATION = "Everybody you know [so far], those worth asking first on top."
    AUTO_FOCUS = "VirtualTable"
    OWN_COMMANDS = (
        Command(
            id="people.add",
            title="Add a person",
            help="Opens an empty form.",
            action="note('added')",
            keys=("a",),
            group="People",
            footer=80,
            short="Add",
        ),
        Command(
            id="people.merge",
            title="Merge two people",
            help="Joins the marked people [x] into one.",
            action="note('merged')",
            keys=("M", "ctrl+k"),
            group="People",
            footer=70,
            short="Merge",
        ),
        Command(
            id="people.park",
            title="Park",
            help="Leaves somebody out for now.",
            action="park",
            keys=("p",),
            group="People",
            footer=50,
        ),
        Command(
            id="people.count",
            title="Count everybody",
            help="Says how many there are.",
            action="note('counted')",
            group="People",
        ),
    )

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Filter")
        yield VirtualTable([Column("name", "Name")], MemoryRows(ROWS))
        yield CommandFooter()

    def on_mount(self) -> None:
        self.done: list[str] = []
        self.parking: bool | None = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.parking if action == "park" else True

    def action_note(self, what: str) -> None:
        self.done.append(what)

    def action_park(self) -> None:
        self.done.append("parked")


class PeopleApp(CommandApp):
    OWN_COMMANDS = HISTORY

    def get_default_screen(self) -> PeopleScreen:
        return PeopleScreen()

    def action_undo(self) -> None:
        self.people.done.append("undone")

    def action_redo(self) -> None:
        self.people.done.append("redone")

    @property
    def people(self) -> PeopleScreen:
        screen = self.screen_stack[0]
        assert isinstance(screen, PeopleScreen)
        return screen
