"""A database in use, in a folder of its own, so that whatever is left beside it is seen."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from coffeechat.exchange.importing import bring_in
from coffeechat.store.store import Store
from sample_people import people, write_connections

HEADER = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty people, made once."""
    folder = tmp_path_factory.mktemp("filled")
    with Store(folder / "people.db") as store:
        bring_in(store, write_connections(folder / "Connections.csv", people(30, seed=4)))
    return folder / "people.db"


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Path:
    """A copy for one test, alone in its folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copy(filled, folder / "people.db"))


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A sound export with 400 others."""
    return write_connections(tmp_path / "Connections.csv", people(400, seed=9))


def write_csv(path: Path, *rows: list[str], header: bool = True) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows] if header else rows)
    return path
