"""Who is in a vault, over time: shut out and back, words that changed, a relay that forgot who was shut out."""

from __future__ import annotations

from pathlib import Path

import pytest

from coffeechat.sync.errors import Refused
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.machines import Machine, all_equal, line, settle, shut_out


def test_a_machine_that_was_shut_out_joins_again_with_the_present_words(trio: list[Machine]) -> None:
    laptop, desktop, found_again = trio
    settle(trio)
    shut_out(laptop, found_again)
    found_again.add("written while it was shut out")
    with pytest.raises(Refused, match="shut out"):
        found_again.sync()
    found_again.join(line(laptop))
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
        first = laptop.set_up(relay.url)
        if not knew_it:
            relay.backup(tmp_path / "older.db")
        for one in (desktop, stolen):
            one.join(first)
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
        late.join(line(laptop))
        assert all_equal([laptop, desktop, late])
