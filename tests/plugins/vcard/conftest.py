"""Cards as phones and address books write them, read in this process."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from coffeechat.api import Options, PersonRecord, Record, Source
from coffeechat_vcard import VCardExporter, VCardImporter
from coffeechat_vcard.cards import Card, Notice
from coffeechat_vcard.reader import read_cards


@pytest.fixture
def read() -> Callable[..., list[Card | Notice]]:
    """Cards and notices of a file with this content."""

    def items(content: str | bytes, encoding: str | None = None) -> list[Card | Notice]:
        stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
        return [item for item in read_cards(stream, encoding) if isinstance(item, Card | Notice)]

    return items


@pytest.fixture
def values(read: Callable[..., list[Card | Notice]]) -> Callable[..., dict[str, str]]:
    """The properties by name, as text, of the only card of a file: these lines between BEGIN and END."""

    def texts(*lines: str | bytes, encoding: str | None = None) -> dict[str, str]:
        encoded = [line.encode() if isinstance(line, str) else line for line in lines]
        content = b"\r\n".join([b"BEGIN:VCARD", *encoded, b"END:VCARD", b""])
        (card,) = (item for item in read(content, encoding) if isinstance(item, Card))
        return {found.head.name: found.text for found in card.properties}

    return texts


@pytest.fixture
def import_file(tmp_path: Path) -> Callable[..., list[Record]]:
    """All records of a file with this content."""

    def records(content: str | bytes, encoding: str | None = None) -> list[Record]:
        path = tmp_path / "contacts.vcf"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        source = Source(path, path.read_bytes()[:4096])
        return list(VCardImporter().parse(source, Options(encoding=encoding)))

    return records


@pytest.fixture
def person(import_file: Callable[..., list[Record]]) -> Callable[..., PersonRecord]:
    """The only person of a card with these lines between BEGIN and END."""

    def record(*lines: str) -> PersonRecord:
        records = import_file("\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""]))
        (found,) = (item for item in records if isinstance(item, PersonRecord))
        return found

    return record


@pytest.fixture
def export() -> Callable[..., bytes]:
    """The bytes of a file with these people."""

    def written(*people: PersonRecord, version: str | None = None) -> bytes:
        stream = io.BytesIO()
        VCardExporter().write(people, stream, version=version)
        return stream.getvalue()

    return written
