"""Real processes within one sync at the same time: of two machines, and of one file."""

from __future__ import annotations

from pathlib import Path

from nursery import Forked, Nursery
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.machines import Machine, all_equal

TIMES = 4


def test_whoever_syncs_at_the_same_time_ends_with_everything(
    nursery: Nursery, relay: RelayProcess, machine: MakeMachine, tmp_path: Path
) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    desktop.join(laptop.set_up(relay.url))
    said = tmp_path / "said"

    def sync(one: Machine) -> Forked:
        home = str(one.folder / "state")
        return nursery.fork("coffeechat", "sync", "now", "--db", one.path, log=said, XDG_STATE_HOME=home)

    for number in range(TIMES):
        for one in (laptop, desktop):
            one.add(f"{one.folder.name} {number}")
            one.store.close()
        children = [sync(one) for one in (laptop, desktop, laptop, desktop)]
        assert [child.wait() for child in children] == [0] * 4, said.read_text()
        for one in (laptop, desktop):
            one.reopen()
    assert all_equal([laptop, desktop])
    assert len(laptop.names) == 2 * TIMES
    with laptop.session() as session:
        assert len(session.members().members) == 2
    assert "Traceback" not in said.read_text()
    assert relay.check() == ""
