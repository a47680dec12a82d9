"""The whole database as one JSON document and back: every synced row, tombstones too, with who changed what when.

    {"format": "coffeechat", "version": 1, "tables": {"person": [{"id": "0190…", "display": "Ada", …,
     "stamp": "HLC.DEVICE", "stamps": {"display": "HLC.DEVICE"}}]}}

Empty cells are left out; ids are hex, other bytes base64. `stamps` names the cells changed after the row was made.
Restoring merges: of two values the one with the higher (stamp, value) stands, so nothing newer is overwritten.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import apsw
import msgspec
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.records import Row
from coffeechat.store import tables
from coffeechat.store.capture import Change, stamp_of
from coffeechat.store.replica.stamps import weight
from coffeechat.store.store import Store
from coffeechat.store.tables import Table, Value

VERSION = 1
_LARGEST = 2**63 - 1  # that SQLite holds


class NotAnArchive(CoffeechatError):
    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is not a coffeechat export ({why}), so nothing was changed. "
            "Give a file made by `coffeechat export --format json`."
        )


class NewerArchive(CoffeechatError):
    def __init__(self, path: Path, version: int) -> None:
        super().__init__(
            f"{path} was exported by a newer coffeechat (format {version}, this one reads {VERSION}), "
            "so nothing was changed. Upgrade coffeechat and try again."
        )


class Restored(Struct, frozen=True):
    """How many rows came new, and how many cells of present rows changed."""

    rows: int
    cells: int


class _Archive(Struct, frozen=True):
    format: str
    version: int
    tables: dict[str, list[dict[str, Any]]]


Stamp = tuple[int, bytes]  # hlc, device


class _Incoming(NamedTuple):
    """A row of an archive, with the stamp it was born under and those of cells changed later."""

    row: Row
    born: Stamp
    cells: dict[str, Stamp]

    def stamp(self, column: str) -> Stamp:
        return self.cells.get(column, self.born)


def write(connection: apsw.Connection, stream: BinaryIO) -> None:
    """Write the archive, a row a line, ordered by table and id: equal databases give equal bytes."""
    stream.write(b'{"format": "coffeechat", "version": %d, "tables": {' % VERSION)
    for place, table in enumerate(tables.tables().values()):
        stream.write(b'%s\n"%s": [' % (b"," if place else b"", table.name.encode()))
        for index, row in enumerate(_rows(connection, table)):
            stream.write(b",\n" if index else b"\n")
            stream.write(msgspec.json.encode(row))
        stream.write(b"]")
    stream.write(b"}}\n")


def restore(store: Store, path: Path) -> Restored:
    """Merge an archive into the open database, in one undoable transaction. Raises NotAnArchive, NewerArchive."""
    incoming = _read(path)
    with store.change(f"restore {path.name}", kind="import") as change:
        merging = _Merging(store.connection, change)
        for table, rows in incoming:
            for row in rows:
                merging.take(table, row)
        new = sum(len(ids) for ids in change.inserted.values())
    return Restored(new, merging.cells)


def _read(path: Path) -> list[tuple[Table, list[_Incoming]]]:
    """Everything, checked: what this version can't hold is refused before anything is written."""
    try:
        archive = msgspec.json.decode(path.read_bytes(), type=_Archive)
    except OSError as error:
        raise NotAnArchive(path, error.strerror or "it can't be read") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotAnArchive(path, str(error)) from error
    if archive.format != "coffeechat":
        raise NotAnArchive(path, f"its format is {archive.format!r}")
    if archive.version > VERSION:
        raise NewerArchive(path, archive.version)
    unknown = archive.tables.keys() - tables.tables().keys()
    if unknown:
        raise NotAnArchive(path, f"it has a table {min(unknown)!r} that is not known here")
    known = ((tables.tables()[name], rows) for name, rows in archive.tables.items())
    return [(table, _read_table(path, table, rows)) for table, rows in known]


def _read_table(path: Path, table: Table, rows: list[dict[str, Any]]) -> list[_Incoming]:
    found = []
    for place, row in enumerate(rows, start=1):
        try:
            found.append(_incoming(table, row))
        except (msgspec.ValidationError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotAnArchive(path, f"row {place} of table {table.name}: {error}") from error
    return found


def _incoming(table: Table, row: dict[str, Any]) -> _Incoming:
    values = {column: value for column, value in row.items() if column not in ("stamp", "stamps")}
    cells = {column: _parse_stamp(text) for column, text in row.get("stamps", {}).items()}
    unknown = (values.keys() | cells.keys()) - set(table.columns)
    if unknown:
        raise ValueError(f"unknown columns {', '.join(sorted(unknown))}")
    if any(isinstance(value, int) and abs(value) > _LARGEST for value in values.values()):
        raise ValueError("a number that is too large")
    for column in _columns_of(table.record, bytes) & values.keys():
        text = values[column]
        values[column] = bytes.fromhex(text) if _is_id(column) else base64.b64decode(text, validate=True)
    return _Incoming(msgspec.convert(values, table.record), _parse_stamp(row["stamp"]), cells)


def _rows(connection: apsw.Connection, table: Table) -> Iterator[dict[str, Any]]:
    stamps = connection.execute("SELECT stamp.n, hlc, id FROM stamp JOIN device ON device.n = writer")
    named = {n: f"{hlc:x}.{device.hex()}" for n, hlc, device in stamps}
    cells: dict[bytes, dict[str, str]] = {}
    for row_id, column, stamp in connection.execute(
        'SELECT id, "column", stamp FROM cell_stamp WHERE "table" = ?', (table.number,)
    ):
        cells.setdefault(row_id, {})[table.columns[column - 1]] = named[stamp]
    columns = ", ".join(f'"{column}"' for column in table.columns)
    for born, *values in connection.execute(f'SELECT born, {columns} FROM "{table.name}" ORDER BY id'):
        row = {
            name: _to_json(table, name, value)
            for name, value in zip(table.columns, values, strict=True)
            if value is not None
        }
        row["stamp"] = named[born]
        if own := cells.get(values[0]):
            row["stamps"] = own
        yield row


class _Merging:
    """Takes rows of an archive one by one: what is not here comes in whole, of two values the later stamped stands."""

    def __init__(self, connection: apsw.Connection, change: Change) -> None:
        self.cells = 0
        """How many of rows that were here have another value now."""
        self._connection = connection
        self._change = change
        self._numbers: dict[Stamp, int] = {}
        self._stamps: dict[int, Stamp] = {}

    def take(self, table: Table, incoming: _Incoming) -> None:
        columns = ", ".join(f'"{column}"' for column in table.columns)
        present = self._connection.execute(
            f'SELECT born, {columns} FROM "{table.name}" WHERE id = ?', (incoming.row.id,)
        ).fetchone()
        if present is None:
            self._insert(table, incoming)
        else:
            born, *values = present
            self._compare(table, incoming, self._stamp(born), values)

    def _insert(self, table: Table, incoming: _Incoming) -> None:
        tables.insert(self._connection, self._number(incoming.born), [incoming.row])
        self._connection.executemany(
            "INSERT OR REPLACE INTO cell_stamp VALUES (?, ?, ?, ?)",
            (
                (table.number, incoming.row.id, table.numbers[column], self._number(stamp))
                for column, stamp in incoming.cells.items()
            ),
        )

    def _compare(self, table: Table, incoming: _Incoming, born: Stamp, present: list[Value]) -> None:
        won: dict[str, Value] = {}
        for column, ours in zip(table.columns, present, strict=True):
            theirs, stamp = _stored(getattr(incoming.row, column)), incoming.stamp(column)
            if ours == theirs and stamp == born:
                continue
            cell = (table.name, incoming.row.id, column)
            if _order(stamp, theirs) > _order(self._stamp(stamp_of(self._connection, cell)), ours):
                # An equal value takes the later stamp too: against a third copy's it must stand in the same place.
                self._change.stamped[cell] = self._number(stamp)
                if ours != theirs:
                    won[column] = theirs
        if won:
            tables.update(self._connection, table.record, incoming.row.id, won)
            self.cells += len(won)

    def _number(self, stamp: Stamp) -> int:
        """A local number for a stamp of the archive; it travels on by this device's history."""
        if stamp not in self._numbers:
            hlc, device = stamp
            self._connection.execute("INSERT OR IGNORE INTO device (id) VALUES (?)", (device,))
            cursor = self._connection.execute(
                "INSERT INTO stamp (space, hlc, writer, origin, seq) SELECT space, ?, "
                "(SELECT n FROM device WHERE id = ?), origin, seq FROM stamp WHERE n = ? RETURNING n",
                (hlc, device, self._change.stamp),
            )
            self._numbers[stamp] = int(cursor.get)
            self._change.stamps.add(self._numbers[stamp])
        return self._numbers[stamp]

    def _stamp(self, n: int) -> Stamp:
        if n not in self._stamps:
            self._stamps[n] = self._connection.execute(
                "SELECT hlc, id FROM stamp JOIN device ON device.n = writer WHERE stamp.n = ?", (n,)
            ).get
        return self._stamps[n]


def _order(stamp: Stamp, value: Value) -> tuple[int, bytes, tuple[bool, bytes]]:
    """What decides which of two values stands, as between machines that sync."""
    return (*stamp, weight(value))


def _parse_stamp(text: str) -> Stamp:
    hlc, _, device = text.partition(".")
    number = int(hlc, 16)
    if not 0 <= number <= _LARGEST or not device:
        raise ValueError(f"{text!r} is no stamp")
    return number, bytes.fromhex(device)


def _is_id(column: str) -> bool:
    return column == "id" or column.endswith("_id") or column == "merged_into"


def _to_json(table: Table, column: str, value: Value) -> Value:
    if isinstance(value, bytes):
        return value.hex() if _is_id(column) else base64.b64encode(value).decode()
    return bool(value) if column in _columns_of(table.record, bool) else value


def _stored(value: Value) -> Value:
    """As SQLite gives it back."""
    return int(value) if isinstance(value, bool) else value


@cache
def _columns_of(record: type[Row], kind: type) -> frozenset[str]:
    """The columns that hold bytes, or yes and no."""
    return frozenset(field.name for field in msgspec.structs.fields(record) if kind in _options(field.type))


def _options(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", (annotation,))
