"""What travels between replicas, before it is sealed: stamps, and cells in groups of rows with the same columns."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from msgspec import Struct

ID_BYTES = 16


class Stamps(Struct, frozen=True, array_like=True):
    """Stamps as columns. `hlc` and `seq` are differences to the one before; `writer` and `origin` are places in the
    list of devices: first those whose histories the batch covers, by id, then `devices` of the content."""

    hlc: list[int]
    writer: list[int]
    origin: list[int]
    seq: list[int]


def differences(values: list[int]) -> list[int]:
    """Each less the one before: small numbers, which msgpack writes in a byte."""
    return [value - before for before, value in zip([0, *values], values, strict=False)]


def summed(differences: list[int]) -> list[int]:
    return list(accumulate(differences))


class Group(Struct, frozen=True, array_like=True):
    """Some cells of some rows of one table, sorted by id. `ids` are 16 bytes a row, `stamps` places among the stamps,
    `values` a list for each column.

    Born rows: every cell of the row has the stamp, those of columns that are not given are empty. Otherwise only the
    given cells have it.
    """

    table: int
    columns: list[int]
    is_born: bool
    ids: bytes
    stamps: list[int]
    values: list[list[Any]]

    def row_ids(self) -> list[bytes]:
        return [self.ids[at : at + ID_BYTES] for at in range(0, len(self.ids), ID_BYTES)]


class Content(Struct, frozen=True, array_like=True):
    """One frame of a batch. The stamps of the whole batch are in its first frame."""

    schema: int
    groups: list[Group]
    devices: list[bytes] = []
    stamps: Stamps | None = None
