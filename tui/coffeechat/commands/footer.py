"""The one line of keys at the bottom: the most important ones that fit, never more than six."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from coffeechat.commands.keys import shown_key
from coffeechat.commands.offers import Offer, offers

MOST_ENTRIES = 6
_SPACE = 2


class Entry(Struct, frozen=True):
    """A key and what it does; of entries that don't all fit the less important ones go."""

    key: str
    label: str
    importance: int

    @property
    def width(self) -> int:
        return cell_len(f"{self.key} {self.label}")


def fitting(entries: Sequence[Entry], width: int) -> list[int]:
    """Which of the entries to show in `width` cells: their places, in order."""
    by_importance = sorted(range(len(entries)), key=lambda place: -entries[place].importance)
    kept: list[int] = []
    room = width - 1
    for place in by_importance:
        needed = entries[place].width + (_SPACE if kept else 0)
        if needed <= room and len(kept) < MOST_ENTRIES:
            kept.append(place)
            room -= needed
    return sorted(kept)


class CommandFooter(Widget):
    """Shows keys that work right now; a click on one does what it says."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"command-footer--key"}
    DEFAULT_CSS = """
    CommandFooter {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        & > .command-footer--key { color: $footer-key-foreground; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[Entry, Offer]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> Content:
        live = self._live()
        self._shown = [live[place] for place in fitting([entry for entry, _ in live], self.size.width)]
        key_style = self.get_visual_style("command-footer--key", partial=True)
        parts = [
            Content.assemble((entry.key, key_style), (f" {entry.label}", "" if offer.is_ready else "dim"))
            for entry, offer in self._shown
        ]
        return Content(" ") + Content(" " * _SPACE).join(parts)

    def _live(self) -> list[tuple[Entry, Offer]]:
        # Textual's own view of the keys: without those that a focused field types instead.
        keys: dict[str | None, str] = {}
        for key, active in self.screen.active_bindings.items():
            keys.setdefault(active.binding.id, key)
        return [
            (Entry(shown_key(keys[command.id]), offer.label, command.footer), offer)
            for offer in offers(self.screen, {})
            if (command := offer.command).footer is not None and command.id in keys
        ]

    async def on_click(self, event: events.Click) -> None:
        start = 1
        for entry, offer in self._shown:
            if start <= event.x < start + entry.width:
                await offer.run()
            start += entry.width + _SPACE
