"""Long texts and the slots they are merged from: whatever changes a text is written into this device's slot, and
whatever changes a slot is shown in the text. The text itself has no stamp and does not travel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import apsw
import msgspec

from coffeechat.store import clock, devices, shared_text, tables
from coffeechat.store.capture import Change, stamp_above, stamp_of
from coffeechat.store.shared_text import CARRY, SEED, Slot
from coffeechat.store.tables import Table, Value
from coffeechat.store.text_edits import combined

TABLE = "note_slot"
Place = tuple[str, bytes, str]  # table, row id, column of a text


def follow(connection: apsw.Connection, change: Change, client: int) -> None:
    """Bring slots and texts in step, at the end of a transaction that is still being captured."""
    refresh(connection, change, touched(connection, change))
    born = {row_id for ids in change.inserted.values() for row_id in ids}
    for (name, row_id, column), (before, after) in list(change.cells.items()):
        if column in tables.notes(name) and row_id not in born and (name, row_id, column) not in change.stamped:
            _write(connection, change, (name, row_id, column), before or "", after or "", client)


def _write(connection: apsw.Connection, change: Change, place: Place, before: Value, after: Value, client: int) -> None:
    slots = of(connection, place)
    if before == after or (slots and shared_text.read(slots) == after):
        return
    device = devices.id_of(connection, devices.own(connection))
    for slot in shared_text.write(slots, after, client, device, before):
        put(connection, place, slot, change.stamp, change.at)


def put(connection: apsw.Connection, place: Place, slot: Slot, stamp: int, at: str) -> None:
    number, row_id, column = _numbered(place)
    connection.execute(
        "INSERT INTO note_slot (id, born, created_at, source, of_table, of_id, of_column, generation, device, state) "
        "VALUES (?, ?, ?, 'manual', ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state",
        (id_of(place, slot), stamp, at, number, row_id, column, slot.generation, slot.device, slot.state),
    )


def store_own(connection: apsw.Connection, place: Place, slot: Slot, stamp: int) -> None:
    """Store a slot outside of any captured change, under a stamp of this device."""
    slot_id = id_of(place, slot)
    is_new = connection.execute("SELECT 1 FROM note_slot WHERE id = ?", (slot_id,)).get is None
    put(connection, place, slot, stamp, clock.instant(clock.now()))
    if not is_new:
        hlc = "SELECT hlc FROM stamp WHERE n = ?"
        last = connection.execute(hlc, (stamp_of(connection, (TABLE, slot_id, "state")),)).get
        if last >= connection.execute(hlc, (stamp,)).get:
            stamp = stamp_above(connection, stamp, last)
        table = tables.tables()[TABLE]
        connection.execute(
            "INSERT OR REPLACE INTO cell_stamp VALUES (?, ?, ?, ?)",
            (table.number, slot_id, table.numbers["state"], stamp),
        )


def id_of(place: Place, slot: Slot) -> bytes:
    """The same on every device, so that what two of them make alike is one row."""
    alike = slot.state if slot.device in (SEED, CARRY) else b""
    packed = msgspec.msgpack.encode((*_numbered(place), slot.generation, slot.device, alike))
    return hashlib.blake2b(packed, digest_size=16).digest()


def of(connection: apsw.Connection, place: Place) -> list[Slot]:
    rows = connection.execute(
        "SELECT generation, device, state FROM note_slot WHERE of_table = ? AND of_id = ? AND of_column = ? "
        "AND generation IS NOT NULL AND device IS NOT NULL AND state IS NOT NULL ORDER BY id",
        _numbered(place),
    )
    return [Slot(*row) for row in rows]


def touched(connection: apsw.Connection, change: Change) -> set[Place]:
    """Texts whose slots a change brought or altered, and texts of rows that came after their slots."""
    places: set[Place] = set()
    for slot_id in change.rows().get(TABLE, ()):
        place = place_of(connection, slot_id)
        if place:
            places.add(place)
    arrived = {(name, row_id) for name, ids in change.inserted.items() if tables.notes(name) for row_id in ids}
    arrived |= {(name, row_id) for name, row_id, column in change.stamped if column in tables.notes(name)}
    if arrived and connection.execute("SELECT EXISTS (SELECT 1 FROM note_slot)").get:
        for name, row_id in arrived:
            columns = connection.execute(
                "SELECT DISTINCT of_column FROM note_slot WHERE of_id = ? AND of_table = ?",
                (row_id, tables.tables()[name].number),
            )
            places.update((name, row_id, tables.tables()[name].columns[column - 1]) for (column,) in columns)
    return places


def place_of(connection: apsw.Connection, slot_id: bytes) -> Place | None:
    """Which text a slot belongs to; None if this version does not know it."""
    return _named(*connection.execute("SELECT of_table, of_id, of_column FROM note_slot WHERE id = ?", (slot_id,)).get)


def _named(number: Value, row_id: Value, column: Value) -> Place | None:
    for table in tables.tables().values():
        if table.number == number and column and column <= len(table.columns):
            return table.name, row_id, table.columns[column - 1]
    return None


def refresh(connection: apsw.Connection, change: Change, places: Iterable[Place]) -> None:
    """Show in the texts what their slots say."""
    for place in places:
        name, row_id, column = place
        before = connection.execute(f'SELECT "{column}" FROM "{name}" WHERE id = ?', (row_id,)).get
        after = shared_text.read(of(connection, place)) or None
        if before != after:
            connection.execute(f'UPDATE "{name}" SET "{column}" = ? WHERE id = ?', (after, row_id))
            change.cells.setdefault(place, [before, None])[1] = after
            if owner := tables.person_column(name):
                person = connection.execute(f'SELECT "{owner}" FROM "{name}" WHERE id = ?', (row_id,)).get
                change.people.add(person or b"")


def differing(connection: apsw.Connection) -> Iterator[tuple[Place, str | None]]:
    """Texts that do not say what their slots say, each with what those do say; None if that can't be read."""
    places = connection.execute("SELECT DISTINCT of_table, of_id, of_column FROM note_slot").fetchall()
    for place in filter(None, (_named(*numbers) for numbers in places)):
        name, row_id, column = place
        row = connection.execute(f'SELECT "{column}" FROM "{name}" WHERE id = ?', (row_id,)).fetchone()
        if row is None:
            continue  # it has not come yet
        try:
            said = shared_text.read(of(connection, place))
        except ValueError:
            yield place, None
            continue
        if said != (row[0] or ""):
            yield place, said


def take_back(
    connection: apsw.Connection, table: Table, row_id: bytes, column: str, expected: Value, wanted: Value
) -> None:
    """Undo an edit of a text by one more edit: what others have written since stays."""
    current = connection.execute(f'SELECT "{column}" FROM "{table.name}" WHERE id = ?', (row_id,)).get
    text = combined(expected or "", wanted or "", current or "")
    connection.execute(f'UPDATE "{table.name}" SET "{column}" = ? WHERE id = ?', (text or None, row_id))


def _numbered(place: Place) -> tuple[int, bytes, int]:
    name, row_id, column = place
    table = tables.tables()[name]
    return table.number, row_id, table.numbers[column]
