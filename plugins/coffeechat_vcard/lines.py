"""Physical lines to logical ones: folds, quoted-printable and base64 joined, each cut at its limit."""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

from coffeechat_vcard import limits

_SPACE: Final = ord(" ")
_TAB: Final = ord("\t")
_LONGEST_HEAD: Final = 2_000  # bounds the search for the colon when every line of a fold asks for the mode
_LONGEST_MARKER: Final = 20  # with blanks behind it
_MARKERS: Final = (b"END:VCARD", b"BEGIN:VCARD")


class LogicalLine(NamedTuple):
    """One property as it was before it was folded. `number` is its first physical line, from 1."""

    number: int
    content: bytes
    whole: bool


class _Mode(Enum):
    TEXT = 1
    QUOTED_PRINTABLE = 2
    BASE64 = 3


class LineJoiner:
    """Is given physical lines and gives back logical ones; joins bytes, since a fold may cut a character."""

    def __init__(self) -> None:
        self._number = 0
        self._start = 0
        self._first = b""
        self._more = bytearray()
        self._known_mode: _Mode | None = None  # of the open line, once its colon was seen
        self._whole = True
        self._soft = False  # the last line ended in a quoted-printable soft break

    def join(self, lines: list[bytes]) -> list[LogicalLine]:
        """The logical lines that are known to be complete after `lines`."""
        joined: list[LogicalLine] = []
        for line in lines:
            self._number += 1
            if self._soft:
                self._continue_softly(line, joined)
            elif not line:
                self._finish(joined)
            elif line[0] == _SPACE or line[0] == _TAB:
                self._unfold(line, joined)
            elif b":" not in line and self._mode() is _Mode.BASE64:
                self._add(line)
            else:
                self._begin(line, joined)
            if line.endswith(b"="):
                self._break_softly()
        return joined

    def end(self) -> list[LogicalLine]:
        """What was still open at the end of the file."""
        joined: list[LogicalLine] = []
        self._finish(joined)
        return joined

    def _begin(self, line: bytes, joined: list[LogicalLine]) -> None:
        self._finish(joined)
        self._start = self._number
        self._first = line
        if len(line) > limits.TEXT:
            limit = self._limit()
            self._first = line[:limit]
            self._whole = len(line) <= limit

    def _finish(self, joined: list[LogicalLine]) -> None:
        if self._first:
            content = self._first + self._more if self._more else self._first
            joined.append(LogicalLine(self._start, content if self._whole else _cut(content), self._whole))
        self._first = b""
        if self._more:
            self._more = bytearray()
        self._known_mode = None
        self._whole = True
        self._soft = False

    def _unfold(self, line: bytes, joined: list[LogicalLine]) -> None:
        if not self._first or _is_marker(self._first):
            self._begin(line.lstrip(), joined)
        else:
            self._add(line[1:])

    def _add(self, piece: bytes) -> None:
        size = len(self._first) + len(self._more) + len(piece)
        if size > limits.TEXT and size > self._limit():
            self._whole = False
        else:
            self._more += piece

    def _continue_softly(self, line: bytes, joined: list[LogicalLine]) -> None:
        self._soft = False
        if not line:
            self._finish(joined)
        elif _is_marker(line):
            self._begin(line, joined)
        else:
            self._add(line)  # a blank in front belongs to the text here

    def _break_softly(self) -> None:
        """Take the `=` off; in `==` the first one is a literal sign that its writer forgot to encode."""
        if self._mode() is not _Mode.QUOTED_PRINTABLE:
            return
        self._soft = True
        if not self._whole:
            return
        kept = self._more or bytearray(self._first)
        kept[-1:] = b"3D" if kept.endswith(b"==") else b""
        if not self._more:
            self._first = bytes(kept)

    def _mode(self) -> _Mode:
        if self._known_mode is None:
            head, colon, _ = self._opening().partition(b":")
            if not colon:
                return _Mode.TEXT
            self._known_mode = _mode_of(head.upper())
        return self._known_mode

    def _limit(self) -> int:
        _, _, value = self._opening().partition(b":")
        is_blob = self._mode() is _Mode.BASE64 or value[:5].lower() == b"data:"
        return limits.BLOB if is_blob else limits.TEXT

    def _opening(self) -> bytes:
        return (self._first[:_LONGEST_HEAD] + self._more[:_LONGEST_HEAD])[:_LONGEST_HEAD]


def _is_marker(line: bytes) -> bool:
    """Whether it begins or ends a card; nothing continues such a line, and it continues none."""
    return len(line) <= _LONGEST_MARKER and line.strip().upper() in _MARKERS


def _mode_of(head: bytes) -> _Mode:
    if b"QUOTED-PRINTABLE" in head:
        return _Mode.QUOTED_PRINTABLE
    return _Mode.BASE64 if b"BASE64" in head or b"ENCODING=B" in head else _Mode.TEXT


def _cut(content: bytes) -> bytes:
    """Leave out a UTF-8 character of which the limit cut the end off."""
    for back in range(1, 4):
        if content[-back] >= 0xC0:
            return content[:-back]
        if content[-back] < 0x80:
            break
    return content
