"""The whole database as one JSON document and back: every synced row, tombstones too, with who changed what when.

    {"format": "coffeechat", "version": 1, "tables": {"person": [{"id": "0190…", "display": "Ada", …,
     "stamp": "HLC.DEVICE", "stamps": {"display": "HLC.DEVICE"}}]}}

Empty cells are left out; ids are hex, other bytes base64. `stamps` names the cells changed after the row was made.
Restoring merges: of two values the one with the higher (stamp, value) stands, so nothing newer is overwritten.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import apsw
import msgspec
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.records import Row
from coffeechat.store import tables
from coffeechat.store.capture import Change, stamp_of
from coffeechat.store.store import Store
from coffeechat.store.tables import Table, Value

VERSION = 1


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
    archive = _read(path)
    with store.change(f"restore {path.name}", kind="import") as change:
        stamps = _Stamps(store.connection, change)
        cells = 0
        for name, rows in archive.tables.items():
            for row in rows:
                cells += _merge_row(store.connection, change, tables.tables()[name], row, stamps)
        new = sum(len(ids) for ids in change.inserted.values())
    return Restored(new, cells)


def _read(path: Path) -> _Archive:
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
    for name, rows in archive.tables.items():
        _check(path, name, rows)
    return archive


def _check(path: Path, name: str, rows: list[dict[str, Any]]) -> None:
    """Refuse what this version can't hold before anything is written."""
    table = tables.tables().get(name)
    if table is None:
        raise NotAnArchive(path, f"it has a table {name!r} that is not known here")
    for place, row in enumerate(rows, start=1):
        try:
            msgspec.convert(_values(table, row), table.record)
            _parse_stamp(row["stamp"])
            for stamp in row.get("stamps", {}).values():
                _parse_stamp(stamp)
        except (msgspec.ValidationError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotAnArchive(path, f"row {place} of table {name}: {error}") from error


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
            name: _to_json(name, value) for name, value in zip(table.columns, values, strict=True) if value is not None
        }
        row["stamp"] = named[born]
        if own := cells.get(values[0]):
            row["stamps"] = own
        yield row


def _merge_row(connection: apsw.Connection, change: Change, table: Table, row: dict[str, Any], stamps: _Stamps) -> int:
    """Insert a row that is not here, or take over the cells that win; how many did."""
    values = _values(table, row)
    own = {column: stamps.number(stamp) for column, stamp in row.get("stamps", {}).items()}
    born = stamps.number(row["stamp"])
    present = connection.execute(
        f'SELECT {_columns(table)} FROM "{table.name}" WHERE id = ?', (values["id"],)
    ).fetchone()
    if present is None:
        tables.insert(connection, born, [msgspec.convert(values, table.record)])
        connection.executemany(
            "INSERT OR REPLACE INTO cell_stamp VALUES (?, ?, ?, ?)",
            ((table.number, values["id"], table.numbers[column], n) for column, n in own.items()),
        )
        return 0
    won = {}
    for column, ours in zip(table.columns, present, strict=True):
        theirs, stamp = values.get(column), own.get(column, born)
        cell = (table.name, values["id"], column)
        if ours != theirs and stamps.order(stamp, theirs) > stamps.order(stamp_of(connection, cell), ours):
            won[column] = theirs
            change.stamped[cell] = stamp
    if won:
        tables.update(connection, table.record, values["id"], won)
    return len(won)


def _columns(table: Table) -> str:
    return ", ".join(f'"{column}"' for column in table.columns)


class _Stamps:
    """Stamps of the archive, given local numbers; they travel on by this device's history."""

    def __init__(self, connection: apsw.Connection, change: Change) -> None:
        self._connection = connection
        self._change = change
        self._numbers: dict[str, int] = {}
        self._orders: dict[int, tuple[int, bytes]] = {}

    def number(self, text: str) -> int:
        if text not in self._numbers:
            hlc, device = _parse_stamp(text)
            self._connection.execute("INSERT OR IGNORE INTO device (id) VALUES (?)", (device,))
            cursor = self._connection.execute(
                "INSERT INTO stamp (space, hlc, writer, origin, seq) SELECT space, ?, "
                "(SELECT n FROM device WHERE id = ?), origin, seq FROM stamp WHERE n = ? RETURNING n",
                (hlc, device, self._change.stamp),
            )
            self._numbers[text] = int(cursor.get)
            self._change.stamps.add(self._numbers[text])
        return self._numbers[text]

    def order(self, n: int, value: Value) -> tuple[int, bytes, bytes]:
        """What decides which of two values stands."""
        if n not in self._orders:
            hlc, device = self._connection.execute(
                "SELECT hlc, id FROM stamp JOIN device ON device.n = writer WHERE stamp.n = ?", (n,)
            ).get
            self._orders[n] = (hlc, device)
        return (*self._orders[n], msgspec.msgpack.encode(value))


def _parse_stamp(text: str) -> tuple[int, bytes]:
    hlc, _, device = text.partition(".")
    return int(hlc, 16), bytes.fromhex(device)


def _is_id(column: str) -> bool:
    return column == "id" or column.endswith("_id") or column == "merged_into"


def _to_json(column: str, value: Value) -> Value:
    if isinstance(value, bytes):
        return value.hex() if _is_id(column) else base64.b64encode(value).decode()
    return value


def _values(table: Table, row: dict[str, Any]) -> dict[str, Value]:
    """The row's cells by column, as SQLite stores them."""
    values = {column: value for column, value in row.items() if column not in ("stamp", "stamps")}
    unknown = values.keys() - set(table.columns)
    if unknown:
        raise ValueError(f"unknown columns {', '.join(sorted(unknown))}")
    bytes_columns = _bytes_columns(table.record)
    for column in bytes_columns & values.keys():
        text = values[column]
        values[column] = bytes.fromhex(text) if _is_id(column) else base64.b64decode(text, validate=True)
    return values


def _bytes_columns(record: type[Row]) -> set[str]:
    return {field.name for field in msgspec.structs.fields(record) if bytes in _options(field.type)}


def _options(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", (annotation,))
