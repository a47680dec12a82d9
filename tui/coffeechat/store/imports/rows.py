"""What earlier imports said: how a row of a source is known again, and what it said last time."""

from __future__ import annotations

import apsw
import msgspec
from msgspec import Struct

from coffeechat.incoming import PersonRecord

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(PersonRecord).decode


class SourceRow(Struct, frozen=True):
    """One row of a source as it was last read. `person_id` is None where the user has removed the person."""

    id: bytes
    person_id: bytes | None
    packed: bytes

    def record(self) -> PersonRecord:
        return _decode(self.packed)


def pack(record: PersonRecord) -> bytes:
    """The record without its place and names: equal bytes mean that the source says the same as before."""
    return _encode(msgspec.structs.replace(record, line=0, key=None, other_key=None))


class SourceRows:
    """All rows that earlier imports left, by either key; those without one (cards without a UID) by all they say."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._by_key: dict[str, SourceRow] = {}
        self._by_content: dict[bytes, SourceRow] = {}
        for row_id, person_id, key, other_key, packed, is_gone in connection.execute(
            "SELECT import_row.id, person_id, key, other_key, record, person.deleted_at IS NOT NULL "
            "FROM import_row LEFT JOIN person ON person.id = person_id WHERE import_row.deleted_at IS NULL "
            "ORDER BY import_row.id"
        ):
            row = SourceRow(row_id, None if is_gone else person_id, packed or b"")
            for name in (other_key, key):
                if name is not None:
                    self._by_key[name] = row
            if key is None:
                self._by_content[row.packed] = row

    def find(self, record: PersonRecord) -> SourceRow | None:
        found = self._by_key.get(record.key) if record.key else None
        if found is None and record.other_key:
            found = self._by_key.get(record.other_key)
        if found is None and record.key is None and self._by_content:
            found = self._by_content.get(pack(record))
        return found

    def person_of(self, key: str) -> bytes | None:
        found = self._by_key.get(key)
        return found.person_id if found else None
