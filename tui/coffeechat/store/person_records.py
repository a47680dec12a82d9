"""The people as records for exporters: the reverse of an import, read set by set."""

from __future__ import annotations

from collections.abc import Iterator

import apsw

from coffeechat.incoming import ContactRecord, PersonRecord

_PEOPLE = """
SELECT person.id, listing.name, given, family, nickname, birthday, known_since, card, listing.title,
    listing.organisation, concat_ws(char(10, 10), interest, how_we_met, about),
    (SELECT key FROM import_row WHERE person_id = person.id AND deleted_at IS NULL AND key IS NOT NULL
     ORDER BY key LIKE 'vcard:%' DESC, id LIMIT 1)
FROM listing JOIN person USING (id) ORDER BY person.id
"""


def everybody(connection: apsw.Connection) -> Iterator[PersonRecord]:
    """Everybody on the list, in the order they came."""
    contacts = _contacts(connection)
    tags = _tags(connection)
    for place, row in enumerate(connection.execute(_PEOPLE), start=1):
        (
            person_id,
            name,
            given,
            family,
            nickname,
            birthday,
            known_since,
            card,
            title,
            organisation,
            note,
            key,
        ) = row
        yield PersonRecord(
            line=place,
            display=name or "(no name)",
            key=key or f"vcard:urn:uuid:{_uuid(person_id)}",
            given=given,
            family=family,
            nickname=nickname,
            title=title,
            organisation=organisation,
            contacts=tuple(contacts.get(person_id, ())),
            tags=tuple(tags.get(person_id, ())),
            birthday=birthday,
            known_since=known_since,
            note=note or None,
            card=card,
        )


def _contacts(connection: apsw.Connection) -> dict[bytes, list[ContactRecord]]:
    found: dict[bytes, list[ContactRecord]] = {}
    for person_id, kind, value, label, preferred in connection.execute(
        "SELECT person_id, kind, value, label, preferred FROM contact_point "
        "WHERE deleted_at IS NULL AND kind IS NOT NULL AND value IS NOT NULL ORDER BY id"
    ):
        found.setdefault(person_id, []).append(ContactRecord(kind, value, label, bool(preferred)))
    return found


def _tags(connection: apsw.Connection) -> dict[bytes, list[str]]:
    found: dict[bytes, list[str]] = {}
    for person_id, name in connection.execute(
        "SELECT person_id, name FROM tagging JOIN tag ON tag.id = tag_id "
        "WHERE tagging.deleted_at IS NULL AND tag.deleted_at IS NULL AND name IS NOT NULL ORDER BY tagging.id"
    ):
        found.setdefault(person_id, []).append(name)
    return found


def _uuid(raw: bytes) -> str:
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
