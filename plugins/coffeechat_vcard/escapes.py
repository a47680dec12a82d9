"""Backslashes: what a value's text means, and how text is written as a value."""

from __future__ import annotations

import re
from typing import Final

_ESCAPED: Final = re.compile(r"\\([nN\\,;:\n])")
_MEANING: Final = {"n": "\n", "N": "\n"}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def unescape(value: str) -> str:
    """The text a value stands for; a backslash before any other character stays."""
    return _ESCAPED.sub(lambda found: _MEANING.get(found[1], found[1]), value)


def split(value: str, mark: str) -> list[str]:
    """Cut at each `mark` that has no backslash of its own before it. The parts are still escaped."""
    if "\\" not in value:
        return value.split(mark)
    parts: list[str] = []
    open_part: list[str] = []
    for piece in value.split(mark):
        open_part.append(piece)
        if (len(piece) - len(piece.rstrip("\\"))) % 2 == 0:
            parts.append(mark.join(open_part))
            open_part = []
    if open_part:
        parts.append(mark.join(open_part))
    return parts


def one_line(text: str) -> str:
    """Text without line breaks, for names and labels."""
    return " ".join(text.split("\n")).strip() if "\n" in text else text.strip()


def without_controls(text: str) -> str:
    """Text without the control characters that can't stand in a vCard: all but tab and line feed."""
    return _CONTROL.sub("", text)


def components(value: str) -> list[str]:
    """The parts between semicolons, as text: of N, ORG and ADR."""
    if "\\" not in value:
        return [part.strip() for part in value.split(";")]
    return [unescape(part).strip() for part in split(value, ";")]


def escape_text(text: str) -> str:
    """Text as a value of its own. A semicolon stays as it is: with a backslash, Thunderbird would show that.

    Control characters other than tab and line break can't stand in a vCard and are left out.
    """
    text = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,")


def escape_component(text: str) -> str:
    """Text as one part of a value that has several."""
    return escape_text(text).replace(";", "\\;")
