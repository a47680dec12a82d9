"""The people, or everything, written to a file or a stream."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

import apsw

from coffeechat.errors import CoffeechatError
from coffeechat.incoming import PersonRecord
from coffeechat.store import archive, pages, person_records
from coffeechat.store.store import Store

TALK_FORMATS = ("ics", "md", "txt")
"""Those that hold talks: for calendars, and as briefs to read."""


class UnknownFormat(CoffeechatError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no export format {name!r}. Choose one of {', '.join(sorted(known))} with --format.")


class NotOfOneTalk(CoffeechatError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"One talk can't be written as {name!r}. Choose one of {', '.join(TALK_FORMATS)} with --format."
        )


class CannotWriteFile(CoffeechatError):
    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"Can't write {path} ({error.strerror}). Choose another place for the file.")


class ExporterFailed(CoffeechatError):
    def __init__(self, plugin: str, why: str) -> None:
        super().__init__(
            f"The plugin “{plugin}” failed while it wrote ({why}). Update the plugin, or choose another --format."
        )


class Written(NamedTuple):
    """How much was written, and of what."""

    number: int
    one: str = "person"
    several: str = "people"

    def __str__(self) -> str:
        return f"{self.number:,} {self.one if self.number == 1 else self.several}"


def export_to_file(
    store: Store, path: Path, format_name: str, version: str | None = None, talk: bytes | None = None
) -> Written:
    """Write to `path`, replacing what is there only once everything is written."""
    try:
        target = path.resolve()  # a link stays one
        if target.exists() and not target.is_file():  # a pipe or a device can't be replaced, only written to
            with target.open("wb") as stream:
                return export_to(store, stream, format_name, version, talk)
        return _replace_file(store, target, format_name, version, talk)
    except OSError as error:
        raise CannotWriteFile(path, error) from error


def _replace_file(store: Store, path: Path, format_name: str, version: str | None, talk: bytes | None) -> Written:
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as stream:
            written = export_to(store, stream, format_name, version, talk)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return written


def export_to(
    store: Store, stream: BinaryIO, format_name: str, version: str | None = None, talk: bytes | None = None
) -> Written:
    """Write in the format of this name: everything, the people, or the talks to come or only `talk`.

    Raises UnknownFormat, NotOfOneTalk.
    """
    if talk and format_name not in TALK_FORMATS:
        raise NotOfOneTalk(format_name)
    with store.snapshot():
        if format_name in TALK_FORMATS:
            from coffeechat.exchange import talk_files  # 30 ms that other formats do not need

            return Written(talk_files.write(store.connection, stream, format_name, talk), "talk", "talks")
        people = person_records.everybody(store.connection)
        if format_name == "json":
            archive.write(store.connection, stream)
        elif format_name == "csv":
            _write_csv(people, stream)
        else:
            _write_by_plugin(people, stream, format_name, version)
        return Written(pages.everybody(store.connection))


def _write_by_plugin(people: Iterable[PersonRecord], stream: BinaryIO, name: str, version: str | None) -> None:
    from coffeechat.plugins.faults import reason  # plugins load only where one is needed
    from coffeechat.plugins.hooks import Hooks
    from coffeechat.plugins.host import PluginHost

    host = PluginHost()
    host.load()
    exporters = {found.value.name: found for found in host.call(Hooks.coffeechat_exporters)}
    if name not in exporters:
        raise UnknownFormat(name, {"json", "csv", *TALK_FORMATS, *exporters})
    plugin, exporter = exporters[name]
    try:
        exporter.write(people, stream, version=version)
    except (CoffeechatError, OSError, apsw.Error):  # its own sentence, a full disk, a damaged database: no fault of it
        raise
    except Exception as error:
        raise ExporterFailed(plugin, reason(error)) from error


_COLUMNS = (
    "name", "given", "family", "title", "organisation", "emails", "phones", "linkedin", "urls", "addresses", "tags",
    "birthday", "known_since", "note",
)  # fmt: skip

_NUMBERS = re.compile(r"[+\-\d\s().,;/#*]*")

_KINDS = {"emails": "email", "phones": "phone", "linkedin": "linkedin", "urls": "url", "addresses": "address"}


def _write_csv(people: Iterable[PersonRecord], stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for person in people:
        writer.writerow([_harmless(_cell(person, column)) for column in _COLUMNS])
    text.detach()


def _cell(person: PersonRecord, column: str) -> str:
    if column == "name":
        return person.display
    if column == "tags":
        return "; ".join(person.tags)
    if kind := _KINDS.get(column):
        return "; ".join(contact.value for contact in person.contacts if contact.kind == kind)
    return getattr(person, column) or ""


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe; a phone number, which names nothing that
    could be run, stays one."""
    is_formula = cell[:1] in ("=", "@", "\t", "\r") or (cell[:1] in ("+", "-") and not _NUMBERS.fullmatch(cell))
    return f"'{cell}" if is_formula else cell
