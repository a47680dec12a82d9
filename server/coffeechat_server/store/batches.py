"""Batches: taking one, small or uploaded in parts."""

from __future__ import annotations

from functools import partial
from typing import Any

import apsw
import msgspec
from msgspec.structs import replace

from coffeechat_server.errors import Refused
from coffeechat_server.protocol import COVERS_LIMIT, Covers, Push
from coffeechat_server.store import histories, vaults
from coffeechat_server.store.devices import Member
from coffeechat_server.store.histories import Head
from coffeechat_server.store.ledger import Ledger
from coffeechat_server.store.vaults import Counters

OVERHEAD = 128
"""What a batch takes on disk beside its bytes, roughly; counted so that many empty ones don't pass the quota."""
UPLOADS_LIMIT = 8
"""Of one vault, that nothing has named yet."""
encode = msgspec.msgpack.encode
decode_covers = partial(msgspec.msgpack.decode, type=Covers)


def push(ledger: Ledger, known: Member, asked: Push) -> int:
    """The vault's head after it.

    Raises Refused: revoked, conflict, rotated, too_many, parts_missing, quota.
    """
    vault = known.vault
    book = ledger.book(vault)
    if known.device not in book.active:
        raise Refused("revoked")
    found = {device: ledger.head(vault, device) for device in asked.covers}
    now = book.counters
    if all(found[device].boundary == to for device, (_, to) in asked.covers.items()):
        return now.head
    if any(found[device].boundary != start for device, (start, _) in asked.covers.items()):
        raise Refused("conflict")
    if asked.epoch != now.epoch:
        raise Refused("rotated")
    _require_histories(ledger.reading, vault, found)
    upload, uploaded = complete_upload(ledger.reading, vault, asked.upload, asked.parts) if asked.upload else (0, 0)
    covers = encode(asked.covers)
    size = len(asked.sealed) + uploaded + len(covers) + OVERHEAD
    if now.live + size > now.quota:
        raise Refused("quota")
    position = now.head + 1
    for device, (_, to) in asked.covers.items():
        ledger.extend(vault, device, to, position)
    if upload:
        stand_on(ledger.reading, upload)
    ledger.add(
        vault,
        replace(now, head=position, moved=position, live=now.live + size, staged=now.staged - uploaded),
        (vault, position, asked.epoch, upload, asked.parts if upload else 1, size, covers, asked.sealed),
    )
    return position


def stand_on(connection: apsw.Connection, upload: int) -> None:
    """A batch is made of this upload from now on."""
    connection.execute("UPDATE upload SET state = 1 WHERE n = ?", (upload,))


def _require_histories(connection: apsw.Connection, vault: int, found: dict[bytes, Head]) -> None:
    new = sum(not head.history for head in found.values())
    if new and new + histories.count(connection, vault) > COVERS_LIMIT:
        raise Refused("too_many")


def stage(connection: apsw.Connection, vault: int, upload: bytes, number: int, sealed: bytes, now: int) -> int:
    """Keep a part until a batch names its upload; the vault's head stays as it is. Raises Refused: taken, quota."""
    before = vaults.counters(connection, vault)
    row = connection.execute("SELECT n, state FROM upload WHERE vault = ? AND id = ?", (vault, upload)).fetchone()
    if row and row[1]:
        raise Refused("taken")
    had = _part_size(connection, row[0], number) if row else 0
    _require_room(before, len(sealed) - had)
    n = row[0] if row else _begin(connection, vault, upload, now)
    connection.execute(
        "INSERT INTO part (upload, number, sealed) VALUES (?, ?, ?) "
        "ON CONFLICT (upload, number) DO UPDATE SET sealed = excluded.sealed",
        (n, number, sealed),
    )
    connection.execute("UPDATE vault SET staged = staged + ? WHERE n = ?", (len(sealed) - had, vault))
    return before.head


def complete_upload(connection: apsw.Connection, vault: int, upload: bytes, parts: int) -> tuple[int, int]:
    """The upload's number and its bytes. Raises Refused: parts_missing."""
    row = connection.execute(
        "SELECT u.n, count(*), max(p.number), sum(length(p.sealed)) FROM upload u JOIN part p ON p.upload = u.n "
        "WHERE u.vault = ? AND u.id = ? AND u.state = 0 GROUP BY u.n",
        (vault, upload),
    ).fetchone()
    if row is None or (row[1], row[2]) != (parts, parts - 1):
        raise Refused("parts_missing")
    return row[0], row[3]


def _require_room(before: Counters, more: int) -> None:
    """A checkpoint must find room beside what it is going to replace, so uploads may fill the quota once more."""
    if before.staged + more > before.quota:
        raise Refused("quota")


def _part_size(connection: apsw.Connection, upload: int, number: int) -> int:
    sizes = connection.execute("SELECT length(sealed) FROM part WHERE upload = ? AND number = ?", (upload, number))
    return int(sizes.get or 0)


def _begin(connection: apsw.Connection, vault: int, upload: bytes, now: int) -> int:
    """A new upload; with it the oldest that nothing has named may have to go."""
    n = connection.execute(
        "INSERT INTO upload (vault, id, begun) VALUES (?, ?, ?) RETURNING n", (vault, upload, now)
    ).get
    unnamed = connection.execute(
        "SELECT n, vault FROM upload WHERE state = 0 AND vault = ? ORDER BY begun DESC, n DESC", (vault,)
    ).fetchall()
    forget_uploads(connection, unnamed[UPLOADS_LIMIT:])
    return int(n)


def forget_uploads(connection: apsw.Connection, uploads: list[Any]) -> None:
    """Uploads, by number and vault, that nothing will name any more; their parts leave by and by."""
    for n, vault in uploads:
        size = connection.execute("SELECT coalesce(sum(length(sealed)), 0) FROM part WHERE upload = ?", (n,)).get
        connection.execute("UPDATE vault SET staged = staged - ? WHERE n = ?", (size, vault))
        connection.execute("UPDATE upload SET state = 2 WHERE n = ?", (n,))
