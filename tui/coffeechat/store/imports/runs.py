"""The imports there were, and which of them can still be taken back."""

from __future__ import annotations

import apsw
from msgspec import Struct


class Run(Struct, frozen=True):
    """One import. `action` is its entry in the journal; `is_undone` while it is taken back."""

    id: bytes
    at: str
    importer: str
    file_name: str
    new: int
    updated: int
    same: int
    skipped: int
    action: int | None
    is_undone: bool


def all_runs(connection: apsw.Connection) -> list[Run]:
    """Newest first."""
    rows = connection.execute(
        "SELECT import_run.id, created_at, importer, file_name, new, updated, same, skipped, action.n, "
        "undone_at IS NOT NULL "
        "FROM import_run LEFT JOIN action ON action.kind = 'import' AND action.made = import_run.born "
        "WHERE deleted_at IS NULL ORDER BY import_run.id DESC"
    )
    return [
        Run(
            row_id,
            at,
            importer or "",
            file_name or "",
            new or 0,
            updated or 0,
            same or 0,
            skipped or 0,
            action,
            bool(u),
        )
        for row_id, at, importer, file_name, new, updated, same, skipped, action, u in rows
    ]


def find(connection: apsw.Connection, beginning: str | None) -> Run | None:
    """The last import that stands, or the one whose id (hex) begins so, if it can be taken back."""
    standing = (run for run in all_runs(connection) if run.action is not None and not run.is_undone)
    if beginning is None:
        return next(standing, None)
    matching = [run for run in standing if beginning and run.id.hex().startswith(beginning.casefold())]
    return matching[0] if len(matching) == 1 else None
