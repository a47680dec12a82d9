"""Pulls: what the relay has that a client lacks, in pages of bounded size, all pages as of one moment.

Nothing that a page still needs is changed in place: boundaries are never removed, and a batch that a checkpoint
replaces says at which position that was. So the vault as of an earlier head can be told until the replaced batches are
dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import apsw
import msgspec
from msgspec import Struct

from coffeechat_server.errors import Refused
from coffeechat_server.protocol import BODY_LIMIT, START, Boundary, Covers, Heads, Part, Pending, Pull, Pulled, Tail
from coffeechat_server.store import devices, vaults
from coffeechat_server.store.batches import decode_covers
from coffeechat_server.store.database import at_one_moment
from coffeechat_server.store.vaults import Counters

TAIL_BYTES = 48
"""About what a history takes in a page, beside its boundaries."""
BOUNDARY_BYTES = 32


class Cursor(Struct, frozen=True, array_like=True):
    """Where the next page begins. `opened` is the store's own mark: after a restart the vault may be another one.

    `head` is the moment that is told. First histories, by their number and from a `seq` on; then batches, from a
    `position` and part on, when `history` is DONE.
    """

    opened: bytes
    head: int
    history: int = 0
    seq: int = -1
    position: int = 0
    number: int = 0


DONE = -1
_read_cursor = msgspec.msgpack.Decoder(Cursor)


class _Page:
    """One page being filled."""

    def __init__(self, room: int) -> None:
        self.chains: dict[bytes, Tail] = {}
        self.parts: list[Part] = []
        self.room = room

    @property
    def is_full(self) -> bool:
        return self.room <= 0


def pull(
    connection: apsw.Connection, vault: int, device: bytes, asked: Pull, opened: bytes, room: int = BODY_LIMIT
) -> Pulled:
    """One page of about `room` bytes. Raises Refused: malformed, start_over."""
    with at_one_moment(connection):
        return _page(connection, vault, device, asked, opened, _Page(room))


def _page(connection: apsw.Connection, vault: int, device: bytes, asked: Pull, opened: bytes, page: _Page) -> Pulled:
    now = vaults.counters(connection, vault)
    cursor = _cursor(asked.cursor, opened, now)
    known = {
        history: (id, _anchor(connection, history, asked.known.get(id, []), cursor.head))
        for history, id in _histories(connection, vault)
    }
    after_chains = cursor if cursor.history == DONE else _fill_chains(connection, page, known, cursor)
    following: Cursor | None = after_chains
    if after_chains.history == DONE:
        following = _fill_batches(connection, page, vault, known, after_chains)
    return Pulled(
        head=cursor.head,
        epoch=now.epoch,
        chains=page.chains,
        parts=page.parts,
        cursor=msgspec.msgpack.encode(following) if following else b"",
        pending=None if following else _pending(connection, vault, device),
    )


Known = dict[int, tuple[bytes, Boundary]]
"""By number, each history's device, and the newest of the client's boundaries that is in it."""


def _cursor(given: bytes, opened: bytes, now: Counters) -> Cursor:
    if not given:
        return Cursor(opened, now.head)
    try:
        cursor = _read_cursor.decode(given)
    except msgspec.MsgspecError as error:
        raise Refused("malformed") from error
    if cursor.opened != opened or cursor.head < now.dropped or cursor.head > now.head:
        raise Refused("start_over")
    return cursor


def _histories(connection: apsw.Connection, vault: int) -> list[Any]:
    """Their numbers and devices."""
    return connection.execute("SELECT n, device FROM history WHERE vault = ? ORDER BY n", (vault,)).fetchall()


def _anchor(connection: apsw.Connection, history: int, boundaries: list[Boundary], head: int) -> Boundary:
    for boundary in boundaries:
        if connection.execute(
            "SELECT 1 FROM boundary WHERE history = ? AND seq = ? AND hash = ? AND position <= ?",
            (history, *boundary, head),
        ).get:
            return boundary
    return START


def _fill_chains(connection: apsw.Connection, page: _Page, known: Known, cursor: Cursor) -> Cursor:
    """Where to go on; with the batches once all histories are told."""
    for history, (device, anchor) in known.items():
        if history < cursor.history:
            continue
        after = anchor if history > cursor.history or cursor.seq < 0 else _at(connection, history, cursor.seq)
        found = list(_boundaries(connection, history, after.seq, cursor.head, max(1, page.room // BOUNDARY_BYTES)))
        if not found and after == START:
            continue  # it began after the moment that is told
        page.chains[device] = Tail(after, found)
        page.room -= TAIL_BYTES + BOUNDARY_BYTES * len(found)
        if page.is_full:
            last = found[-1] if found else after
            return Cursor(cursor.opened, cursor.head, history, last.seq)
    return Cursor(cursor.opened, cursor.head, DONE)


def _at(connection: apsw.Connection, history: int, seq: int) -> Boundary:
    row = connection.execute("SELECT seq, hash FROM boundary WHERE history = ? AND seq = ?", (history, seq)).fetchone()
    return Boundary(*row) if row else START


def _boundaries(connection: apsw.Connection, history: int, after: int, head: int, limit: int) -> Iterator[Boundary]:
    for row in connection.execute(
        "SELECT seq, hash FROM boundary WHERE history = ? AND seq > ? AND position <= ? ORDER BY seq LIMIT ?",
        (history, after, head, limit),
    ):
        yield Boundary(*row)


def _fill_batches(connection: apsw.Connection, page: _Page, vault: int, known: Known, cursor: Cursor) -> Cursor | None:
    """Where to go on; None if that was all."""
    anchors = {device: anchor.seq for device, anchor in known.values()}
    first = cursor.position or _first_new(connection, known, cursor.head)
    if first is None:
        return None
    number = cursor.number
    for n, position, epoch, upload, parts, covers in connection.execute(
        "SELECT n, position, epoch, upload, parts, covers FROM batch WHERE vault = ? AND position BETWEEN ? AND ? "
        "AND (replaced = 0 OR replaced > ?) ORDER BY position",
        (vault, first, cursor.head, cursor.head),
    ):
        stretches = decode_covers(covers)
        if not any(to.seq > anchors.get(device, 0) for device, (_, to) in stretches.items()):
            continue
        while number < parts:
            if page.is_full:
                return Cursor(cursor.opened, cursor.head, DONE, -1, position, number)
            _add_part(connection, page, n, upload, Part(position, number, parts, epoch, {}, b""), stretches)
            number += 1
        number = 0
    return None


def _first_new(connection: apsw.Connection, known: Known, head: int) -> int | None:
    """The position of the first batch that goes past what the client has of any history."""
    positions = [
        connection.execute(
            "SELECT position FROM boundary WHERE history = ? AND seq > ? AND position <= ? ORDER BY seq LIMIT 1",
            (history, anchor.seq, head),
        ).get
        for history, (_, anchor) in known.items()
    ]
    return min((position for position in positions if position is not None), default=None)


def _add_part(connection: apsw.Connection, page: _Page, batch: int, upload: int, part: Part, covers: Covers) -> None:
    if upload:
        found = connection.execute("SELECT sealed FROM part WHERE upload = ? AND number = ?", (upload, part.number))
    else:
        found = connection.execute("SELECT sealed FROM batch WHERE n = ?", (batch,))
    sealed = found.get or b""  # a damaged file has lost it: whoever asks finds that it can't be opened, and says so
    page.parts.append(msgspec.structs.replace(part, covers=covers if part.number == 0 else {}, sealed=sealed))
    page.room -= len(sealed) + TAIL_BYTES * (1 + len(covers))


def _pending(connection: apsw.Connection, vault: int, device: bytes) -> Pending | None:
    row = connection.execute(
        "SELECT upload, device, heads, digest FROM checkpoint WHERE vault = ? AND pending = 1", (vault,)
    ).fetchone()
    if row is None or (row[1] == device and len(devices.active(connection, vault)) < 2):
        return None
    return Pending(row[0], row[1], msgspec.msgpack.decode(row[2], type=Heads), row[3])
