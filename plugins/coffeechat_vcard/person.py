"""A card as a person: which of its properties say what."""

from __future__ import annotations

from coffeechat.api import ContactRecord, PersonRecord, Skipped
from coffeechat_vcard.birthdays import read_birthday
from coffeechat_vcard.cards import Card
from coffeechat_vcard.contacts import read_contacts
from coffeechat_vcard.escapes import components, one_line, split, unescape
from coffeechat_vcard.kept import OWN, kept_lines, name_of, organisation_of
from coffeechat_vcard.properties import Property

_Found = dict[str, list[Property]]


def read_person(card: Card) -> PersonRecord | Skipped:
    """The person on `card`, or why there is none."""
    found: _Found = {}
    for item in card.properties:
        found.setdefault(item.head.name, []).append(item)
    if not any(item.value for item in card.properties if item.head.name != "VERSION"):
        return Skipped(card.line, "the card is empty")
    kind = _text(found, "KIND") or _text(found, "X-ADDRESSBOOKSERVER-KIND") or ""
    if kind.lower() == "group":
        return Skipped(card.line, "the card is a list of people, not a person")
    return _person(card, found) or Skipped(card.line, "the card has no name, company, e-mail or phone number")


def _person(card: Card, found: _Found) -> PersonRecord | None:
    name = _first(found, "N", " ;")
    family, given = name_of(name.value) if name else ("", "")
    employer = _first(found, "ORG", " ;")
    organisation = organisation_of(employer.value) if employer else ""
    nickname = ", ".join(_listed(found, "NICKNAME"))
    contacts = read_contacts(card.properties)
    display = _text(found, "FN") or _full_name(name) or organisation or nickname or _reached_by(contacts)
    if not display:
        return None
    title = _text(found, "TITLE")
    birthday = _first(found, "BDAY")
    return PersonRecord(
        line=card.line,
        display=display,
        key=_key(found),
        other_key=_text(found, f"{OWN}OTHER-KEY"),
        given=given or None,
        family=family or None,
        nickname=nickname or None,
        title=title or _text(found, "ROLE"),
        organisation=organisation or None,
        contacts=contacts,
        tags=tuple(dict.fromkeys(_listed(found, "CATEGORIES"))),
        birthday=read_birthday(birthday) if birthday else None,
        known_since=_text(found, f"{OWN}KNOWN-SINCE"),
        note="\n\n".join(note.text for note in found.get("NOTE", ()) if note.text) or None,
        card=kept_lines(card.properties, has_title=title is not None),
    )


def _first(found: _Found, name: str, blank: str = " ") -> Property | None:
    """The first property of that name that says anything besides `blank`."""
    for item in found.get(name, ()):
        if item.value.strip(blank):
            return item
    return None


def _text(found: _Found, name: str) -> str | None:
    for item in found.get(name, ()):
        if text := one_line(item.text):
            return text
    return None


def _listed(found: _Found, name: str) -> list[str]:
    values = (part for item in found.get(name, ()) for part in split(item.value, ","))
    return [text for text in (one_line(unescape(value)) for value in values) if text]


def _full_name(name: Property | None) -> str:
    """Given, further and family names of an N, without the titles before and after them."""
    if name is None:
        return ""
    family, given, further, *_ = [*components(name.value), "", "", ""]
    return one_line(" ".join(filter(None, (given, further.replace(",", " "), family))))


def _reached_by(contacts: tuple[ContactRecord, ...]) -> str:
    reached = {contact.kind: contact.value for contact in reversed(contacts)}
    return reached.get("email") or reached.get("phone") or ""


def _key(found: _Found) -> str | None:
    """The key our own export wrote, else the card's UID."""
    uid = _text(found, "UID")
    return _text(found, f"{OWN}KEY") or (f"vcard:{uid}" if uid else None)
