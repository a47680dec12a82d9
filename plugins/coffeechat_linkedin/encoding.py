"""Decides how a file is encoded: byte order mark, UTF-8, the NUL pattern of UTF-16, else cp1252."""

from __future__ import annotations

import codecs

from coffeechat_linkedin.errors import UnknownEncoding

MARKS = (  # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY = "cp1252"
SAMPLE = 4096
CHUNK = 1024 * 1024


def find_encoding(data: bytes) -> str:
    """The codec of `data`, which may be only the beginning of a file.

    No statistics: the usual detector says cp1250 for every one of 20 files in cp1252.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data[:SAMPLE] and (encoding := _utf_16_by_nuls(data[:SAMPLE])):
        return encoding
    return "utf-8" if _is_utf_8(data) else LEGACY


def require_known(encoding: str) -> str:
    """`encoding` itself, if Python can decode text with it."""
    try:
        b"a".decode(encoding, "replace")
    except (LookupError, ValueError) as error:
        raise UnknownEncoding(encoding) from error
    return encoding


def _utf_16_by_nuls(sample: bytes) -> str:
    """In UTF-16, every other byte of western text is NUL: the second of each pair in little endian."""
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 4
    if second > half and second > 4 * first:
        return "utf-16-le"
    return "utf-16-be" if first > half and first > 4 * second else ""


def _is_utf_8(data: bytes) -> bool:
    """Chunk by chunk: 64 MB need not be held as text. A letter cut off at the very end is forgiven."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), CHUNK):
            decoder.decode(data[start : start + CHUNK])
    except UnicodeDecodeError:
        return False
    return True
