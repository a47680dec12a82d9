"""What is typed in a search box, turned into a query: names first by their index, the full-text index fills up.

FTS5's own ranking scores every match (0.5 s at 300,000 people), so results are capped and ordered by the list.
"""

from __future__ import annotations

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


def words(connection: apsw.Connection, text: str) -> list[str]:
    """The folded words of a text, cut as the index cuts them: which letters there are, Python and SQLite see each in
    their own version of Unicode, and a word that is two in the index would be an error in a query."""
    tokenizer = connection.fts5_tokenizer("unicode61", ["remove_diacritics", "0"])
    found = tokenizer(
        _whole(text).encode(), apsw.FTS5_TOKENIZE_QUERY, None, include_offsets=False, include_colocated=False
    )
    return [str(word) for word in found]


def match_expression(connection: apsw.Connection, text: str) -> str:
    """FTS5: every word as a prefix, all of them, `at:` and its like limited to their column."""
    terms = []
    for part in text.split():
        label, colon, rest = part.partition(":")
        column = COLUMNS.get(label.casefold()) if colon else None
        scope = f"{column} : " if column and rest else ""
        terms += [f'{scope}"{word}"*' for word in words(connection, rest if column else part)]
    return " AND ".join(terms)


def people(connection: apsw.Connection, text: str) -> Found:
    """The people whose row or notes hold every word typed; those whose family name begins so come first."""
    expression = match_expression(connection, text)
    if not expression:
        return Found([], False)
    numbers = [] if ":" in text else _named(connection, _whole(text))
    found = connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid > 0 LIMIT ?", (expression, CAP + 1)
    )
    numbers = list(dict.fromkeys([*numbers, *(row[0] for row in found)]))
    return Found(numbers[:CAP], len(numbers) > CAP)


def documents(connection: apsw.Connection, text: str, limit: int) -> list[tuple[int, bytes]]:
    """(table number, id) of other texts that match."""
    expression = match_expression(connection, text)
    if not expression:
        return []
    return list(
        connection.execute(
            'SELECT document."table", document.id FROM search JOIN document ON document.n = -search.rowid '
            "WHERE search MATCH ? AND search.rowid < 0 LIMIT ?",
            (expression, limit),
        )
    )


def _whole(text: str) -> str:
    """Folded, and without the half characters that a shell can hand over, which no database takes."""
    return fold(text).encode(errors="replace").decode()


def _named(connection: apsw.Connection, beginning: str) -> list[int]:
    rows = connection.execute(
        "SELECT n FROM listing WHERE name_key >= ?1 AND name_key < ?1 || char(1114111) ORDER BY name_key, n LIMIT ?2",
        (beginning, CAP),
    )
    return [row[0] for row in rows]
