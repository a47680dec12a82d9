"""Two entries for one person made into one, with nothing dropped and one undo."""

from __future__ import annotations

from collections.abc import Sequence

import apsw
import msgspec

from coffeechat.errors import CoffeechatError
from coffeechat.method.folding import fold
from coffeechat.records import ContactPoint, ImportRow, NotSame, Person, PersonTarget, Position, Row, Tagging
from coffeechat.store import clock, tables
from coffeechat.store.capture import Change
from coffeechat.store.people import display_name
from coffeechat.store.store import Store
from coffeechat.store.tables import Value

NOTES = ("interest", "how_we_met", "about", "card", "reason")
"""Texts of both are kept, one below the other."""

_OWN = ("id", "created_at", "source", "deleted_at", "merged_into")


def merge(store: Store, kept_id: bytes, merged_id: bytes) -> None:
    """Move everything of `merged_id` to `kept_id`. Where both have a value the kept person's stands, and the other's
    goes to the notes. Importing the other one's source again finds the kept person."""
    kept, merged = _person(store.connection, kept_id), _person(store.connection, merged_id)
    with store.change(f"merge {display_name(merged)} into {display_name(kept)}", kind="merge") as change:
        _merge(store, change, kept, merged)


def merge_pairs(store: Store, pairs: Sequence[tuple[bytes, bytes]]) -> None:
    """The second of each pair into its first, as one action. A person may stand in several pairs: who was merged
    already is found in whoever kept them."""
    if len(pairs) == 1:
        merge(store, *pairs[0])
        return
    kept: dict[bytes, bytes] = {}
    with store.change(f"merge {len(pairs):,} pairs", kind="merge") as change:
        for pair in pairs:
            one, other = (_keeper(kept, row_id) for row_id in pair)
            if one != other:
                _merge(store, change, _person(store.connection, one), _person(store.connection, other))
                kept[other] = one


def _keeper(kept: dict[bytes, bytes], row_id: bytes) -> bytes:
    while row_id in kept:
        row_id = kept[row_id]
    return row_id


def _merge(store: Store, change: Change, kept: Person, merged: Person) -> None:
    cells = _with_other_values(kept, merged, _filled(kept, merged))
    if cells:
        store.update(Person, kept.id, **cells)
    for name, column in tables.person_references():
        store.connection.execute(
            f'UPDATE "{name}" SET "{column}" = ? WHERE "{column}" = ? AND deleted_at IS NULL', (kept.id, merged.id)
        )
    _drop_doubles(store, change, kept.id)
    store.update(Person, merged.id, deleted_at=change.at, merged_into=kept.id)


def tell_apart(store: Store, pairs: Sequence[tuple[bytes, bytes]]) -> None:
    """The two of each pair look alike and are not the same: they are not proposed again. One action."""
    one, other = (display_name(_person(store.connection, row_id)) for row_id in pairs[0])
    label = f"{one} and {other} are two people" if len(pairs) == 1 else f"{len(pairs):,} pairs are two people each"
    with store.change(label) as change:
        for pair in pairs:
            row = NotSame(id=clock.new_id(), created_at=change.at, one_id=min(pair), other_id=max(pair))
            store.insert(change, row)


def declared_different(connection: apsw.Connection) -> set[tuple[bytes, bytes]]:
    """Pairs, the lower id first; after a merge a row may hold them the other way round."""
    rows = tables.select(connection, NotSame)
    pairs = ((row.one_id, row.other_id) for row in rows if row.one_id and row.other_id)
    return {(min(pair), max(pair)) for pair in pairs}


def _person(connection: apsw.Connection, person_id: bytes) -> Person:
    person = tables.get(connection, Person, person_id)
    if person is None:
        raise PersonGone
    return person


class PersonGone(CoffeechatError):
    """Somebody who was marked is not there any more."""

    def __init__(self) -> None:
        super().__init__("One of these people is not on the list any more, so nothing was merged. Mark them anew.")


def _filled(kept: Row, other: Row) -> dict[str, Value]:
    """The cells of the row that stays, after taking over what it lacks."""
    cells: dict[str, Value] = {}
    for name in kept.__struct_fields__:
        ours, theirs = getattr(kept, name), getattr(other, name)
        if name in _OWN or theirs is None or theirs == ours:
            continue
        if ours is None or name == "do_not_contact":  # a wish to be left alone outlives a merge
            cells[name] = ours or theirs
        elif name in NOTES:
            cells[name] = f"{ours}\n\n{theirs}"
    return cells


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
    """The same address, job, tag or source row of both need stand only once, with what either says beside it."""
    for record, same in (
        (ContactPoint, lambda row: (row.kind, fold(row.value or ""))),
        (Position, lambda row: (fold(row.title or ""), row.organisation_id, row.until)),
        (Tagging, lambda row: row.tag_id),
        (PersonTarget, lambda row: row.target_id),
        (ImportRow, lambda row: row.key or row.id),
    ):
        first: dict[object, Row] = {}
        for row in tables.select(store.connection, record, "person_id = ?", (kept_id,)):
            kept = first.setdefault(same(row), row)
            if kept is not row:
                store.delete(change, record, row.id)
                if cells := _filled(kept, row):
                    store.update(record, kept.id, **cells)
                    first[same(row)] = msgspec.structs.replace(kept, **cells)
