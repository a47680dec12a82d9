"""The docs' table of keys, written from the declarations."""

from __future__ import annotations

from collections.abc import Iterable

from coffeechat.commands.command import Command
from coffeechat.commands.keys import shown_key

_HEADER = "| Key | Command | What it does | Name in the keymap |\n| --- | --- | --- | --- |\n"


def markdown(commands: Iterable[Command]) -> str:
    """A heading and a table per group, in the order in which the groups first appear."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return "\n".join(_table(group, members) for group, members in groups.items())


def _table(group: str, commands: Iterable[Command]) -> str:
    rows = "".join(_row(command) for command in commands)
    return f"### {group}\n\n{_HEADER}{rows}"


def _row(command: Command) -> str:
    keys = ", ".join(f"`{shown_key(key)}`" for key in command.keys)
    cells = (keys, command.title, command.help, f"`{command.id}`")
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |\n"
