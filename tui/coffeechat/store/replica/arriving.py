"""What arrives: cells of other devices take their place here, each where it stands above the one that is here.

A row stands under the stamp it was born with; only cells above that have stamps of their own. So replicas with the same
cells hold them in the same form, in whichever order they came.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from itertools import compress, count, repeat
from typing import Any

import apsw

from coffeechat.store import devices
from coffeechat.store.replica.contents import Content, Group, summed
from coffeechat.store.replica.merged import Merged
from coffeechat.store.replica.parking import Parking
from coffeechat.store.replica.stamps import Order, Stamp, order_of, weight
from coffeechat.store.tables import Table, Value, person_column, tables

Places = tuple[int, ...]  # among the columns of a group
Won = tuple[bytes, Sequence[Value], Sequence[Value]]  # of a row: id, values before, values now


def _compared(
    order: Order, orders: list[Order], theirs: Sequence[Value], ours: Sequence[Value]
) -> tuple[Places, Places]:
    """Where an arriving stamp is above the one here, and where the arriving value stands from now on."""
    places = range(len(orders))
    above = tuple(at for at in places if order > orders[at])
    return above, tuple(at for at in places if (*order, *weight(theirs[at])) > (*orders[at], *weight(ours[at])))


def _only(places: Places, row: Won) -> Won:
    row_id, ours, theirs = row
    return row_id, [ours[at] for at in places], [theirs[at] for at in places]


class Arrival:
    """One batch on its way in. `covered` are the devices whose histories it has."""

    def __init__(self, covered: Iterable[bytes]) -> None:
        self._covered = sorted(covered)
        self.stamps: list[Stamp] = []

    def learn(self, connection: apsw.Connection, content: Content) -> None:
        """Take note of the batch's stamps, which its first frame has."""
        connection.execute(
            "INSERT INTO local VALUES ('schema_seen', ?1) ON CONFLICT (name) DO UPDATE SET value = max(value, ?1)",
            (content.schema,),
        )
        if content.stamps is None:
            return
        ids = [*self._covered, *content.devices]
        numbers = [devices.number_of(connection, device_id) for device_id in ids]
        travelling = content.stamps
        first = 1 + connection.execute("SELECT coalesce(max(n), 0) FROM stamp").get
        places = range(first, first + len(travelling.hlc))
        hlc, seq = summed(travelling.hlc), summed(travelling.seq)
        writers = [numbers[writer] for writer in travelling.writer]
        origins = [numbers[origin] for origin in travelling.origin]
        connection.executemany(
            "INSERT INTO stamp (n, space, hlc, writer, origin, seq) VALUES (?, 1, ?, ?, ?, ?)",
            zip(places, hlc, writers, origins, seq, strict=True),
        )
        self.stamps = list(map(Stamp, hlc, (ids[writer] for writer in travelling.writer), places))


class Merging:
    """Merges groups of cells, inside a transaction."""

    def __init__(self, connection: apsw.Connection, stamps: list[Stamp]) -> None:
        self.change = Merged()
        """What merging changed, as far as the list, the index and the ranks must know."""
        self.lost_slots: list[tuple[bytes, bytes]] = []
        """Slots of texts (id, state) that gave way to others."""
        self._connection = connection
        self._stamps = stamps
        self._tables = {table.number: table for table in tables().values()}
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS arriving (place INTEGER PRIMARY KEY, id BLOB, n INTEGER)")
        self._parking = Parking(connection)

    def take(self, group: Group) -> None:
        stamps = [self._stamps[place] for place in group.stamps]
        ids = group.row_ids()
        table = self._tables.get(group.table)
        if group.is_born:
            self._take_born(table, group, ids, stamps)
        else:
            self._take_changed(table, group, ids, stamps)

    def _take_changed(self, table: Table | None, group: Group, ids: list[bytes], stamps: list[Stamp]) -> None:
        known = sum(column <= len(table.columns) for column in group.columns) if table else 0
        if table and known:
            self._take_known(table, group.columns[:known], ids, stamps, group.values[:known])
        for column, values in zip(group.columns[known:], group.values[known:], strict=True):
            self._parking.take(group.table, column, ids, stamps, values)

    def _take_born(self, table: Table | None, group: Group, ids: list[bytes], stamps: list[Stamp]) -> None:
        if table is None:
            self._parking.take(group.table, 0, ids, stamps, [None] * len(ids))
            known = 0
        else:
            known = sum(column <= len(table.columns) for column in group.columns)
            self.take_rows(
                table,
                [table.columns[number - 1] for number in group.columns[:known]],
                ids,
                stamps,
                group.values[:known],
            )
        for column, values in zip(group.columns[known:], group.values[known:], strict=True):
            self._parking.take_present(group.table, column, ids, stamps, values)

    def take_rows(
        self, table: Table, columns: list[str], ids: list[bytes], stamps: list[Stamp], values: list[list[Value]]
    ) -> None:
        """Rows with the stamp they were born with: new ones come in whole."""
        present = self._present(table, ids)
        if not present:
            self._insert(table, columns, ids, stamps, values)
        else:
            new = [row_id not in present for row_id in ids]
            self._insert(
                table,
                columns,
                list(compress(ids, new)),
                list(compress(stamps, new)),
                [list(compress(cells, new)) for cells in values],
            )
        if self._parking.is_any:
            self._parking.drop(table.number, ids, stamps)
        for at, row_id in enumerate(ids if present else ()):
            if row_id in present:
                cells = {column: cells[at] for column, cells in zip(columns, values, strict=True)}
                self._take_again(table, row_id, stamps[at], cells)

    def _insert(
        self, table: Table, columns: list[str], ids: list[bytes], stamps: list[Stamp], values: list[list[Value]]
    ) -> None:
        names = ", ".join(f'"{name}"' for name in ("id", "born", *columns))
        marks = ", ".join("?" * (len(columns) + 2))
        self._connection.executemany(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',
            zip(ids, (stamp.n for stamp in stamps), *values, strict=True),
        )
        self.change.inserted.setdefault(table.name, []).extend(ids)
        self.change.changes += len(ids)
        owner = person_column(table.name)
        if owner in columns:
            self.change.people.update(person for person in values[columns.index(owner)] if isinstance(person, bytes))
        else:
            self._note_people(table, ids)

    def _present(self, table: Table, ids: list[bytes]) -> set[bytes]:
        """Which of these rows are here; `ids` are sorted."""
        if (
            self._connection.execute(
                f'SELECT 1 FROM "{table.name}" WHERE id BETWEEN ? AND ? LIMIT 1', (ids[0], ids[-1])
            ).get
            is None
        ):
            return set()
        self._fill(ids)
        rows = self._connection.execute(f'SELECT arriving.id FROM arriving CROSS JOIN "{table.name}" AS row USING (id)')
        return {row[0] for row in rows}

    def _take_again(self, table: Table, row_id: bytes, stamp: Stamp, cells: dict[str, Value]) -> None:
        """A row that is here came once more: another one was made under the same id, or it was sent twice."""
        names = ", ".join(f'row."{column}"' for column in table.columns)
        hlc, writer, *values = self._connection.execute(
            f'SELECT hlc, device.id, {names} FROM "{table.name}" AS row JOIN stamp ON stamp.n = born '
            "JOIN device ON device.n = writer WHERE row.id = ?",
            (row_id,),
        ).get
        if stamp.order < (hlc, writer):
            return
        own = self._own_stamps(table, row_id)
        is_same = stamp.order == (hlc, writer)
        won: dict[str, Value] = {}
        for column, ours in zip(table.columns[1:], values[1:], strict=True):
            theirs = cells.get(column)
            order = own.get(column, (hlc, writer))
            stands = order > stamp.order or (order == stamp.order and weight(ours) >= weight(theirs))
            if not stands and ours != theirs:
                won[column] = theirs
            if table.name == "note_slot":
                self._note_lost([column], row_id, [ours], [theirs], () if stands else (0,))
        if not is_same:
            self._connection.execute(f'UPDATE "{table.name}" SET born = ? WHERE id = ?', (stamp.n, row_id))
            for column, order in own.items():
                if order <= stamp.order:
                    self._connection.execute(
                        'DELETE FROM cell_stamp WHERE "table" = ? AND id = ? AND "column" = ?',
                        (table.number, row_id, table.numbers[column]),
                    )
            self._parking.drop(table.number, [row_id], [stamp])
        for column, theirs in won.items():
            self._set(table, [column], [(row_id, [values[table.columns.index(column)]], [theirs])])

    def _own_stamps(self, table: Table, row_id: bytes) -> dict[str, tuple[int, bytes]]:
        rows = self._connection.execute(
            'SELECT "column", hlc, device.id FROM cell_stamp JOIN stamp ON stamp.n = cell_stamp.stamp '
            'JOIN device ON device.n = writer WHERE "table" = ? AND cell_stamp.id = ?',
            (table.number, row_id),
        )
        return {table.columns[column - 1]: (hlc, writer) for column, hlc, writer in rows}

    def take_cells(self, number: int, column: int, ids: list[bytes], stamps: list[Stamp], values: list[Value]) -> None:
        """Cells of one column, each with a stamp of its own."""
        group = Group(number, [column], False, b"", [], [values])
        self._take_changed(self._tables.get(number), group, ids, stamps)

    def _take_known(
        self, table: Table, columns: list[int], ids: list[bytes], stamps: list[Stamp], values: list[list[Value]]
    ) -> None:
        """Some cells of each row, which have one stamp."""
        names = [table.columns[number - 1] for number in columns]
        self._fill(ids, [stamp.n for stamp in stamps])
        present = self._cells(table, names)
        if len(present) < len(ids):
            here = {row[0] for row in present}
            absent = [at for at in range(len(ids)) if at not in here]
            for column, cells in zip(columns, values, strict=True):
                self._parking.take_some(table.number, column, ids, stamps, cells, absent)
        changed = self._changed(table, columns)
        incoming = list(zip(*values, strict=True))
        marked: dict[Places, list[tuple[bytes, int]]] = {}
        won: dict[Places, list[Won]] = {}
        everywhere = tuple(range(len(columns)))
        for place, hlc, writer, *ours in present:
            stamp, theirs, row_id = stamps[place], incoming[place], ids[place]
            above = winning = everywhere
            if stamp.hlc <= hlc or place in changed:
                orders = [changed.get(place, {}).get(column, (hlc, writer)) for column in columns]
                above, winning = _compared(stamp.order, orders, theirs, ours)
            if above:
                marked.setdefault(above, []).append((row_id, stamp.n))
            if winning:
                won.setdefault(winning, []).append((row_id, ours, theirs))
            if table.name == "note_slot":
                self._note_lost(names, row_id, ours, theirs, winning)
        for places, rows in marked.items():
            if len(rows) == len(ids):
                self._mark_all(table, [columns[at] for at in places])
            else:
                self._mark(table, [columns[at] for at in places], rows)
        for places, won_there in won.items():
            rows_won = won_there if places == everywhere else [_only(places, row) for row in won_there]
            self._set(table, [names[at] for at in places], rows_won)

    def _mark(self, table: Table, columns: list[int], rows: list[tuple[bytes, int]]) -> None:
        """These cells stand under these stamps from now on."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO cell_stamp VALUES (?, ?, ?, ?)",
            ((table.number, row_id, column, n) for row_id, n in rows for column in columns),
        )

    def _mark_all(self, table: Table, columns: list[int]) -> None:
        """The same for all arriving rows, as nearly always: 0.09 s for 100,000 cells instead of 0.18."""
        self._connection.execute(
            "INSERT OR REPLACE INTO cell_stamp SELECT ?, id, column1, n FROM arriving "
            f"CROSS JOIN (VALUES {', '.join(f'({column})' for column in columns)})",
            (table.number,),
        )

    def _cells(self, table: Table, names: list[str]) -> list[Any]:
        """Of the arriving rows that are here: place, the stamp they were born with, some cells."""
        columns = ", ".join(f'row."{name}"' for name in names)
        return self._connection.execute(
            f'SELECT arriving.place, hlc, device.id, {columns} FROM arriving CROSS JOIN "{table.name}" AS row '
            "USING (id) CROSS JOIN stamp ON stamp.n = born CROSS JOIN device ON device.n = writer "
            "ORDER BY arriving.place"
        ).fetchall()

    def _changed(self, table: Table, columns: list[int]) -> dict[int, dict[int, Order]]:
        """By place and column, what cells of the arriving rows that were changed before stand under."""
        found: dict[int, dict[int, Order]] = {}
        for place, column, hlc, writer in self._connection.execute(
            'SELECT place, "column", hlc, device.id FROM arriving CROSS JOIN cell_stamp AS own ON "table" = ? '
            f'AND own.id = arriving.id AND "column" IN ({", ".join(map(str, columns))}) '
            "CROSS JOIN stamp ON stamp.n = own.stamp CROSS JOIN device ON device.n = writer",
            (table.number,),
        ):
            found.setdefault(place, {})[column] = hlc, writer
        return found

    def _note_lost(
        self, names: list[str], row_id: bytes, ours: Sequence[Value], theirs: Sequence[Value], winning: Places
    ) -> None:
        """Of two states of a slot the one that gave way."""
        if "state" in names:
            at = names.index("state")
            lost = ours[at] if at in winning else theirs[at]
            if ours[at] != theirs[at] and isinstance(lost, bytes):
                self.lost_slots.append((row_id, lost))

    def _set(self, table: Table, columns: list[str], rows: list[Won]) -> None:
        assigned = ", ".join(f'"{column}" = ?' for column in columns)
        self._connection.executemany(
            f'UPDATE "{table.name}" SET {assigned} WHERE id = ?', ((*theirs, row_id) for row_id, _, theirs in rows)
        )
        different = {row_id: n for row_id, ours, theirs in rows if (n := sum(map(operator.ne, ours, theirs)))}
        ids = list(different)
        self.change.note(table.name, columns, ids, sum(different.values()))
        if (owner := person_column(table.name)) in columns:
            at = columns.index(owner)
            self.change.people.update(ours[at] for _, ours, _ in rows if isinstance(ours[at], bytes))
        self._note_people(table, ids)

    def _note_people(self, table: Table, ids: list[bytes]) -> None:
        """Whose row in the list may look different now."""
        people, organisations = self.change.people, self.change.organisations
        if table.name == "person":
            people.update(ids)
        elif (sql := _PEOPLE.get(table.name) or _person_sql(table.name)) and ids:
            self._fill(ids)
            people.update(row[0] for row in self._connection.execute(sql) if isinstance(row[0], bytes))
        elif table.name == "organisation" and ids:
            self._fill(ids)
            organisations.update(
                row[0]
                for row in self._connection.execute(
                    "SELECT DISTINCT arriving.id FROM arriving CROSS JOIN position ON organisation_id = arriving.id"
                )
            )

    def _fill(self, ids: list[bytes], stamps: Iterable[int | None] = repeat(None)) -> None:
        self._connection.execute("DELETE FROM arriving")
        self._connection.executemany("INSERT INTO arriving VALUES (?, ?, ?)", zip(count(), ids, stamps, strict=False))

    def settle_parked(self) -> None:
        """Put parked cells where they belong, now that their row has arrived or this version knows their column."""
        if self._parking.is_any:
            for table in self._parking.tables():
                for row_id, column, n, value in self._parking.ready(table):
                    self._unpark(table, row_id, column, n, value)

    def _unpark(self, table: Table, row_id: bytes, column: int, n: int, value: Value) -> None:
        self._connection.execute(
            'DELETE FROM parked WHERE "table" = ? AND id = ? AND "column" = ?', (table.number, row_id, column)
        )
        stamp = Stamp(*order_of(self._connection, n), n)
        if column:
            self.take_cells(table.number, column, [row_id], [stamp], [value])
        else:
            self.take_rows(table, [], [row_id], [stamp], [])


_PEOPLE: dict[str, str] = {
    "tag": "SELECT DISTINCT person_id FROM arriving CROSS JOIN tagging ON tag_id = arriving.id",
}
"""People whose row in the list shows something of a row that is not theirs."""


def _person_sql(name: str) -> str | None:
    column = person_column(name)
    return column and f'SELECT DISTINCT "{column}" FROM arriving CROSS JOIN "{name}" AS row USING (id)'
