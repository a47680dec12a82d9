"""Stamps that nothing stands under any more are let go, so that the file grows with what lives."""

from __future__ import annotations

from coffeechat.store.replica import history
from coffeechat.store.store import Store
from coffeechat.store.tables import tables


def tidy(store: Store) -> None:
    """Only such as every boundary already covers: the others are still to be sent, or say how
    far this device's numbers have come."""
    connection = store.connection
    used = " UNION ALL ".join(
        (
            *(f'SELECT born FROM "{name}"' for name in tables()),
            "SELECT stamp FROM cell_stamp",
            "SELECT stamp FROM parked",
            "SELECT made FROM action",
            "SELECT done FROM action",
            "SELECT undone FROM action WHERE undone IS NOT NULL",
            "SELECT max(n) FROM stamp",  # the next number must be a new one
        )
    )
    with store.local_change():
        connection.executemany(
            f"DELETE FROM stamp WHERE origin = (SELECT n FROM device WHERE id = ?) AND seq <= ? AND n NOT IN ({used})",
            ((device, seq) for device, (seq, _) in history.heads(connection).items()),
        )
