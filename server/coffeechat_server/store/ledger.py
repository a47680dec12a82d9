"""The ledger: what pushes are decided on, remembered by the writing thread, and written once for a whole group.

A push among many costs a comparison in memory and its share of two bulk inserts. Anything else that writes asks for
`settled()`: then all is in the tables, and the ledger reads them anew when the next push comes. Only the writing thread
touches it, and it is thrown away with every transaction that fails.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

import apsw

from coffeechat_server.protocol import Boundary
from coffeechat_server.store import devices, histories, vaults
from coffeechat_server.store.histories import Head

BOOKS_LIMIT = 1_000
ROWS_A_STATEMENT = 64
INSERT_BATCH = "INSERT INTO batch (vault, position, epoch, upload, parts, size, covers, sealed)"


class Book:
    """One vault's counters, active devices and the heads that were asked for."""

    __slots__ = ("active", "counters", "heads")

    def __init__(self, connection: apsw.Connection, vault: int) -> None:
        self.counters = vaults.counters(connection, vault)
        self.active = devices.active(connection, vault)
        self.heads: dict[bytes, Head] = {}


class Ledger:
    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._books: dict[int, Book] = {}
        self._boundaries: list[tuple[Any, ...]] = []
        self._batches: list[tuple[Any, ...]] = []
        self._changed: set[int] = set()

    def book(self, vault: int) -> Book:
        book = self._books.get(vault)
        if book is None:
            if len(self._books) >= BOOKS_LIMIT:
                self.settled()
            book = self._books[vault] = Book(self._connection, vault)
        return book

    def head(self, vault: int, device: bytes) -> Head:
        heads = self.book(vault).heads
        found = heads.get(device)
        if found is None:
            found = heads[device] = histories.head(self._connection, vault, device)
        return found

    @property
    def reading(self) -> apsw.Connection:
        """For what no push of this transaction has changed."""
        return self._connection

    def extend(self, vault: int, device: bytes, to: Boundary, position: int) -> None:
        heads = self.book(vault).heads
        history = heads[device].history or histories.begin(self._connection, vault, device)
        heads[device] = Head(history, to)
        self._boundaries.append((history, to.seq, to.hash, position))

    def add(self, vault: int, counters: vaults.Counters, batch: tuple[Any, ...]) -> None:
        """A batch (see INSERT_BATCH), and the vault's counters after it."""
        self._books[vault].counters = counters
        self._batches.append(batch)
        self._changed.add(vault)

    def write(self) -> None:
        """Everything that was decided, into the tables; before the transaction is committed."""
        if not self._changed:
            return
        _insert(self._connection, histories.INSERT, self._boundaries)
        _insert(self._connection, INSERT_BATCH, self._batches)
        self._connection.executemany(
            vaults.UPDATE, [vaults.updated(self._books[vault].counters) for vault in self._changed]
        )
        self._boundaries, self._batches, self._changed = [], [], set()

    def settled(self) -> apsw.Connection:
        """For a job that changes anything but by a push."""
        self.write()
        self._books.clear()
        return self._connection

    def forget(self) -> None:
        """The transaction failed."""
        self._books.clear()
        self._boundaries, self._batches, self._changed = [], [], set()


def _insert(connection: apsw.Connection, into: str, rows: list[tuple[Any, ...]]) -> None:
    """All rows in few statements, of 64, 32, 16 … rows so that the same ones come again.

    Between two steps of a statement this thread gives the interpreter away and queues for it anew; a row at a time, a
    group would wait a hundred times for the thread that answers requests.
    """
    done, size = 0, ROWS_A_STATEMENT
    while done < len(rows):
        while len(rows) - done >= size:
            values = ", ".join([f"({', '.join('?' * len(rows[0]))})"] * size)
            connection.execute(f"{into} VALUES {values}", list(chain.from_iterable(rows[done : done + size])))
            done += size
        size //= 2
