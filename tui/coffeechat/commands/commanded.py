"""What makes a screen, a widget or the app declare commands: a mixin to put before its Textual class."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from coffeechat.commands.command import Command


def bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """Textual's bindings for `commands`; each carries its command's id, so `App.set_keymap` remaps by it."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.label,
            show=False,
            tooltip=command.help,
            id=command.id,
        )
        for command in commands
        if command.keys
    ]


class Commanded:
    """A node with commands of its own, beside those its base classes declare."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    EXPLANATION: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]]

    def __init_subclass__(cls, **options: Any) -> None:
        # Textual merges BINDINGS in its own __init_subclass__, so they must stand there before it runs.
        own = cls.__dict__.get("OWN_COMMANDS", ())
        if own:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings(own)]
        super().__init_subclass__(**options)

    @classmethod
    def commands(cls) -> tuple[Command, ...]:
        """All commands of this class, its own before those of its bases; a redeclared id hides the base's."""
        found: dict[str, Command] = {}
        for base in cls.__mro__:
            for command in base.__dict__.get("OWN_COMMANDS", ()):
                found.setdefault(command.id, command)
        return tuple(found.values())

    def label_of(self, command: Command) -> str:
        """What the footer says of one of them here."""
        return command.label
