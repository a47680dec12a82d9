"""Databases of invented people, each made once a run."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from coffeechat.exchange.importing import bring_in
from coffeechat.store import backup, clock, targets
from coffeechat.store.store import Store
from sample_people import people, write_connections


class Databases:
    """By how many people are in them: imported, with one target, ranked, and with the day's copy made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[int, Path] = {}

    def of(self, count: int) -> Path:
        """The one everybody reads."""
        if count not in self._made:
            begun = time.perf_counter()
            print(f"Making a database of {count:,} people … ", end="", file=sys.stderr, flush=True)
            self._made[count] = _make(self._folder / f"{count}", count)
            print(f"{time.perf_counter() - begun:.0f} s", file=sys.stderr)
        return self._made[count]

    def copy_of(self, count: int) -> Path:
        """One to write to."""
        folder = self._folder / f"{count}-copied"
        folder.mkdir(exist_ok=True)
        return Path(shutil.copy(self.of(count), folder))


def connections(folder: Path, count: int) -> Path:
    """A LinkedIn export of so many rows."""
    path = folder / f"Connections-{count}.csv"
    return path if path.exists() else write_connections(path, people(count))


def _make(folder: Path, count: int) -> Path:
    folder.mkdir()
    path = folder / "people.db"
    with Store(path) as store:
        bring_in(store, connections(folder, count))
        targets.add(store, name="Urban planner", level=2)
        store.rank_everybody()
        backup.daily(store, clock.now())  # else every app that opens it would begin with that
    return path
