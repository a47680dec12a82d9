"""What comes in from files: one frozen Struct for each kind of record an importer yields."""

from __future__ import annotations

from msgspec import Struct


class ContactRecord(Struct, frozen=True, omit_defaults=True, array_like=True):
    """One way to reach a person. `kind` is `email`, `phone`, `linkedin`, `url` or `address`."""

    kind: str
    value: str
    label: str | None = None
    preferred: bool = False


class PersonRecord(Struct, frozen=True, kw_only=True, omit_defaults=True, array_like=True, tag="person"):
    """A person as one row or card of a source says.

    `line` is where the row starts in its file (from 1). `key` is the source's own lasting name for the row, with the
    importer's name before it (`linkedin:ada-lindqvist`, `vcard:urn:uuid:...`); `other_key` a second one that
    survives when the first changes. `display` is never empty. `birthday`: ISO date, `--MM-DD` without a year, or the
    source's own text. `known_since`: ISO date. `card`: raw property lines nobody here reads, kept for export.
    """

    line: int
    display: str
    key: str | None = None
    other_key: str | None = None
    given: str | None = None
    family: str | None = None
    nickname: str | None = None
    title: str | None = None
    organisation: str | None = None
    contacts: tuple[ContactRecord, ...] = ()
    tags: tuple[str, ...] = ()
    birthday: str | None = None
    known_since: str | None = None
    note: str | None = None
    card: str | None = None


class TouchRecord(Struct, frozen=True, kw_only=True, omit_defaults=True, array_like=True, tag="touch"):
    """A message that was exchanged. `person_key` is a `PersonRecord.key` of the same importer; `at` is UTC ISO.

    `direction` is `out` (the user wrote) or `in`. The text is not asked for: whose message it was and when is enough.
    """

    line: int
    key: str
    person_key: str
    at: str
    direction: str
    person_name: str | None = None
    channel: str | None = None


class Skipped(Struct, frozen=True, array_like=True, tag="skipped"):
    """A row that was left out, and why, in a few words a person understands."""

    line: int
    reason: str


class Warned(Struct, frozen=True, array_like=True, tag="warned"):
    """Something about the file a person should know, in one sentence."""

    message: str


class Progress(Struct, frozen=True, array_like=True, tag="progress"):
    """How far the reader is: bytes read of bytes in all. Yield one at least every second or so."""

    done: int
    total: int


Record = PersonRecord | TouchRecord | Skipped | Warned | Progress
