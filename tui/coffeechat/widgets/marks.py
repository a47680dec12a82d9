"""Which rows of a table are marked: single ones by key, and a range that grows with the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coffeechat.widgets.pages import Key, Pages


class Marks:
    """Marked keys, in the order in which they were marked, and where an open range began."""

    def __init__(self) -> None:
        self._keys: dict[Key, None] = {}
        self._range_start: tuple[int, Key] | None = None

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(self._keys)

    @property
    def has_range(self) -> bool:
        return self._range_start is not None

    def covers(self, index: int, key: Key, cursor: int) -> bool:
        """Whether this row is marked, or lies in the open range from its start to the cursor."""
        if key in self._keys:
            return True
        if self._range_start is None:
            return False
        start = self._range_start[0]
        return start <= index <= cursor or cursor <= index <= start

    def add(self, keys: Iterable[Key]) -> None:
        self._keys |= dict.fromkeys(keys)

    def clear(self) -> None:
        self._keys = {}
        self._range_start = None

    def toggle(self, key: Key) -> None:
        if key in self._keys:
            del self._keys[key]
        else:
            self._keys[key] = None

    def toggle_all(self, keys: Iterable[Key]) -> None:
        """Mark all of `keys`, or take all their marks away if none is missing."""
        shown = dict.fromkeys(keys)
        if shown.keys() <= self._keys.keys():
            self._keys = {key: None for key in self._keys if key not in shown}
        else:
            self._keys |= shown

    def begin_range(self, index: int, key: Key) -> None:
        self._range_start = (index, key)

    def end_range(self, cursor: int, pages: Pages) -> None:
        """Mark what lies between the start of the range and the cursor."""
        if self._range_start is not None:
            start = self._range_start[0]
            self.add(pages.keys_between(min(start, cursor), max(start, cursor)))
            self._range_start = None

    def leave_range(self) -> None:
        self._range_start = None

    def move_range(self, position: Callable[[Key], int | None]) -> None:
        """Follow the row at which the range began to where it stands now; without it there is no range."""
        if self._range_start is not None:
            key = self._range_start[1]
            index = position(key)
            self._range_start = None if index is None else (index, key)
