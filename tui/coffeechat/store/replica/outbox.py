"""The batch that was sent and not yet answered: kept to the byte, so that sending it again changes nothing twice."""

from __future__ import annotations

from collections.abc import Mapping

import apsw
import msgspec
from msgspec import Struct

from coffeechat.store import devices
from coffeechat.store.replica import history
from coffeechat.store.replica.history import Boundary, Heads

Covers = Mapping[bytes, tuple[Boundary, Boundary]]  # by device id: from, to


class Outgoing(Struct, frozen=True):
    """A sealed batch. `seen` are the relay's heads it was made for, `own` the boundary it adds to the own history."""

    covers: Covers
    seen: Heads
    own: Boundary | None
    epoch: int
    upload: bytes
    parts: tuple[bytes, ...]


def put(connection: apsw.Connection, batch: Outgoing) -> None:
    clear(connection)
    connection.execute(
        "INSERT INTO outbox VALUES (1, ?, ?, ?, ?, ?)",
        (
            msgspec.msgpack.encode(batch.covers),
            msgspec.msgpack.encode(batch.seen),
            batch.own and batch.own[0],
            batch.epoch,
            batch.upload,
        ),
    )
    connection.executemany("INSERT INTO outbox_part VALUES (?, ?)", enumerate(batch.parts))


def get(connection: apsw.Connection) -> Outgoing | None:
    found = connection.execute("SELECT covers, seen, own, epoch, upload FROM outbox").fetchone()
    if found is None:
        return None
    packed, seen, own, epoch, upload = found
    covers = msgspec.msgpack.decode(packed, type=dict[bytes, tuple[Boundary, Boundary]])
    mine = devices.id_of(connection, devices.own(connection))
    parts = connection.execute("SELECT sealed FROM outbox_part ORDER BY number")
    return Outgoing(
        covers,
        msgspec.msgpack.decode(seen, type=dict[bytes, Boundary]),
        covers[mine][1] if own is not None else None,
        epoch,
        upload,
        tuple(sealed for (sealed,) in parts),
    )


def settle(connection: apsw.Connection, batch: Outgoing) -> None:
    """The batch has arrived."""
    if batch.own:
        history.extend(connection, devices.own(connection), [batch.own])
    clear(connection)


def clear(connection: apsw.Connection) -> None:
    connection.execute("DELETE FROM outbox; DELETE FROM outbox_part")
