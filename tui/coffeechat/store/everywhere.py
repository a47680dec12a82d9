"""What a search everywhere finds: people, then the other texts, each with a word on what it is and whose."""

from __future__ import annotations

import apsw
from msgspec import Struct

from coffeechat.method.folding import fold
from coffeechat.store import pages, search
from coffeechat.store.listing import TEXTS
from coffeechat.store.tables import table_numbered, tables

MOST_PEOPLE = 200
MOST_TEXTS = 50
_SHOWN, _BEFORE = 160, 24
"""Letters of a text that are shown, and of those how many before the first word that was looked for."""
_NAMED = ("organisation", "target", "research_source")
"""What has a name of its own; of the others the text itself is shown, and whose it is."""


class Hit(Struct, frozen=True):
    """Something found. `kind` is `person`, or the table's name in words; `id` is the person's or the row's. A text may
    belong to a talk or to a person."""

    kind: str
    id: bytes
    name: str
    detail: str
    conversation_id: bytes | None = None
    person_id: bytes | None = None


def find(connection: apsw.Connection, text: str) -> list[Hit]:
    """At most 200 people and 50 other texts, in under 8 ms at 100,000 people."""
    words = search.words(connection, text)
    if not words:
        return []
    found = pages.lines(connection, search.people(connection, text).numbers[:MOST_PEOPLE])
    people = [
        Hit("person", line.id, line.name, ", ".join(part for part in (line.title, line.organisation) if part))
        for line in found
    ]
    return people + [_text(connection, words[0], *hit) for hit in search.documents(connection, text, MOST_TEXTS)]


def _text(connection: apsw.Connection, word: str, number: int, row_id: bytes) -> Hit:
    name = table_numbered(number).name
    columns = tables()[name].columns
    title = columns[columns.index("title" if "title" in columns else "name")] if name in _NAMED else "NULL"
    talk = "id" if name == "conversation" else "conversation_id" if "conversation_id" in columns else "NULL"
    person = "person_id" if "person_id" in columns else "NULL"
    off_record = "off_record" if "off_record" in columns else "NULL"
    titled, text, talk_id, person_id, is_kept = connection.execute(
        f"SELECT {title}, concat_ws(' ', {TEXTS[name]}), {talk}, {person}, {off_record} FROM \"{name}\" WHERE id = ?",
        (row_id,),
    ).get
    shown, kind = _around(text, word), name.replace("_", " ")
    if titled:
        return Hit(kind, row_id, titled, shown, talk_id, person_id)
    whose = _whose(connection, talk_id, person_id)
    return Hit(kind, row_id, shown, f"{whose}, off the record" if is_kept else whose, talk_id, person_id)


def _around(text: str, word: str) -> str:
    """A text from just before the first place where it has the word."""
    begin = max(0, fold(text).find(word) - _BEFORE)
    return f"{'…' * bool(begin)}{text[begin : begin + _SHOWN]}"


def _whose(connection: apsw.Connection, talk_id: bytes | None, person_id: bytes | None) -> str:
    """The name of the person a text belongs to, or of the host of its talk."""
    return str(
        connection.execute(
            "SELECT coalesce((SELECT name FROM listing WHERE id = coalesce(?1, (SELECT person_id FROM "
            "conversation_person WHERE conversation_id = ?2 AND deleted_at IS NULL ORDER BY role IS NOT 'host'))), '')",
            (person_id, talk_id),
        ).get
    )
