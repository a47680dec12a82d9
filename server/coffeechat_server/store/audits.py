"""Audits: sealed digests of devices that are at the same heads. The relay passes them on."""

from __future__ import annotations

import apsw

from coffeechat_server.errors import Refused
from coffeechat_server.protocol import Audit, DeviceDigest, Digests
from coffeechat_server.store import histories, vaults


def exchange(connection: apsw.Connection, vault: int, device: bytes, asked: Audit, at: int) -> Digests:
    """Keep this device's digest; those of the others. Raises Refused: conflict."""
    if asked.heads != histories.heads(connection, vault):
        raise Refused("conflict")
    moved = vaults.counters(connection, vault).moved
    connection.execute(
        "INSERT INTO audit (vault, device, moved, at, digest) VALUES (?, ?, ?, ?, ?) ON CONFLICT (vault, device) "
        "DO UPDATE SET moved = excluded.moved, at = excluded.at, digest = excluded.digest",
        (vault, device, moved, at, asked.digest),
    )
    rows = connection.execute(
        "SELECT a.device, a.at, a.digest FROM audit a JOIN device d ON d.vault = a.vault AND d.id = a.device "
        "WHERE a.vault = ? AND a.moved = ? AND a.device != ? AND d.revoked = 0 ORDER BY a.at",
        (vault, moved, device),
    )
    return Digests([DeviceDigest(*row) for row in rows])
