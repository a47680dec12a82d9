"""A list among others on one screen: the cursor leaves it at its ends, and shows only where the keys go."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable


class Section(VirtualTable):
    """Rows in memory under a title of their own."""

    DEFAULT_CSS = """
    Section:blur > .virtual-table--cursor { background: transparent; color: $foreground; text-style: none; }
    """

    class Left(VirtualTable.TableMessage):
        """The cursor went beyond an end: `step` is -1 or 1."""

        def __init__(self, table: VirtualTable, step: int) -> None:
            super().__init__(table)
            self.step = step

    def __init__(self, columns: Sequence[Column], *, id: str, empty_text: str = "") -> None:
        self._rows = MemoryRows()
        super().__init__(columns, self._rows, empty_text=empty_text, has_marks=False, id=id)

    def fill(self, title: str, rows: Sequence[TableRow], empty_text: str = "") -> None:
        """Show these rows; the cursor stays on its row, or on its line. What is the same is not painted again."""
        self.show_empty_text(empty_text)
        first, *others = self.columns
        if title != first.title:
            self.show_columns([msgspec.structs.replace(first, title=title), *others])
        if list(rows) != list(self._rows.rows):
            self._rows.rows = rows
            self.refresh_rows()

    def action_move(self, rows: int) -> None:
        if 0 <= self.cursor_row + rows < self.row_count:
            super().action_move(rows)
        else:
            self.post_message(self.Left(self, 1 if rows > 0 else -1))
