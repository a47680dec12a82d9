"""Stamps as merging compares them: which of two values for one cell stands."""

from __future__ import annotations

from typing import NamedTuple

import apsw
import msgspec

from coffeechat.store.tables import Value

Order = tuple[int, bytes]  # hlc, writer


class Stamp(NamedTuple):
    """What decides which of two values stands; `n` is the local number."""

    hlc: int
    writer: bytes
    n: int

    @property
    def order(self) -> Order:
        return self[:2]


def weight(value: Value) -> tuple[bool, bytes]:
    """Between equal stamps (two copies of one file wrote under one name) the value decides; nothing is the least."""
    return value is not None, msgspec.msgpack.encode(value)


def order_of(connection: apsw.Connection, n: int) -> Order:
    hlc, writer = connection.execute(
        "SELECT hlc, id FROM stamp JOIN device ON device.n = writer WHERE stamp.n = ?", (n,)
    ).get
    return hlc, writer
