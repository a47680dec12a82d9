"""What is typed in a search box, turned into a query: names first by their index, the full-text index fills up.

FTS5's own ranking scores every match (0.5 s at 300,000 people), so results are capped and ordered by the list.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import apsw

from coffeechat.method.folding import fold

CAP = 1_000  # matches looked at; beyond it the count reads "1,000+"

COLUMNS = {
    "name": "name",
    "title": "title",
    "at": "organisation",
    "tag": "tags",
    "contact": "contact",
    "note": "note",
}
"""What may stand before a colon (`at:acme`), and the indexed column it looks in."""


class Found(NamedTuple):
    """Numbers of people in the listing, and whether there were more than the cap."""

    numbers: list[int]
    is_capped: bool


def words(text: str) -> list[str]:
    """The folded words of a text, as they are indexed."""
    return re.findall(r"[^\W_]+", fold(text))


def match_expression(text: str) -> str:
    """FTS5: every word as a prefix, all of them, `at:` and its like limited to their column."""
    terms = []
    for part in text.split():
        label, colon, rest = part.partition(":")
        column = COLUMNS.get(label.casefold()) if colon else None
        scope = f"{column} : " if column and rest else ""
        terms += [f'{scope}"{word}"*' for word in words(rest if column else part)]
    return " AND ".join(terms)


def people(connection: apsw.Connection, text: str) -> Found:
    """The people whose row or notes hold every word typed; those whose family name begins so come first."""
    expression = match_expression(text)
    if not expression:
        return Found([], False)
    numbers = [] if ":" in text else _named(connection, fold(text))
    found = connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid > 0 LIMIT ?", (expression, CAP + 1)
    )
    numbers = list(dict.fromkeys([*numbers, *(row[0] for row in found)]))
    return Found(numbers[:CAP], len(numbers) > CAP)


def documents(connection: apsw.Connection, text: str, limit: int) -> list[tuple[int, bytes]]:
    """(table number, id) of other texts that match."""
    expression = match_expression(text)
    if not expression:
        return []
    return list(
        connection.execute(
            'SELECT document."table", document.id FROM search JOIN document ON document.n = -search.rowid '
            "WHERE search MATCH ? AND search.rowid < 0 LIMIT ?",
            (expression, limit),
        )
    )


def _named(connection: apsw.Connection, beginning: str) -> list[int]:
    rows = connection.execute(
        "SELECT n FROM listing WHERE name_key >= ?1 AND name_key < ?1 || char(1114111) ORDER BY name_key, n LIMIT ?2",
        (beginning, CAP),
    )
    return [row[0] for row in rows]
