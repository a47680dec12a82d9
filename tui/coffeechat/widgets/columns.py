"""A table's columns, and how wide each of them is on a screen of so many cells."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from coffeechat.widgets.cell_text import Align

GAP = 2


class Column(Struct, frozen=True):
    """One column. `width` in cells, or as a float its share of what the others leave, beyond `min_width`.

    On a narrow screen the column with the lowest `priority` disappears first, of equals the rightmost.
    """

    name: str
    title: str
    width: int | float = 1.0
    min_width: int = 6
    align: Align = "left"
    priority: int = 0

    @property
    def least(self) -> int:
        """The cells it can't do without."""
        return self.width if isinstance(self.width, int) else self.min_width

    @property
    def share(self) -> float:
        """Its weight when spare cells are given out."""
        return 0.0 if isinstance(self.width, int) else self.width


class Placed(Struct, frozen=True):
    """A column that is shown: which cell of a row it takes, where it starts, how wide it is."""

    column: Column
    cell: int
    start: int
    width: int


def lay_out(columns: Sequence[Column], room: int) -> tuple[Placed, ...]:
    """The columns that fit in `room` cells, in their own order."""
    shown = _fitting(list(enumerate(columns)), room)
    total = sum(column.share for _, column in shown)
    spare = max(0, room - _least(shown))
    placed: list[Placed] = []
    start, given, weight = 0, 0, 0.0
    for cell, column in shown:
        weight += column.share
        # Rounding the running sum, not each share, gives out every spare cell and never one too many.
        upto = round(spare * weight / total) if total else 0
        width = max(0, min(column.least + upto - given, room - start))
        placed.append(Placed(column, cell, start, width))
        start, given = start + width + GAP, upto
    return tuple(placed)


def _fitting(shown: list[tuple[int, Column]], room: int) -> list[tuple[int, Column]]:
    while len(shown) > 1 and _least(shown) > room:
        shown.remove(min(reversed(shown), key=lambda place: place[1].priority))
    return shown


def _least(shown: Sequence[tuple[int, Column]]) -> int:
    return sum(column.least for _, column in shown) + GAP * (len(shown) - 1)
