"""Who is in a vault, over time: shut out and back, words that changed, a relay that forgot who was shut out."""

from __future__ import annotations

from pathlib import Path

import pytest

from coffeechat.sync import recovery
from coffeechat.sync.errors import Refused
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.machines import Machine
from sync.test_machines import all_equal, settle


def shut_out(by: Machine, who: Machine) -> str:
    """The new line."""
    with who.session() as session:
        lost = session.identity.id
    with by.session() as session:
        session.sync()
        session.revoke(lost)
        return recovery.line(session.url, session.vault.keys[session.vault.epoch].secret)


def test_a_machine_that_was_shut_out_joins_again_with_the_present_words(trio: list[Machine]) -> None:
    laptop, desktop, found_again = trio
    settle(trio)
    line = shut_out(laptop, found_again)
    found_again.add("written while it was shut out")
    with pytest.raises(Refused, match="shut out"):
        found_again.sync()
    found_again.join(line)
    desktop.add("Ada")
    assert all_equal(trio)
    assert laptop.names == ["Ada", "written while it was shut out"]


@pytest.mark.parametrize("knew_it", [True, False])
def test_a_relay_set_back_to_before_a_machine_was_shut_out_shuts_it_out_again(
    tmp_path: Path, machine: MakeMachine, knew_it: bool
) -> None:
    """Whether or not the machine had joined by then. Nothing is sent before that it could read."""
    with RelayProcess(tmp_path / "data") as relay:
        laptop, desktop, stolen = machine("laptop"), machine("desktop"), machine("stolen")
        line = laptop.set_up(relay.url)
        if not knew_it:
            relay.backup(tmp_path / "older.db")
        for one in (desktop, stolen):
            one.join(line)
        settle([laptop, desktop, stolen])
        if knew_it:
            relay.backup(tmp_path / "older.db")
        shut_out(laptop, stolen)
        laptop.add("after it was shut out")
        settle([laptop, desktop])
        relay.replace_database(tmp_path / "older.db")
        desktop.add("after the relay was set back")
        desktop.sync()
        if knew_it:
            with pytest.raises(Refused, match="shut out"):
                stolen.sync()
        else:
            with pytest.raises(Refused, match="does not know"):
                stolen.sync()
        assert stolen.names == []
        assert all_equal([laptop, desktop])
        assert laptop.names == ["after it was shut out", "after the relay was set back"]
        late = machine("late")
        with laptop.session() as session:
            late.join(recovery.line(session.url, session.vault.keys[session.vault.epoch].secret))
        assert all_equal([laptop, desktop, late])


def test_a_vault_whose_keys_have_changed_moves_to_a_new_relay(tmp_path: Path, machine: MakeMachine) -> None:
    with RelayProcess(tmp_path / "data") as relay:
        laptop, desktop, stolen = machine("laptop"), machine("desktop"), machine("stolen")
        line = laptop.set_up(relay.url)
        for one in (desktop, stolen):
            one.join(line)
        laptop.add("Ada")
        settle([laptop, desktop, stolen])
        shut_out(laptop, stolen)
        relay.replace_database(None)
        line = laptop.set_up(relay.url)
        laptop.sync()
        desktop.join(line)
        desktop.add("Bo")
        assert all_equal([laptop, desktop])
        assert laptop.names == ["Ada", "Bo"]
