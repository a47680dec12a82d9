"""Text for entry fields, which pass whatever stands in them on to the terminal."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[\n\r\t]+")
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def without_controls(text: str) -> str:
    """`text` without what a terminal would obey; line breaks stay."""
    return _OBEYED.sub("", text)


def on_one_line(text: str) -> str:
    """The same, with a blank for each line break."""
    return without_controls(_BREAK.sub(" ", text))
