"""What was read before a talk: books, sites, articles, job ads, about a person, an organisation or a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw

from coffeechat.records import ResearchSource
from coffeechat.store import clock, notes, tables
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.store import Store

NOTES = ("facts", "quote", "note")
"""The long texts of a source, which are saved as such."""


def about(
    connection: apsw.Connection,
    *,
    person_id: bytes | None = None,
    organisation_id: bytes | None = None,
    target_id: bytes | None = None,
) -> list[ResearchSource]:
    """The sources about any of these, the newest first."""
    return tables.select(
        connection,
        ResearchSource,
        "(person_id = ? OR organisation_id = ? OR target_id = ?) ORDER BY id DESC",
        (person_id, organisation_id, target_id),
    )


def get(connection: apsw.Connection, source_id: bytes) -> ResearchSource | None:
    return tables.get(connection, ResearchSource, source_id)


def add(store: Store, title: str, **cells: Value) -> ResearchSource:
    """A new source; `cells` say what it is about (`person_id`, `organisation_id`, `target_id`), and the rest."""
    with store.change(f"add source {title}") as change:
        source = ResearchSource(id=clock.new_id(), created_at=change.at, title=title, **cells)
        store.insert(change, source)
    return source


def edit(store: Store, source: ResearchSource, column: str, value: str) -> None:
    """Change one field; the long ones are saved as texts in which two machines may write."""
    label = f"edit source {source.title}"
    if column in NOTES:
        notes.edit(store, ResearchSource, source.id, column, value, opened=getattr(source, column) or "", label=label)
    else:
        with store.change(label):
            store.update(ResearchSource, source.id, **{column: value or None})


def remove(store: Store, source: ResearchSource) -> None:
    with store.change(f"remove source {source.title}") as change:
        store.delete(change, ResearchSource, source.id)


def text_of(source: ResearchSource) -> str:
    """Everything that was written down of a source, for the checker."""
    return " ".join(part for part in (source.title, source.facts, source.quote, source.note) if part)
