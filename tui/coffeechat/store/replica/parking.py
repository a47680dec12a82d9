"""Cells that have no place here (yet): of tables, columns or rows that are unknown. They wait with their stamps."""

from __future__ import annotations

from typing import Any

import apsw

from coffeechat.store.replica.stamps import Order, Stamp, order_of, weight
from coffeechat.store.tables import Table, Value, tables


class Parking:
    """The parked cells of one file, inside a transaction."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._tables = {table.number: table for table in tables().values()}
        self.is_any = bool(connection.execute("SELECT EXISTS (SELECT 1 FROM parked)").get)

    def take_present(
        self, number: int, column: int, ids: list[bytes], stamps: list[Stamp], values: list[Value]
    ) -> None:
        """Of born rows only what is not empty."""
        self.take_some(number, column, ids, stamps, values, [at for at in range(len(ids)) if values[at] is not None])

    def take_some(
        self, number: int, column: int, ids: list[bytes], stamps: list[Stamp], values: list[Value], places: list[int]
    ) -> None:
        self.take(
            number, column, [ids[at] for at in places], [stamps[at] for at in places], [values[at] for at in places]
        )

    def take(self, number: int, column: int, ids: list[bytes], stamps: list[Stamp], values: list[Value]) -> None:
        """Keep cells that have no place here, of two for one cell the one that stands."""
        for row_id, stamp, value in zip(ids, stamps, values, strict=True):
            if self._stands(number, column, row_id, stamp, value):
                self._connection.execute(
                    "INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?)", (number, row_id, column, stamp.n, value)
                )
        if column == 0:
            self.drop(number, ids, stamps)
        self.is_any = True

    def _stands(self, number: int, column: int, row_id: bytes, stamp: Stamp, value: Value) -> bool:
        ours = self._connection.execute(
            "SELECT hlc, device.id, value FROM parked JOIN stamp ON stamp.n = parked.stamp "
            'JOIN device ON device.n = writer WHERE "table" = ? AND parked.id = ? AND "column" = ?',
            (number, row_id, column),
        ).fetchone()
        if ours and (stamp.order, weight(value)) <= (ours[:2], weight(ours[2])):
            return False
        born = self._born(number, row_id)
        return column == 0 or born is None or stamp.order >= born

    def _born(self, number: int, row_id: bytes) -> Order | None:
        """Under which stamp a row was born, also one of an unknown table."""
        if table := self._tables.get(number):
            sql = f'SELECT born FROM "{table.name}" WHERE id = ?'
            n = self._connection.execute(sql, (row_id,)).get
        else:
            sql = 'SELECT stamp FROM parked WHERE "table" = ? AND id = ? AND "column" = 0'
            n = self._connection.execute(sql, (number, row_id)).get
        return None if n is None else order_of(self._connection, n)

    def drop(self, number: int, ids: list[bytes], stamps: list[Stamp]) -> None:
        """Cells of unknown columns that their row, born after them, overwrites with nothing."""
        self._connection.executemany(
            'DELETE FROM parked WHERE "table" = ? AND id = ? AND EXISTS (SELECT 1 FROM stamp '
            "JOIN device ON device.n = writer WHERE stamp.n = parked.stamp AND (hlc, device.id) < (?, ?))",
            ((number, row_id, *stamp.order) for row_id, stamp in zip(ids, stamps, strict=True)),
        )

    def tables(self) -> list[Table]:
        """The tables known here of which something is parked."""
        numbers = self._connection.execute('SELECT DISTINCT "table" FROM parked ORDER BY 1')
        return [self._tables[number] for (number,) in numbers if number in self._tables]

    def ready(self, table: Table) -> list[Any]:
        """Id, column, stamp and value of what has its place now: its row has arrived, or this version knows its
        column."""
        return self._connection.execute(
            'SELECT id, "column", stamp, value FROM parked WHERE "table" = ? AND "column" <= ? '
            f'AND (id IN (SELECT id FROM "{table.name}") OR id IN (SELECT id FROM parked AS row '
            'WHERE row."table" = parked."table" AND row."column" = 0)) ORDER BY "column", id',
            (table.number, len(table.columns)),
        ).fetchall()
