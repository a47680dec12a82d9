"""Editing everything known of a person. Each field saves itself; there is no save key to forget."""

from __future__ import annotations

import re

from coffeechat.records import NOTES, Person
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.people.portrait import CONTACTS
from coffeechat.store import notes, people
from coffeechat.store.people import Detail
from coffeechat.store.store import Store
from coffeechat.widgets.form import Field

CELLS = ("display", "given", "family", "nickname", "birthday", "interest", "how_we_met", "about", "formality")


class PersonForm(FormDialog):
    """All fields of one person."""

    EXPLANATION = (
        "Everything is saved within a second of your last key. Several e-mail addresses or numbers are separated by "
        "commas, postal addresses stand one a line."
    )
    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-tall")]
    CSS = "PersonForm > Vertical { width: 90; }"

    def __init__(self, person_id: bytes) -> None:
        super().__init__()
        self._person_id = person_id
        self._opened: dict[str, str] = {}
        """Each long text as it was when the form opened or last saved it: others may write in it meanwhile."""

    def title_text(self) -> str:
        return self._known().name

    def fields(self) -> list[Field]:
        known = self._known()
        person, job = known.person, known.job
        contacts = [_field_of(known, kind, label) for kind, label in CONTACTS.items()]
        found = [
            Field("display", "Name", person.display or ""),
            Field("title", "Job title", (job and job.position.title) or ""),
            Field("organisation", "Organisation", (job and job.organisation and job.organisation.name) or ""),
            *contacts,
            Field("tags", "Tags", ", ".join(tag.name or "" for tag in known.tags), "alumni, speaker"),
            Field("how_we_met", "How we met", person.how_we_met or ""),
            Field("interest", "Interest", person.interest or "", "what they love to talk about"),
            Field("about", "Notes", person.about or "", lines=4),
            Field("given", "Given name", person.given or ""),
            Field("family", "Family name", person.family or "", "sorts the list"),
            Field("nickname", "Also called", person.nickname or ""),
            Field("birthday", "Birthday", person.birthday or "", "1984-04-12"),
            Field("formality", "You write", person.formality or "", "formal or informal; by your tie if nothing"),
        ]
        self._opened = {field.name: field.shown for field in found if field.name in NOTES[Person]}
        return found

    def store_field(self, name: str, value: str) -> None:
        if name in self._opened:
            label = f"edit {self.form.values['display']}"
            notes.edit(self.store, Person, self._person_id, name, value, opened=self._opened[name], label=label)
            self._opened[name] = value
        else:
            keep_field(self.store, self._person_id, self.form.values, name)

    def _known(self) -> Detail:
        known = people.detail(self.store.connection, self._person_id)
        assert known is not None, "the form opens on somebody who is there"
        return known


def keep_field(store: Store, person_id: bytes, values: dict[str, str], name: str) -> None:
    """Write down what stands in one field of a person's form."""
    known = people.detail(store.connection, person_id)
    if known is None:  # removed on another machine or in another window meanwhile
        return
    if name in CELLS:
        people.edit(store, known.person, **{name: values[name] or None})
    elif name in CONTACTS:
        people.set_contacts(store, known, name, _listed(values[name], name))
    elif name == "tags":
        people.set_tags(store, known, _listed(values[name], name))
    else:
        people.edit_job(store, known, values["title"], values["organisation"])


def _field_of(known: Detail, kind: str, label: str) -> Field:
    values = [contact.value or "" for contact in known.contacts if contact.kind == kind]
    if kind == "address":
        return Field(kind, label, "\n".join(values), lines=2)
    return Field(kind, label, ", ".join(values))


def _listed(value: str, name: str) -> list[str]:
    """Several values from one field; postal addresses, which have commas of their own, one a line."""
    parts = value.splitlines() if name == "address" else re.split(r"[,;]\s*", value)
    return [part.strip() for part in parts if part.strip()]
