"""Text of people on its way into files that other programs read line by line."""

from __future__ import annotations


def one_line(text: str) -> str:
    """`text` on one line, without what a terminal or a parser would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()
