"""The `?` help: what this screen is for, and all its commands with their keys, to be filtered and run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coffeechat.commands.command import Command
from coffeechat.commands.commanded import Commanded
from coffeechat.commands.keys import shown_key
from coffeechat.commands.offers import Offer
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

_COLUMNS = (
    Column("key", "Key", 12, priority=2),
    Column("title", "Command", 1.0, 16, priority=3),
    Column("group", "Where", 12, priority=1),
)


class HelpScreen(Commanded, ModalScreen[Offer | None]):
    """Lists what is offered; enter closes it and hands back the chosen offer."""

    AUTO_FOCUS = "Input"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    OWN_COMMANDS = (
        Command(
            id="help.close",
            title="Close the help",
            help="Goes back to the screen.",
            action="dismiss(None)",
            keys=("escape", "f1"),
            group="Help",
        ),
        Command(
            id="help.down",
            title="Next command",
            help="Moves to the next command while the filter is being typed.",
            action="move(1)",
            keys=("down",),
            group="Help",
        ),
        Command(
            id="help.up",
            title="Previous command",
            help="Moves to the previous command while the filter is being typed.",
            action="move(-1)",
            keys=("up",),
            group="Help",
        ),
    )
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > Vertical {
            width: 76;
            max-width: 100%;
            height: 30;
            max-height: 100%;
            border: round $border;
            border-title-style: bold;
            background: $surface;
            padding: 0 1;
        }
        #explanation { height: auto; max-height: 30%; margin-bottom: 1; }
        #sentence { height: auto; max-height: 3; color: $text-muted; }
        &.-short #explanation { display: none; }
        &.-short #sentence { max-height: 1; }
        &:ansi > Vertical { background: ansi_default; }
    }
    """

    def __init__(self, explanation: str, offers: Sequence[Offer]) -> None:
        super().__init__()
        self._explanation = explanation
        self._offers = {offer.command.id: offer for offer in offers}

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = "Help"
            if self._explanation:
                yield Static(self._explanation, id="explanation", markup=False)
            yield Input(placeholder="Type to filter, enter runs, esc closes", compact=True)
            yield VirtualTable(
                _COLUMNS,
                MemoryRows(_rows(self._offers.values(), "")),
                empty_text="No command of this screen matches.",
                has_marks=False,
            )
            yield Static(id="sentence", markup=False)

    @on(Input.Changed)
    def filter(self, event: Input.Changed) -> None:
        self._table.show(MemoryRows(_rows(self._offers.values(), event.value)))

    @on(VirtualTable.Highlighted)
    def explain(self, event: VirtualTable.Highlighted) -> None:
        sentence = self._offers[str(event.row.key)].command.help if event.row else ""
        self.query_one("#sentence", Static).update(sentence)

    @on(Input.Submitted)
    @on(VirtualTable.Opened)
    def choose(self) -> None:
        row = self._table.highlighted
        if row is None or not self._offers[str(row.key)].is_ready:
            self.app.bell()
        else:
            self.dismiss(self._offers[str(row.key)])

    def action_move(self, rows: int) -> None:
        self._table.action_move(rows)

    @property
    def _table(self) -> VirtualTable:
        return self.query_one(VirtualTable)


def _rows(offers: Iterable[Offer], words: str) -> list[TableRow]:
    wanted = words.casefold().split()
    found = [offer for offer in offers if all(word in _text(offer) for word in wanted)]
    # Somebody who types a key wants to know what it does.
    found.sort(key=lambda offer: words not in map(shown_key, offer.keys))
    return [_row(offer) for offer in found]


def _text(offer: Offer) -> str:
    command = offer.command
    parts = (command.title, command.help, command.id, command.group, *map(shown_key, offer.keys))
    return " ".join(parts).casefold()


def _row(offer: Offer) -> TableRow:
    keys = ", ".join(shown_key(key) for key in offer.keys)
    cells = (keys, offer.command.title, offer.command.group)
    return TableRow(offer.command.id, cells, tone="" if offer.is_ready else "dim")
