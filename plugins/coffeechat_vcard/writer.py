"""People as a vCard file that phones and address books read, and that comes back here as it was."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import BinaryIO, Final

import msgspec

from coffeechat.api import PersonRecord
from coffeechat_vcard.birthdays import birthday_line
from coffeechat_vcard.contacts import contact_lines
from coffeechat_vcard.errors import UnknownVersion
from coffeechat_vcard.escapes import escape_component, escape_text
from coffeechat_vcard.kept import OWN, Kept, read_kept

_VERSIONS: Final = ("3.0", "4.0")
_UID_NAMESPACE: Final = uuid.UUID("4f0c6a52-8d0f-5d7b-9a55-2f6a0f2b7c11")
_OCTETS: Final = 75
_KEY_PREFIX: Final = "vcard:"


class VCardExporter:
    """Writes vCard 3.0, or 4.0 on request.

    Control characters other than tab and line break can't stand in a vCard and are left out. If somebody has
    no key, a UID is made of what is known of them, and an import then takes it as their key.
    """

    name = "vcf"
    title = "vCard (.vcf) for phones and address books"
    suffixes: tuple[str, ...] = (".vcf",)

    def write(self, people: Iterable[PersonRecord], stream: BinaryIO, *, version: str | None = None) -> None:
        """Write one card for each person; raises `UnknownVersion` for other versions than 3.0 and 4.0."""
        version = version or _VERSIONS[0]
        if version not in _VERSIONS:
            raise UnknownVersion(version)
        opening = [
            "BEGIN:VCARD",
            f"VERSION:{version}",
            "PRODID:-//coffeechat//vCard//EN",
            f"REV:{datetime.now(UTC):%Y%m%dT%H%M%SZ}",
        ]
        for person in people:
            lines = [*opening, *_person_lines(person, is_version_4=version == "4.0"), "END:VCARD"]
            stream.write(b"".join(fold(line) for line in lines))


def fold(line: str) -> bytes:
    """The line in UTF-8 with its CRLF, cut between characters so that no piece is longer than 75 octets."""
    octets = line.encode("utf-8", "replace")
    pieces: list[bytes] = []
    start, room = 0, _OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _OCTETS - 1  # the blank in front of a continued line counts
    return b"\r\n ".join([*pieces, octets[start:]]) + b"\r\n"


def _person_lines(person: PersonRecord, *, is_version_4: bool) -> Iterator[str]:
    kept = read_kept(person.card, has_title=person.title is not None)
    yield f"UID:{escape_text(_uid(person))}"
    yield from _name_lines(person, kept)
    if person.title:
        yield f"TITLE:{escape_text(person.title)}"
    if person.birthday:
        yield birthday_line(person.birthday, is_version_4=is_version_4)
    groups = (group for number in count(1) if (group := f"item{number}") not in kept.groups)
    for contact in person.contacts:
        address = kept.addresses.get(contact.value) if contact.kind == "address" else None
        yield from contact_lines(contact, address, groups, is_version_4=is_version_4)
    if person.tags:
        yield f"CATEGORIES:{','.join(map(escape_text, person.tags))}"
    if person.note:
        yield f"NOTE:{escape_text(person.note)}"
    yield from _own_lines(person)
    yield from kept.others


def _name_lines(person: PersonRecord, kept: Kept) -> Iterator[str]:
    family, given = person.family or "", person.given or ""
    yield f"FN:{escape_text(person.display) or '?'}"
    yield f"N:{kept.names.get((family, given)) or f'{escape_component(family)};{escape_component(given)};;;'}"
    if person.nickname:
        yield f"NICKNAME:{escape_text(person.nickname)}"
    if person.organisation:
        value = kept.organisations.get(person.organisation) or escape_component(person.organisation)
        yield f"ORG:{value}"


def _own_lines(person: PersonRecord) -> Iterator[str]:
    own = {"KNOWN-SINCE": person.known_since, "OTHER-KEY": person.other_key}
    if person.key and not person.key.startswith(_KEY_PREFIX):
        own["KEY"] = person.key
    yield from (f"{OWN}{name}:{escape_text(value)}" for name, value in own.items() if value)


def _uid(person: PersonRecord) -> str:
    """The same person has the same UID in each export, so that a phone updates instead of adding."""
    key = person.key or ""
    if key.startswith(_KEY_PREFIX) and key != _KEY_PREFIX:
        return key.removeprefix(_KEY_PREFIX)
    content = msgspec.json.encode(msgspec.structs.replace(person, line=0)).decode()
    return uuid.uuid5(_UID_NAMESPACE, key or content).urn
