"""A box to type in whose effect shows in the same frame as the letter."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Input


class FilterBox(Input):
    """Tells of each change at once. Textual's own message arrives after the letter's frame: 15 ms later."""

    def __init__(self, on_typed: Callable[[str], None], placeholder: str) -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False)
        self._on_typed = on_typed

    def watch_value(self, value: str) -> None:
        self._on_typed(value)
