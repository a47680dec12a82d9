"""Paints the lines of a table: header, rows and the text that stands in an empty one."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from msgspec import Struct
from rich.segment import Segment
from textual.strip import Strip

from coffeechat.widgets.cell_text import fit, shorten
from coffeechat.widgets.columns import GAP, Column, Placed, lay_out
from coffeechat.widgets.pages import TableRow
from coffeechat.widgets.table_style import Paint
from coffeechat.widgets.track import THUMB

MARK = "● "
MARGIN = len(MARK)
_GAP = " " * GAP


class Sorting(Struct, frozen=True):
    """By which column the rows are sorted."""

    column: str
    descending: bool = False

    @property
    def sign(self) -> str:
        return "▼" if self.descending else "▲"


class TableLines:
    """Lines of exactly `width` cells for a table with these columns."""

    def __init__(self, columns: Sequence[Column], width: int, paint: Paint, *, has_marks: bool) -> None:
        self.width = width
        self._paint = paint
        self._margin = MARGIN if has_marks else 1
        self.placed = lay_out(columns, max(0, width - self._margin - len(THUMB)))

    def header(self, sorting: Sorting | None) -> Strip:
        titles = [_title(place, sorting) for place in self.placed]
        return self._strip([Segment(" " * self._margin + _GAP.join(titles), self._paint.header)])

    def row(self, row: TableRow, *, is_cursor: bool, is_marked: bool, has_thumb: bool) -> Strip:
        margin = (MARK if is_marked else "").ljust(self._margin)
        texts = [fit(row.cells[place.cell], place.width, place.column.align) for place in self.placed]
        body = self._paint.body
        if is_cursor:
            segments = [Segment(margin + _GAP.join(texts), self._paint.cursor)]
        elif row.tones or is_marked:
            segments = [Segment(margin, body + self._paint.mark), *self._toned(row, texts)]
        else:
            segments = [Segment(margin + _GAP.join(texts), body + self._paint.tones[row.tone])]
        return self._strip(segments, has_thumb=has_thumb)

    def blank(self) -> Strip:
        return Strip.blank(self.width, self._paint.body)

    def empty(self, text: str, height: int) -> list[Strip]:
        """`text` in the middle of `height` lines."""
        room = max(1, self.width - 2)
        lines = [line for part in text.splitlines() for line in textwrap.wrap(part, room) or [""]][:height]
        above = (height - len(lines)) // 2
        texts = [""] * above + lines + [""] * (height - above - len(lines))
        style = self._paint.body + self._paint.tones["dim"]
        return [Strip([Segment(fit(line, self.width, "center"), style)], self.width) for line in texts]

    def column_at(self, x: int) -> Column | None:
        """The column under a cell of the line."""
        x -= self._margin
        return next((place.column for place in self.placed if place.start <= x < place.start + place.width), None)

    def _toned(self, row: TableRow, texts: Sequence[str]) -> list[Segment]:
        tones = row.tones or (row.tone,) * len(row.cells)
        styles = [self._paint.body + self._paint.tones[tones[place.cell]] for place in self.placed]
        gaps = [_GAP if place.start else "" for place in self.placed]
        return [Segment(gap + text, style) for gap, text, style in zip(gaps, texts, styles, strict=True)]

    def _strip(self, segments: list[Segment], *, has_thumb: bool = False) -> Strip:
        last = self.placed[-1]
        filled = self._margin + last.start + last.width
        missing = max(0, self.width - filled - len(THUMB))
        text, style, _ = segments[-1]
        if has_thumb:
            segments[-1] = Segment(text + " " * missing, style)
            segments.append(Segment(THUMB, self._paint.thumb))
        else:
            segments[-1] = Segment(text + " " * (missing + len(THUMB)), style)
        return Strip(segments, filled + missing + len(THUMB)).crop(0, self.width)


def _title(place: Placed, sorting: Sorting | None) -> str:
    column, width = place.column, place.width
    if sorting is None or sorting.column != column.name or width < 2:
        return fit(column.title, width, column.align)
    return fit(f"{shorten(column.title, width - 2)} {sorting.sign}", width, column.align)
