"""Reads a csv row by row: finds its header below any notes, keeps line numbers, survives unclosed quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from coffeechat.api import Skipped, Warned
from coffeechat_linkedin.columns import KNOWN, MESSAGES
from coffeechat_linkedin.errors import BrokenQuotes
from coffeechat_linkedin.lines import Lines

DELIMITERS = ",;\t"
HEADER_WITHIN = 50
FEWEST_KNOWN = 3
MOST_BROKEN = 100


class Header(NamedTuple):
    """Where the column names stand and what they mean; `fields` has None for a column nobody here reads."""

    kind: str
    line: int
    delimiter: str
    fields: tuple[str | None, ...]


class Row(NamedTuple):
    """The cells asked for, in the order asked for; empty where the file has none."""

    line: int
    cells: tuple[str, ...]


class Table:
    """A csv file with its header, or with None for a header where no line is one."""

    def __init__(self, name: str, data: bytes, encoding: str) -> None:
        self.name = name
        self._bytes = io.BytesIO(data)
        self._lines = Lines(io.TextIOWrapper(self._bytes, encoding, "replace", newline=""))
        top = list(islice(self._lines, HEADER_WITHIN))
        self.first_line = next((line for line in top if line.strip()), "")
        self.header = find_header(top)
        self._lines.give_back(self.header.line if self.header else 0)
        self._lines.accept()

    def bytes_read(self) -> int:
        return self._bytes.tell()

    def rows(self, fields: Sequence[str]) -> Iterator[Row | Skipped | Warned]:
        """Every row below the header, blank lines passed over; `fields` are two or more."""
        assert self.header is not None
        return _Rows(self.name, self._lines, self.header, fields).read()


class _Rows:
    """One pass over the rows, with what it needs to start anew behind an unclosed quote."""

    def __init__(self, name: str, lines: Lines, header: Header, fields: Sequence[str]) -> None:
        self._name = name
        self._lines = lines
        self._delimiter = header.delimiter
        self._width = len(header.fields)
        self._may_hold_rows = header.kind == MESSAGES
        # a cell that is missing is looked up at the end, where an empty one is appended
        places = [header.fields.index(field) if field in header.fields else -1 for field in fields]
        self._pick = itemgetter(*places)
        self._broken = 0

    def read(self) -> Iterator[Row | Skipped | Warned]:
        lines = self._lines
        reader = csv.reader(lines, delimiter=self._delimiter)
        while True:
            try:
                cells = next(reader, None)
            except csv.Error:  # the field limit, 131,072 characters, is what an unclosed quote runs into
                yield from self._first_line_as_text()
                continue
            if cells is None:
                return
            if lines.ended or (len(lines.taken) > 1 and self._rows_stand_inside_a_quote()):
                yield from self._first_line_as_text()
            elif cells:
                yield self._row(lines.accept(), cells)
            else:
                lines.accept()

    def _row(self, line: int, cells: list[str]) -> Row:
        cells.append("")
        if len(cells) <= self._width:
            cells.extend([""] * (self._width + 1 - len(cells)))
        return Row(line, self._pick(cells))

    def _rows_stand_inside_a_quote(self) -> bool:
        """Then it was meant to be closed earlier, except in a message, which may hold anything."""
        if self._may_hold_rows:
            return False
        return any(line.count(self._delimiter) >= self._width - 1 for line in self._lines.taken[1:])

    def _first_line_as_text(self) -> Iterator[Row | Skipped | Warned]:
        self._broken += 1
        if self._broken > MOST_BROKEN:
            raise BrokenQuotes(self._name, MOST_BROKEN)
        cells = self._lines.taken[0].strip("\r\n").split(self._delimiter)
        self._lines.give_back(1)
        line = self._lines.accept()
        if len(cells) != self._width:
            yield Skipped(line, "a quotation mark that is never closed")
            return
        yield Warned(f"Line {line} of {self._name} has a quotation mark that is never closed.")
        yield self._row(line, [cell.strip('"') for cell in cells])


def find_header(lines: Sequence[str]) -> Header | None:
    """The first line with three known column names, and the delimiter that yields it."""
    for number, line in enumerate(lines, start=1):
        for delimiter in DELIMITERS:
            if line.count(delimiter) >= FEWEST_KNOWN - 1 and (header := _as_header(line, number, delimiter)):
                return header
    return None


def _as_header(line: str, number: int, delimiter: str) -> Header | None:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return None
    names = [cell.strip(" \t\ufeff\xa0").casefold() for cell in cells]
    kind = max(KNOWN, key=lambda kind: len(KNOWN[kind].keys() & set(names)))
    fields = [KNOWN[kind].get(name) for name in names]
    if len(set(fields) - {None}) < FEWEST_KNOWN:
        return None
    return Header(kind, number, delimiter, tuple(fields))
