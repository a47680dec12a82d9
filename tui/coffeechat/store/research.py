"""What was read before a talk: books, sites, articles, job ads, about a person, an organisation or a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw
from msgspec import Struct

from coffeechat.records import Organisation, Person, ResearchSource, Target
from coffeechat.store import clock, notes, people, tables, targets
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.conversations import Talk
    from coffeechat.store.store import Store

NOTES = ("facts", "quote", "note")
"""The long texts of a source, which are saved as such."""


SCOPES = {"organisation": "organisation_id", "person": "person_id", "job": "target_id"}
"""What a source can be about, the commonest first, and the column that says so."""


class Subject(Struct, frozen=True):
    """Whom and what one reads about before a talk, with their names."""

    person_id: bytes | None = None
    organisation_id: bytes | None = None
    target_id: bytes | None = None
    names: tuple[str, ...] = ()
    """Those of the three that are there, in this order."""

    @property
    def scopes(self) -> tuple[str, ...]:
        """What there is to read about."""
        return tuple(scope for scope, column in SCOPES.items() if getattr(self, column))


def subject_of_person(connection: apsw.Connection, person_id: bytes) -> Subject:
    """A person, where they work now, and the job wanted."""
    known = people.detail(connection, person_id, touches=0)
    organisation = known.job.organisation if known and known.job else None
    return _subject(known.person if known else None, organisation, targets.chosen(connection))


def subject_of_talk(talk: Talk) -> Subject:
    """The host of a talk, their organisation, and the job it is about."""
    return _subject(talk.host, talk.organisation, talk.target)


def subject_of_source(connection: apsw.Connection, source: ResearchSource) -> Subject:
    """What a source is about."""
    person = tables.get(connection, Person, source.person_id or b"")
    organisation = tables.get(connection, Organisation, source.organisation_id or b"")
    return _subject(person, organisation, tables.get(connection, Target, source.target_id or b""))


def _subject(person: Person | None, organisation: Organisation | None, target: Target | None) -> Subject:
    names = (
        person and people.display_name(person),
        organisation and organisation.name,
        target and target.name,
    )
    return Subject(
        person_id=person.id if person else None,
        organisation_id=organisation.id if organisation else None,
        target_id=target.id if target else None,
        names=tuple(name for name in names if name),
    )


def about(connection: apsw.Connection, subject: Subject) -> list[ResearchSource]:
    """The sources about any of these, the newest first."""
    return tables.select(
        connection,
        ResearchSource,
        "(person_id = ? OR organisation_id = ? OR target_id = ?) ORDER BY id DESC",
        (subject.person_id, subject.organisation_id, subject.target_id),
    )


def all_sources(connection: apsw.Connection) -> list[ResearchSource]:
    """Every source, the newest first."""
    return tables.select(connection, ResearchSource, "TRUE ORDER BY id DESC")


def get(connection: apsw.Connection, source_id: bytes) -> ResearchSource | None:
    return tables.get(connection, ResearchSource, source_id)


def add(store: Store, title: str, subject: Subject, scope: str, **cells: Value) -> ResearchSource:
    """A new source about that part of `subject` which `scope` names: `person`, `organisation` or `job`."""
    with store.change(f"add source {title}") as change:
        source = ResearchSource(
            id=clock.new_id(), created_at=change.at, title=title, **_about_only(subject, scope), **cells
        )
        store.insert(change, source)
    return source


def set_scope(store: Store, source: ResearchSource, subject: Subject, scope: str) -> None:
    """Say which part of `subject` a source is about."""
    with store.change(f"edit source {source.title}"):
        store.update(ResearchSource, source.id, **_about_only(subject, scope))


def scope_of(source: ResearchSource) -> str:
    """What a source is about."""
    return next((scope for scope, column in SCOPES.items() if getattr(source, column)), "")


def _about_only(subject: Subject, scope: str) -> dict[str, Value]:
    return {column: getattr(subject, column) if name == scope else None for name, column in SCOPES.items()}


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
