"""A relay whose database has lost a batch, or has one that is damaged, and goes on as if it had it."""

from __future__ import annotations

import random
from pathlib import Path

import apsw
import pytest

from coffeechat.errors import CoffeechatError
from coffeechat.records import Person
from coffeechat.store import clock
from coffeechat.sync import checkpoints
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.machines import Machine, all_equal
from sync.test_faults import run

ANEW = "-m", "coffeechat", "sync", "now", "--anew"
LOST = "DELETE FROM batch WHERE position = (SELECT min(position) FROM batch WHERE position > ?)"
DAMAGED = (
    "UPDATE batch SET sealed = randomblob(length(sealed)) "
    "WHERE position = (SELECT min(position) FROM batch WHERE position > ?)"
)
PART_LOST = "DELETE FROM part WHERE number = 1 AND upload IN (SELECT upload FROM batch WHERE position > ?)"
FAULTS = pytest.mark.parametrize(
    ("statement", "found"),
    [(LOST, "is missing"), (PART_LOST, "lacks parts"), (DAMAGED, "")],
    ids=["a batch lost", "a part lost", "a batch damaged"],
)


def write(machine: Machine, statement: str) -> None:
    """Two batches; the first in two parts where one of those gets lost."""
    bytes_about = 1_100_000 if statement == PART_LOST else 10
    with machine.store.change("long") as change:
        about = random.Random(1).randbytes(bytes_about).hex()
        machine.store.insert_all(change, [Person(id=clock.new_id(), created_at=change.at, display="Bo", about=about)])
    machine.sync()
    machine.add("Cleo")
    machine.sync()


def break_batch(relay: RelayProcess, statement: str, after: int) -> None:
    """The first past this position."""
    relay.kill()
    connection = apsw.Connection(str(relay.database))
    connection.execute(statement, (after,))
    connection.close()
    relay.start()


def head(relay: RelayProcess) -> int:
    return int(relay.read("SELECT max(position) FROM batch"))


@FAULTS
def test_what_the_relay_has_lost_comes_from_a_machine_that_has_it(
    tmp_path: Path, machine: MakeMachine, statement: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "LEAST_TAIL", 1 << 30)  # which would stand for what gets lost
    with RelayProcess(tmp_path / "data") as relay:
        laptop, desktop = machine("laptop"), machine("desktop")
        desktop.join(laptop.set_up(relay.url))
        laptop.add("Ada")
        for one in (laptop, desktop):
            one.sync()
        before = head(relay)
        write(laptop, statement)
        desktop.add("Dora")
        break_batch(relay, statement, before)
        assert found in relay.check()
        with pytest.raises(CoffeechatError, match="coffeechat sync now --anew"):
            desktop.sync()
        refused = run(desktop, *ANEW)
        assert refused.returncode == 1, "it has not got what is missing"
        assert run(laptop, *ANEW).returncode == 0
        desktop.sync()
        assert all_equal([laptop, desktop])
        assert desktop.names == ["Ada", "Bo", "Cleo", "Dora"]
        assert "is missing" not in relay.check()


@FAULTS
def test_what_nobody_has_any_more_holds_up_nothing_at_another_relay(
    tmp_path: Path, machine: MakeMachine, statement: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "LEAST_TAIL", 1 << 30)  # which would stand for what gets lost
    with RelayProcess(tmp_path / "data") as relay, RelayProcess(tmp_path / "other") as other:
        gone, desktop = machine("gone"), machine("desktop")
        desktop.join(gone.set_up(relay.url))
        desktop.add("Ada")
        desktop.sync()
        before = head(relay)
        write(gone, statement)
        break_batch(relay, statement, before)
        assert found in relay.check()
        with pytest.raises(CoffeechatError, match="another relay"):
            desktop.sync()
        late = machine("late")
        late.join(desktop.set_up(other.url))
        assert all_equal([desktop, late])
        assert set(late.names) >= {"Ada"}
        assert "Bo" not in late.names
