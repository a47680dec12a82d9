"""Histories: each device's chain of boundaries, and where it ends."""

from __future__ import annotations

import apsw
from msgspec import Struct

from coffeechat_server.protocol import START, Boundary, Heads


class Head(Struct, frozen=True):
    """The end of one history; `history` is its number, 0 if there is none yet."""

    history: int
    boundary: Boundary


UNKNOWN = Head(0, START)
INSERT = "INSERT INTO boundary (history, seq, hash, position)"


def head(connection: apsw.Connection, vault: int, device: bytes) -> Head:
    row = connection.execute(
        "SELECT h.n, b.seq, b.hash FROM history h JOIN boundary b ON b.history = h.n "
        "WHERE h.vault = ? AND h.device = ? ORDER BY b.seq DESC LIMIT 1",
        (vault, device),
    ).fetchone()
    return Head(row[0], Boundary(row[1], row[2])) if row else UNKNOWN


def heads(connection: apsw.Connection, vault: int) -> Heads:
    """Of all histories."""
    rows = connection.execute(
        "SELECT h.device, b.seq, b.hash FROM history h JOIN boundary b ON b.history = h.n AND b.seq = "
        "(SELECT max(seq) FROM boundary WHERE history = h.n) WHERE h.vault = ?",
        (vault,),
    )
    return {device: Boundary(seq, hash) for device, seq, hash in rows}


def count(connection: apsw.Connection, vault: int) -> int:
    return int(connection.execute("SELECT count(*) FROM history WHERE vault = ?", (vault,)).get)


def begin(connection: apsw.Connection, vault: int, device: bytes) -> int:
    """A history without a boundary yet; its number."""
    n = connection.execute("INSERT INTO history (vault, device) VALUES (?, ?) RETURNING n", (vault, device)).get
    return int(n)
