"""Killed again and again at any moment of a sync, the relay or a machine: nothing is lost, and all end equal."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

import pytest

from coffeechat.errors import CoffeechatError
from coffeechat.records import Person
from coffeechat.store import clock
from coffeechat.sync import checkpoints
from nursery import Forked, Nursery
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.machines import Machine, all_equal

KILLS = pytest.mark.parametrize("kills", [30, pytest.param(100, marks=pytest.mark.soak)])
LARGE = 50
"""Every so often a batch goes in several parts,"""
MANY = 1_000
"""with so many people."""


class PreparedRelay(RelayProcess):
    """Starts in no time."""

    def __init__(self, nursery: Nursery, folder: Path) -> None:
        super().__init__(folder)
        self._nursery = nursery

    def run(self, *arguments: str | Path) -> Forked:
        return self._nursery.fork("coffeechat-server", *arguments, log=self.log)


def write(machine: Machine, number: int) -> None:
    if number % LARGE:
        machine.add(f"P{number}")
        return
    with machine.store.change("many") as change:
        noise = random.Random(number)
        machine.store.insert_all(
            change,
            (
                Person(
                    id=clock.new_id(), created_at=change.at, display=f"P{number} {n}", about=noise.randbytes(600).hex()
                )
                for n in range(MANY)
            ),
        )


def written(number: int) -> list[str]:
    return [f"P{number}"] if number % LARGE else [f"P{number} {n}" for n in range(MANY)]


def everything(kills: int) -> list[str]:
    return sorted(name for number in range(kills) for name in written(number))


@KILLS
def test_a_relay_killed_at_any_moment_loses_nothing_it_has_accepted(
    nursery: Nursery, tmp_path: Path, machine: MakeMachine, kills: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "LEAST_TAIL", 1_000)  # so that it is killed within these, too
    chance = random.Random(1)
    with PreparedRelay(nursery, tmp_path / "data") as relay:
        machines = [machine("laptop"), machine("desktop")]
        machines[1].join(machines[0].set_up(relay.url))
        begun = time.monotonic()
        machines[0].sync()
        longest = {False: 2 * (time.monotonic() - begun), True: 0.5}
        broken = 0
        for number in range(kills):
            one = chance.choice(machines)
            write(one, number)
            killer = threading.Timer(chance.uniform(0, longest[number % LARGE == 0]), relay.kill_alone)
            killer.start()
            try:
                one.sync()
            except CoffeechatError:
                broken += 1
            killer.join()
            relay.start()
        assert broken > kills / 5
        assert all_equal(machines)
        assert machines[0].names == everything(kills)
        assert relay.check() == ""


@KILLS
def test_a_machine_killed_at_any_moment_goes_on_where_it_was(
    nursery: Nursery, tmp_path: Path, machine: MakeMachine, kills: int
) -> None:
    chance = random.Random(2)
    with PreparedRelay(nursery, tmp_path / "data") as relay:
        laptop, desktop = machine("laptop"), machine("desktop")
        desktop.join(laptop.set_up(relay.url))
        said = tmp_path / "said"

        def sync(seconds: float | None) -> int:
            home = str(laptop.folder / "state")
            child = nursery.fork("coffeechat", "sync", "now", "--db", laptop.path, log=said, XDG_STATE_HOME=home)
            if seconds is not None:
                time.sleep(seconds)
                child.kill()
            return child.wait()

        begun = time.monotonic()
        assert sync(None) == 0, said.read_text()
        longest = {False: 1.5 * (time.monotonic() - begun), True: 0.5}
        killed = 0
        for number in range(kills):
            write(laptop, number)
            if number % 10 == 5:
                desktop.add(f"from elsewhere {number}")
                desktop.sync()
            laptop.store.close()
            killed += sync(chance.uniform(0, longest[number % LARGE == 0])) < 0
            laptop.reopen()
        assert killed > kills / 5
        assert all_equal([laptop, desktop])
        assert [name for name in desktop.names if name.startswith("P")] == everything(kills)
        assert relay.check() == ""
    assert "Traceback" not in said.read_text()
