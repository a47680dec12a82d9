"""The bridge between the Structs of `records` and their tables: names, numbers, columns, SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, TypeVar

import apsw
import msgspec

from coffeechat import records
from coffeechat.records import Row

AnyRow = TypeVar("AnyRow", bound=Row)
Value = Any  # what SQLite stores: None, int, float, str, bytes


class Table(NamedTuple):
    """One synced table. `numbers` are the wire's column numbers."""

    number: int
    name: str
    record: type[Row]
    columns: tuple[str, ...]
    numbers: dict[str, int]


@cache
def tables() -> dict[str, Table]:
    """Every synced table by its name."""
    found = {}
    for number, record in enumerate(records.TABLES, start=1):
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", record.__name__).lower()
        columns = record.__struct_fields__
        found[name] = Table(number, name, record, columns, {c: i for i, c in enumerate(columns, start=1)})
    return found


@cache
def table_of(record: type[Row]) -> Table:
    return next(table for table in tables().values() if table.record is record)


@cache
def table_numbered(number: int) -> Table:
    return next(table for table in tables().values() if table.number == number)


@cache
def _insert_sql(record: type[Row]) -> str:
    table = table_of(record)
    columns = ", ".join(f'"{column}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    return f'INSERT INTO "{table.name}" (born, {columns}) VALUES (?, {marks})'


def insert(connection: apsw.Connection, born: int, rows: Iterable[Row]) -> None:
    """Insert rows of any tables, created by the stamp `born`."""
    by_record: dict[type[Row], list[Row]] = {}
    for row in rows:
        by_record.setdefault(type(row), []).append(row)
    for record, group in by_record.items():
        values = ((born, *msgspec.structs.astuple(row)) for row in group)
        connection.executemany(_insert_sql(record), values)


def update(connection: apsw.Connection, record: type[Row], row_id: bytes, cells: dict[str, Value]) -> None:
    """Set some cells of one row."""
    sets = ", ".join(f'"{column}" = ?' for column in cells)
    connection.execute(f'UPDATE "{table_of(record).name}" SET {sets} WHERE id = ?', (*cells.values(), row_id))


def select(
    connection: apsw.Connection, record: type[AnyRow], where: str = "TRUE", bindings: Iterable[Value] = ()
) -> list[AnyRow]:
    """The rows of a table that are not deleted and fulfil `where`, by id unless `where` orders them."""
    table = table_of(record)
    columns = ", ".join(f'"{column}"' for column in table.columns)
    order = "" if "ORDER BY" in where else " ORDER BY id"
    sql = f'SELECT {columns} FROM "{table.name}" WHERE deleted_at IS NULL AND {where}{order}'
    return [_read(record, table.columns, values) for values in connection.execute(sql, tuple(bindings))]


def get(connection: apsw.Connection, record: type[AnyRow], row_id: bytes) -> AnyRow | None:
    """One row that is not deleted, or None."""
    return next(iter(select(connection, record, "id = ?", (row_id,))), None)


def _read(record: type[AnyRow], columns: tuple[str, ...], values: tuple[Value, ...]) -> AnyRow:
    present = {column: value for column, value in zip(columns, values, strict=True) if value is not None}
    return msgspec.convert(present, record, strict=False)


@cache
def person_column(name: str) -> str | None:
    """Which column of a table names the person its rows belong to; None where they belong to nobody."""
    if name == "person":
        return "id"
    columns = tables()[name].columns
    return next((column for column in ("person_id", "to_id") if column in columns), None)


@cache
def notes(name: str) -> frozenset[str]:
    """The columns of a table that hold long texts, which merge word by word."""
    return frozenset(records.NOTES.get(tables()[name].record, ()))


@cache
def person_references() -> tuple[tuple[str, str], ...]:
    """(table, column) of everything that points to a person."""
    pointing = {"person_id", "from_id", "to_id", "introducer_id", "one_id", "other_id"}
    return tuple((table.name, column) for table in tables().values() for column in table.columns if column in pointing)
