"""All that a plugin may import: the hooks, what importers read and yield, and what exporters are given.

Imports neither textual, starlette nor sqlite, so that a plugin's own tests start in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

import pluggy
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.incoming import ContactRecord, PersonRecord, Progress, Record, Skipped, TouchRecord, Warned

__all__ = [
    "CoffeechatError",
    "ContactRecord",
    "Exporter",
    "Importer",
    "ImporterError",
    "Options",
    "PersonRecord",
    "Progress",
    "Record",
    "Skipped",
    "Source",
    "TouchRecord",
    "Warned",
    "hookimpl",
]

hookimpl = pluggy.HookimplMarker("coffeechat")


class ImporterError(CoffeechatError):
    """Raised by an importer when the file as a whole can't be read; its sentence is shown as it is."""


class Options(Struct, frozen=True, kw_only=True):
    """What a person may say about a file: from these fields follow flags, form and error texts.

    `encoding` is a codec's name (`cp1252`); None lets the importer look for itself.
    """

    encoding: str | None = None


class Source(Struct, frozen=True):
    """What is to be imported: a file or a folder at `path`; `head` holds a file's first 4,096 bytes."""

    path: Path
    head: bytes = b""


class Importer(Protocol):
    """Reads one kind of file. Runs in a child process without network credentials in its environment."""

    name: str
    """Short, lower case: `linkedin`."""
    title: str
    """For people: `LinkedIn export (zip, folder or csv)`."""
    suffixes: tuple[str, ...]
    """For the file picker: `(".csv", ".zip")`."""

    def sniff(self, source: Source) -> float:
        """How sure it is, 0 to 1, that this source is its own kind. Cheap: looks at the head or at names."""

    def parse(self, source: Source, options: Options) -> Iterator[Record]:
        """Read the source lazily. Bad rows become `Skipped`; raises `ImporterError` only for the file as a whole."""


class Exporter(Protocol):
    """Writes people in one file format."""

    name: str
    """The word after `--format`: `vcf`."""
    title: str
    suffixes: tuple[str, ...]

    def write(self, people: Iterable[PersonRecord], stream: BinaryIO, *, version: str | None = None) -> None:
        """Write `people` to `stream`; `version` picks a variant of the format (`3.0`, `4.0`)."""
