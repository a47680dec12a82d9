"""What an import would do, row by row, before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

import apsw
import msgspec
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.incoming import PersonRecord, Skipped, TouchRecord
from coffeechat.method import identity
from coffeechat.store import people
from coffeechat.store.imports import difference, known
from coffeechat.store.imports.rows import SourceRow, SourceRows, pack

Kind = Literal["new", "updated", "same", "likely", "review"]
REMOVED = "you have taken this person off the list; add them by hand if they should come back"


class Entry(Struct):
    """One person of the source and what becomes of them.

    `new`: added. `updated`: `person_id` gets what they lack. `same`: nothing changes. `likely` and `review`: added as
    somebody new unless the user accepts that they are `person_id`. `why` says what points to that person.
    """

    record: PersonRecord
    packed: bytes
    kind: Kind
    person_id: bytes | None = None
    why: str = ""
    row: SourceRow | None = None

    def difference_to(self, detail: people.Detail) -> difference.Difference:
        return difference.between(detail, self.record, self.row.record() if self.row else None)


class Plan(Struct):
    """What a file would bring."""

    importer: str
    file_name: str
    sha256: str
    entries: list[Entry]
    touches: list[TouchRecord]
    skipped: list[Skipped]
    warnings: list[str]
    rows: SourceRows
    doubles: int = 0
    """Rows of the file that repeat an earlier one."""

    def count(self, kind: Kind) -> int:
        return sum(entry.kind == kind for entry in self.entries)

    @property
    def new(self) -> int:
        return self.count("new")

    @property
    def updated(self) -> int:
        return self.count("updated")

    @property
    def same(self) -> int:
        return self.count("same") + self.doubles

    @property
    def likely(self) -> int:
        return self.count("likely")

    @property
    def review(self) -> int:
        return self.count("review")

    def person_of(self, key: str) -> bytes | None:
        return self.rows.person_of(key)


class Planner:
    """Takes a source's records one by one and decides what each would do.

    Records of one file about one person are made one first, by the same rules as between file and database.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows = SourceRows(connection)
        self._index: identity.Index | None = None
        self._by_key: dict[str, Entry] = {}
        self._in_file: dict[bytes, Entry] = {}
        self._doubles = 0
        self.entries: list[Entry] = []
        self.touches: list[TouchRecord] = []
        self.skipped: list[Skipped] = []
        self.warnings: list[str] = []

    def plan(self, importer: str, file_name: str, sha256: str) -> Plan:
        return Plan(
            importer,
            file_name,
            sha256,
            self.entries,
            self.touches,
            self.skipped,
            self.warnings,
            self._rows,
            self._doubles,
        )
