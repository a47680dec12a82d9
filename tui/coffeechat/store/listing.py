"""The list of people ready to paint, and the search index: local, kept in step by every change, rebuilt by `doctor`.

A list of 100,000 people must page in milliseconds by any order; joining and sorting them on the fly takes seconds.
"""

from __future__ import annotations

import apsw

from coffeechat.method.folding import fold
from coffeechat.method.names import organisation_key, sort_key
from coffeechat.store import stale
from coffeechat.store.capture import Change
from coffeechat.store.tables import Value, tables


def register_functions(connection: apsw.Connection) -> None:
    """The foldings SQL needs below."""
    connection.create_scalar_function("fold", _fold_or_empty, 1, deterministic=True)
    connection.create_scalar_function("sort_key", _sort_key, 3, deterministic=True)
    connection.create_scalar_function("organisation_key", _organisation_key, 1, deterministic=True)
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS affected (id BLOB PRIMARY KEY) WITHOUT ROWID;"
        "CREATE TEMP TABLE IF NOT EXISTS affected_text (id BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID"
    )


def refresh(connection: apsw.Connection, change: Change) -> None:
    """Bring the rows of everybody the change touched, and its texts, up to date."""
    connection.execute("DELETE FROM affected; DELETE FROM affected_text")
    connection.executemany("INSERT OR IGNORE INTO affected VALUES (?)", ((person,) for person in sorted(change.people)))
    for organisation in change.organisations:
        connection.execute(
            "INSERT OR IGNORE INTO affected SELECT person_id FROM position WHERE organisation_id = ?",
            (organisation,),
        )
    if change.people or change.organisations:
        _refresh_people(connection)
    _refresh_texts(connection, change)


def rebuild(connection: apsw.Connection) -> None:
    """Make the list and the index anew from the synced tables; the ranks follow when they are next asked for."""
    stale.mark(connection)
    connection.execute(
        "DELETE FROM listing; DELETE FROM rank; DELETE FROM document;"
        "INSERT INTO search (search) VALUES ('delete-all');"
        "DELETE FROM affected; INSERT INTO affected SELECT id FROM person; DELETE FROM affected_text"
    )
    _refresh_people(connection)
    for name in TEXTS:
        number = tables()[name].number
        connection.execute(f'INSERT OR IGNORE INTO affected_text SELECT id, {number} FROM "{name}"')
    _index_texts(connection)


def _folded(text: str) -> str:
    """SQL for a folded text. The index folds ASCII by itself, and calling Python takes longer than all the rest."""
    return f"iif(octet_length({text}) <> length({text}), fold({text}), {text})"


_FORGET = """
DELETE FROM search WHERE rowid IN (SELECT n FROM affected CROSS JOIN listing USING (id));
DELETE FROM rank WHERE n IN (SELECT listing.n FROM affected CROSS JOIN listing USING (id) CROSS JOIN person USING (id)
                             WHERE person.deleted_at IS NOT NULL);
DELETE FROM listing WHERE id IN (SELECT affected.id FROM affected CROSS JOIN listing USING (id) CROSS JOIN person
                                 USING (id) WHERE person.deleted_at IS NOT NULL);
"""

_LIST = """
INSERT INTO listing (id, name, name_key, job_id, title, organisation, organisation_key, contacted, tags)
SELECT person.id, shown, sort_key(person.given, person.family, shown), job.id, job.title,
    organisation.name, organisation_key(organisation.name),
    (SELECT max(at) FROM touch WHERE person_id = person.id AND deleted_at IS NULL AND state IS NOT 'draft'
     AND kind IS NOT 'note'),
    (SELECT group_concat(tag.name, ', ') FROM tagging JOIN tag ON tag.id = tagging.tag_id
     WHERE tagging.person_id = person.id AND tagging.deleted_at IS NULL AND tag.deleted_at IS NULL)
FROM affected CROSS JOIN (
    SELECT *, coalesce(display, trim(coalesce(given, '') || ' ' || coalesce(family, '')), '') AS shown FROM person
) AS person ON person.id = affected.id
LEFT JOIN position AS job ON job.id = (
    SELECT id FROM position WHERE person_id = person.id AND deleted_at IS NULL
    ORDER BY until IS NOT NULL, since DESC, id LIMIT 1
)
LEFT JOIN organisation ON organisation.id = job.organisation_id AND organisation.deleted_at IS NULL
WHERE person.deleted_at IS NULL
ORDER BY 3
ON CONFLICT (id) DO UPDATE SET (name, name_key, job_id, title, organisation, organisation_key, contacted, tags) =
    (excluded.name, excluded.name_key, excluded.job_id, excluded.title, excluded.organisation,
     excluded.organisation_key, excluded.contacted, excluded.tags);
"""

_INDEX = f"""
INSERT INTO search (rowid, name, title, organisation, tags, contact, note)
WITH found AS MATERIALIZED (
    SELECT listing.n, concat_ws(' ', listing.name, nickname) AS name, title, organisation, tags,
        (SELECT group_concat(value, ' ') FROM contact_point
         WHERE person_id = person.id AND deleted_at IS NULL AND kind <> 'linkedin') AS contact,
        concat_ws(' ', interest, how_we_met, about) AS note
    FROM affected CROSS JOIN listing USING (id) CROSS JOIN person USING (id)
)
SELECT n, {", ".join(map(_folded, ("name", "title", "organisation", "tags", "contact", "note")))} FROM found
ORDER BY n;
"""
# In rising order, because FTS5 writes out what it holds in memory whenever a number is lower than the last:
# 30,000 people take 0.1 s so, 0.8 s otherwise.


def _refresh_people(connection: apsw.Connection) -> None:
    connection.execute(_FORGET)
    connection.execute(_LIST)
    connection.execute(_INDEX)


TEXTS = {
    "organisation": "place, notes",  # its name is found with its people
    "target": "name, keywords, hypothesis",
    "conversation": "notes, learned, fit, next, learned_of_me, place",
    "answer": "text",
    "insight": "claim, note",
    "question": "text, probe",
    "research_source": "title, facts, quote",
    "promise": "text",
    "touch": "subject, body",
    "belief": "statement, note",
    "introduction": "note, message, override_reason",
}
"""What besides people can be found: tables and their columns of text."""


def _refresh_texts(connection: apsw.Connection, change: Change) -> None:
    rows = change.rows()
    for name in TEXTS:
        connection.executemany(
            "INSERT OR IGNORE INTO affected_text VALUES (?, ?)",
            ((row_id, tables()[name].number) for row_id in rows.get(name, ())),
        )
    if connection.execute("SELECT EXISTS (SELECT 1 FROM affected_text)").get:
        _index_texts(connection)


def _index_texts(connection: apsw.Connection) -> None:
    connection.execute(
        "DELETE FROM search WHERE rowid IN (SELECT -n FROM affected_text CROSS JOIN document USING (id));"
        "DELETE FROM document WHERE id IN (SELECT id FROM affected_text)"
    )
    for name, columns in TEXTS.items():
        number = tables()[name].number
        text = f"fold(concat_ws(' ', {columns}))"
        connection.execute(
            f'INSERT INTO document ("table", id) SELECT {number}, row.id FROM affected_text CROSS JOIN "{name}" AS row '
            f"USING (id) WHERE number = {number} AND deleted_at IS NULL AND {text} <> '';"
            f"INSERT INTO search (rowid, note) SELECT -document.n, {text} FROM affected_text "
            f'CROSS JOIN document USING (id) CROSS JOIN "{name}" AS row USING (id) WHERE number = {number}'
        )


def _fold_or_empty(*text: Value) -> str:
    return fold(text[0]) if text[0] else ""


def _sort_key(*name: Value) -> str:
    return sort_key(*name)


def _organisation_key(*name: Value) -> str | None:
    return organisation_key(name[0]) if name[0] else None
