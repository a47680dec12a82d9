"""What goes to stdout for other programs."""

from __future__ import annotations

import os
from typing import Any

import click


def write_json(document: object) -> None:
    """One JSON document on one line."""
    import msgspec  # loaded already wherever there is something to write; the standard library's takes 3 ms more

    click.echo(msgspec.json.encode(document))


def plain(text: str) -> str:
    """Text from a file as one line that a terminal does not obey: control characters show as a dot."""
    return "".join(letter if letter.isprintable() or letter == " " else "·" for letter in text)


def coloured(text: str, **style: Any) -> str:
    """Text in colour for a terminal; `click.echo` takes it off again in a pipe, and NO_COLOR keeps it off."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)
