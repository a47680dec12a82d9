"""What a person can do right now: commands of the screen, the focused widget and the app, with live keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from textual.actions import parse
from textual.dom import DOMNode
from textual.screen import Screen

from coffeechat.commands.command import Command
from coffeechat.commands.commanded import Commanded
from coffeechat.commands.keymap import resolved_keys


@dataclass(frozen=True)
class Offer:
    """A command and the node that carries it out; not `is_ready` while it has nothing to work on."""

    command: Command
    node: DOMNode
    keys: tuple[str, ...]
    is_ready: bool

    @property
    def label(self) -> str:
        """What the footer says."""
        return self.node.label_of(self.command) if isinstance(self.node, Commanded) else self.command.label

    async def run(self) -> None:
        """Do it."""
        await self.node.app.run_action(self.command.action, default_namespace=self.node)


def offers(screen: Screen[Any], keymap: Mapping[str, str]) -> list[Offer]:
    """Everything `screen` offers, its own commands first and each once; what `check_action` forbids is left out."""
    found: dict[str, Offer] = {}
    for node in _nodes(screen):
        for offer in _offers_of(node, keymap):
            found.setdefault(offer.command.id, offer)
    return list(found.values())


def _nodes(screen: Screen[Any]) -> Iterator[DOMNode]:
    yield screen
    if screen.focused is not None:
        yield from (node for node in screen.focused.ancestors_with_self if node not in (screen, screen.app))
    yield screen.app


def _offers_of(node: DOMNode, keymap: Mapping[str, str]) -> Iterator[Offer]:
    if not isinstance(node, Commanded):
        return
    commands = node.commands()
    keys = resolved_keys(commands, keymap)
    for command in commands:
        _, action, parameters = parse(command.action)
        state = node.check_action(action, parameters)
        if state is not False:
            yield Offer(command, node, keys[command.id], bool(state))
