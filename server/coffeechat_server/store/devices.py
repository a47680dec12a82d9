"""Devices of a vault: enrolled by its key, revoked by one another, and what a rotation leaves for each."""

from __future__ import annotations

from typing import Any

import apsw
from msgspec import Struct

from coffeechat_server.errors import NotFound, Refused
from coffeechat_server.protocol import DEVICES_LIMIT, Device, Devices, Enrol, Envelope, Envelopes, Revoke
from coffeechat_server.store import vaults


class Member(Struct, frozen=True):
    """An enrolled device as a request meets it. `vault` is the vault's number here, not its id."""

    vault: int
    device: bytes
    key: bytes
    revoked: int


class Owner(Struct, frozen=True):
    """A vault as a request signed by its key meets it."""

    vault: int
    key: bytes
    epoch: int


def member(connection: apsw.Connection, vault: bytes, device: bytes) -> Member | None:
    row = connection.execute(
        "SELECT d.vault, d.id, d.key, d.revoked FROM vault v JOIN device d ON d.vault = v.n "
        "WHERE v.id = ? AND d.id = ?",
        (vault, device),
    ).fetchone()
    return Member(*row) if row else None


def owner(connection: apsw.Connection, vault: bytes) -> Owner | None:
    row = connection.execute("SELECT n, key, epoch FROM vault WHERE id = ?", (vault,)).fetchone()
    return Owner(*row) if row else None


def require_active(connection: apsw.Connection, known: Member) -> None:
    """Raises Refused: revoked."""
    revoked = connection.execute(
        "SELECT revoked FROM device WHERE vault = ? AND id = ?", (known.vault, known.device)
    ).get
    if revoked != 0:
        raise Refused("revoked")


def enrol(connection: apsw.Connection, known: Owner, asked: Enrol, now: int) -> int:
    """The vault's new head. `known` is what the signature and the voucher were checked against.

    Raises Refused: unauthorised (the key was rotated meanwhile), taken, revoked, too_many.
    """
    key, epoch, head = connection.execute("SELECT key, epoch, head FROM vault WHERE n = ?", (known.vault,)).get
    if (key, epoch) != (known.key, known.epoch):
        raise Refused("unauthorised")
    row = connection.execute(
        "SELECT key, revoked FROM device WHERE vault = ? AND id = ?", (known.vault, asked.device)
    ).fetchone()
    if row:
        if row[1]:
            raise Refused("revoked")
        if row[0] != asked.key:
            raise Refused("taken")
        return int(head)
    if len(active(connection, known.vault)) >= DEVICES_LIMIT:
        raise Refused("too_many")
    connection.execute(
        "INSERT INTO device (vault, id, key, name, voucher, epoch, enrolled, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (known.vault, asked.device, asked.key, asked.name, asked.voucher, epoch, now, now),
    )
    return vaults.moved_on(connection, known.vault)


def devices(connection: apsw.Connection, vault: int) -> Devices:
    now = vaults.counters(connection, vault)
    rows = connection.execute(
        "SELECT id, key, name, voucher, epoch, enrolled, seen, revoked FROM device WHERE vault = ? "
        "ORDER BY enrolled, id",
        (vault,),
    )
    return Devices(now.epoch, [Device(*row) for row in rows], now.live + now.kept + now.staged, now.quota)


def revoke(connection: apsw.Connection, vault: int, sender: bytes, device: bytes, asked: Revoke, now: int) -> int:
    """The vault's new head. Raises Refused: conflict, taken."""
    key, epoch, head = connection.execute("SELECT key, epoch, head FROM vault WHERE n = ?", (vault,)).get
    present = active(connection, vault)
    if (key, epoch) == (asked.key, asked.epoch) and device not in present:
        return int(head)
    out = {device, *asked.others}
    if asked.epoch != epoch + 1 or asked.remaining.keys() != present - out:
        raise Refused("conflict")
    if connection.execute("SELECT 1 FROM vault WHERE key = ?", (asked.key,)).get:
        raise Refused("taken")
    connection.execute(
        "UPDATE vault SET key = ?, epoch = ?, secrets = ? WHERE n = ?", (asked.key, asked.epoch, asked.secrets, vault)
    )
    connection.executemany(
        "UPDATE device SET revoked = ? WHERE vault = ? AND id = ?", [(now, vault, id) for id in present & out]
    )
    for id, remaining in asked.remaining.items():
        connection.execute(
            "UPDATE device SET voucher = ?, epoch = ? WHERE vault = ? AND id = ?",
            (remaining.voucher, asked.epoch, vault, id),
        )
        connection.execute(
            "INSERT INTO envelope (vault, device, epoch, sender, sealed) VALUES (?, ?, ?, ?, ?)",
            (vault, id, asked.epoch, sender, remaining.envelope),
        )
    return vaults.moved_on(connection, vault)


def shut_out(connection: apsw.Connection, vault: int, device: bytes, now: int) -> int:
    """Revoke a device without a rotation, as whoever runs the relay can; the vault's new head."""
    connection.execute("UPDATE device SET revoked = ? WHERE vault = ? AND id = ?", (now, vault, device))
    connection.execute("UPDATE relay SET shut_out = shut_out + 1")
    return vaults.moved_on(connection, vault)


def shut_out_count(connection: apsw.Connection) -> int:
    return int(connection.execute("SELECT shut_out FROM relay").get)


def listed(connection: apsw.Connection, vault: bytes) -> list[tuple[bytes, int, int]]:
    """Ids, when last seen and when revoked (or 0) of a vault's devices."""
    found = connection.execute(
        "SELECT d.id, d.seen, d.revoked FROM device d JOIN vault v ON v.n = d.vault WHERE v.id = ? "
        "ORDER BY d.enrolled, d.id",
        (vault,),
    )
    return [(id, seen, revoked) for id, seen, revoked in found]


def named(connection: apsw.Connection, vault: str, device: str) -> tuple[int, bytes]:
    """A vault's number and a device's id from the beginnings of both ids in hex. Raises NotFound."""
    vaults_found: list[Any] = connection.execute("SELECT n FROM vault WHERE hex(id) LIKE ? || '%'", (vault,)).fetchall()
    if len(vaults_found) != 1:
        raise NotFound("Vault", vault, len(vaults_found))
    n = vaults_found[0][0]
    found: list[Any] = connection.execute(
        "SELECT id FROM device WHERE vault = ? AND hex(id) LIKE ? || '%'", (n, device)
    ).fetchall()
    if len(found) != 1:
        raise NotFound("Device", device, len(found))
    return n, found[0][0]


def envelopes(connection: apsw.Connection, vault: int, device: bytes) -> Envelopes:
    rows = connection.execute(
        "SELECT epoch, sender, sealed FROM envelope WHERE vault = ? AND device = ? ORDER BY epoch", (vault, device)
    )
    return Envelopes([Envelope(*row) for row in rows])


def note_seen(connection: apsw.Connection, seen: dict[tuple[int, bytes], int]) -> None:
    """When devices last asked for anything, by vault and device."""
    connection.executemany(
        "UPDATE device SET seen = ? WHERE vault = ? AND id = ?", [(at, *device) for device, at in seen.items()]
    )


def active(connection: apsw.Connection, vault: int) -> set[bytes]:
    """Those that are not revoked."""
    rows = connection.execute("SELECT id FROM device WHERE vault = ? AND revoked = 0", (vault,))
    return {row[0] for row in rows}
