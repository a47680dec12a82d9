"""What leaves: the cells whose stamps lie in some stretches of histories, as contents of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import apsw

from coffeechat.store import database, devices
from coffeechat.store.replica.contents import ID_BYTES, Content, Group, Stamps, differences
from coffeechat.store.replica.outbox import Covers
from coffeechat.store.tables import Table, tables

ROWS = 4_000
"""Rows of one frame: some 100 KB, and 40 ms to merge."""

BLOB_BYTES = 500_000
"""Rows with long texts make a frame full before they are so many."""


def leaving(connection: apsw.Connection, covers: Covers) -> Iterator[Content]:
    """The cells of these stretches, in one frame or more. Inside one transaction, so that it is one moment."""
    order = sorted(covers)
    stamps, others = _collect(connection, covers, order)
    frames = _frames(_groups(connection))
    first = next(frames, [])
    schema = database.latest_version()
    yield Content(schema, first, others, stamps)
    for groups in frames:
        yield Content(schema, groups)


def _collect(connection: apsw.Connection, covers: Covers, order: list[bytes]) -> tuple[Stamps, list[bytes]]:
    """Put the stamps that leave into the table `leaving`, by place; and as they travel."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS leaving (n INTEGER PRIMARY KEY, place INTEGER); DELETE FROM leaving"
    )
    rows: list[tuple[int, int, int, int, int]] = []
    for device_id in order:
        (after, _), (until, _) = covers[device_id]
        stretch = (devices.number_of(connection, device_id), after, until)
        connection.execute(
            "INSERT INTO leaving SELECT n, ? + row_number() OVER (ORDER BY n) - 1 FROM stamp "
            "WHERE origin = ? AND seq > ? AND seq <= ?",
            (len(rows), *stretch),
        )
        rows += connection.execute(
            "SELECT n, hlc, writer, origin, seq FROM stamp WHERE origin = ? AND seq > ? AND seq <= ? ORDER BY n",
            stretch,
        )
    numbers = {devices.number_of(connection, device_id): place for place, device_id in enumerate(order)}
    others: list[bytes] = []
    for writer in {row[2] for row in rows} - numbers.keys():
        numbers[writer] = len(order) + len(others)
        others.append(devices.id_of(connection, writer))
    return Stamps(
        differences([row[1] for row in rows]),
        [numbers[row[2]] for row in rows],
        [numbers[row[3]] for row in rows],
        differences([row[4] for row in rows]),
    ), others


def _groups(connection: apsw.Connection) -> Iterator[Group]:
    for table in tables().values():
        yield from _born(connection, table)
    yield from _changed(connection)
    yield from _parked(connection)


def _born(connection: apsw.Connection, table: Table) -> Iterator[Group]:
    """The rows born under these stamps, without the cells that were changed since: those have stamps of their own."""
    columns = ", ".join(f'row."{column}"' for column in table.columns[1:])
    rows = connection.execute(
        f'SELECT row.id, leaving.place, {columns} FROM leaving CROSS JOIN "{table.name}" AS row ON born = leaving.n '
        "ORDER BY row.id"
    ).fetchall()
    if not rows:
        return
    ids, places, *values = (list(column) for column in zip(*rows, strict=True))
    row_at = {row_id: at for at, row_id in enumerate(ids)}
    for row_id, column in _overridden(connection, table):
        values[column - 2][row_at[row_id]] = None
    present = [number for number, column in enumerate(values, start=2) if any(value is not None for value in column)]
    yield Group(table.number, present, True, b"".join(ids), places, [values[number - 2] for number in present])


def _overridden(connection: apsw.Connection, table: Table) -> Iterable[tuple[bytes, int]]:
    """Cells of the rows that leave which do not stand under the row's stamp: changed ones, and merged texts."""
    yield from connection.execute(
        f'SELECT own.id, own."column" FROM leaving CROSS JOIN "{table.name}" AS row ON born = leaving.n '
        'CROSS JOIN cell_stamp AS own ON own."table" = ? AND own.id = row.id',
        (table.number,),
    )
    yield from connection.execute(
        "SELECT DISTINCT slot.of_id, slot.of_column FROM leaving "
        f'CROSS JOIN "{table.name}" AS row ON row.born = leaving.n '
        "CROSS JOIN note_slot AS slot ON slot.of_id = row.id AND slot.of_table = ?",
        (table.number,),
    )


def _changed(connection: apsw.Connection) -> Iterator[Group]:
    """Cells that were changed later. What one action changed in a row travels as one: its id and stamp once."""
    connection.execute(
        'CREATE TEMP TABLE IF NOT EXISTS changed ("table" INTEGER, columns TEXT, id BLOB, place INTEGER, '
        'PRIMARY KEY ("table", columns, id, place)) WITHOUT ROWID; DELETE FROM changed;'
        'INSERT INTO changed SELECT "table", group_concat("column", \' \' ORDER BY "column"), id, place '
        'FROM leaving CROSS JOIN cell_stamp ON stamp = leaving.n GROUP BY "table", id, leaving.n'
    )
    kinds: list[Any] = connection.execute('SELECT DISTINCT "table", columns FROM changed').fetchall()
    numbered = {table.number: table for table in tables().values()}
    for number, joined in kinds:
        table, columns = numbered[number], [int(column) for column in joined.split()]
        cells = ", ".join(f'row."{table.columns[column - 1]}"' for column in columns)
        rows: list[Any] = connection.execute(
            f'SELECT id, changed.place, {cells} FROM changed CROSS JOIN "{table.name}" AS row USING (id) '
            'WHERE "table" = ? AND columns = ? ORDER BY id',
            (number, joined),
        ).fetchall()
        ids, places, *values = (list(column) for column in zip(*rows, strict=True))
        yield Group(number, columns, False, b"".join(ids), places, values)


def _parked(connection: apsw.Connection) -> Iterator[Group]:
    rows: list[Any] = connection.execute(
        'SELECT "table", "column", id, place, value FROM leaving CROSS JOIN parked ON stamp = leaving.n '
        "ORDER BY 1, 2, 3"
    ).fetchall()
    kinds: dict[tuple[int, int], list[Any]] = {}
    for number, column, *cell in rows:
        kinds.setdefault((number, column), []).append(cell)
    for (number, column), cells in kinds.items():
        ids, places, values = zip(*cells, strict=True)
        if column:
            yield Group(number, [column], False, b"".join(ids), list(places), [list(values)])
        else:
            yield Group(number, [], True, b"".join(ids), list(places), [])


def _frames(groups: Iterator[Group]) -> Iterator[list[Group]]:
    """Groups, cut so that no frame is much too large; small ones share a frame."""
    frame: list[Group] = []
    room = ROWS
    for group in groups:
        for piece in _cut(group):
            frame.append(piece)
            room -= len(piece.stamps)
            if room <= 0:
                yield frame
                frame, room = [], ROWS
    if frame:
        yield frame


def _cut(group: Group) -> Iterator[Group]:
    rows = min(ROWS, max(1, BLOB_BYTES // _bytes_of_a_row(group)))
    for at in range(0, len(group.stamps), rows):
        yield Group(
            group.table,
            group.columns,
            group.is_born,
            group.ids[at * ID_BYTES : (at + rows) * ID_BYTES],
            group.stamps[at : at + rows],
            [column[at : at + rows] for column in group.values],
        )


def _bytes_of_a_row(group: Group) -> int:
    """On the average, so one long text among short ones makes a frame longer; the parts of a batch are cut anew."""
    texts = sum(len(value) for column in group.values for value in column if isinstance(value, str | bytes))
    return 1 + texts // len(group.stamps)
