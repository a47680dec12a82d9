"""One frame of a batch merged into the file: one transaction, past the user's undo, with the list, the index and the
ranks brought up to date once."""

from __future__ import annotations

import apsw

from coffeechat.store import listing
from coffeechat.store.capture import Change
from coffeechat.store.replica.arriving import Arrival, Merging
from coffeechat.store.replica.contents import Content
from coffeechat.store.store import Store


def merge(store: Store, arrival: Arrival, content: Content) -> int:
    """Take in one frame; the first of a batch brings the stamps of all. Returns how many rows and cells changed."""
    with store.local_change():
        arrival.learn(store.connection, content)
        merging = Merging(store.connection, arrival.stamps)
        for group in content.groups:
            merging.take(group)
        merging.settle_parked()
        _follow(store.connection, merging.change)
    return sum(map(len, merging.change.inserted.values())) + len(merging.change.cells)


def settle_parked(store: Store) -> None:
    """After an upgrade: what had no place before may have one now."""
    with store.local_change():
        merging = Merging(store.connection, [])
        merging.settle_parked()
        _follow(store.connection, merging.change)


def _follow(connection: apsw.Connection, change: Change) -> None:
    if not change.is_empty:
        from coffeechat.store import ranks

        listing.refresh(connection, change)
        ranks.follow(connection, change)
