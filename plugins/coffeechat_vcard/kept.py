"""What a card says beyond a `PersonRecord`, kept as raw lines so that an export can say it again.

N, ORG and ADR are kept too where they have more parts than are read: a middle name, a department, a town.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from coffeechat_vcard.charsets import FileEncoding
from coffeechat_vcard.contacts import is_contact, readable_address
from coffeechat_vcard.escapes import components, one_line, split, without_controls
from coffeechat_vcard.properties import Property, read_property

OWN: Final = "X-COFFEECHAT-"
LARGEST_BLOB: Final = 100_000  # characters of base64
_BLOBS: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_STRUCTURED: Final = {"N": 0, "ORG": 1, "ADR": 2}  # in the order in which an export writes them
_READ: Final = frozenset(
    {
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "REV",
        "UID",
        "FN",
        "NICKNAME",
        "TITLE",
        "BDAY",
        "CATEGORIES",
        "NOTE",
        "EMAIL",
        "TEL",
        "URL",
        f"{OWN}KEY",
        f"{OWN}OTHER-KEY",
        f"{OWN}KNOWN-SINCE",
    }
)
_ENCODING: Final = frozenset({"ENCODING", "CHARSET"})
_NAME_PARTS: Final = 5
_STREET: Final = 2


class Kept(NamedTuple):
    """Kept lines, sorted for an export. Values of N, ORG and ADR stand under what was read of them."""

    names: dict[tuple[str, str], str]
    organisations: dict[str, str]
    addresses: dict[str, str]
    others: list[str]
    groups: frozenset[str]


def is_large_blob(found: Property) -> bool:
    """Whether it is a picture, sound or key too large to be kept."""
    return len(found.value) > LARGEST_BLOB and found.head.name in _BLOBS


def name_of(value: str) -> tuple[str, str]:
    """Family and given name out of an N."""
    family, given, *_ = [*components(value), "", ""]
    return one_line(family), one_line(given)


def organisation_of(value: str) -> str:
    """The organisation out of an ORG: the first part that says anything."""
    return next((one_line(part) for part in components(value) if part), "")


def kept_lines(properties: Iterable[Property], *, has_title: bool) -> str | None:
    """The lines worth keeping. A ROLE is one only beside a TITLE, otherwise it was read as the title."""
    structured: dict[tuple[str, str], Property] = {}
    others: list[Property] = []
    for found in properties:
        name = found.head.name
        if name in _READ:
            continue
        if name in _STRUCTURED:
            if found.value.strip(" ;"):  # of N and ORG, the first that says anything was read
                structured.setdefault((name, found.value if name == "ADR" else ""), found)
        elif _is_other(found, has_title=has_title) and not is_large_blob(found):
            others.append(found)
    partial = sorted(filter(_has_more_parts, structured.values()), key=lambda found: _STRUCTURED[found.head.name])
    lines = [f"{found.head.name}:{_raw_value(found)}" for found in partial]
    groups = {found.head.group.lower() for found in others if found.head.name != "X-ABLABEL"}
    lines += [_raw_line(found) for found in others if _is_wanted(found, groups)]
    return "\n".join(lines) or None


def read_kept(card: str | None, *, has_title: bool) -> Kept:
    """Sort kept lines for an export; leave out what it writes itself and what isn't a property."""
    kept = Kept({}, {}, {}, [], frozenset())
    groups: set[str] = set()
    for line in card.split("\n") if card else ():
        found = read_property(0, line.encode("utf-8", "replace"), FileEncoding())
        if found is None:
            continue
        if found.head.name == "N":
            kept.names.setdefault(name_of(found.value), found.value)
        elif found.head.name == "ORG":
            kept.organisations.setdefault(organisation_of(found.value), found.value)
        elif found.head.name == "ADR":
            kept.addresses.setdefault(readable_address(found.value), found.value)
        elif _is_other(found, has_title=has_title):
            kept.others.append(line)
            groups.add(found.head.group.lower())
    return kept._replace(groups=frozenset(groups))


def _is_other(found: Property, *, has_title: bool) -> bool:
    name = found.head.name
    if name == "ROLE":
        return has_title
    return name not in _READ and not is_contact(found)


def _is_wanted(found: Property, groups: set[str]) -> bool:
    """A label is worth keeping beside something kept; most belong to an e-mail or a page, which were read."""
    return found.head.name != "X-ABLABEL" or found.head.group.lower() in groups


def _has_more_parts(found: Property) -> bool:
    if ";" not in found.value.rstrip(" ;"):
        return False
    parts = components(found.value)
    if found.head.name == "N":
        return any(parts[2:])
    if found.head.name == "ORG":
        return len([part for part in parts if part]) > 1
    return any(parts[:_STREET]) or any(parts[_STREET + 1 :])


def _raw_value(found: Property) -> str:
    """The value on one line, still escaped; an N with all its parts."""
    value = without_controls(found.value.replace("\\\n", "\n")).replace("\n", "\\n")
    if found.head.name != "N":
        return value
    parts = split(value, ";")
    return ";".join([*parts, *[""] * (_NAME_PARTS - len(parts))])


def _raw_line(found: Property) -> str:
    head = found.head
    if head.is_quoted_printable or head.charset:  # the value is plain text by now
        parts = [f"{head.group}.{head.name}" if head.group else head.name]
        parts += [f"{name}={_raw_parameter(value)}" for name, value in head.parameters if name not in _ENCODING]
        return f"{';'.join(parts)}:{_raw_value(found)}"
    return f"{head.text}:{_raw_value(found)}"


def _raw_parameter(value: str) -> str:
    value = value.replace("^", "^^").replace('"', "^'").replace("\n", "^n")
    return f'"{value}"' if any(mark in value for mark in ";:,") else value
