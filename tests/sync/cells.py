"""Cells as the protocol's model sees them: which value stands where, read from files and from sealed batches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coffeechat.store.replica.contents import summed
from coffeechat.store.replica.stamps import weight
from coffeechat.store.store import Store
from coffeechat.store.tables import notes, tables
from coffeechat.sync.batches import Opening
from coffeechat.sync.exchange import Vault
from coffeechat_server.protocol import Part

Key = tuple[int, bytes, int]
Cell = tuple[int, bytes, tuple[bool, bytes], Any]  # hlc, writer, weight, value
Cells = dict[Key, Cell]
SLOTS = tables()["note_slot"].number
TEXTS = {(table.number, table.numbers[column]) for table in tables().values() for column in notes(table.name)}
COLUMNS = {table.number: len(table.columns) for table in tables().values()}


def of_store(store: Store) -> Cells:
    """Every cell, parked ones too."""
    stamps = dict[int, tuple[int, bytes]](
        (n, (hlc, writer))
        for n, hlc, writer in store.connection.execute(
            "SELECT stamp.n, hlc, id FROM stamp JOIN device ON device.n = writer"
        )
    )
    cells: Cells = {}
    for table in tables().values():
        names = ", ".join(f'"{column}"' for column in table.columns)
        own = {
            (row_id, column): stamp
            for row_id, column, stamp in store.connection.execute(
                'SELECT id, "column", stamp FROM cell_stamp WHERE "table" = ?', (table.number,)
            )
        }
        for born, *values in store.connection.execute(f'SELECT born, {names} FROM "{table.name}"'):
            for column, value in enumerate(values[1:], start=2):
                order = stamps[own.get((values[0], column), born)]
                cells[table.number, values[0], column] = (*order, weight(value), value)
    for number, row_id, column, stamp, value in store.connection.execute("SELECT * FROM parked"):
        cells[number, row_id, column] = (*stamps[stamp], weight(value), value)
    return cells


def of_batch(vault: Vault, covers: dict[bytes, Any], sealed: Iterable[bytes], epoch: int) -> Cells:
    parts = [*sealed]
    opening = Opening(vault.id, Part(0, 0, len(parts), epoch, covers, b""))
    cells: Cells = {}
    stamps: list[tuple[int, bytes]] = []
    for number, one in enumerate(parts):
        part = Part(0, number, len(parts), epoch, covers if number == 0 else {}, one)
        for content in opening.open(vault.keys[epoch], part):
            if content.stamps:
                ids = [*sorted(covers), *content.devices]
                writers = (ids[place] for place in content.stamps.writer)
                stamps = list(zip(summed(content.stamps.hlc), writers, strict=True))
            for group in content.groups:
                given = dict(zip(group.columns, group.values, strict=True))
                empty = [None] * len(group.stamps)
                columns = range(2, COLUMNS.get(group.table, 1) + 1) if group.is_born else group.columns
                for column in columns:
                    for row_id, place, value in zip(
                        group.row_ids(), group.stamps, given.get(column, empty), strict=True
                    ):
                        cells[group.table, row_id, column] = (*stamps[place], weight(value), value)
    return cells


def survivors(every: Iterable[Cells]) -> dict[Key, Any]:
    """Of each cell the value that must stand in the end."""
    best: Cells = {}
    for cells in every:
        for key, cell in cells.items():
            if key not in best or cell[:3] > best[key][:3]:
                best[key] = cell
    return values(best)


def values(cells: Cells) -> dict[Key, Any]:
    """Without texts, which are merged, and the slots they are merged from."""
    return {key: cell[3] for key, cell in cells.items() if key[0] != SLOTS and (key[0], key[2]) not in TEXTS}
