"""What the screens are looked at with: files with three people, with nobody, and with 30,000."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import _wait

from coffeechat.exchange.importing import bring_in
from coffeechat.store import clock, live
from coffeechat.store.store import Store
from sample_people import people as invented
from sample_people import write_cards, write_connections
from screens.talking import FOUR, Hand, planned
from screens.three_people import add_target, add_three

MANY = 30_000


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is Monday, 2 March 2026, 8 o'clock in Greenwich, so that a screen shows the same every time."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def looked_at_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot waits after each key until the app rests, and looks for that fifty times a second; here more often."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 1 / 250)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 1 / 250 / 20)


@pytest.fixture
def three(path: Path) -> Path:
    """A file with three people and a target, ranked."""
    with Store(path) as store:
        add_three(store)
        add_target(store)
    return path


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch, one_moment: Iterator[None]) -> Hand:
    hand = Hand()
    monkeypatch.setattr(clock, "now", lambda: hand.now)
    return hand


@pytest.fixture
def talking(path: Path, hand: Hand) -> Path:
    """A file in which a talk of four questions with Ada has just begun: the app opens in it."""
    with Store(path) as store:
        live.begin(store, planned(store, "informational", *FOUR))
    return path


@pytest.fixture
def downloads() -> Path:
    """An empty folder where the file picker begins."""
    folder = Path.home() / "Downloads"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def folder_of_many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all processes of this run; the first fills it, and the others wait."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "many"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "many.db").exists():
            fill_with_many(folder)
    return folder


def fill_with_many(folder: Path) -> None:
    """30,000 people and a target; a hundred of them are there twice."""
    connections = write_connections(folder / "Connections.csv", invented(MANY))
    with Store(folder / "unfinished.db") as store:
        bring_in(store, connections)
        bring_in(store, write_cards(folder / "phone.vcf", invented(100)))
        add_target(store)
    (folder / "unfinished.db").rename(folder / "many.db")


@pytest.fixture
def connections_of_many(folder_of_many: Path) -> Path:
    return folder_of_many / "Connections.csv"


@pytest.fixture
def many(folder_of_many: Path, path: Path) -> Path:
    """A file with 30,000 people for one test."""
    shutil.copyfile(folder_of_many / "many.db", path)
    return path
