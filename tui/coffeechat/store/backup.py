"""Copies of the file: one a day while the app is used, seven kept, and one whenever asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from glob import escape
from pathlib import Path

from coffeechat.store import clock
from coffeechat.store.database import copy_to
from coffeechat.store.store import Store

KEPT = 7
EVERY = timedelta(days=1)


def folder(store: Store) -> Path:
    return store.path.parent / "backups"


def daily(store: Store, moment: datetime) -> Path | None:
    """Make today's copy unless one of the last 24 hours is there, and drop the oldest beyond seven."""
    copies = _copies(store)
    if copies and moment.timestamp() - copies[-1].stat().st_mtime < EVERY.total_seconds():
        return None
    made = to(store, folder(store) / f"{store.path.stem}-{moment:%Y-%m-%d-%H%M}.db")
    for old in _copies(store)[:-KEPT]:
        old.unlink()
    return made


def to(store: Store, target: Path | None = None) -> Path:
    """Write a compact, consistent copy, while others may be reading and writing; returns where. Raises CannotCopy."""
    target = target or folder(store) / f"{store.path.stem}-{clock.now():%Y-%m-%d-%H%M%S}.db"
    copy_to(store.connection, target)
    return target


def _copies(store: Store) -> list[Path]:
    """Daily copies, oldest first; neither another file's nor those made by hand, whose names have seconds."""
    day = "[0-9]" * 4 + "-[0-9][0-9]" * 2
    found = folder(store).glob(f"{escape(store.path.stem)}-{day}-{'[0-9]' * 4}.db")
    return sorted(found, key=lambda path: path.stat().st_mtime)
