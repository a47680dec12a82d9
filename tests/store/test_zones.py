"""The machine's own time zone, by its name."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coffeechat.store import zones


@pytest.fixture(autouse=True)
def own_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """A machine that says nothing of its zone."""
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(zones, "_LINK", tmp_path / "localtime")
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def test_the_environment_wins_over_the_machines_link(own_clock: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "zoneinfo" / "Europe"
    folder.mkdir(parents=True)
    (folder / "Berlin").touch()
    (tmp_path / "localtime").symlink_to(folder / "Berlin")
    assert zones.mine() == "Europe/Berlin"
    own_clock.setenv("TZ", "Asia/Tokyo")
    assert zones.mine() == "Asia/Tokyo"


def test_a_zone_without_a_name_is_utc_by_name_and_right_by_the_clock(own_clock: pytest.MonkeyPatch) -> None:
    own_clock.setenv("TZ", "XYZ-3")
    time.tzset()
    assert zones.mine() == "UTC"
    assert datetime(2026, 3, 2, 8, tzinfo=UTC).astimezone(zones.zone(None)).hour == 11


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "\x00", "x" * 300])
def test_a_zone_that_is_not_known_here_is_this_machines(own_clock: pytest.MonkeyPatch, name: str) -> None:
    own_clock.setenv("TZ", "Europe/Berlin")
    assert str(zones.zone(name)) == "Europe/Berlin"
    assert str(zones.zone("Asia/Tokyo")) == "Asia/Tokyo"
