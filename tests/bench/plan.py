"""What a section of the benchmark gets to work with."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bench.databases import Databases


class Plan(NamedTuple):
    """How large and how often. `home` is an empty folder, the home of every child process."""

    home: Path
    databases: Databases
    many: int = 100_000
    few: int = 1_000
    rows: int = 30_000
    """Of the files that are imported."""
    rounds: int = 9
