"""An import from beginning to end: a child process reads the file, the plan says what would happen, the store acts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.incoming import PersonRecord, Progress, Skipped, TouchRecord, Warned
from coffeechat.plugins.faults import Fault
from coffeechat.plugins.frames import Batch, Chosen
from coffeechat.plugins.reading import read_source
from coffeechat.records import Person
from coffeechat.store import pages, tables
from coffeechat.store.bulk import without_collecting
from coffeechat.store.imports import runs
from coffeechat.store.imports.apply import apply
from coffeechat.store.imports.plan import Plan, Planner
from coffeechat.store.people import display_name
from coffeechat.store.store import Store

OnProgress = Callable[[int, int], None]
"""Told how much is done of how much."""


class NoSuchRun(CoffeechatError):
    def __init__(self, run: str | None) -> None:
        if run is None:
            super().__init__("There is no import to take back.")
        else:
            super().__init__(
                f"There is no import {run!r} that could be taken back. The app shows all of them under Imports."
            )


class Undone(Struct, frozen=True):
    """An import taken back: how many people went, and the names of those who stay because they were edited since."""

    file_name: str
    gone: int
    kept: tuple[str, ...]


def prepare(
    store: Store,
    path: Path,
    *,
    importer: str | None = None,
    encoding: str | None = None,
    on_progress: OnProgress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """Read a source and say what it would bring. Changes nothing. Raises what reading raises."""
    planner = Planner(store.connection)
    name = ""
    with without_collecting():
        for item in read_source(path, importer, encoding, cancelled=cancelled):
            match item:
                case Chosen():
                    name = item.importer
                case Fault():
                    planner.warnings.append(item.sentence)
                case Batch():
                    _take(planner, item, on_progress)
        return planner.plan(name, path.name, digest(path))


def bring_in(
    store: Store,
    path: Path,
    *,
    importer: str | None = None,
    encoding: str | None = None,
    accept_likely: bool = False,
    dry_run: bool = False,
    on_progress: OnProgress = lambda done, total: None,
) -> tuple[Plan, bytes | None]:
    """Prepare and, unless `dry_run` or nothing would change, apply; returns the plan and the run's id."""
    plan = prepare(store, path, importer=importer, encoding=encoding, on_progress=on_progress)
    if dry_run or plan.changes_nothing:
        return plan, None
    accepted = {place for place, entry in enumerate(plan.entries) if accept_likely and entry.kind == "likely"}
    return plan, apply(store, plan, accepted)


def undo(store: Store, run: str | None = None) -> Undone:
    """Take back the last import, or the one whose id begins so. Raises NoSuchRun."""
    found = runs.find(store.connection, run)
    if found is None:
        raise NoSuchRun(run)
    before = pages.everybody(store.connection)
    outcome = store.undo(found.action)
    kept = (tables.get(store.connection, Person, person_id) for person_id in outcome.kept_people)
    names = tuple(display_name(person) for person in kept if person)
    return Undone(found.file_name, before - pages.everybody(store.connection), names)


def digest(path: Path) -> str:
    """SHA-256 of a file; of a folder, over the digests of its files by name."""
    if path.is_file():
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return hashlib.sha256("".join(digest(file) for file in files).encode()).hexdigest()


def _take(planner: Planner, batch: Batch, on_progress: OnProgress) -> None:
    for record in batch.records:
        match record:
            case PersonRecord():
                planner.person(record)
            case TouchRecord():
                planner.touches.append(record)
            case Skipped():
                planner.skipped.append(record)
            case Warned():
                planner.warnings.append(record.message)
            case Progress():
                on_progress(record.done, record.total)
