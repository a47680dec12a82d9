"""Is the file healthy? SQLite's own checks, the law of stamps, and whether what follows from other things agrees with
them: long texts, the list, the search index."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import apsw
from msgspec import Struct

from coffeechat.store import listing, note_slots
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
        ("long texts say what was written in them", _texts),
        ("the list of people agrees with the people", _listing),
        ("the search index agrees with the list", _search),
    )
    return [Finding(name, tuple(check(store.connection))) for name, check in checks]


def mend(store: Store) -> None:
    """Show in long texts what was written in them, as an action that can be undone, since what a text says besides is
    nowhere else; then make the list and the search index anew."""
    with store.change("mend long texts"):
        for (name, row_id, column), said in list(note_slots.differing(store.connection)):
            if said is not None:
                store.connection.execute(f'UPDATE "{name}" SET "{column}" = ? WHERE id = ?', (said or None, row_id))
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


def _texts(connection: apsw.Connection) -> Iterator[str]:
    found = [said for _, said in note_slots.differing(connection)]
    if unreadable := found.count(None):
        yield f"{unreadable} long texts can't be put together any more; they still say what they said last"
    if differing := len(found) - unreadable:
        yield f"{differing} long texts do not say what was written in them; --mend puts that right"


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
