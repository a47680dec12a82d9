"""Re-homing: what is held of a history that can't go on travels by this device's own from now on.

Only how a cell travels changes, (origin, seq); who wrote it when, and so which value wins, stays.
"""

from __future__ import annotations

import apsw

from coffeechat.store import devices
from coffeechat.store.replica import history, outbox
from coffeechat.store.replica.history import Boundary


def adopt(connection: apsw.Connection, device: int, after: int) -> None:
    """Make what is held of `device` past `after` this device's own."""
    connection.execute(
        "UPDATE stamp SET origin = ?, seq = ? WHERE origin = ? AND seq > ?",
        (devices.own(connection), devices.last_seq(connection) + 1, device, after),
    )


def adopt_strays(connection: apsw.Connection) -> None:
    """Adopt what is held of others past the last boundary known of them: it came with a fetch that was broken off,
    and the relay no longer has it."""
    mine = devices.own(connection)
    for device in devices.known(connection).values():
        if device == mine:
            continue
        after = history.head(connection, device)[0]
        if connection.execute("SELECT 1 FROM stamp WHERE origin = ? AND seq > ? LIMIT 1", (device, after)).get:
            adopt(connection, device, after)


def become_new(connection: apsw.Connection, common: Boundary) -> None:
    """Somebody else goes on with this device's history past `common` (the file was copied, or is an older one):
    take a new id, and take along what the others have not got."""
    old = devices.own(connection)
    devices.become_new(connection)
    adopt(connection, old, common[0])
    history.cut(connection, old, common[0])
    outbox.clear(connection)


def rehome_everything(connection: apsw.Connection) -> None:
    """Send all that is here anew, by this device's history: the net under every mistake."""
    connection.execute(
        "UPDATE stamp SET origin = ?, seq = ?",
        (devices.own(connection), devices.last_seq(connection) + 1),
    )
