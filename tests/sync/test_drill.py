"""The drill: a relay under load is killed with its Litestream, its disk is gone, and it comes back from the copy, which
may be an old one."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from coffeechat.sync import recovery
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.machines import all_equal

WRITTEN = 40


def test_a_relay_whose_disk_is_gone_restores_itself_and_the_machines_heal_it(
    tmp_path: Path, machine: MakeMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    relay = RelayProcess(tmp_path / "relay", "--open", "--rate", "0", "--replica", tmp_path / "copy")
    with relay:
        laptop, desktop = machine("laptop"), machine("desktop")
        desktop.join(laptop.set_up(relay.url))
        times = []
        for number in range(WRITTEN):
            one = (laptop, desktop)[number % 2]
            one.add(f"P{number:02}")
            one.sync()
            times.append(time.monotonic())
        killed = time.monotonic()
        relay.kill()
        relay.remove_database()
        relay.start()
        late = machine("late")
        with laptop.session() as session:
            line = recovery.line(relay.url, session.vault.keys[0].secret)
        late.join(line)
        late.sync()
        there = len(late.names)
        window = 1000 * (killed - times[there - 1]) if there < WRITTEN and there else 0.0
        with capsys.disabled():
            print(f"\n  lost before healing: {WRITTEN - there} rows, the last {window:.0f} ms")
        assert all_equal([laptop, desktop, late])
        assert late.names == [f"P{number:02}" for number in range(WRITTEN)]
        assert relay.check() == ""


def test_what_an_old_copy_lacks_comes_from_the_machines_also_what_one_wrote_that_is_gone(
    tmp_path: Path, machine: MakeMachine
) -> None:
    copy, older = tmp_path / "copy", tmp_path / "older"
    relay = RelayProcess(tmp_path / "relay", "--open", "--rate", "0", "--replica", copy)
    with relay:
        laptop, gone = machine("laptop"), machine("gone")
        line = laptop.set_up(relay.url)
        gone.join(line)
        gone.add("old")
        gone.sync()
        relay.stop()  # which brings the copy up to date
        shutil.copytree(copy, older)
        relay.start()
        gone.add("by the machine that is gone")
        gone.sync()
        laptop.add("new")
        laptop.sync()
        relay.kill()
        relay.remove_database()
        shutil.rmtree(copy)
        shutil.copytree(older, copy)
        relay.start()
        late = machine("late")
        late.join(line)
        late.sync()
        assert late.names == ["old"]
        assert all_equal([laptop, late])
        assert late.names == ["by the machine that is gone", "new", "old"]
        assert relay.check() == ""
        relay.stop()
        relay.remove_database()
        relay.start()
        assert all_equal([late, laptop]), "the copy has gone on from where it was set back to"
