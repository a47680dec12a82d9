"""Checkpoints: one batch that stands for all before it, and the verdict that lets those go."""

from __future__ import annotations

import apsw

from coffeechat_server.errors import Refused
from coffeechat_server.protocol import START, Checkpoint, Verdict
from coffeechat_server.store import devices, histories, vaults
from coffeechat_server.store.batches import OVERHEAD, complete_upload, encode, stand_on
from coffeechat_server.store.ledger import INSERT_BATCH


def offer(connection: apsw.Connection, vault: int, device: bytes, asked: Checkpoint, at: int) -> int:
    """The vault's head after it. Raises Refused: conflict, rotated, pending, parts_missing, quota."""
    now = vaults.counters(connection, vault)
    last = connection.execute("SELECT upload, device, pending FROM checkpoint WHERE vault = ?", (vault,)).fetchone()
    if last and last[0] == asked.upload:
        return now.head
    if not asked.heads or asked.heads != histories.heads(connection, vault):
        raise Refused("conflict")
    if asked.epoch != now.epoch:
        raise Refused("rotated")
    if last and last[2] and last[1] == device and len(devices.active(connection, vault)) > 1:
        raise Refused("pending")
    upload, uploaded = complete_upload(connection, vault, asked.upload, asked.parts)
    covers = encode({id: (START, head) for id, head in asked.heads.items()})
    size = uploaded + len(covers) + OVERHEAD
    if size > now.quota:
        raise Refused("quota")
    position = now.head + 1
    connection.execute("UPDATE batch SET replaced = ? WHERE vault = ? AND replaced = 0", (position, vault))
    connection.execute(
        f"{INSERT_BATCH} VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (vault, position, asked.epoch, upload, asked.parts, size, covers, b""),
    )
    stand_on(connection, upload)
    connection.execute(
        "UPDATE vault SET head = ?1, live = ?2, kept = kept + live, staged = staged - ?3 WHERE n = ?4",
        (position, size, uploaded, vault),
    )
    connection.execute("DELETE FROM checkpoint WHERE vault = ?", (vault,))
    connection.execute(
        "INSERT INTO checkpoint (vault, position, upload, device, heads, digest, offered, pending) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
        (vault, position, asked.upload, device, encode(asked.heads), asked.digest, at),
    )
    return position


def judge(connection: apsw.Connection, vault: int, device: bytes, asked: Verdict) -> int:
    """The vault's head after another device's word. Raises Refused: conflict."""
    now = vaults.counters(connection, vault)
    row = connection.execute(
        "SELECT position, device FROM checkpoint WHERE vault = ? AND upload = ? AND pending = 1", (vault, asked.upload)
    ).fetchone()
    if row is None:
        return now.head
    if row[1] == device:
        raise Refused("conflict")
    if not asked.agrees:
        _bring_back(connection, vault, row[0])
    connection.execute("UPDATE checkpoint SET pending = 0 WHERE vault = ?", (vault,))
    return vaults.moved_on(connection, vault)


def stop_waiting(connection: apsw.Connection, offered_before: int) -> None:
    """After the grace period no verdict is waited for."""
    connection.execute("UPDATE checkpoint SET pending = 0 WHERE pending = 1 AND offered < ?", (offered_before,))


def _bring_back(connection: apsw.Connection, vault: int, position: int) -> None:
    """What the checkpoint replaced counts again, beside it."""
    size = connection.execute(
        "SELECT coalesce(sum(size), 0) FROM batch WHERE vault = ? AND replaced = ?", (vault, position)
    ).get
    connection.execute("UPDATE batch SET replaced = 0 WHERE vault = ? AND replaced = ?", (vault, position))
    connection.execute("UPDATE vault SET live = live + ?1, kept = kept - ?1 WHERE n = ?2", (size, vault))
