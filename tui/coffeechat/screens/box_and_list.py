"""A box to type in above a list: letters go to the box, and the keys that move go to the list."""

from __future__ import annotations

from typing import ClassVar

from coffeechat.commands.command import Command
from coffeechat.screens.view import AppModal, Result
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "List"


class BoxAndList(AppModal[Result]):
    """A dialog whose list is moved through while the box keeps the focus."""

    AUTO_FOCUS = "Input"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="box.down",
            title="Next row",
            help="Moves down the list while typing.",
            action="move(1)",
            keys=("down",),
            group=_GROUP,
        ),
        Command(
            id="box.up",
            title="Previous row",
            help="Moves up the list while typing.",
            action="move(-1)",
            keys=("up",),
            group=_GROUP,
        ),
        Command(
            id="box.page_down",
            title="Next page",
            help="Moves a page down the list while typing.",
            action="move_page(1)",
            keys=("pagedown",),
            group=_GROUP,
        ),
        Command(
            id="box.page_up",
            title="Previous page",
            help="Moves a page up the list while typing.",
            action="move_page(-1)",
            keys=("pageup",),
            group=_GROUP,
        ),
    )

    @property
    def table(self) -> VirtualTable:
        return self.query_one(VirtualTable)

    def action_move(self, rows: int) -> None:
        self.table.action_move(rows)

    def action_move_page(self, pages: float) -> None:
        self.table.action_move_page(pages)
