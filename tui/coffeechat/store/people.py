"""One person: everything known of them, and the ways to add, edit and remove them."""

from __future__ import annotations

import os

import apsw
from msgspec import Struct

from coffeechat.method import ties
from coffeechat.method.names import organisation_key
from coffeechat.records import (
    ContactPoint,
    Introduction,
    Organisation,
    Person,
    PersonTarget,
    Position,
    Tag,
    Tagging,
    Touch,
)
from coffeechat.store import clock, notes, tables
from coffeechat.store.capture import Change
from coffeechat.store.store import Store
from coffeechat.store.tables import Value


class Job(Struct, frozen=True):
    """A position with its organisation, if that has arrived."""

    position: Position
    organisation: Organisation | None


class Detail(Struct, frozen=True):
    """A person with all that hangs on them. The current job first, drafts first and then the last touch."""

    person: Person
    jobs: tuple[Job, ...]
    contacts: tuple[ContactPoint, ...]
    tags: tuple[Tag, ...]
    touches: tuple[Touch, ...]
    introductions: tuple[Introduction, ...]
    for_targets: tuple[PersonTarget, ...]

    @property
    def name(self) -> str:
        return display_name(self.person)

    @property
    def job(self) -> Job | None:
        return self.jobs[0] if self.jobs else None


def display_name(person: Person) -> str:
    parts = (part for part in (person.given, person.family) if part)
    return person.display or " ".join(parts) or "(no name)"


def name_of(connection: apsw.Connection, person_id: bytes) -> str:
    person = tables.get(connection, Person, person_id)
    return display_name(person) if person else "somebody removed"


def detail(connection: apsw.Connection, person_id: bytes, touches: int = 50) -> Detail | None:
    """Everything known of a person, at most the last so many `touches`; None if there is no such person."""
    person = tables.get(connection, Person, person_id)
    if person is None:
        return None
    ours = (person_id,)
    return Detail(
        person=person,
        jobs=tuple(_jobs(connection, person_id)),
        contacts=tuple(tables.select(connection, ContactPoint, "person_id = ?", ours)),
        tags=tuple(
            tables.select(
                connection,
                Tag,
                "id IN (SELECT tag_id FROM tagging WHERE person_id = ? AND deleted_at IS NULL) ORDER BY name",
                ours,
            )
        ),
        touches=tuple(
            tables.select(
                connection, Touch, "person_id = ? ORDER BY at IS NOT NULL, at DESC LIMIT ?", (person_id, touches)
            )
        ),
        introductions=tuple(tables.select(connection, Introduction, "person_id = ?", ours)),
        for_targets=tuple(tables.select(connection, PersonTarget, "person_id = ?", ours)),
    )


def _jobs(connection: apsw.Connection, person_id: bytes) -> list[Job]:
    positions = tables.select(
        connection, Position, "person_id = ? ORDER BY until IS NOT NULL, since DESC, id", (person_id,)
    )
    return [
        Job(position, tables.get(connection, Organisation, position.organisation_id or b"")) for position in positions
    ]


def add(store: Store, display: str, title: str = "", organisation: str = "", email: str = "", phone: str = "") -> bytes:
    """A new person with what is known so far; returns the id."""
    with store.change(f"add {display}") as change:
        person = Person(id=clock.new_id(), created_at=change.at, display=display)
        store.insert(change, person)
        if title or organisation:
            _add_job(store, change, person.id, title, organisation)
        for kind, value in (("email", email), ("phone", phone)):
            if value:
                _add_contact(store, change, person.id, kind, value)
    return person.id


def edit(store: Store, person: Person, **cells: Value) -> None:
    """Change some of a person's own cells; `person` as they were when the editor opened, so that what others have
    written in a long text since stays. Edits of one field in a row are undone as one."""
    name = display_name(person)
    joined = f"{os.getpid()} {person.id.hex()} {' '.join(sorted(cells))}"  # two windows' edits stay two actions
    with store.change(f"edit {name}", joined=joined):
        store.update(Person, person.id, **notes.combined_cells(store, person, cells))


def bind(store: Store, person: Person, happened: str) -> None:
    """Within a change: they were met (`weak`), or one was `introduced` to them."""
    tie = ties.after(happened, person.tie)
    if tie != person.tie:
        store.update(Person, person.id, tie=tie)


def edit_job(store: Store, known: Detail, title: str | None, organisation: str | None) -> None:
    """What the person does now, and where. A first job is added; None or empty leaves a side blank."""
    with store.change(f"edit {known.name}") as change:
        if known.job is None:
            _add_job(store, change, known.person.id, title or "", organisation or "")
        else:
            at = organisation_named(store, change, organisation) if organisation else None
            cells: dict[str, Value] = {"title": title or None, "organisation_id": at}
            if cells["title"] != known.job.position.title:  # what was said of the old title is not said of this one
                cells |= dict.fromkeys(("level", "personnel", "advisory", "function"))
            store.update(Position, known.job.position.id, **cells)


def correct_title(store: Store, known: Detail, position: Position, **reading: Value) -> None:
    """The user's word on how a title is read (`level`, `personnel`, `advisory`, `function`), remembered for it."""
    with store.change(f"correct '{position.title}' of {known.name}"):
        store.update(Position, position.id, **reading)


def set_contacts(store: Store, known: Detail, kind: str, values: list[str]) -> None:
    """Make these the person's addresses of one kind (`email`, `phone`, `linkedin`, `url`, `address`)."""
    wanted = dict.fromkeys(value for value in values if value)
    present = [contact for contact in known.contacts if contact.kind == kind]
    with store.change(f"{kind} of {known.name}") as change:
        for contact in present:
            if contact.value not in wanted:
                store.delete(change, ContactPoint, contact.id)
        for value in wanted:
            if all(contact.value != value for contact in present):
                _add_contact(store, change, known.person.id, kind, value)


def set_tags(store: Store, known: Detail, names: list[str]) -> None:
    """Make these the person's tags; tags that nobody has used yet come into being."""
    wanted = {name.casefold(): name for name in names}
    with store.change(f"tags of {known.name}") as change:
        for tag in known.tags:
            if (tag.name or "").casefold() not in wanted:
                _untag(store, change, known.person.id, tag)
        present = {(tag.name or "").casefold() for tag in known.tags}
        for folded, name in wanted.items():
            if folded not in present:
                tag_id = tag_named(store, change, name)
                store.insert(change, _tagging(change, tag_id, known.person.id))


def add_tag(store: Store, people: list[bytes], name: str) -> None:
    """Put a tag on people who do not have it, as one action."""
    with store.change(f"tag {name}") as change:
        tag_id = tag_named(store, change, name)
        for person_id in people:
            if not tables.select(store.connection, Tagging, "person_id = ? AND tag_id = ?", (person_id, tag_id)):
                store.insert(change, _tagging(change, tag_id, person_id))


def remove(store: Store, people: list[bytes], label: str) -> None:
    """Take people off the list, as one action. Undo brings them back whole."""
    with store.change(label) as change:
        for person_id in people:
            store.delete(change, Person, person_id)


def organisation_named(store: Store, change: Change, name: str) -> bytes:
    """The organisation of this name, capitals and legal form aside; made if there is none."""
    for where, key in (
        ("name = ? COLLATE NOCASE", name),
        ("organisation_key(name) = ?", organisation_key(name)),
    ):
        found = store.connection.execute(
            f"SELECT id FROM organisation WHERE {where} AND deleted_at IS NULL ORDER BY id LIMIT 1", (key,)
        ).get
        if found:
            return bytes(found)
    organisation = Organisation(id=clock.new_id(), created_at=change.at, name=name)
    store.insert(change, organisation)
    return organisation.id


def tag_named(store: Store, change: Change, name: str) -> bytes:
    found = store.connection.execute(
        "SELECT id FROM tag WHERE fold(name) = fold(?) AND deleted_at IS NULL ORDER BY id LIMIT 1", (name,)
    ).get
    if found:
        return bytes(found)
    tag = Tag(id=clock.new_id(), created_at=change.at, name=name)
    store.insert(change, tag)
    return tag.id


def _add_job(store: Store, change: Change, person_id: bytes, title: str, organisation: str) -> None:
    organisation_id = organisation_named(store, change, organisation) if organisation else None
    position = Position(
        id=clock.new_id(),
        created_at=change.at,
        person_id=person_id,
        organisation_id=organisation_id,
        title=title or None,
    )
    store.insert(change, position)


def _add_contact(store: Store, change: Change, person_id: bytes, kind: str, value: str) -> None:
    contact = ContactPoint(id=clock.new_id(), created_at=change.at, person_id=person_id, kind=kind, value=value)
    store.insert(change, contact)


def _tagging(change: Change, tag_id: bytes, person_id: bytes) -> Tagging:
    return Tagging(id=clock.new_id(), created_at=change.at, tag_id=tag_id, person_id=person_id)


def _untag(store: Store, change: Change, person_id: bytes, tag: Tag) -> None:
    for tagging in tables.select(store.connection, Tagging, "person_id = ? AND tag_id = ?", (person_id, tag.id)):
        store.delete(change, Tagging, tagging.id)
