"""Vaults: making one, finding one by its key, and its counters."""

from __future__ import annotations

from hashlib import sha256

import apsw
from msgspec import Struct

from coffeechat_server.errors import Refused
from coffeechat_server.protocol import Create, Vault


class Counters(Struct, frozen=True):
    """What a change of a vault's contents looks at and moves; see the table."""

    n: int
    epoch: int
    head: int
    moved: int
    dropped: int
    live: int
    kept: int
    staged: int
    quota: int


UPDATE = "UPDATE vault SET head = ?, moved = ?, live = ?, kept = ?, staged = ? WHERE n = ?"
COUNTERS = ", ".join(Counters.__struct_fields__)


def counters(connection: apsw.Connection, vault: int) -> Counters:
    return Counters(*connection.execute(f"SELECT {COUNTERS} FROM vault WHERE n = ?", (vault,)).get)


def updated(now: Counters) -> tuple[int, ...]:
    """The values of UPDATE."""
    return now.head, now.moved, now.live, now.kept, now.staged, now.n


def create(connection: apsw.Connection, asked: Create, key: bytes, quota: int | None, now: int) -> Vault:
    """Without a `quota` the invite decides. Raises Refused: taken, invite."""
    same = connection.execute("SELECT id, key FROM vault WHERE id = ? OR key = ?", (asked.vault, key)).fetchall()
    if same:
        if same != [(asked.vault, key)]:
            raise Refused("taken")
        return by_key(connection, key)
    if quota is None:
        quota = _use_invite(connection, asked.invite, now)
    connection.execute(
        "INSERT INTO vault (id, key, epoch, secrets, quota, created) VALUES (?, ?, ?, ?, ?, ?)",
        (asked.vault, key, asked.epoch, asked.secrets, quota, now),
    )
    return Vault(asked.vault, asked.epoch, asked.secrets)


def by_key(connection: apsw.Connection, key: bytes) -> Vault:
    """Raises Refused: unauthorised."""
    found = connection.execute("SELECT id, epoch, secrets FROM vault WHERE key = ?", (key,)).fetchone()
    if found is None:
        raise Refused("unauthorised")
    return Vault(*found)


def moved_on(connection: apsw.Connection, vault: int) -> int:
    """Count a change that brings no batch; the new head."""
    head = connection.execute("UPDATE vault SET head = head + 1 WHERE n = ? RETURNING head", (vault,)).get
    return int(head)


def invite_hash(code: str) -> bytes:
    """Codes are random, so a plain hash keeps them. Case and dashes don't matter."""
    return sha256(code.replace("-", "").strip().upper().encode()).digest()


def add_invite(connection: apsw.Connection, code: str, quota: int, expires: int) -> None:
    connection.execute(
        "INSERT INTO invite (hash, quota, expires) VALUES (?, ?, ?)", (invite_hash(code), quota, expires)
    )


def _use_invite(connection: apsw.Connection, code: str, now: int) -> int:
    """Looking up a hash of 256 bits says nothing about the code by how long it takes."""
    quota = connection.execute(
        "UPDATE invite SET used = ? WHERE hash = ? AND used = 0 AND expires > ? RETURNING quota",
        (now, invite_hash(code), now),
    ).get
    if quota is None:
        raise Refused("invite")
    return int(quota)
