"""Two entries for one person made into one, with nothing dropped and one undo."""

from __future__ import annotations

import apsw

from coffeechat.method.folding import fold
from coffeechat.records import ContactPoint, ImportRow, NotSame, Person, PersonTarget, Position, Tagging
from coffeechat.store import clock, tables
from coffeechat.store.capture import Change
from coffeechat.store.people import display_name
from coffeechat.store.store import Store
from coffeechat.store.tables import Value

NOTES = ("interest", "how_we_met", "about", "card")
"""Texts of both are kept, one below the other."""

_OWN = ("id", "created_at", "source", "deleted_at", "merged_into")


def merge(store: Store, kept_id: bytes, merged_id: bytes) -> None:
    """Move everything of `merged_id` to `kept_id`. Where both have a value the kept person's stands, and the other's
    goes to the notes. Importing the other one's source again finds the kept person."""
    kept, merged = _person(store.connection, kept_id), _person(store.connection, merged_id)
    with store.change(f"merge {display_name(merged)} into {display_name(kept)}", kind="merge") as change:
        cells = _filled(kept, merged)
        if cells:
            store.update(Person, kept_id, **cells)
        for name, column in tables.person_references():
            store.connection.execute(
                f'UPDATE "{name}" SET "{column}" = ? WHERE "{column}" = ? AND deleted_at IS NULL',
                (kept_id, merged_id),
            )
        _drop_doubles(store, change, kept_id)
        store.update(Person, merged_id, deleted_at=change.at, merged_into=kept_id)


def declare_different(store: Store, one_id: bytes, other_id: bytes) -> None:
    """These two look alike and are not the same; the pair is not proposed again."""
    one, other = (display_name(_person(store.connection, row_id)) for row_id in (one_id, other_id))
    with store.change(f"{one} and {other} are two people") as change:
        row = NotSame(
            id=clock.new_id(),
            created_at=change.at,
            one_id=min(one_id, other_id),
            other_id=max(one_id, other_id),
        )
        store.insert(change, row)


def declared_different(connection: apsw.Connection) -> set[tuple[bytes, bytes]]:
    """Pairs, the lower id first."""
    rows = tables.select(connection, NotSame)
    return {(row.one_id, row.other_id) for row in rows if row.one_id and row.other_id}


def _person(connection: apsw.Connection, person_id: bytes) -> Person:
    person = tables.get(connection, Person, person_id)
    assert person is not None, "the screen offers people that exist"
    return person


def _filled(kept: Person, merged: Person) -> dict[str, Value]:
    """The kept person's cells after taking over what it lacks."""
    cells: dict[str, Value] = {}
    for name in Person.__struct_fields__:
        ours, theirs = getattr(kept, name), getattr(merged, name)
        if name in _OWN or theirs is None or theirs == ours:
            continue
        if ours is None:
            cells[name] = theirs
        elif name in NOTES:
            cells[name] = f"{ours}\n\n{theirs}"
    return _with_other_values(kept, merged, cells)


def _with_other_values(kept: Person, merged: Person, cells: dict[str, Value]) -> dict[str, Value]:
    """What had to give way is written into the notes, so that nothing is dropped."""
    lost = {
        name: getattr(merged, name)
        for name in ("display", "nickname", "birthday", "known_since", "tie")
        if name not in cells and getattr(merged, name) not in (None, getattr(kept, name))
    }
    if "display" in lost and "nickname" not in cells and kept.nickname is None:
        cells["nickname"] = lost.pop("display")
    if lost:
        also = "Also: " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in lost.items())
        about = cells.get("about", kept.about)
        cells["about"] = f"{about}\n\n{also}" if about else also
    return cells


def _drop_doubles(store: Store, change: Change, kept_id: bytes) -> None:
    """The same address, job, tag or source row of both need stand only once."""
    for record, same in (
        (ContactPoint, lambda row: (row.kind, fold(row.value or ""))),
        (Position, lambda row: (fold(row.title or ""), row.organisation_id, row.until)),
        (Tagging, lambda row: row.tag_id),
        (PersonTarget, lambda row: row.target_id),
        (ImportRow, lambda row: row.key or row.id),
    ):
        seen = set()
        for row in tables.select(store.connection, record, "person_id = ?", (kept_id,)):
            if same(row) in seen:
                store.delete(change, record, row.id)
            seen.add(same(row))
