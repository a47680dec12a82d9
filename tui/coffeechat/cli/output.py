"""What goes to stdout for other programs."""

from __future__ import annotations

import click


def write_json(document: object) -> None:
    """One JSON document on one line."""
    import msgspec  # loaded already wherever there is something to write; the standard library's takes 3 ms more

    click.echo(msgspec.json.encode(document))


def plain(text: str) -> str:
    """Text from a file as one line that a terminal does not obey: control characters show as a dot."""
    return "".join(letter if letter.isprintable() or letter == " " else "·" for letter in text)
