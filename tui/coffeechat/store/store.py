"""The local file, open: one writing connection with capture, short transactions, undo and redo."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from coffeechat.records import Row
from coffeechat.store import database, journal, listing, note_slots, stale, tables
from coffeechat.store.capture import Capture, Change
from coffeechat.store.errors import in_sentences
from coffeechat.store.tables import Value


class _NothingChanged(Exception):
    """Ends a transaction that would leave an empty stamp behind."""


class Store:
    """One open database. Not shared between threads: a worker opens its own."""

    def __init__(self, path: Path, busy_milliseconds: int = database.BUSY_MILLISECONDS) -> None:
        self.path = path
        self._joined: str | None = None
        self._text_client = secrets.randbits(48)
        """Writes in shared texts under a name of its own: one used again would corrupt them."""
        self.connection: apsw.Connection = database.connect(path, busy_milliseconds)
        try:
            with in_sentences(path):
                self._capture = Capture(self.connection)
                listing.register_functions(self.connection)
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def change(self, label: str, *, kind: str = "edit", joined: str | None = None) -> Iterator[Change]:
        """One action of the user: all or nothing, with stamps and one inverse.

        `label` is what undo says ("edit Ada Lindqvist"). Consecutive ones with the same `joined` are undone as one.
        """
        with self._transaction() as change:
            yield change
            self._finish(change)
            if change.is_empty:
                raise _NothingChanged
            if change.inserted or change.cells:  # else only stamps moved, and there is nothing to undo
                journal.write(self.connection, change, label, kind, self._joined or joined)

    @contextmanager
    def as_one(self, joined: str) -> Iterator[None]:
        """All changes within are one action, named by the first; so are those of a next block of this name, if nothing
        else comes between and it is not long after."""
        self._joined = joined
        try:
            yield
        finally:
            self._joined = None

    def insert(self, change: Change, *rows: Row) -> None:
        tables.insert(self.connection, change.stamp, rows)

    def insert_all(self, change: Change, rows: Iterable[Row]) -> None:
        tables.insert(self.connection, change.stamp, rows)

    def update(self, record: type[Row], row_id: bytes, /, **cells: Value) -> None:
        """Set some cells of one row, inside a `change`."""
        tables.update(self.connection, record, row_id, cells)

    def delete(self, change: Change, record: type[Row], row_id: bytes) -> None:
        """Mark one row deleted; its values stay, so undo brings it back."""
        tables.update(self.connection, record, row_id, {"deleted_at": change.at})

    def undo(self, action: int | None = None) -> journal.Outcome:
        """Take back the last action, or the one with this number. Raises NothingToUndo."""
        with self._transaction() as change:
            n = journal.next_undo(self.connection) if action is None else action
            outcome = journal.undo(self.connection, n, change)
            self._finish(change)
        return outcome

    def redo(self) -> journal.Outcome:
        """Do again what was undone last. Raises NothingToRedo."""
        with self._transaction() as change:
            outcome = journal.redo(self.connection, journal.next_redo(self.connection), change)
            self._finish(change)
        return outcome

    def rank_everybody(self) -> None:
        """Bring the ranks up to date if they are stale. Up to a second for 30,000 people: not on a screen's thread."""
        if stale.is_stale(self.connection):
            from coffeechat.store import ranks

            with self.local_change():
                ranks.refresh(self.connection)

    @contextmanager
    def local_change(self) -> Iterator[None]:
        """A transaction on local tables, which nobody stamps or undoes."""
        with in_sentences(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def _transaction(self) -> Iterator[Change]:
        with in_sentences(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                change = self._capture.begin()
                yield change
                self.connection.execute("COMMIT")
            except _NothingChanged:
                self._roll_back()
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._capture.end()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read within is of one moment, whatever others write meanwhile."""
        with in_sentences(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self._roll_back()

    def _roll_back(self) -> None:
        if self.connection.in_transaction:  # a full disk has rolled back already
            self.connection.execute("ROLLBACK")

    def _finish(self, change: Change) -> None:
        """Everything that follows from the change, in its own transaction."""
        note_slots.follow(self.connection, change, self._text_client)
        self._capture.end()
        if not change.is_empty:
            self._capture.stamp_cells(change)
            from coffeechat.store import ranks  # 10 ms that commands which only read do not need

            listing.refresh(self.connection, change)
            ranks.follow(self.connection, change)
