"""The journal of the user's actions: one entry a transaction, each with its one inverse, kept across restarts.

An undo is itself a change with stamps of its own, so it travels to other machines like any edit. What has been
edited since by something else is left as it is and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import apsw
import msgspec
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.store import devices, note_slots
from coffeechat.store.capture import Change
from coffeechat.store.tables import Table, Value, notes, person_column, table_numbered, tables

KEPT = 500  # entries; edits older than these are dropped, imports and merges never
JOIN_SECONDS = 300  # edits of one field within this time are one action

ChangedCell = tuple[int, bytes, int, Value, Value]  # table, row id, column, before, after


class Action(Struct, frozen=True):
    """One entry. `kind` is `edit`, `import` or `merge`."""

    n: int
    at: str
    label: str
    kind: str
    is_undone: bool


class Outcome(Struct, frozen=True):
    """What an undo or redo did, and what it left alone because it was edited since: whole people, single cells."""

    label: str
    kept_people: tuple[bytes, ...] = ()
    kept_cells: int = 0


class NothingToUndo(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("There is nothing to undo.")


class NothingToRedo(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("There is nothing to redo: a new change ends the way forward.")


class _Entry(NamedTuple):
    n: int
    done: int
    undone: int
    label: str
    inserted: dict[int, list[bytes]]
    changed: list[ChangedCell]


def write(connection: apsw.Connection, change: Change, label: str, kind: str, joined: str | None) -> None:
    """Add an entry for a finished change, or lengthen the last one when both belong to the same thing."""
    connection.execute("UPDATE action SET joined = NULL WHERE joined IS NOT NULL AND joined IS NOT ?", (joined,))
    inserted = {tables()[name].number: ids for name, ids in change.inserted.items() if name != note_slots.TABLE}
    changed: list[ChangedCell] = [
        (tables()[name].number, row_id, tables()[name].numbers[column], before, after)
        for (name, row_id, column), (before, after) in change.cells.items()
        if name != note_slots.TABLE  # undoing an edit of a text is one more edit of it
    ]
    last = connection.execute(
        "SELECT n, inserted, changed FROM action WHERE joined = ? AND undone IS NULL "
        "AND n = (SELECT max(n) FROM action) AND at >= strftime('%Y-%m-%dT%H:%M:%SZ', ?, ?)",
        (joined, change.at, f"-{JOIN_SECONDS} seconds"),
    ).fetchone()
    if last:
        _lengthen(connection, change, last, inserted, changed)
        return
    connection.execute(
        "INSERT INTO action (made, done, at, label, kind, joined, inserted, changed) "
        "VALUES (?1, (SELECT max(n) FROM stamp), ?2, ?3, ?4, ?5, ?6, ?7)",  # restored rows bring stamps of their own
        (change.stamp, change.at, label, kind, joined, _packed(inserted), _packed(changed)),
    )
    _drop_old(connection)


def actions(connection: apsw.Connection, kind: str | None = None) -> list[Action]:
    """The entries, newest first."""
    rows = connection.execute(
        "SELECT n, at, label, kind, undone IS NOT NULL FROM action WHERE ?1 IS NULL OR kind = ?1 ORDER BY n DESC",
        (kind,),
    )
    return [Action(n, at, label, kind, bool(undone)) for n, at, label, kind, undone in rows]


def next_undo(connection: apsw.Connection) -> int:
    """The entry that `u` would undo."""
    n = connection.execute("SELECT max(n) FROM action WHERE undone IS NULL").get
    if n is None:
        raise NothingToUndo
    return int(n)


def next_redo(connection: apsw.Connection) -> int:
    """The entry undone last, if nothing was done since."""
    n = connection.execute(
        "SELECT n FROM action WHERE undone = (SELECT max(undone) FROM action) "
        "AND NOT EXISTS (SELECT 1 FROM action AS later WHERE later.made > action.undone)"
    ).get
    if n is None:
        raise NothingToRedo
    return int(n)


def undo(connection: apsw.Connection, n: int, change: Change) -> Outcome:
    """Take entry `n` back, inside the transaction of `change`."""
    entry = _entry(connection, n)
    kept_people = _people_edited_since(connection, entry)
    kept_rows = set(_rows_of(connection, entry, kept_people)) if kept_people else set()
    for number, ids in entry.inserted.items():
        name = table_numbered(number).name
        gone = ((change.at, row_id) for row_id in ids if row_id not in kept_rows)
        column = _tombstone(name)
        connection.executemany(f'UPDATE "{name}" SET "{column}" = ? WHERE id = ? AND "{column}" IS NULL', gone)
    kept_cells = _set_cells(connection, ((t, i, c, after, before) for t, i, c, before, after in entry.changed))
    connection.execute("UPDATE action SET undone = ?, joined = NULL WHERE n = ?", (change.stamp, n))
    return Outcome(entry.label, tuple(sorted(kept_people)), kept_cells)


def redo(connection: apsw.Connection, n: int, change: Change) -> Outcome:
    """Do entry `n` again, inside the transaction of `change`."""
    entry = _entry(connection, n)
    for number, ids in entry.inserted.items():
        _bring_back(connection, table_numbered(number), ids, entry.undone)
    kept = _set_cells(connection, entry.changed)
    connection.execute("UPDATE action SET undone = NULL, done = ? WHERE n = ?", (change.stamp, n))
    return Outcome(entry.label, kept_cells=kept)


def _bring_back(connection: apsw.Connection, table: Table, ids: list[bytes], undone: int) -> None:
    """The rows an undo took away, by the stamp it left on them; those that were gone before stay gone."""
    column = _tombstone(table.name)
    connection.executemany(
        f'UPDATE "{table.name}" SET "{column}" = NULL WHERE id = ?1 AND EXISTS (SELECT 1 FROM cell_stamp '
        'WHERE "table" = ?2 AND id = ?1 AND "column" = ?3 AND stamp >= ?4)',
        ((row_id, table.number, table.numbers[column], undone) for row_id in ids),
    )


def _tombstone(table: str) -> str:
    """What undoing an insert sets. An import that was taken back stays in the list of imports."""
    return "undone_at" if table == "import_run" else "deleted_at"


def _entry(connection: apsw.Connection, n: int) -> _Entry:
    done, undone, label, inserted, changed = connection.execute(
        "SELECT done, coalesce(undone, 0), label, inserted, changed FROM action WHERE n = ?", (n,)
    ).get
    return _Entry(n, done, undone, label, _rows(inserted), _cells(changed))


def _rows(packed: Value) -> dict[int, list[bytes]]:
    return msgspec.msgpack.decode(packed, type=dict[int, list[bytes]]) if packed else {}


def _cells(packed: Value) -> list[ChangedCell]:
    return msgspec.msgpack.decode(packed, type=list[ChangedCell]) if packed else []


def _set_cells(connection: apsw.Connection, cells: Iterable[ChangedCell]) -> int:
    """Set each cell that still holds what is expected; how many did not."""
    kept = 0
    for number, row_id, column, expected, wanted in cells:
        table = table_numbered(number)
        name = table.columns[column - 1]
        if name in notes(table.name):
            note_slots.take_back(connection, table, row_id, name, expected, wanted)
            continue
        connection.execute(
            f'UPDATE "{table.name}" SET "{name}" = ? WHERE id = ? AND "{name}" IS ?',
            (wanted, row_id, expected),
        )
        kept += 1 - connection.changes()
    return kept


def _people_edited_since(connection: apsw.Connection, entry: _Entry) -> set[bytes]:
    """People the entry inserted that must stay: something changed a row of theirs since, or hung a new one on them."""
    people = entry.inserted.get(tables()["person"].number, [])
    if not people:
        return set()
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS entered (id BLOB PRIMARY KEY); DELETE FROM entered;"
        "CREATE TEMP TABLE IF NOT EXISTS edited (id BLOB PRIMARY KEY); DELETE FROM edited"
    )
    connection.executemany("INSERT INTO entered VALUES (?)", ((person,) for person in people))
    _note_edited_since(connection, entry)
    sql = " UNION ".join(
        f'SELECT entered.id FROM entered CROSS JOIN "{name}" AS row ON row."{column}" = entered.id '
        f"WHERE row.deleted_at IS NULL AND (row.born > ?1 OR row.id IN (SELECT id FROM edited))"
        for name in tables()
        if (column := person_column(name))
    )
    return {row[0] for row in connection.execute(sql, (entry.done,))}


def _note_edited_since(connection: apsw.Connection, entry: _Entry) -> None:
    """Rows with a later stamp that no undo gave (another machine's, too), and rows of later actions still standing:
    a cell edited twice and undone once carries the undo's stamp and is the user's word all the same."""
    connection.execute(
        "INSERT OR IGNORE INTO edited SELECT id FROM cell_stamp WHERE stamp > ? "
        "AND stamp NOT IN (SELECT undone FROM action WHERE undone IS NOT NULL)",
        (entry.done,),
    )
    connection.execute(
        "INSERT OR IGNORE INTO edited SELECT of_id FROM note_slot WHERE (born > ? OR id IN (SELECT id FROM edited)) "
        "AND device <> (SELECT id FROM device WHERE n = ?)",
        (entry.done, devices.own(connection)),
    )
    later = connection.execute(
        "SELECT changed FROM action WHERE done > ? AND undone IS NULL AND n <> ?", (entry.done, entry.n)
    ).fetchall()
    for (changed,) in later:
        connection.executemany("INSERT OR IGNORE INTO edited VALUES (?)", ((cell[1],) for cell in _cells(changed)))


def _rows_of(connection: apsw.Connection, entry: _Entry, people: set[bytes]) -> Iterator[bytes]:
    for number, ids in entry.inserted.items():
        name = table_numbered(number).name
        column = person_column(name)
        if column is None:  # organisations, tags: harmless to keep, and somebody kept may point to them
            if name != "import_run":
                yield from ids
            continue
        ours = set(ids)
        for row_id, person in connection.execute(f'SELECT id, "{column}" FROM "{name}"'):
            if person in people and row_id in ours:
                yield row_id


def _lengthen(
    connection: apsw.Connection,
    change: Change,
    last: tuple[int, bytes | None, bytes | None],
    inserted: dict[int, list[bytes]],
    changed: list[ChangedCell],
) -> None:
    n, rows_packed, cells_packed = last
    rows, cells = _rows(rows_packed), {cell[:3]: cell for cell in _cells(cells_packed)}
    for number, ids in inserted.items():
        rows.setdefault(number, []).extend(ids)
    born = {row_id for ids in rows.values() for row_id in ids}
    for table, row_id, column, before, after in changed:
        if row_id not in born:  # a row that came with the action goes with it, whatever stood in it between
            first = cells.get((table, row_id, column))
            cells[table, row_id, column] = (table, row_id, column, first[3] if first else before, after)
    connection.execute(
        "UPDATE action SET inserted = ?1, changed = ?2, at = ?3, made = ?4, done = ?4 WHERE n = ?5",
        (_packed(rows), _packed(list(cells.values())), change.at, change.stamp, n),
    )


def _packed(content: object) -> bytes | None:
    return msgspec.msgpack.encode(content) if content else None


def _drop_old(connection: apsw.Connection) -> None:
    connection.execute("DELETE FROM action WHERE n <= (SELECT max(n) FROM action) - ? AND kind = 'edit'", (KEPT,))
