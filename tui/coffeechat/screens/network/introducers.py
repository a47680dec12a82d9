"""Asks through whom: people who may know somebody, narrowed by what is typed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.box_and_list import BoxAndList
from coffeechat.store.introducers import introducers
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS = (
    Column("name", "Who", 1.0, min_width=18, priority=9),
    Column("why", "May know them because", 1.0, min_width=20, priority=8),
    Column("job", "Job", 1.2, min_width=16, priority=5),
)
NOBODY = "Nobody stands out who may know them.\n\nType a name to choose anybody."


class ChooseIntroducer(BoxAndList[bytes]):
    """Gives back a person's id."""

    EXPLANATION = (
        "First those of whom it is noted that they know the person, then who works or worked at the same place, "
        "who has introduced you before, with whom you talked, and your close ties. Type to choose anybody else. "
        "A warm introduction reaches further than a cold message (Dalton; Rajkumar et al. 2022)."
    )
    CSS = "ChooseIntroducer > Vertical { width: 100; height: 80%; }"

    def __init__(self, person_id: bytes, name: str) -> None:
        super().__init__()
        self._person_id = person_id
        self._who = name

    def compose(self) -> ComposeResult:
        with self.framed(f"Who could introduce you to {self._who}?"):
            yield Input(placeholder="a name, an organisation; enter chooses", compact=True)
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text=NOBODY, has_marks=False, enter="Choose")
            yield CommandFooter()

    def on_mount(self) -> None:
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def on_input_submitted(self) -> None:
        self.table.action_open()

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        if isinstance(event.row.key, bytes):
            self.dismiss(event.row.key)

    def _show(self, text: str) -> None:
        found = introducers(self.store.connection, self._person_id, text)
        self.table.show_empty_text("Nobody is called so, or works there." if text.strip() else NOBODY)
        self.table.show(MemoryRows([TableRow(one.id, (one.name, one.why, one.job)) for one in found]))
