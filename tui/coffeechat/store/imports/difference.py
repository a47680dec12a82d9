"""What a source's row adds to a person who is there already. The user's own edits always stand."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from coffeechat.incoming import ContactRecord, PersonRecord
from coffeechat.method.folding import fold
from coffeechat.store.people import Detail
from coffeechat.store.tables import Value

_KEYS = ("key", "other_key")
_CELLS = ("display", "given", "family", "nickname", "birthday", "known_since", "card")


class Difference(Struct, frozen=True):
    """Cells to set, and what to add beside what is there. `new_job`: the present one has ended."""

    cells: dict[str, Value] = {}
    contacts: tuple[ContactRecord, ...] = ()
    tags: tuple[str, ...] = ()
    new_job: bool = False

    @property
    def is_nothing(self) -> bool:
        return not (self.cells or self.contacts or self.tags or self.new_job)


def between(known: Detail, record: PersonRecord, said_before: PersonRecord | None) -> Difference:
    """Compare three ways: what stands, what the source says, and what it said last time.

    An empty cell is filled. A cell that still holds what the source said last time follows the source. Any other is
    the user's (or another source's) and stays.
    """
    return Difference(
        cells={**_cells(known, record, said_before), **_note(known, record)},
        contacts=_new_contacts(known, record, said_before),
        tags=_new_tags(known, record, said_before),
        new_job=_is_new_job(known, record, said_before),
    )


def combined(first: PersonRecord, second: PersonRecord) -> PersonRecord:
    """Two rows of one file about one person, as one record: the first one's words, filled up by the second. Its keys
    stay its own, so that each row is known again by what it said itself."""
    filled = {
        name: getattr(second, name)
        for name in first.__struct_fields__
        if name not in _KEYS and getattr(first, name) is None and getattr(second, name) is not None
    }
    if first.note and second.note and _words(second.note) not in _words(first.note):
        filled["note"] = f"{first.note}\n\n{second.note}"
    seen = {_contact_key(contact) for contact in first.contacts}
    more = tuple(contact for contact in second.contacts if _contact_key(contact) not in seen)
    tags = (*first.tags, *(tag for tag in second.tags if tag not in first.tags))
    return msgspec.structs.replace(first, **filled, contacts=first.contacts + more, tags=tags)


def _cells(known: Detail, record: PersonRecord, said_before: PersonRecord | None) -> dict[str, Value]:
    cells = {}
    for name in _CELLS:
        now, ours = getattr(record, name), getattr(known.person, name)
        before = getattr(said_before, name) if said_before else None
        if now is not None and now != ours and (ours is None or ours == before):
            cells[name] = now
    return cells


def _note(known: Detail, record: PersonRecord) -> dict[str, Value]:
    """Our own export writes all three texts into one note, and a phone breaks its lines anew."""
    person = known.person
    ours = " ".join(text for text in (person.interest, person.how_we_met, person.about) if text)
    if not record.note or _words(record.note) in _words(ours):
        return {}
    return {"about": f"{person.about}\n\n{record.note}" if person.about else record.note}


def _words(text: str) -> str:
    return " ".join(text.split())


def _new_contacts(known: Detail, record: PersonRecord, said_before: PersonRecord | None) -> tuple[ContactRecord, ...]:
    """What the source said last time and is not there now was removed by the user, and stays away."""
    seen = {(contact.kind, fold(contact.value or "")) for contact in known.contacts}
    seen.update(_contact_key(contact) for contact in (said_before.contacts if said_before else ()))
    return tuple(contact for contact in record.contacts if _contact_key(contact) not in seen)


def _contact_key(contact: ContactRecord) -> tuple[str, str]:
    return contact.kind, fold(contact.value)


def _new_tags(known: Detail, record: PersonRecord, said_before: PersonRecord | None) -> tuple[str, ...]:
    seen = {fold(tag.name or "") for tag in known.tags}
    seen.update(fold(tag) for tag in (said_before.tags if said_before else ()))
    return tuple(tag for tag in record.tags if fold(tag) not in seen)


def _is_new_job(known: Detail, record: PersonRecord, said_before: PersonRecord | None) -> bool:
    """Somebody changed jobs if the source says another than last time, and nobody else has said one since."""
    now = _job(record.title, record.organisation)
    if now == ("", ""):
        return False
    if known.job is None:
        return True
    organisation = known.job.organisation.name if known.job.organisation else None
    ours = _job(known.job.position.title, organisation)
    return said_before is not None and now != ours and ours == _job(said_before.title, said_before.organisation)


def _job(title: str | None, organisation: str | None) -> tuple[str, str]:
    return fold(title or ""), fold(organisation or "")
