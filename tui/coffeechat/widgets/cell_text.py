"""Turns any text into one line of exactly so many cells, with nothing in it that a terminal obeys."""

from __future__ import annotations

import re
from typing import Literal

from rich.cells import cell_len, get_character_cell_size

Align = Literal["left", "right", "center"]

_BREAK = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Terminals disagree about the width of what these join, vary or colour, and bidi controls reorder whole
# lines: without them every terminal shows as many cells as `cell_len` counts.
_DROPPED = re.compile(
    "[\xad\u061c\u180b-\u180f\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
_ASTRAY = re.compile("|".join(pattern.pattern for pattern in (_BREAK, _CONTROL, _DROPPED)))
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Ends a right-to-left run, so that a terminal that reorders text leaves the next column where it is.
_LEFT_TO_RIGHT_MARK = "\u200e"
_CODE_POINTS_PER_CELL = 8  # stacked accents need few; a cell with thousands is not worth reading to its end


def plain(text: str) -> str:
    """`text` on one line: breaks become spaces, control characters a visible dot, joiners vanish."""
    if not _ASTRAY.search(text):
        return text
    return _CONTROL.sub("·", _DROPPED.sub("", _BREAK.sub(" ", text)))


def shorten(text: str, width: int) -> str:
    """`text` made plain and, where it is wider than `width` cells, cut with an ellipsis."""
    limit = width * _CODE_POINTS_PER_CELL
    line = plain(text[:limit])
    if len(text) <= limit and cell_len(line) <= width:
        return line
    return _cut(line, width)


def _cut(line: str, width: int) -> str:
    if width < 1:
        return ""
    taken = 0
    for index, character in enumerate(line):
        taken += get_character_cell_size(character)
        if taken >= width:
            return line[:index] + "…"
    return line + "…"


def fit(text: str, width: int, align: Align = "left") -> str:
    """`text` on exactly `width` cells, cut or padded."""
    line = shorten(text, width)
    room = width - cell_len(line)
    if _RIGHT_TO_LEFT.search(line):
        line += _LEFT_TO_RIGHT_MARK
    before = {"left": 0, "center": room // 2, "right": room}[align]
    return " " * before + line + " " * (room - before)
