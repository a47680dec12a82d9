"""Logical lines to cards, one at a time; whatever stands in a file, nothing raises and nothing piles up."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from coffeechat_vcard import limits
from coffeechat_vcard.blocks import UTF_8_BOM
from coffeechat_vcard.charsets import FileEncoding, decode, is_damaged
from coffeechat_vcard.escapes import escape_component
from coffeechat_vcard.lines import LogicalLine
from coffeechat_vcard.properties import Property, read_property


class Card(NamedTuple):
    """One card. `line` is its BEGIN's; `complete` is false if no END came or a limit cut something off."""

    line: int
    properties: tuple[Property, ...]
    complete: bool
    size: int  # bytes


class Problem(StrEnum):
    """What can be wrong with a card, in words that go on after its line."""

    NOT_ENDED = "the card has no END:VCARD; what it holds was kept"
    DAMAGED = "some letters were already damaged by an earlier program (� or Ã©)"
    LINE_TOO_LONG = "the line is longer than a card's line can be; its end was cut off"
    TOO_MANY_PROPERTIES = f"the card has more than {limits.PROPERTIES:,} properties; the others were left out"
    CARD_TOO_LARGE = f"the card is larger than {limits.CARD // 1_000_000} MB; its end was left out"
    NESTED_TOO_DEEPLY = f"cards stand in cards, more than {limits.NESTING} deep; the inner ones were left out"
    OUTSIDE = "text outside of any card was left out"
    TOO_MANY_CARDS = f"the file has more than {limits.CARDS:,} cards; the others were not read"


class Notice(NamedTuple):
    """Something to tell about line `line`."""

    line: int
    problem: Problem


class CardBuilder:
    """Is given logical lines; `take` hands over the cards and notices that came of them."""

    def __init__(self, encoding: FileEncoding) -> None:
        self._encoding = encoding
        self._ready: list[Card | Notice] = []
        self._told: set[Problem] = set()  # since the last BEGIN or END
        self._line = 0  # where the open card begins; 0: none is open
        self._properties: list[Property] = []
        self._size = 0
        self._strays = bytearray()  # lines that belong to the last property's value
        self._is_full = False  # the last property was left out
        self._agents = 0  # cards open inside the open card
        self._at_agent = False  # the last line was an AGENT without a value: a card may begin inside

    def take(self) -> list[Card | Notice]:
        """What is ready, handed over once."""
        ready = self._ready
        self._ready = []
        return ready

    def add(self, line: LogicalLine) -> None:
        """Take in the next line of the file."""
        found = read_property(line.number, line.content, self._encoding)
        if found is None:
            self._add_unread(line)
            return
        name = found.head.name
        if name == "BEGIN" and found.value.strip().upper() == "VCARD":
            self._begin(line)
        elif name == "END" and found.value.strip().upper().startswith("VCARD"):
            self._end(line, found.value.upper())
        elif self._agents:
            self._add_stray(line)
        elif self._line:
            self._add_property(found, line)
        else:
            self._tell(line.number, Problem.OUTSIDE)
        self._at_agent = name == "AGENT" and not found.value

    def end(self) -> None:
        """The file is over: what is still open is kept as it is."""
        if self._line:
            self._close(is_ended=False)

    def _begin(self, line: LogicalLine) -> None:
        if self._line and self._at_agent:
            self._agents += 1
            self._add_stray(line)
            return
        self.end()
        self._told.clear()
        self._line = line.number

    def _end(self, line: LogicalLine, value: str) -> None:
        if self._agents:
            self._add_stray(line)
            self._agents -= 1
        elif self._line:
            self._close(is_ended=True)
            self._told.clear()
        else:
            self._tell(line.number, Problem.OUTSIDE)
        if "BEGIN:VCARD" in value:  # two files were put together, the first without a last line end
            self._begin(line)

    def _close(self, *, is_ended: bool) -> None:
        if self._strays:
            self._mend()
        if not is_ended:
            self._tell(self._line, Problem.NOT_ENDED)
        is_complete = self._told <= {Problem.DAMAGED}
        self._ready.append(Card(self._line, tuple(self._properties), is_complete, self._size))
        self._line = self._agents = self._size = 0
        self._is_full = False
        self._properties.clear()

    def _add_property(self, found: Property, line: LogicalLine) -> None:
        if self._strays:
            self._mend()
        self._size += len(line.content)
        if len(self._properties) >= limits.PROPERTIES:
            self._is_full = True
            self._tell(line.number, Problem.TOO_MANY_PROPERTIES)
        elif self._size > limits.CARD:
            self._is_full = True
            self._tell(line.number, Problem.CARD_TOO_LARGE)
        else:
            self._properties.append(found)
        if not line.whole:
            self._tell(line.number, Problem.LINE_TOO_LONG)
        if not found.value.isascii() and is_damaged(found.value):
            self._tell(line.number, Problem.DAMAGED)

    def _add_unread(self, line: LogicalLine) -> None:
        if line.content.startswith(b"#"):
            return
        if line.content.startswith(UTF_8_BOM):  # of a second file put behind the first
            self.add(line._replace(content=line.content.lstrip(UTF_8_BOM)))
        elif not line.whole:
            self._tell(line.number, Problem.LINE_TOO_LONG)
        elif self._properties:
            self._add_stray(line)
        elif line.content.strip():
            self._tell(line.number, Problem.OUTSIDE)

    def _add_stray(self, line: LogicalLine) -> None:
        """Keep a line for the last property: its value had bare line breaks, or is a card itself."""
        if self._is_full:
            return
        if self._agents >= limits.NESTING:
            self._tell(line.number, Problem.NESTED_TOO_DEEPLY)
        elif len(self._strays) + len(line.content) > limits.TEXT:
            self._tell(line.number, Problem.LINE_TOO_LONG)
        else:
            self._strays += b"\n" + line.content

    def _mend(self) -> None:
        """Give the last property the lines that belong to it."""
        last = self._properties[-1]
        text = decode(bytes(self._strays), self._encoding.ladder)
        value = escape_component(text[1:]) if last.head.name == "AGENT" else last.value + text
        self._properties[-1] = last._replace(value=value)
        self._size += len(self._strays)
        self._strays.clear()

    def _tell(self, line: int, problem: Problem) -> None:
        """Once for each card: a damaged file could say the same a million times."""
        if problem not in self._told:
            self._told.add(problem)
            self._ready.append(Notice(line, problem))
