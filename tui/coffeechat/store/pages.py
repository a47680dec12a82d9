"""Pages of the list of people, by position and in any order, at a bounded cost (100,000 people: under 4 ms)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import apsw
from msgspec import Struct

from coffeechat.store import search

Order = Literal["name", "organisation", "contacted", "crystal", "research"]

_ORDERS: dict[str, tuple[str, tuple[tuple[str, bool], ...]]] = {
    # table, then (column, descending) as its index has them
    "name": ("listing", (("name_key", False), ("n", False))),
    "organisation": ("listing", (("organisation_key", False), ("name_key", False), ("n", False))),
    "contacted": ("listing", (("contacted", True), ("name_key", False), ("n", False))),
    "crystal": ("rank", (("crystal", True), ("name_key", False), ("n", False))),
    "research": ("rank", (("research", True), ("name_key", False), ("n", False))),
}


_AT_ONCE = 1_000  # rows asked for in one statement


class Line(Struct, frozen=True):
    """A person as the list shows them. Scores are 0-100, None while there is no target."""

    n: int
    id: bytes
    name: str
    title: str | None
    organisation: str | None
    contacted: str | None
    tags: str | None
    crystal: float | None
    research: float | None


class People:
    """The list in one order, narrowed by what was typed; counts and pages are cheap enough for the key's own frame."""

    def __init__(
        self, connection: apsw.Connection, order: Order = "name", is_reversed: bool = False, text: str = ""
    ) -> None:
        self._connection = connection
        self._table, columns = _ORDERS[order]
        self._columns = tuple((name, descending != is_reversed) for name, descending in columns)
        self.is_capped = False
        self._found: list[int] | None = None
        if text.strip():
            found = search.people(connection, text)
            self.is_capped = found.is_capped
            self._found = self._sorted(found.numbers)
        self._count = self._counted()

    def count(self) -> int:
        return self._count

    def numbers(self, offset: int, limit: int | None = None) -> Sequence[int]:
        """Listing numbers from `offset` on (all, without a limit); read from whichever end of the index is nearer."""
        rest = self._count - offset
        limit = max(0, rest if limit is None else min(limit, rest))
        if self._found is not None:
            return self._found[offset : offset + limit]
        from_end = self._count - offset - limit
        is_back = from_end < offset
        rows = self._connection.execute(
            f"SELECT n FROM {self._table} ORDER BY {self._order(is_back)} LIMIT ? OFFSET ?",
            (limit, from_end if is_back else offset),
        )
        numbers = [row[0] for row in rows]
        return numbers[::-1] if is_back else numbers

    def lines(self, offset: int, limit: int) -> list[Line]:
        return lines(self._connection, self.numbers(offset, limit))

    def position(self, n: int) -> int | None:
        """Where a person stands in this order, or None if not in the list."""
        if self._found is not None:
            return self._found.index(n) if n in self._found else None
        columns = ", ".join(name for name, _ in self._columns)
        values = self._connection.execute(f"SELECT {columns} FROM {self._table} WHERE n = ?", (n,)).fetchone()
        if values is None:
            return None
        before, bindings = _standing_before(self._columns, values)
        return int(self._connection.execute(f"SELECT count(*) FROM {self._table} WHERE {before}", bindings).get)

    def ids(self) -> list[bytes]:
        """Everybody in the list: for marking all. Unbounded, so for an action, not for a frame."""
        if self._found is not None:
            return [line.id for line in lines(self._connection, self._found)]
        return [row[0] for row in self._connection.execute("SELECT id FROM listing")]

    def _counted(self) -> int:
        if self._found is not None:
            return len(self._found)
        return int(self._connection.execute(f"SELECT count(*) FROM {self._table}").get)

    def _sorted(self, numbers: Sequence[int]) -> list[int]:
        marks = ", ".join("?" * len(numbers))
        sql = f"SELECT n FROM {self._table} WHERE n IN ({marks}) ORDER BY {self._order(False)}"
        ordered = [row[0] for row in self._connection.execute(sql, tuple(numbers))]
        return ordered if len(ordered) == len(numbers) else [*ordered, *sorted(set(numbers) - set(ordered))]

    def _order(self, is_back: bool) -> str:
        return ", ".join(f"{name} {'DESC' if descending != is_back else 'ASC'}" for name, descending in self._columns)


def is_empty(connection: apsw.Connection) -> bool:
    """Whether there is nobody yet."""
    return not connection.execute("SELECT EXISTS (SELECT 1 FROM listing)").get


def everybody(connection: apsw.Connection) -> int:
    """How many people there are."""
    return int(connection.execute("SELECT count(*) FROM listing").get)


def lines(connection: apsw.Connection, numbers: Sequence[int]) -> list[Line]:
    """The rows of these people, in this order."""
    return [
        line
        for start in range(0, len(numbers), _AT_ONCE)
        for line in _lines(connection, numbers[start : start + _AT_ONCE])
    ]


def _lines(connection: apsw.Connection, numbers: Sequence[int]) -> list[Line]:
    marks = ", ".join("?" * len(numbers))
    rows = connection.execute(
        "SELECT n, id, name, title, organisation, contacted, tags, crystal, research "
        f"FROM listing LEFT JOIN rank USING (n) WHERE n IN ({marks})",
        tuple(numbers),
    )
    found = {row[0]: Line(*row) for row in rows}
    return [found[n] for n in numbers if n in found]


def line_of(connection: apsw.Connection, person_id: bytes) -> Line | None:
    n = connection.execute("SELECT n FROM listing WHERE id = ?", (person_id,)).get
    return next(iter(lines(connection, [n])), None) if n is not None else None


def _standing_before(columns: tuple[tuple[str, bool], ...], values: tuple[object, ...]) -> tuple[str, list[object]]:
    """SQL for "comes before this row"; NULL sorts lowest, as in the index."""
    alternatives: list[str] = []
    bindings: list[object] = []
    for place, (name, descending) in enumerate(columns):
        equal = " AND ".join(f"{earlier} IS ?" for earlier, _ in columns[:place])
        bindings += values[:place]
        if descending:
            step = f"{name} IS NOT NULL" if values[place] is None else f"{name} > ?"
        else:
            step = "FALSE" if values[place] is None else f"({name} < ? OR {name} IS NULL)"
        if values[place] is not None:
            bindings.append(values[place])
        alternatives.append(f"({equal} AND {step})" if equal else step)
    return " OR ".join(alternatives), bindings
