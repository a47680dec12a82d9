"""Style rules that are read once: Textual reads all of them anew for each kind of screen shown for the first time."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

SOURCES = 1_024
"""How many sources of rules are kept as read. Textual keeps 64, of which an app with more finds none again."""


class ReadOnceStylesheet(Stylesheet):
    """The rules of an app whose sources are its own and sound, so that reading them on trial has no use."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """What was read holds as long as the theme does."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        self.parse()
