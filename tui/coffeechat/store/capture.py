"""Capture: SQLite's pre-update hook sees every change to a synced table; at the end of the transaction the same
transaction writes the stamps that sync needs and the journal entry that undo needs. No caller can forget it."""

from __future__ import annotations

import apsw

from coffeechat.store import clock, devices
from coffeechat.store.tables import Table, Value, notes, person_column, tables

Cell = tuple[str, bytes, str]  # table, row id, column


class Change:
    """What one transaction has done so far."""

    def __init__(self, stamp: int, at: str) -> None:
        self.stamp = stamp
        self.at = at
        self.stamps = {stamp}
        """What rows may be born with: rows that come from elsewhere keep their own stamps."""
        self.stamped: dict[Cell, int] = {}
        """Cells that come from elsewhere, with theirs."""
        self.inserted: dict[str, list[bytes]] = {}
        self.cells: dict[Cell, list[Value]] = {}  # [before, after]
        self.people: set[bytes] = set()
        """Whose row in the list may look different now."""
        self.organisations: set[bytes] = set()

    def settle(self) -> None:
        """Forget cells that ended as they began, and those of rows born here, which travel under the row's stamp."""
        born = {row_id for ids in self.inserted.values() for row_id in ids}
        self.cells = {
            cell: values for cell, values in self.cells.items() if values[0] != values[1] and cell[1] not in born
        }

    @property
    def is_empty(self) -> bool:
        return not self.inserted and not self.cells and not self.stamped

    def rows(self) -> dict[str, set[bytes]]:
        """By table, the ids of those inserted or changed."""
        found = {name: set(ids) for name, ids in self.inserted.items()}
        for name, row_id, _ in self.cells:
            found.setdefault(name, set()).add(row_id)
        return found

    def columns(self) -> set[tuple[str, str]]:
        """Table and name of those with changed cells."""
        return {(name, column) for name, _, column in self.cells}


class Capture:
    """Watches one writing connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._watched = {table.name: _Watched(connection, table) for table in tables().values()}
        self._change: Change | None = None

    def begin(self) -> Change:
        """Start watching; the caller has begun the transaction."""
        assert self._change is None, "a change is already under way on this connection"
        moment = clock.instant(clock.now())
        self._change = Change(new_stamp(self._connection), moment)
        self._connection.preupdate_hook(self._saw)
        return self._change

    def end(self) -> None:
        """Stop watching: local tables may be written from here on."""
        self._connection.preupdate_hook(None)
        if self._change:
            self._change.settle()
        self._change = None

    def stamp_cells(self, change: Change) -> None:
        """Give each changed cell its stamp, and each cell that came from elsewhere its own."""
        ahead = self._stamps_ahead(change)
        marks = (
            (
                tables()[cell[0]].number,
                cell[1],
                tables()[cell[0]].numbers[cell[2]],
                self._stamp(cell, change, ahead),
            )
            for cell in change.cells.keys() | change.stamped.keys()
            if cell in change.stamped or cell[2] not in notes(cell[0])  # a merged text follows from its slots
        )
        self._connection.executemany("INSERT OR REPLACE INTO cell_stamp VALUES (?, ?, ?, ?)", marks)

    def _stamp(self, cell: Cell, change: Change, ahead: dict[int, int]) -> int:
        if cell in change.stamped:
            return change.stamped[cell]
        return self._above(cell, change, ahead) if ahead else change.stamp

    def _stamps_ahead(self, change: Change) -> dict[int, int]:
        """Stamps of other devices that are not below this one's, by number."""
        return dict(
            self._connection.execute(
                "SELECT n, hlc FROM stamp WHERE hlc >= (SELECT hlc FROM stamp WHERE n = ?1) AND n <> ?1",
                (change.stamp,),
            )
        )

    def _above(self, cell: Cell, change: Change, ahead: dict[int, int]) -> int:
        """This transaction's stamp, or one of its own above the cell's last where that is ahead of our clock."""
        last = stamp_of(self._connection, cell)
        if last not in ahead:
            return change.stamp
        return stamp_above(self._connection, change.stamp, ahead[last])

    def _saw(self, update: apsw.PreUpdate) -> None:
        watched = self._watched.get(update.table_name)
        change = self._change
        if watched is None or change is None:
            return
        if update.op == "INSERT":
            watched.saw_insert(change, update.new)  # type: ignore[arg-type]
        elif update.op == "UPDATE":
            watched.saw_update(change, update.old, update.new, update.update)  # type: ignore[arg-type]
        else:
            raise AssertionError(f"rows of {watched.name} are deleted by setting deleted_at, never by DELETE")


class _Watched:
    """One synced table, as the hook sees it: which position of a row's values means what."""

    def __init__(self, connection: apsw.Connection, table: Table) -> None:
        self.name = table.name
        names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')]
        self._columns = names
        self._id = names.index("id")
        self._born = names.index("born")
        column = person_column(table.name)
        self._person = names.index(column) if column else None
        self._is_organisation = table.name == "organisation"

    def saw_insert(self, change: Change, new: tuple[Value, ...]) -> None:
        if new[self._born] not in change.stamps:
            raise AssertionError(f"a row of {self.name} was inserted with a stamp that is not its transaction's")
        change.inserted.setdefault(self.name, []).append(new[self._id])
        if self._person is not None:
            change.people.add(new[self._person] or b"")

    def saw_update(
        self, change: Change, old: tuple[Value, ...], new: tuple[Value, ...], changed: tuple[Value, ...]
    ) -> None:
        row_id = old[self._id]
        for place, value in enumerate(changed):
            if value is not apsw.no_change:
                cell = change.cells.setdefault((self.name, row_id, self._columns[place]), [old[place], None])
                cell[1] = value
        if self._person is not None:
            change.people.update((old[self._person] or b"", new[self._person] or b""))
        if self._is_organisation:
            change.organisations.add(row_id)


def new_stamp(connection: apsw.Connection) -> int:
    """A transaction's stamp: above the clock and above what this device gave last. A far stamp from elsewhere wins its
    cell but does not drag our clock along, so only own stamps count, and of a transaction the first."""
    device = devices.own(connection)
    last = connection.execute(
        "SELECT hlc FROM stamp WHERE origin = ?1 AND writer = ?1 ORDER BY seq DESC, n LIMIT 1", (device,)
    ).get
    off = connection.execute("SELECT value FROM local WHERE name = 'clock_off'").get or 0
    cursor = connection.execute(
        "INSERT INTO stamp (space, hlc, writer, origin, seq) VALUES (1, ?, ?, ?, ?) RETURNING n",
        (clock.next_hlc(last or 0, off), device, device, devices.last_seq(connection) + 1),
    )
    return int(cursor.get)


def stamp_above(connection: apsw.Connection, stamp: int, hlc: int) -> int:
    """Another stamp of the same transaction, above `hlc`."""
    cursor = connection.execute(
        "INSERT INTO stamp (space, hlc, writer, origin, seq) "
        "SELECT space, ?, writer, origin, seq FROM stamp WHERE n = ? RETURNING n",
        (hlc + 1, stamp),
    )
    return int(cursor.get)


def stamp_of(connection: apsw.Connection, cell: Cell) -> int:
    """The number of the stamp a cell stands under: its own, or its row's."""
    name, row_id, column = cell
    table = tables()[name]
    own = connection.execute(
        'SELECT stamp FROM cell_stamp WHERE "table" = ? AND id = ? AND "column" = ?',
        (table.number, row_id, table.numbers[column]),
    ).get
    if own is None:
        own = connection.execute(f'SELECT born FROM "{name}" WHERE id = ?', (row_id,)).get
    return int(own)
