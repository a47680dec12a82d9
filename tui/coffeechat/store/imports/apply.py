"""Carrying out a plan: one transaction, all or nothing, undone as one action."""

from __future__ import annotations

from collections.abc import Callable

from coffeechat.errors import CoffeechatError
from coffeechat.incoming import ContactRecord, PersonRecord
from coffeechat.method.folding import fold
from coffeechat.method.names import organisation_key
from coffeechat.records import (
    ContactPoint,
    ImportRow,
    ImportRun,
    Organisation,
    Person,
    Position,
    Row,
    Tag,
    Tagging,
    Touch,
)
from coffeechat.store import clock, people
from coffeechat.store.bulk import with_room, without_collecting
from coffeechat.store.capture import Change
from coffeechat.store.imports.difference import Difference
from coffeechat.store.imports.plan import Entry, Plan
from coffeechat.store.imports.rows import pack
from coffeechat.store.store import Store
from coffeechat.store.tables import Value


def apply(store: Store, plan: Plan, accepted: set[int] | None = None) -> bytes:
    """Bring the plan's people in; returns the id of the run.

    `accepted`: places in `plan.entries` of likely or doubtful ones to join with the person proposed; the others are
    added as people of their own.
    """
    accepted = accepted or set()
    joined = len(accepted)
    with (
        with_room(store.connection),
        without_collecting(),
        store.change(f"import {plan.file_name}", kind="import") as change,
    ):
        run = ImportRun(
            id=clock.new_id(),
            created_at=change.at,
            source=f"import:{plan.importer}",
            importer=plan.importer,
            file_name=plan.file_name,
            file_sha256=plan.sha256,
            new=plan.new + plan.likely + plan.review - joined,
            updated=plan.updated + joined,
            same=plan.same,
            skipped=len(plan.skipped),
        )
        store.insert(change, run)
        bringing = _Bringing(store, change, plan, run)
        for place, entry in enumerate(plan.entries):
            bringing.entry(entry, place in accepted)
        bringing.touches()
        store.insert_all(change, bringing.rows)
    return run.id


class PlanIsOld(CoffeechatError):
    """Somebody the plan counted on went away between looking and bringing in."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was taken off the list since this file was looked at, so nothing was brought in. Import it again."
        )


class _Bringing:
    """Turns entries into rows; new ones are gathered and inserted together, ten times faster than one by one."""

    def __init__(self, store: Store, change: Change, plan: Plan, run: ImportRun) -> None:
        self.rows: list[Row] = []
        self._store = store
        self._change = change
        self._plan = plan
        self._run = run
        self._source = run.source
        self._people: dict[str, bytes] = {}
        self._organisations = _named(store, "organisation", organisation_key)
        self._tags = _named(store, "tag", fold)

    def entry(self, entry: Entry, is_accepted: bool) -> None:
        person_id = entry.person_id if entry.kind in ("same", "updated") or is_accepted else None
        if person_id is None:
            person_id = self._new_person(entry.record)
        elif entry.kind != "same":
            known = people.detail(self._store.connection, person_id)
            if known is None:
                raise PlanIsOld(entry.record.display)
            self._change_person(known, entry.record, entry.difference_to(known))
        self._remember(entry, person_id)

    def touches(self) -> None:
        """New last contacts of people who are known by their key."""
        for touch in self._plan.touches:
            person_id = self._people.get(touch.person_key) or self._plan.person_of(touch.person_key)
            if person_id:
                said = {"direction": touch.direction, "channel": touch.channel, "at": touch.at}
                self._new(Touch, person_id=person_id, kind="message", state="sent", **said)

    def _new(self, kind: type[Row], /, **cells: Value) -> bytes:
        row = kind(id=clock.new_id(), created_at=self._change.at, source=self._source, **cells)
        self.rows.append(row)
        return row.id

    def _new_person(self, record: PersonRecord) -> bytes:
        person_id = self._new(
            Person,
            display=record.display,
            given=record.given,
            family=record.family,
            nickname=record.nickname,
            birthday=record.birthday,
            known_since=record.known_since,
            about=record.note,
            card=record.card,
        )
        if record.title or record.organisation:
            self._job(person_id, record)
        self._contacts(person_id, record.contacts)
        self._tag(person_id, record.tags)
        return person_id

    def _change_person(self, known: people.Detail, record: PersonRecord, difference: Difference) -> None:
        person_id = known.person.id
        if difference.cells:
            self._store.update(Person, person_id, **difference.cells)
        if difference.new_job:
            if known.job:
                self._store.update(Position, known.job.position.id, until=self._change.at[:10])
            self._job(person_id, record)
        self._contacts(person_id, difference.contacts)
        self._tag(person_id, difference.tags)

    def _job(self, person_id: bytes, record: PersonRecord) -> None:
        organisation_id = self._organisation(record.organisation) if record.organisation else None
        self._new(Position, person_id=person_id, organisation_id=organisation_id, title=record.title)

    def _organisation(self, name: str) -> bytes:
        key = organisation_key(name)
        if key not in self._organisations:
            self._organisations[key] = self._new(Organisation, name=name)
        return self._organisations[key]

    def _contacts(self, person_id: bytes, contacts: tuple[ContactRecord, ...]) -> None:
        for contact in contacts:
            said = {"kind": contact.kind, "value": contact.value, "label": contact.label}
            self._new(ContactPoint, person_id=person_id, preferred=contact.preferred or None, **said)

    def _tag(self, person_id: bytes, names: tuple[str, ...]) -> None:
        for name in names:
            if fold(name) not in self._tags:
                self._tags[fold(name)] = self._new(Tag, name=name)
            self._new(Tagging, tag_id=self._tags[fold(name)], person_id=person_id)

    def _remember(self, entry: Entry, person_id: bytes) -> None:
        """What the source said, so that the next import of it knows this row again."""
        record = entry.record
        keys = (key for each in (record, *entry.others) for key in (each.key, each.other_key) if key)
        self._people.update(dict.fromkeys(keys, person_id))
        if entry.row is None:
            self._row(person_id, record, entry.packed)
        elif entry.row.packed != entry.packed:
            cells = {"key": record.key, "other_key": record.other_key, "record": entry.packed}
            self._store.update(ImportRow, entry.row.id, **cells)
        for other in entry.others:
            self._row(person_id, other, pack(other))

    def _row(self, person_id: bytes, record: PersonRecord, packed: bytes) -> None:
        said = {"key": record.key, "other_key": record.other_key, "record": packed}
        self._new(ImportRow, run_id=self._run.id, person_id=person_id, **said)


def _named(store: Store, table: str, key: Callable[[str], str]) -> dict[str, bytes]:
    """Ids by the folded name; of two rows of one name the older."""
    rows = store.connection.execute(
        f"SELECT name, id FROM \"{table}\" WHERE deleted_at IS NULL AND name <> '' ORDER BY id DESC"
    )
    return {key(name): row_id for name, row_id in rows}
