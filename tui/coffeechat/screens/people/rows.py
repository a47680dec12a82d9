"""The people as rows of a table: columns, orders, and pages read from the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import apsw

from coffeechat.store import pages
from coffeechat.store.pages import Line, Order
from coffeechat.widgets.bars import bar
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import Key, TableRow

if TYPE_CHECKING:
    from coffeechat.method.ranking import Lens

BAR_CELLS = 4

COLUMNS: Final = (
    Column("score", "Score", 8, priority=8),
    Column("name", "Name", 1.0, min_width=18, priority=9),
    Column("title", "Title", 1.5, min_width=18, priority=7),
    Column("organisation", "Organisation", 1.0, min_width=14, priority=6),
    Column("contacted", "Last contact", 12, priority=3),
)


class PeopleRows:
    """A page source over the list in one order, narrowed by text. Counting reads the list anew."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.order: Order = "name"
        self.lens: Lens = "crystal"
        self.is_reversed = False
        self.text = ""
        self._people = pages.People(connection)

    @property
    def is_by_rank(self) -> bool:
        return self.order in ("crystal", "research")

    @property
    def is_capped(self) -> bool:
        return self._people.is_capped

    @property
    def found(self) -> int:
        """How many people there were at the last count."""
        return self._people.count()

    def count(self) -> int:
        self._people = pages.People(self._connection, self.order, self.is_reversed, self.text)
        return self._people.count()

    def page(self, offset: int, limit: int) -> Sequence[TableRow]:
        return [_row(line, self.lens) for line in self._people.lines(offset, limit)]

    def position(self, key: Key) -> int | None:
        line = pages.line_of(self._connection, key) if isinstance(key, bytes) else None
        return self._people.position(line.n) if line else None

    def keys(self) -> list[bytes]:
        return self._people.ids()


def _row(line: Line, lens: Lens) -> TableRow:
    score = line.research if lens == "research" else line.crystal
    cells = (scored(score), line.name, line.title or "", line.organisation or "", (line.contacted or "")[:10])
    return TableRow(line.id, cells)


def scored(score: float | None) -> str:
    """` 89 ███▌`: the number and a bar beside it."""
    if score is None:
        return ""
    return f"{score:3.0f} {bar(score / 100, BAR_CELLS)}"
