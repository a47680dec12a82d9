"""A cell that is not what its column holds, from another version or a mistake in one, never keeps the others out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coffeechat.store import clock, listing, people
from coffeechat.store.replica import merge
from coffeechat.store.replica.arriving import Arrival
from coffeechat.store.replica.contents import Content, Group
from coffeechat.store.replica.leaving import leaving
from coffeechat.store.store import Store
from coffeechat.store.tables import Table, tables
from store.test_intake import everything, listed

ODD: dict[str, Any] = {
    "a number": 7,
    "a fraction": 0.5,
    "no text": "",
    "half a character": "A\x00\ufffd",
    "a long text": "x" * 70_000,
}


def rows(table: Table, value: Any) -> Group:
    """A row of this table in which every cell that nobody points to holds this value."""
    odd = [n for n, column in enumerate(table.columns, 1) if n > 1 and column not in ("deleted_at", "person_id")]
    return Group(table.number, odd, True, clock.new_id(), [0], [[value] for _ in odd])


@pytest.mark.parametrize("kind", ODD)
def test_whatever_a_cell_holds_the_batch_comes_in_and_travels_on(kind: str, tmp_path: Path) -> None:
    with Store(tmp_path / "one.db") as one, Store(tmp_path / "other.db") as other:
        people.add(one, "Bo Chen")
        covers, (content,) = everything(one)
        assert content.stamps is not None
        odd = [rows(table, ODD[kind]) for table in tables().values() if table.name != "note_slot"]
        arrival = Arrival(covers)
        intake = merge.Intake(other)
        assert intake.take(arrival, Content(content.schema, [*content.groups, *odd], content.devices, content.stamps))
        intake.finish()
        assert listed(other) == 2
        with other.local_change():
            listing.rebuild(other.connection)
        assert listed(other) == 2
        assert sum(len(group.stamps) for group in next(leaving(other.connection, covers)).groups) >= len(odd)
