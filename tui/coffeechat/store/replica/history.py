"""Histories: each device's chain of boundaries `(seq, hash)` as this copy knows it.

A boundary says: of this device's history I hold everything up to here that was not overwritten since.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping

import apsw

from coffeechat.store import devices

Boundary = tuple[int, bytes]  # seq, hash
Heads = Mapping[bytes, Boundary]  # by device id, the last one
START: Boundary = (0, b"")
HASH_BYTES = 8
"""Chosen by members only, so it need not withstand anybody; a lone change pays for each byte twice."""
SAMPLE = 64
"""Boundaries of one history that a pull names."""


def head(connection: apsw.Connection, device: int) -> Boundary:
    found = connection.execute(
        "SELECT seq, hash FROM boundary WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,)
    ).fetchone()
    return found or START


def own_head(connection: apsw.Connection) -> Boundary:
    return head(connection, devices.own(connection))


def holds(connection: apsw.Connection, device: int, boundary: Boundary) -> bool:
    """Whether a boundary is in the chain; the beginning always is."""
    return boundary == START or bool(
        connection.execute("SELECT 1 FROM boundary WHERE device = ? AND seq = ? AND hash = ?", (device, *boundary)).get
    )


def heads(connection: apsw.Connection) -> dict[bytes, Boundary]:
    """By device id, the last boundary known here."""
    rows = connection.execute(
        "SELECT id, seq, hash FROM (SELECT device, max(seq) AS seq, hash FROM boundary GROUP BY device) "
        "JOIN device ON device.n = device"
    )
    return {device: (seq, hash_) for device, seq, hash_ in rows}


def sample(connection: apsw.Connection, device: int) -> list[Boundary]:
    """The last boundary and older ones, thinning out: the 2nd, 4th, 8th … before. After a rollback of the relay the
    common past is found within a factor of two."""
    found: list[Boundary] = []
    back = 0
    while len(found) < SAMPLE:
        row = connection.execute(
            "SELECT seq, hash FROM boundary WHERE device = ? ORDER BY seq DESC LIMIT 1 OFFSET ?", (device, back)
        ).fetchone()
        if row is None:
            break
        found.append(row)
        back = max(1, 2 * back)
    return found


def extend(connection: apsw.Connection, device: int, boundaries: Iterable[Boundary]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO boundary VALUES (?, ?, ?)", ((device, seq, hash_) for seq, hash_ in boundaries)
    )


def cut(connection: apsw.Connection, device: int, after: int) -> None:
    """Forget the boundaries past `after`."""
    connection.execute("DELETE FROM boundary WHERE device = ? AND seq > ?", (device, after))


def is_at(connection: apsw.Connection, ends: Heads) -> bool:
    """Whether this copy holds exactly what these heads cover, and nothing of its own that is still to be sent."""
    return heads(connection) == ends and next_boundary(connection) is None


def next_boundary(connection: apsw.Connection) -> Boundary | None:
    """Where this device's history ends once all that it did is sent; None if everything was."""
    last = head(connection, devices.own(connection))
    seq = devices.last_seq(connection)
    if seq == last[0]:
        return None
    salted = last[1] + secrets.token_bytes(16)
    return seq, hashlib.blake2b(salted, digest_size=HASH_BYTES).digest()
