"""The rows behind a table: asked for a page at a time, kept while they may be seen again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Literal, Protocol, runtime_checkable

from msgspec import Struct

Key = bytes | str
Tone = Literal["", "dim", "strong", "accent", "success", "warning", "error"]

PAGE_ROWS = 128
_PAGES_KEPT = 8


class TableRow(Struct, frozen=True):
    """One row: its lasting key, a plain text per column, and how it is toned (whole, or cell by cell)."""

    key: Key
    cells: tuple[str, ...]
    tone: Tone = ""
    tones: tuple[Tone, ...] = ()


class PageSource(Protocol):
    """Where a table's rows come from. Called on the user interface's own thread, so both must be quick."""

    def count(self) -> int:
        """How many rows there are."""

    def page(self, offset: int, limit: int) -> Sequence[TableRow]:
        """Up to `limit` rows from `offset` on; its cost must not grow with `offset`."""


@runtime_checkable
class Locates(Protocol):
    """A source that can say where a row now stands, so that the cursor stays on it when others come or go."""

    def position(self, key: Key) -> int | None:
        """The row's place from 0, or None when it is gone."""


class MemoryRows:
    """A source over rows already in memory."""

    def __init__(self, rows: Sequence[TableRow] = ()) -> None:
        self.rows = rows

    def count(self) -> int:
        return len(self.rows)

    def page(self, offset: int, limit: int) -> Sequence[TableRow]:
        return self.rows[offset : offset + limit]

    def position(self, key: Key) -> int | None:
        return next((index for index, row in enumerate(self.rows) if row.key == key), None)


class Pages:
    """Rows by place, a few pages of them remembered."""

    def __init__(self, source: PageSource) -> None:
        self.source = source
        self.count = source.count()
        self._pages: OrderedDict[int, Sequence[TableRow]] = OrderedDict()

    def forget(self) -> None:
        """Drop what was read, because the rows have changed."""
        self._pages.clear()
        self.count = self.source.count()

    def row(self, index: int) -> TableRow | None:
        """The row at `index`, or None when there is none (any more)."""
        if not 0 <= index < self.count:
            return None
        number, place = divmod(index, PAGE_ROWS)
        page = self._page(number)
        return page[place] if place < len(page) else None

    def _page(self, number: int) -> Sequence[TableRow]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        page = self._pages[number] = self.source.page(number * PAGE_ROWS, PAGE_ROWS)
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    def keys_between(self, first: int, last: int) -> list[Key]:
        """The keys of a stretch of rows, both ends included."""
        starts = range(first, last + 1, PAGE_ROWS)
        pages = (self.source.page(start, min(PAGE_ROWS, last + 1 - start)) for start in starts)
        return [row.key for page in pages for row in page]

    def position(self, key: Key) -> int | None:
        """Where the row with this key stands, if the source can say so."""
        return self.source.position(key) if isinstance(self.source, Locates) else None
