"""vCard files of phones and address books, as people."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Generator, Iterator
from typing import BinaryIO, Final

from coffeechat.api import Options, Progress, Record, Source, Warned
from coffeechat_vcard.cards import Notice
from coffeechat_vcard.errors import EmptyFile, NoCards, UnknownEncoding, UnreadableFile
from coffeechat_vcard.kept import LARGEST_BLOB, is_large_blob
from coffeechat_vcard.person import read_person
from coffeechat_vcard.reader import Position, read_cards

_CARDS_PER_PROGRESS: Final = 256
_TOLD_ONE_BY_ONE: Final = 5
_NOT_FOR_TEXT: Final = frozenset({"punycode", "unicode-escape", "raw-unicode-escape"})
_LARGE_BLOB: Final = "a picture, sound or key of more than 100 kB was left out; the person was not"


class VCardImporter:
    """Reads .vcf files of any version."""

    name = "vcard"
    title = "vCard file from a phone or address book (.vcf)"
    suffixes: tuple[str, ...] = (".vcf", ".vcard")

    def sniff(self, source: Source) -> float:
        """Sure when a card begins in the head, in whatever encoding; the suffix alone is a hint."""
        if b"BEGIN:VCARD" in source.head.replace(b"\0", b"").upper():
            return 1.0
        return 0.3 if source.path.suffix.lower() in self.suffixes and not source.path.is_dir() else 0.0

    def parse(self, source: Source, options: Options) -> Iterator[Record]:
        """Yield the people in the file's order; raises `ImporterError` if there is no card."""
        if options.encoding is not None:
            _check_encoding(options.encoding)
        try:
            size = source.path.stat().st_size
            with source.path.open("rb") as stream:
                if not size:
                    raise EmptyFile(source.path)
                if not (yield from _read(stream, size, options.encoding)):
                    raise NoCards(source.path, options.encoding)
        except OSError as error:
            raise UnreadableFile(source.path, error) from error


class Concerns:
    """Tells the first few cards of which something is true, and counts the others."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def tell(self, line: int, concern: str) -> Iterator[Warned]:
        """One sentence, or none if the same was told often enough."""
        self._counts[concern] += 1
        if self._counts[concern] <= _TOLD_ONE_BY_ONE:
            yield Warned(f"Line {line}: {concern}.")

    def tell_rest(self) -> Iterator[Warned]:
        """One sentence for each concern of which not every case was told."""
        for concern, count in self._counts.items():
            if count > _TOLD_ONE_BY_ONE:
                yield Warned(f"Another {count - _TOLD_ONE_BY_ONE:,} times: {concern}.")


def _check_encoding(encoding: str) -> None:
    try:
        b"BEGIN".decode(encoding, "replace")
        is_for_text = codecs.lookup(encoding).name not in _NOT_FOR_TEXT
    except (LookupError, ValueError) as error:
        raise UnknownEncoding(encoding) from error
    if not is_for_text:
        raise UnknownEncoding(encoding)


def _read(stream: BinaryIO, size: int, encoding: str | None) -> Generator[Record, None, int]:
    """Yield what is in the file; return how many cards that was."""
    concerns = Concerns()
    cards = offset = 0
    for item in read_cards(stream, encoding):
        if isinstance(item, Position):
            offset = item.offset
            yield Progress(offset, size)
        elif isinstance(item, Notice):
            yield from concerns.tell(item.line, item.problem)
        else:
            cards += 1
            yield read_person(item)
            if item.size > LARGEST_BLOB and any(is_large_blob(found) for found in item.properties):
                yield from concerns.tell(item.line, _LARGE_BLOB)
            if cards % _CARDS_PER_PROGRESS == 0:
                yield Progress(offset, size)
    yield from concerns.tell_rest()
    return cards
