"""What every refusal owes the person: one sentence with what to do, exit code 1, and the database as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.command import Ran


def assert_refused(said: Ran, *words: str) -> None:
    """It failed, and says so in one line that ends with what to do next."""
    assert (said.code, said.out) == (1, ""), said
    assert said.err.count("\n") == 1 and said.err.endswith(".\n"), said.err
    assert len(said.err.split(". ")) > 1, f"nothing says what to do next: {said.err}"
    for word in words:
        assert word in said.err


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """The database is byte for byte as before, and nothing lies beside it that was not there."""
    before, beside = digest(path), names(path.parent)
    yield
    assert digest(path) == before
    assert names(path.parent) == beside


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "not a file"


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()
