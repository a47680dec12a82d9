"""The keys every list understands."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

_GROUP: Final = "List"

MARKING: Final = frozenset({"mark", "mark_range", "mark_all"})

TABLE_COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        id="list.open",
        title="Open",
        help="Opens the row under the cursor.",
        action="open",
        keys=("enter",),
        group=_GROUP,
        footer=60,
    ),
    Command(
        id="list.down",
        title="Next row",
        help="Moves the cursor one row down.",
        action="move(1)",
        keys=("j", "down"),
        group=_GROUP,
    ),
    Command(
        id="list.up",
        title="Previous row",
        help="Moves the cursor one row up.",
        action="move(-1)",
        keys=("k", "up"),
        group=_GROUP,
    ),
    Command(
        id="list.page_down",
        title="Next page",
        help="Moves the cursor one page down.",
        action="move_page(1)",
        keys=("pagedown",),
        group=_GROUP,
    ),
    Command(
        id="list.page_up",
        title="Previous page",
        help="Moves the cursor one page up.",
        action="move_page(-1)",
        keys=("pageup",),
        group=_GROUP,
    ),
    Command(
        id="list.half_page_down",
        title="Half a page down",
        help="Moves the cursor half a page down.",
        action="move_page(0.5)",
        keys=("ctrl+d",),
        group=_GROUP,
    ),
    Command(
        id="list.half_page_up",
        title="Half a page up",
        help="Moves the cursor half a page up.",
        action="move_page(-0.5)",
        keys=("ctrl+u",),
        group=_GROUP,
    ),
    Command(
        id="list.first",
        title="First row",
        help="Moves the cursor to the first row.",
        action="move_first",
        keys=("g", "home"),
        group=_GROUP,
    ),
    Command(
        id="list.last",
        title="Last row",
        help="Moves the cursor to the last row.",
        action="move_last",
        keys=("G", "end"),
        group=_GROUP,
    ),
    Command(
        id="list.mark",
        title="Mark",
        help="Marks the row under the cursor, or takes its mark away; ends a range that was begun.",
        action="mark",
        keys=("space",),
        group=_GROUP,
    ),
    Command(
        id="list.mark_range",
        title="Mark a range",
        help="Begins a range of marks at the cursor; move, and press it again to end the range.",
        action="mark_range",
        keys=("v",),
        group=_GROUP,
    ),
    Command(
        id="list.mark_all",
        title="Mark all or none",
        help="Marks every row of the list as it is filtered now, or none if all are marked.",
        action="mark_all",
        keys=("V",),
        group=_GROUP,
    ),
    Command(
        id="list.leave_range",
        title="Leave the range",
        help="Forgets the range of marks that was begun.",
        action="leave_range",
        keys=("escape",),
        group=_GROUP,
    ),
)
