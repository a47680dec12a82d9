"""What a fetch brings merged into the file, frame by frame: one transaction each, past the user's undo; then the list,
the index and the ranks brought up to date."""

from __future__ import annotations

from typing import Any

import apsw

from coffeechat.store import devices, listing, note_slots, settings, shared_text
from coffeechat.store.bulk import without_collecting
from coffeechat.store.capture import Change, new_stamp
from coffeechat.store.replica import digest
from coffeechat.store.replica.arriving import Arrival, Merging
from coffeechat.store.replica.contents import Content
from coffeechat.store.replica.merged import Merged
from coffeechat.store.shared_text import Slot
from coffeechat.store.store import Store

AT_ONCE = 200
"""People of one frame who are listed with it: 10 ms. What somebody does elsewhere shows whole, and at once."""

_BEHIND = "list_behind"


class Intake:
    """What one fetch brings. The list, the index and the ranks follow in the frame's own transaction if it touches few
    people, else once at the end: of 20,000 people with five changed columns each is listed once, not six times, which
    takes 0.3 s instead of 2."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._behind = Merged()
        """What is merged and not listed yet."""

    def take(self, arrival: Arrival, content: Content) -> int:
        """Merge one frame; the first of a batch brings the stamps of all. Returns how many rows and cells changed."""
        connection = self._store.connection
        with without_collecting(), self._store.local_change():
            arrival.learn(connection, content)
            merging = Merging(connection, arrival.stamps)
            for group in content.groups:
                merging.take(group)
            merging.settle_parked()
            connection.executemany("INSERT INTO lost_slot VALUES (?, ?)", merging.lost_slots)
            change = merging.change
            note_slots.refresh(connection, change, note_slots.touched(connection, change))
            if len(change.people) <= AT_ONCE and self._behind.is_empty:
                _list(connection, change)
            else:
                settings.put_local(self._store, _BEHIND, 1)
                self._behind.add(change)
        return change.changes

    def finish(self) -> None:
        """List what is not listed yet."""
        if not self._behind.is_empty:
            with without_collecting(), self._store.local_change():
                _list(self._store.connection, self._behind)
                settings.drop_local(self._store, _BEHIND)
            self._behind = Merged()


def catch_up(store: Store) -> None:
    """A process that ended in the middle of a fetch has left people out of the list: make it anew."""
    if settings.local(store.connection, _BEHIND):
        with store.local_change():
            listing.rebuild(store.connection)
            settings.drop_local(store, _BEHIND)


def settle_parked(store: Store) -> None:
    """After an upgrade: what had no place before may have one now."""
    if not store.connection.execute("SELECT EXISTS (SELECT 1 FROM parked)").get:
        return
    with store.local_change():
        merging = Merging(store.connection, [])
        merging.settle_parked()
        digest.forget(store.connection)  # their stamps are old, so nothing else would show that rows have changed
        _follow(store.connection, merging.change)


def rescue(store: Store) -> None:
    """Once all batches are in: a slot has one writer, but two copies of one file were one device until they noticed.
    What one of them wrote and no slot has any more goes into a slot of this device, so that no word is lost."""
    connection = store.connection
    lost: list[Any] = connection.execute("SELECT id, state FROM lost_slot ORDER BY id, state").fetchall()
    if lost:
        with store.local_change():
            change = Change(0, "")
            for slot_id, state in lost:
                _rescue(connection, change, slot_id, state)
            connection.execute("DELETE FROM lost_slot")
            _follow(connection, change)


def _rescue(connection: apsw.Connection, change: Change, slot_id: bytes, state: bytes) -> None:
    place = note_slots.place_of(connection, slot_id)
    generation = connection.execute("SELECT generation FROM note_slot WHERE id = ?", (slot_id,)).get
    if place is None or generation is None:
        return
    slots = [slot for slot in note_slots.of(connection, place) if slot.generation == generation]
    if shared_text.adds(slots, state):
        device = devices.id_of(connection, devices.own(connection))
        own = [slot.state for slot in slots if slot.device == device]
        rescued = Slot(generation, device, shared_text.merged([*own, state]))
        note_slots.store_own(connection, place, rescued, new_stamp(connection))
        change.inserted.setdefault(note_slots.TABLE, []).append(note_slots.id_of(place, rescued))


def _follow(connection: apsw.Connection, change: Change) -> None:
    note_slots.refresh(connection, change, note_slots.touched(connection, change))
    _list(connection, change)


def _list(connection: apsw.Connection, change: Change) -> None:
    if not change.is_empty:
        from coffeechat.store import ranks

        listing.refresh(connection, change)
        ranks.follow(connection, change)
