"""A digest of all cells with their stamps, by which two replicas find out whether they hold the same.

It is the sum of what each row adds. Only rows with stamps that came since the last time are computed anew; so it is
kept in step by itself, whatever has written, and is cheap after a small change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import apsw
import msgspec

from coffeechat.store import database, settings
from coffeechat.store.store import Store
from coffeechat.store.tables import Table, tables

BYTES = 16
_WRAP = 1 << 63


class Digest(NamedTuple):
    """Only digests of equal schemas can be compared: another version may see other cells."""

    schema: int
    whole: bytes


def current(store: Store) -> Digest:
    """The digest of what is here now."""
    with store.local_change():
        _bring_up_to_date(store.connection)
        total = settings.local(store.connection, "digest") or 0
        parked = _parked(store.connection)
    whole = hashlib.blake2b(msgspec.msgpack.encode((total, parked)), digest_size=BYTES).digest()
    return Digest(database.latest_version(), whole)


def forget(connection: apsw.Connection) -> None:
    """Compute everything anew the next time."""
    connection.execute("DELETE FROM row_digest; DELETE FROM local WHERE name IN ('digest', 'digest_to')")


def _bring_up_to_date(connection: apsw.Connection) -> None:
    schema = database.latest_version()
    if settings.local(connection, "digest_schema") != schema:
        forget(connection)  # with more columns every row looks different
        connection.execute("INSERT OR REPLACE INTO local VALUES ('digest_schema', ?)", (schema,))
    after = settings.local(connection, "digest_to") or 0
    until = connection.execute("SELECT coalesce(max(n), 0) FROM stamp").get
    total = settings.local(connection, "digest") or 0
    if until == after:
        return
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS dirty (id BLOB PRIMARY KEY) WITHOUT ROWID")
    for table in tables().values():
        total += _table(connection, table, after)
    total = (total + _WRAP) % (2 * _WRAP) - _WRAP
    connection.executemany("INSERT OR REPLACE INTO local VALUES (?, ?)", (("digest", total), ("digest_to", until)))


def _table(connection: apsw.Connection, table: Table, after: int) -> int:
    """What the digest grows by for the rows of one table with stamps past `after`."""
    connection.execute("DELETE FROM dirty")
    connection.execute(f'INSERT OR IGNORE INTO dirty SELECT id FROM "{table.name}" WHERE born > ?', (after,))
    connection.execute(
        'INSERT OR IGNORE INTO dirty SELECT id FROM cell_stamp WHERE stamp > ? AND "table" = ?', (after, table.number)
    )
    connection.execute(  # a text stops being the row's own once there are slots for it
        "INSERT OR IGNORE INTO dirty SELECT slot.of_id FROM note_slot AS slot "
        f'CROSS JOIN "{table.name}" AS row ON row.id = slot.of_id '
        "WHERE slot.born > ? AND slot.of_table = ?",
        (after, table.number),
    )
    if not connection.execute("SELECT 1 FROM dirty LIMIT 1").get:
        return 0
    before: list[Any] = connection.execute(
        'SELECT digest FROM dirty CROSS JOIN row_digest AS known ON known."table" = ? AND known.id = dirty.id',
        (table.number,),
    ).fetchall()
    now = list(_rows(connection, table))
    connection.executemany(
        "INSERT OR REPLACE INTO row_digest VALUES (?, ?, ?)", ((table.number, row_id, added) for row_id, added in now)
    )
    return int(sum(added for _, added in now) - sum(known for (known,) in before))


def _rows(connection: apsw.Connection, table: Table) -> Iterator[tuple[bytes, int]]:
    """By id of the row, what it adds. Merged texts are left out: they follow from their slots."""
    texts: dict[bytes, list[int]] = {}
    for row_id, column in connection.execute(
        "SELECT DISTINCT of_id, of_column FROM dirty CROSS JOIN note_slot ON of_id = dirty.id WHERE of_table = ?",
        (table.number,),
    ):
        texts.setdefault(row_id, []).append(column)
    columns = ", ".join(f'row."{column}"' for column in table.columns)
    rows = connection.execute(
        f'SELECT hlc, device.id, ({_CHANGED}), {columns} FROM dirty CROSS JOIN "{table.name}" AS row USING (id) '
        "CROSS JOIN stamp ON stamp.n = born CROSS JOIN device ON device.n = writer",
        (table.number,),
    )
    encode = msgspec.msgpack.Encoder().encode
    for hlc, writer, changed, *values in rows:
        for column in texts.get(values[0], ()):
            values[column - 1] = None
        packed = encode((table.number, hlc, writer, changed, values))
        yield values[0], int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "big", signed=True)


_CHANGED = """
SELECT group_concat("column" || ' ' || changed.hlc || ' ' || hex(by.id), ',' ORDER BY "column")
FROM cell_stamp AS own CROSS JOIN stamp AS changed ON changed.n = own.stamp
CROSS JOIN device AS by ON by.n = changed.writer
WHERE own."table" = ? AND own.id = dirty.id
"""
# As one text: as tuples of Python the stamps of 100,000 cells take twice as long.


def _parked(connection: apsw.Connection) -> bytes:
    rows = connection.execute(
        'SELECT "table", parked.id, "column", hlc, device.id, value FROM parked JOIN stamp ON stamp.n = parked.stamp '
        "JOIN device ON device.n = writer ORDER BY 1, 2, 3"
    ).fetchall()
    return msgspec.msgpack.encode(rows)
