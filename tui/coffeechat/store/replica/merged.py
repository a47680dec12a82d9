"""What merging changed, as far as the list, the index and the ranks must know."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from coffeechat.store.capture import Change


class Merged(Change):
    """What merging changed, without the values: they are in nobody's undo, and 100,000 pairs of them kept until the end
    make Python's garbage collector take a fifth of the time."""

    def __init__(self) -> None:
        super().__init__(0, "")
        self.changes = 0
        """How many rows and cells."""
        self._rows: dict[str, set[bytes]] = {}
        self._columns: set[tuple[str, str]] = set()

    def note(self, name: str, columns: Iterable[str], ids: Collection[bytes], changes: int) -> None:
        self.changes += changes
        if ids:
            self._rows.setdefault(name, set()).update(ids)
            self._columns.update((name, column) for column in columns)

    def add(self, other: Merged) -> None:
        """What another frame changed."""
        self.changes += other.changes
        self.people |= other.people
        self.organisations |= other.organisations
        self._columns |= other.columns()
        for name, ids in other.rows().items():
            self._rows.setdefault(name, set()).update(ids)

    @property
    def is_empty(self) -> bool:
        return super().is_empty and not self._rows

    def rows(self) -> dict[str, set[bytes]]:
        found = super().rows()
        return {name: found.get(name, set()) | self._rows.get(name, set()) for name in found.keys() | self._rows.keys()}

    def columns(self) -> set[tuple[str, str]]:
        return super().columns() | self._columns
