"""What an import would do, row by row, before anything is changed."""

from __future__ import annotations

from itertools import islice
from typing import Literal

import apsw
import msgspec
from msgspec import Struct

from coffeechat.incoming import PersonRecord, Skipped, TouchRecord
from coffeechat.method import identity
from coffeechat.store import identities, pages, people
from coffeechat.store.imports import difference
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
    others: list[PersonRecord] = []
    """Further rows of the file that turned out to be this person, to be known again under their own keys."""

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

    @property
    def changes_nothing(self) -> bool:
        """Every row says what it said before, and there is no new contact."""
        is_old = (entry.kind == "same" and entry.row and entry.row.packed == entry.packed for entry in self.entries)
        return all(is_old) and not self.touches

    def examples(self, most: int) -> list[str]:
        """A few people who may be known already, in words, for output."""
        doubtful = (entry for entry in self.entries if entry.kind in ("likely", "review"))
        return [f"{entry.record.display}: {entry.why}" for entry in islice(doubtful, most)]

    def person_of(self, key: str) -> bytes | None:
        return self.rows.person_of(key)


class Planner:
    """Takes a source's records one by one and decides what each would do.

    Two records of one file about one person become one entry, by the same rules as between file and database.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows = SourceRows(connection)
        self._index: identity.Index | None = None
        self._has_people = pages.everybody(connection) > 0
        self._in_file: dict[bytes, Entry] = {}
        self._by_key: dict[str, Entry] = {}
        self._doubles = 0
        self.entries: list[Entry] = []
        self.touches: list[TouchRecord] = []
        self.skipped: list[Skipped] = []
        self.warnings: list[str] = []

    def person(self, record: PersonRecord) -> None:
        """Decide on one record."""
        if record.key and record.key in self._by_key:
            self._combine(self._by_key[record.key], record)
            return
        row = self._rows.find(record)
        if row is None:
            entry = self._without_row(record)
        elif row.person_id is None:
            self.skipped.append(Skipped(record.line, REMOVED))
            return
        else:
            entry = Entry(record, pack(record), "same", row.person_id, row=row)
            if row.packed != entry.packed:
                self._compare(entry)
        if entry is not None:
            self.entries.append(entry)
            if record.key:
                self._by_key[record.key] = entry

    def plan(self, importer: str, file_name: str, sha256: str) -> Plan:
        """What all records so far would do."""
        touches = [touch for touch in self.touches if self._is_news(touch)]
        return Plan(
            importer,
            file_name,
            sha256,
            self.entries,
            touches,
            self.skipped,
            self.warnings,
            self._rows,
            self._doubles,
        )

    def _without_row(self, record: PersonRecord) -> Entry | None:
        """A row no import has brought before: whoever it is, by keys and names. None: an earlier entry's person."""
        index = self._everybody()
        known = self._known(record)
        match = index.match(known, with_slips=False)
        proposed = match.ids[0] if match.ids else b""
        if match.tier == "same":
            index.add(msgspec.structs.replace(known, id=proposed))
            if proposed in self._in_file:
                first = self._in_file[proposed]
                first.others = [*first.others, record]
                self._combine(first, record)
                if record.key:
                    self._by_key[record.key] = first
                return None
            entry = Entry(record, pack(record), "same", proposed, match.why)
            self._compare(entry)
            return entry
        index.add(msgspec.structs.replace(known, name_key=""))
        if match.tier in ("likely", "review") and proposed not in self._in_file:
            entry = Entry(record, pack(record), match.tier, proposed, match.why)
        else:
            entry = Entry(record, pack(record), "new")
        self._in_file[known.id] = entry
        return entry

    def _known(self, record: PersonRecord) -> identity.Known:
        """A record as the rules of identity see it, under an id no person has. Only people on the list are compared
        by name: of two rows of one file with the same name, both come in."""
        entry_id = b"entry %d" % len(self.entries)
        contacts = [(contact.kind, contact.value) for contact in record.contacts]
        # Our own vCards carry keys of several importers; in one file every key is somebody else's all the same.
        rows = (record.key, f"file:{record.key}") if record.key else ()
        if not self._has_people:
            return identity.known_by_keys(entry_id, record.display, contacts, rows)
        organisations = (record.organisation,) if record.organisation else ()
        return identity.known_of(entry_id, record.display, organisations=organisations, contacts=contacts, rows=rows)

    def _everybody(self) -> identity.Index:
        """Built only when a row is not known by its key: importing the same file again needs no index."""
        if self._index is None:
            self._index = identity.Index(identities.everybody(self._connection))
        return self._index

    def _combine(self, first: Entry, second: PersonRecord) -> None:
        self._doubles += 1
        first.record = difference.combined(first.record, second)
        if first.kind in ("same", "updated"):
            self._compare(first)

    def _compare(self, entry: Entry) -> None:
        """Whether somebody known would get anything new."""
        detail = people.detail(self._connection, entry.person_id or b"")
        if detail and not entry.difference_to(detail).is_nothing:
            entry.kind = "updated"

    def _is_news(self, touch: TouchRecord) -> bool:
        person_id = self._rows.person_of(touch.person_key)
        if person_id is None:  # somebody new, or nobody: without a connection, or taken off the list
            return touch.person_key in self._by_key
        known = self._connection.execute(
            "SELECT 1 FROM touch WHERE person_id = ? AND at = ? AND direction = ? AND deleted_at IS NULL LIMIT 1",
            (person_id, touch.at, touch.direction),
        )
        return known.get is None
