"""One logical line as a property: group, name, parameters, and the value in its encoding."""

from __future__ import annotations

import re
from binascii import a2b_qp
from functools import lru_cache
from typing import Final, NamedTuple

from coffeechat_vcard import limits
from coffeechat_vcard.charsets import FileEncoding, decode, named_codec
from coffeechat_vcard.escapes import unescape

_NAME: Final = re.compile(r"(?:(?P<group>[\w.-]+)\.)?(?P<name>[A-Za-z0-9_-]+|[Xx]-[\w -]+)", re.ASCII)
_LADDER: Final = FileEncoding().ladder
_LONGEST_NAME: Final = 200
_CACHED_HEAD: Final = 200  # bytes; a few hundred heads recur in every card of a file
_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "7BIT", "8BIT"})
_HIDDEN: Final = {ord(";"): "\x01", ord("="): "\x02"}
_SHOWN: Final = {1: ";", 2: "="}
_CARET: Final = re.compile(r"\^([n'^])")
_CARET_MEANING: Final = {"n": "\n", "'": '"', "^": "^"}


class Head(NamedTuple):
    """What stands before the colon. `name` is upper case, `types` are lower case, `text` is as written."""

    text: str
    group: str
    name: str
    parameters: tuple[tuple[str, str], ...]
    types: tuple[str, ...]
    is_quoted_printable: bool
    charset: str | None

    def parameter(self, name: str) -> str | None:
        """The first value of a parameter."""
        for key, value in self.parameters:
            if key == name:
                return value
        return None


class Property(NamedTuple):
    """One property. `value` is decoded text in which backslashes still stand."""

    line: int
    head: Head
    value: str

    @property
    def text(self) -> str:
        """The value as one text, blanks around it taken off."""
        return unescape(self.value).strip() if "\\" in self.value else self.value.strip()


def read_property(line: int, content: bytes, encoding: FileEncoding) -> Property | None:
    """None if `content` isn't `[group.]name[;parameters]:value`."""
    colon = content.find(b":")
    start = content[:colon]
    if b'"' in start:
        colon = _colon_outside_quotes(content, colon)
        start = content[:colon]
    if colon < 1:
        return None
    head = _known_head(start) if colon <= _CACHED_HEAD else read_head(start)
    if head is None:
        return None
    value = content[colon + 1 :]
    if head.is_quoted_printable or head.charset:
        return Property(line, head, _decode_marked(value, head, encoding))
    return Property(line, head, decode(value, encoding.ladder))


def read_head(start: bytes) -> Head | None:
    """What the bytes before the colon say; None if they are no property's."""
    names, _, rest = start.partition(b";")
    found = _NAME.fullmatch(names.strip().decode("ascii", "replace")) if len(names) <= _LONGEST_NAME else None
    if found is None:
        return None
    parts = _split_outside_quotes(decode(rest, _LADDER))
    parameters = tuple(_read_parameter(part) for part in parts[: limits.PARAMETERS])
    encodings = {value.upper() for name, value in parameters if name == "ENCODING"}
    charset = next((value for name, value in parameters if name == "CHARSET"), "")
    return Head(
        text=decode(start, _LADDER),
        group=found["group"] or "",
        name=found["name"].upper(),
        parameters=parameters,
        types=tuple(_types(parameters)),
        is_quoted_printable="QUOTED-PRINTABLE" in encodings,
        charset=named_codec(charset),
    )


_known_head = lru_cache(maxsize=4096)(read_head)


def _decode_marked(value: bytes, head: Head, encoding: FileEncoding) -> str:
    if head.is_quoted_printable:
        value = a2b_qp(value).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    elif encoding.is_rewritten:
        return decode(value, encoding.ladder)
    return decode(value, (head.charset, "utf-8", head.charset) if head.charset else encoding.ladder)


def _colon_outside_quotes(content: bytes, colon: int) -> int:
    """The colon that ends the head; the first one of all if a quote is never closed."""
    first = colon
    opening = content.find(b'"')
    while -1 < opening < colon:
        closing = content.find(b'"', opening + 1)
        if closing == -1:
            return first
        if colon < closing:
            colon = content.find(b":", closing)
        opening = content.find(b'"', closing + 1)
    return colon if colon != -1 else first


def _split_outside_quotes(text: str) -> list[str]:
    if not text:
        return []
    if '"' not in text:
        return text.split(";")
    pieces = text.split('"')
    pieces[1::2] = [piece.translate(_HIDDEN) for piece in pieces[1::2]]
    return [part.translate(_SHOWN) for part in "".join(pieces).split(";")]


def _read_parameter(part: str) -> tuple[str, str]:
    name, sign, value = part.partition("=")
    if not sign:  # vCard 2.1 writes bare words
        word = name.strip()
        return ("ENCODING" if word.upper() in _ENCODINGS else "TYPE"), word
    if "^" in value:
        value = _CARET.sub(lambda found: _CARET_MEANING[found[1]], value)
    return name.strip().upper(), value.strip()


def _types(parameters: tuple[tuple[str, str], ...]) -> list[str]:
    lists = (value for name, value in parameters if name == "TYPE")
    return [word.strip().lower() for value in lists for word in value.split(",") if word.strip()]
