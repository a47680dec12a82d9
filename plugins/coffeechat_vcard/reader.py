"""A vCard file of any version, age and damage, read one card at a time in memory that doesn't grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from coffeechat_vcard import limits
from coffeechat_vcard.blocks import line_blocks, wide_codec
from coffeechat_vcard.cards import Card, CardBuilder, Notice, Problem
from coffeechat_vcard.charsets import FileEncoding
from coffeechat_vcard.lines import LineJoiner


class Position(NamedTuple):
    """How many bytes of the file were read."""

    offset: int


def read_cards(stream: BinaryIO, encoding: str | None = None) -> Iterator[Card | Notice | Position]:
    """Yield the cards of `stream`, what is wrong with them, and a `Position` every 64 kB.

    `encoding` is a codec's name, taken in place of looking at the bytes; an unknown one raises `LookupError`.
    Nothing in the file itself makes it raise.
    """
    first = stream.read(limits.BLOCK)
    codec = wide_codec(first, encoding)
    builder = CardBuilder(_file_encoding(codec, encoding))
    joiner = LineJoiner()
    cards = 0
    for offset, lines in line_blocks(first, stream, codec):
        for line in joiner.join(lines):
            builder.add(line)
        for item in builder.take():
            cards += isinstance(item, Card)
            if cards > limits.CARDS:
                yield Notice(item.line, Problem.TOO_MANY_CARDS)
                return
            yield item
        yield Position(offset)
    for line in joiner.end():
        builder.add(line)
    builder.end()
    yield from builder.take()


def _file_encoding(codec: str | None, encoding: str | None) -> FileEncoding:
    if codec is not None:
        return FileEncoding(("utf-8",), is_rewritten=True)
    return FileEncoding((encoding,)) if encoding is not None else FileEncoding()
