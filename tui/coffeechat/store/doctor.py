"""Is the file healthy? SQLite's own checks, the law of stamps, and whether list and index say what the tables say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import apsw
from msgspec import Struct

from coffeechat.store import listing
from coffeechat.store.store import Store
from coffeechat.store.tables import tables


class Finding(Struct, frozen=True):
    """One check: what was looked at, and what is wrong (empty: nothing)."""

    check: str
    wrong: tuple[str, ...] = ()


def examine(store: Store) -> list[Finding]:
    """Run every check; changes nothing."""
    checks: tuple[tuple[str, Callable[[apsw.Connection], Iterator[str]]], ...] = (
        ("the file's pages", _pages),
        ("every row has a stamp", _stamps),
        ("every undo entry has a stamp", _journal),
        ("the list of people agrees with the people", _listing),
        ("the search index agrees with the list", _search),
    )
    return [Finding(name, tuple(check(store.connection))) for name, check in checks]


def mend(store: Store) -> None:
    """Make the list and the search index anew."""
    with store.local_change():
        listing.rebuild(store.connection)


def _pages(connection: apsw.Connection) -> Iterator[str]:
    for row in connection.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield str(row[0])


def _stamps(connection: apsw.Connection) -> Iterator[str]:
    for name in tables():
        lost = connection.execute(f'SELECT count(*) FROM "{name}" WHERE born NOT IN (SELECT n FROM stamp)').get
        if lost:
            yield f"{lost} rows of {name} have no stamp"
    lost = connection.execute("SELECT count(*) FROM cell_stamp WHERE stamp NOT IN (SELECT n FROM stamp)").get
    if lost:
        yield f"{lost} changed cells have no stamp"


def _journal(connection: apsw.Connection) -> Iterator[str]:
    lost = connection.execute("SELECT count(*) FROM action WHERE done NOT IN (SELECT n FROM stamp)").get
    if lost:
        yield f"{lost} undo entries have no stamp"


def _listing(connection: apsw.Connection) -> Iterator[str]:
    missing, surplus = connection.execute(
        "SELECT (SELECT count(*) FROM person WHERE deleted_at IS NULL AND id NOT IN (SELECT id FROM listing)), "
        "(SELECT count(*) FROM listing WHERE id NOT IN (SELECT id FROM person WHERE deleted_at IS NULL))"
    ).get
    if missing or surplus:
        yield f"{missing} people are missing from the list, {surplus} are there too many; --mend makes it anew"


def _search(connection: apsw.Connection) -> Iterator[str]:
    listed, indexed = connection.execute(
        "SELECT (SELECT count(*) FROM listing), (SELECT count(*) FROM search_docsize WHERE id > 0)"
    ).get
    if listed != indexed:
        yield f"{indexed} people are in the search index, {listed} in the list; --mend makes it anew"
