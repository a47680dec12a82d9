"""Which encoding a value's bytes are in, and whether an earlier program had already spoilt its text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_NOT_ALPHANUMERIC: Final = re.compile(r"[^a-z0-9]")
# Only these: a file must not choose among all of Python's codecs, some of which are slow or are no encodings.
# Where a wider encoding goes by the narrower one's name in practice, the wider one is taken.
_CODECS: Final = {
    "utf8": "utf-8",
    "latin1": "cp1252",
    "shiftjis": "cp932",
    "sjis": "cp932",
    "xsjis": "cp932",
    "eucjp": "euc_jp",
    "iso2022jp": "iso2022_jp",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "euckr": "cp949",
    "ksc56011987": "cp949",
    "koi8r": "koi8_r",
    "koi8u": "koi8_u",
    "tis620": "tis_620",
    "macintosh": "mac_roman",
    **{f"iso8859{part}": f"iso8859_{part}" for part in (*range(2, 12), 13, 14, 15, 16)},
    "iso88591": "cp1252",
    **{f"windows{page}": f"cp{page}" for page in range(1250, 1259)},
    **{f"cp{page}": f"cp{page}" for page in range(1250, 1259)},
}
_TWICE_ENCODED: Final = re.compile("\ufffd|[ÃÂ][\x80-\xbf]|â€")


class FileEncoding(NamedTuple):
    """The codecs to try for values that name none of their own; the last one replaces what it can't read."""

    ladder: tuple[str, ...] = ("utf-8", "cp1252")
    is_rewritten: bool = False
    """The file as a whole was turned into UTF-8: a CHARSET holds only inside quoted-printable."""


def named_codec(charset: str) -> str | None:
    """The codec for what a CHARSET parameter says; None if it says nothing known."""
    return _CODECS.get(_NOT_ALPHANUMERIC.sub("", charset[:40].lower()))


def decode(value: bytes, ladder: tuple[str, ...]) -> str:
    """The text of `value` by the first codec that reads all of it."""
    for codec in ladder:
        try:
            return value.decode(codec)
        except UnicodeError:
            continue
    return value.decode(ladder[-1], "replace")


def is_damaged(text: str) -> bool:
    """Whether characters were lost (U+FFFD) or UTF-8 was once read as cp1252 (`Ã©`)."""
    return _TWICE_ENCODED.search(text) is not None
