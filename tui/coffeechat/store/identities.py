"""Everybody on the list as the rules of identity see them: names, employers and keys, read set by set."""

from __future__ import annotations

from collections.abc import Iterator

import apsw

from coffeechat.method.identity import Known, known_of


def everybody(connection: apsw.Connection) -> Iterator[Known]:
    """By id, the first come first. Unbounded: not for a screen's thread."""
    contacts = _grouped(
        connection,
        "SELECT person_id, kind, value FROM contact_point "
        "WHERE deleted_at IS NULL AND kind IS NOT NULL AND value IS NOT NULL",
    )
    organisations = _grouped(
        connection,
        "SELECT person_id, organisation.name FROM position JOIN organisation ON organisation.id = organisation_id "
        "WHERE position.deleted_at IS NULL AND name IS NOT NULL",
    )
    rows = _grouped(
        connection,
        "SELECT person_id, key FROM import_row WHERE deleted_at IS NULL AND key IS NOT NULL",
    )
    for person_id, name in connection.execute("SELECT id, name FROM listing ORDER BY id"):
        yield known_of(
            person_id,
            name,
            organisations=(name for (name,) in organisations.get(person_id, ())),
            contacts=((kind, value) for kind, value in contacts.get(person_id, ())),
            rows=(key for (key,) in rows.get(person_id, ())),
        )


def _grouped(connection: apsw.Connection, sql: str) -> dict[bytes, list[tuple[str, ...]]]:
    found: dict[bytes, list[tuple[str, ...]]] = {}
    for person_id, *values in connection.execute(sql):
        found.setdefault(person_id, []).append(tuple(values))
    return found
