"""The real engine through random schedules of everything that can go wrong: all equal in the end, nothing lost."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from coffeechat.store.replica import history, indexes, rehoming
from coffeechat.store.replica.history import Boundary, Heads
from coffeechat.store.replica.outbox import Covers
from coffeechat.store.store import Store
from coffeechat.sync.exchange import Exchange
from sync.real_relay import RealRelay, Template, make_template
from sync.schedules import VAULT, wrong

IN_MEMORY = Path("/dev/shm")


class Ground(NamedTuple):
    """What every schedule begins with: an empty file that is ready to sync, and a relay with an empty vault."""

    file: Path
    relay: Template
    loop: asyncio.AbstractEventLoop


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """In memory where there is such a folder, for the thousands of copies."""
    folder = Path(tempfile.mkdtemp(dir=IN_MEMORY if IN_MEMORY.is_dir() else tmp_path_factory.getbasetemp()))
    loop = asyncio.new_event_loop()
    with Store(folder / "template.db") as store:
        indexes.prepare(store)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    yield Ground(folder / "template.db", make_template(loop, folder / "relay.db", VAULT), loop)
    loop.close()
    shutil.rmtree(folder)


def wrong_ones(ground: Ground, seeds: Iterable[int]) -> list[str]:
    found = []
    for seed in seeds:
        folder = ground.file.parent / f"schedule {seed}"
        folder.mkdir()
        if what := wrong(folder, ground.file, RealRelay(ground.loop, folder, ground.relay), seed):
            found.append(what)
        shutil.rmtree(folder)
    return found


@pytest.mark.parametrize("first", range(0, 300, 10))
def test_whatever_gets_lost_or_goes_back_all_replicas_end_equal_with_nothing_lost(first: int, ground: Ground) -> None:
    assert wrong_ones(ground, range(first, first + 10)) == []


@pytest.mark.soak
@pytest.mark.parametrize("first", range(1_000, 11_000, 100))
def test_the_same_with_ten_thousand_schedules(first: int, ground: Ground) -> None:
    assert wrong_ones(ground, range(first, first + 100)) == []


def test_the_schedules_find_out_when_nothing_is_adopted(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehoming, "adopt", lambda connection, device, after: None)
    assert wrong_ones(ground, range(10))


def test_the_schedules_find_out_when_each_history_is_pushed_alone(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Exchange._covers

    def only_one(self: Exchange, heads: Heads) -> tuple[Covers, Boundary | None]:
        covers, own = whole(self, heads)
        first = dict(sorted(covers.items())[:1])
        return first, own if self.device in first else None

    monkeypatch.setattr(Exchange, "_covers", only_one)
    assert wrong_ones(ground, [46, 55, 96])  # three schedules in a hundred go wrong then


def test_the_schedules_find_out_when_the_relay_is_thought_to_be_where_it_was(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Exchange.send
    monkeypatch.setattr(Exchange, "send", lambda self, heads: whole(self, history.heads(self.store.connection)))
    assert wrong_ones(ground, range(10))
