"""Ways to reach a person: e-mail, phone, LinkedIn, pages and addresses, read from and written to cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from coffeechat.api import ContactRecord
from coffeechat_vcard.escapes import components, escape_component, escape_text, one_line
from coffeechat_vcard.properties import Property

_KINDS: Final = {
    "EMAIL": "email",
    "TEL": "phone",
    "URL": "url",
    "X-SOCIALPROFILE": "url",
    "SOCIALPROFILE": "url",
    "ADR": "address",
}
_SOCIAL: Final = frozenset({"X-SOCIALPROFILE", "SOCIALPROFILE"})
_NAMES: Final = {"email": "EMAIL", "phone": "TEL", "linkedin": "URL", "url": "URL", "address": "ADR"}
_SCHEMES: Final = {"EMAIL": "mailto:", "TEL": "tel:"}
_PROFILE: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)*linkedin\.com/in/.+", re.ASCII | re.IGNORECASE)
_ADDRESS_IN_NAME: Final = re.compile(r'"?[^<>]*<([^<>\s@]+@[^<>\s]+)>')
_NOT_IN_NAMES: Final = re.compile(r"[^A-Z0-9]+")
_APPLE_LABEL: Final = re.compile(r"_\$!<(.*)>!\$_")
_NO_LABEL: Final = frozenset({"pref", "internet", "voice", "linkedin"})
_TYPES: Final = frozenset(
    {
        "bbs",
        "car",
        "cell",
        "fax",
        "home",
        "iphone",
        "isdn",
        "main",
        "mobile",
        "modem",
        "msg",
        "other",
        "pager",
        "pcs",
        "school",
        "text",
        "textphone",
        "video",
        "work",
    }
)


def read_contacts(properties: Sequence[Property]) -> tuple[ContactRecord, ...]:
    """Every way to reach the person, each value once, in the card's order."""
    labels = {found.head.group.lower(): found.text for found in properties if found.head.name == "X-ABLABEL"}
    contacts: dict[tuple[str, str], ContactRecord] = {}
    for found in properties:
        kind = _KINDS.get(found.head.name)
        if kind is None or (contact := _read_contact(found, kind, labels)) is None:
            continue
        key = (contact.kind, contact.value)
        contacts[key] = _joined(contacts[key], contact) if key in contacts else contact
    return tuple(contacts.values())


def is_contact(found: Property) -> bool:
    """Whether `read_contacts` understands it; of social profiles only LinkedIn's."""
    if found.head.name in _SOCIAL:
        return _PROFILE.fullmatch(found.text) is not None
    return found.head.name in _KINDS


def readable_address(value: str) -> str:
    """The parts of an ADR as one line, in the order they have there."""
    parts = components(value)
    if "\n" in value or "\\" in value:
        parts = [line.strip() for part in parts for line in part.split("\n")]
    return ", ".join(filter(None, parts))


def contact_lines(
    contact: ContactRecord, address: str | None, groups: Iterator[str], *, is_version_4: bool
) -> list[str]:
    """The lines that say it. `address`: the ADR value it was read from; `groups`: group names still free."""
    name = _NAMES.get(contact.kind) or f"X-{_NOT_IN_NAMES.sub('-', contact.kind.upper())}"
    label = contact.label or ("LinkedIn" if contact.kind == "linkedin" else "")
    words = label.split(" ") if label else []
    is_type = contact.kind != "linkedin" and len(set(words)) == len(words) and _TYPES.issuperset(words)
    head = name + _parameters(contact, words if is_type else [], is_version_4=is_version_4)
    value = address or _escaped(contact)
    if is_type:
        return [f"{head}:{value}"]
    group = next(groups)
    lines = [f"{group}.{head}:{value}", f"{group}.X-ABLabel:{escape_text(label)}"]
    if contact.kind == "linkedin":
        lines.append(f"X-SOCIALPROFILE;TYPE=linkedin:{value}")
    return lines


def _read_contact(found: Property, kind: str, labels: dict[str, str]) -> ContactRecord | None:
    value = readable_address(found.value) if kind == "address" else _read_value(found)
    if not value:
        return None
    if kind == "url" and _PROFILE.fullmatch(value):
        kind = "linkedin"
    elif found.head.name in _SOCIAL:
        return None
    preferred = "pref" in found.head.types or found.head.parameter("PREF") == "1"
    return ContactRecord(kind, value, _read_label(found, kind, labels), preferred)


def _read_value(found: Property) -> str:
    value = one_line(found.text)
    scheme = _SCHEMES.get(found.head.name)
    if scheme and value[: len(scheme)].lower() == scheme:
        value = value[len(scheme) :]
    if value.endswith(">") and (named := _ADDRESS_IN_NAME.fullmatch(value)):
        value = named[1]
    return value


def _read_label(found: Property, kind: str, labels: dict[str, str]) -> str | None:
    label = labels.get(found.head.group.lower(), "") if found.head.group else ""
    if label and (apple := _APPLE_LABEL.fullmatch(label)):
        label = apple[1].lower()
    if not label:
        label = " ".join(dict.fromkeys([word for word in found.head.types if word not in _NO_LABEL]))
    if kind == "linkedin" and label.lower() == "linkedin":
        return None
    return one_line(label) or None


def _joined(first: ContactRecord, second: ContactRecord) -> ContactRecord:
    preferred = first.preferred or second.preferred
    return ContactRecord(first.kind, first.value, first.label or second.label, preferred)


def _parameters(contact: ContactRecord, types: list[str], *, is_version_4: bool) -> str:
    """TYPE and PREF; in 3.0 preference is a type among others and types are upper case."""
    if is_version_4:
        return (f";TYPE={','.join(types)}" if types else "") + (";PREF=1" if contact.preferred else "")
    first = ["internet"] if contact.kind == "email" else []
    last = ["pref"] if contact.preferred else []
    types = [*first, *types, *last]
    return f";TYPE={','.join(types).upper()}" if types else ""


def _escaped(contact: ContactRecord) -> str:
    if contact.kind == "address":
        return f";;{escape_component(contact.value)};;;;"
    if _NAMES.get(contact.kind) == "URL":  # a comma in an address of a page stays bare
        return escape_text(contact.value).replace("\\,", ",")
    return escape_text(contact.value)
