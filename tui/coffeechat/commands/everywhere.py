"""The commands that are there on every screen."""

from __future__ import annotations

from typing import Final

import msgspec

from coffeechat.commands.command import Command

_GROUP: Final = "Everywhere"

EVERYWHERE: Final[tuple[Command, ...]] = (
    Command(
        id="app.help",
        title="Help",
        help="Explains this screen and lists all its commands, to be filtered and run.",
        action="help",
        keys=("?", "f1"),
        group=_GROUP,
        footer=100,
    ),
    Command(
        id="app.palette",
        title="Find a command",
        help="Finds any command by its name.",
        action="command_palette",
        keys=("ctrl+p", ":"),
        group=_GROUP,
    ),
    Command(
        id="app.theme",
        title="Change the theme",
        help="Picks other colours: light, dark, or the terminal's own.",
        action="change_theme",
        group=_GROUP,
    ),
    Command(
        id="app.copy",
        title="Copy the selected text",
        help="Copies text selected with the mouse; with none selected it says how to quit.",
        action="help_quit",
        keys=("ctrl+c",),
        group=_GROUP,
    ),
    Command(
        id="app.quit",
        title="Quit",
        help="Leaves the app; ctrl+q does so while typing, too.",
        action="quit",
        keys=("q",),
        group=_GROUP,
        footer=10,
    ),
)

HISTORY: Final[tuple[Command, ...]] = (
    Command(
        id="app.undo",
        title="Undo",
        help="Takes back the last change, on whatever screen it was made.",
        action="undo",
        keys=("u",),
        group=_GROUP,
        footer=40,
    ),
    Command(
        id="app.redo",
        title="Redo",
        help="Makes the change again that was last taken back.",
        action="redo",
        keys=("ctrl+r",),
        group=_GROUP,
    ),
)

HISTORY_IN_DIALOG: Final[tuple[Command, ...]] = tuple(
    msgspec.structs.replace(command, action=f"app.{command.action}") for command in HISTORY
)
"""The same for a dialog to declare that changes things and stays open: the app's keys do not reach into dialogs."""
