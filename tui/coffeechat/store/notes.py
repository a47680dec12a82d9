"""Long texts: notes, answers, what was learned. Somebody may write in one on two machines at a time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coffeechat.records import Row
from coffeechat.store import tables
from coffeechat.store.tables import Value
from coffeechat.store.text_edits import combined

if TYPE_CHECKING:
    from coffeechat.store.store import Store


def edit(store: Store, record: type[Row], row_id: bytes, column: str, text: str, *, opened: str, label: str) -> None:
    """Save a long text as it is now; `opened` is how it was when the editor opened or last saved. What others have
    written since stays.

    One action called `label`; edits of one text in a row are undone as one.
    """
    joined = f"{os.getpid()} {row_id.hex()} {column}"  # two windows' edits stay two actions
    if text != opened:
        with store.change(label, joined=joined):
            current = _current(store, record, row_id, column)
            store.update(record, row_id, **{column: combined(opened, text, current) or None})


def combined_cells(store: Store, opened: Row, cells: dict[str, Value]) -> dict[str, Value]:
    """The cells to store for a row that was `opened` so: in long texts with what others have written since."""
    record = type(opened)
    found = dict(cells)
    for column in cells.keys() & tables.notes(tables.table_of(record).name):
        current = _current(store, record, opened.id, column)
        found[column] = combined(getattr(opened, column) or "", cells[column] or "", current) or None
    return found


def _current(store: Store, record: type[Row], row_id: bytes, column: str) -> str:
    name = tables.table_of(record).name
    return store.connection.execute(f'SELECT "{column}" FROM "{name}" WHERE id = ?', (row_id,)).get or ""
