"""A file's bytes as lists of physical lines: wide Unicode becomes UTF-8, every kind of line end a cut."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final

from coffeechat_vcard import limits

UTF_8_BOM: Final = codecs.BOM_UTF8
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ZEROS: Final[dict[tuple[bool, ...], str]] = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}


def wide_codec(head: bytes, encoding: str | None = None) -> str | None:
    """The codec by which the whole file must become UTF-8; None if lines can be cut in its bytes."""
    found = next((codec for mark, codec in _MARKS if head.startswith(mark)), None)
    found = found or _ZEROS.get(tuple(byte == 0 for byte in head[:4]))
    if encoding is None:
        return found
    if (name := codecs.lookup(encoding).name) in (
        "utf-16",
        "utf-32",
    ):  # Python reads these only behind a mark
        return found or f"{name}-le"
    return None if "BEGIN:VCARD\n".encode(encoding) == b"BEGIN:VCARD\n" else encoding


def line_blocks(first: bytes, stream: BinaryIO, codec: str | None) -> Iterator[tuple[int, list[bytes]]]:
    """Yield bytes read so far and the lines that ended in them; `first` was already read from `stream`."""
    cutter = LineCutter()
    decoder = codecs.getincrementaldecoder(codec)("replace") if codec else None
    block = first.removeprefix(UTF_8_BOM)
    done = len(first)
    while block:
        if decoder:
            block = decoder.decode(block).encode("utf-8", "replace")
        yield done, cutter.cut(block)
        block = stream.read(limits.BLOCK)
        done += len(block)
    yield done, cutter.end()


class LineCutter:
    """Cuts blocks into lines at LF, CRLF, CR and the CRCRLF that some phones write."""

    def __init__(self) -> None:
        self._returns = b""
        self._rest = bytearray()

    def cut(self, block: bytes) -> list[bytes]:
        """The lines that are complete with this block."""
        block = self._returns + block
        self._returns = block[len(block.rstrip(b"\r")) :][-2:]  # an LF may follow in the next block
        block = block[: len(block) - len(self._returns)]
        if b"\r" in block:
            block = block.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        lines = block.split(b"\n")
        room = max(0, limits.BLOB + 1 - len(self._rest))
        self._rest += lines[0][:room]
        if len(lines) == 1:
            return []
        lines[0] = bytes(self._rest)
        self._rest = bytearray(lines.pop())
        return lines

    def end(self) -> list[bytes]:
        """The last line, when the file doesn't end with a line end."""
        return [bytes(self._rest)]
