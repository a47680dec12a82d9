"""Rotations: who is shut out stays out, also where the relay was restored from a copy that knows nothing of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from coffeechat.errors import CoffeechatError
from coffeechat.sync import keyholder
from coffeechat.sync.errors import Refused, RotationUnknown, WrongWords
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.machines import Machine, all_equal, identity, line, shut_out


def epoch(machine: Machine) -> int:
    with machine.session() as session:
        return session.vault.epoch


def names_at_the_relay(machine: Machine) -> tuple[int, dict[bytes, bool]]:
    """The relay's epoch, and for each device whether it is shut out."""
    with machine.session() as session:
        listed = session.relay.devices()
    return listed.epoch, {one.device: bool(one.revoked) for one in listed.devices}


class Rotated(NamedTuple):
    relay: RelayProcess
    laptop: Machine
    desktop: Machine
    tablet: Machine
    stolen: Machine


@pytest.fixture
def rotated(tmp_path: Path, machine: MakeMachine) -> Iterator[Rotated]:
    """Four machines, of which the laptop has shut out the stolen one; a copy of the relay was made before that."""
    with RelayProcess(tmp_path / "data") as relay:
        yield Rotated(relay, **machines_of(relay, tmp_path, machine))


def machines_of(relay: RelayProcess, tmp_path: Path, machine: MakeMachine) -> dict[str, Machine]:
    found = {name: machine(name) for name in ("laptop", "desktop", "tablet", "stolen")}
    first = found["laptop"].set_up(relay.url)
    for name in ("desktop", "tablet", "stolen"):
        found[name].join(first)
    found["laptop"].add("before")
    for one in found.values():
        one.sync()
    relay.backup(tmp_path / "older.db")
    shut_out(found["laptop"], found["stolen"])
    found["laptop"].add("after")
    found["laptop"].sync()
    return found


def sync_now(machine: Machine) -> subprocess.Popen[bytes]:
    home = os.environ | {"XDG_STATE_HOME": str(machine.folder / "state")}
    command = [sys.executable, "-m", "coffeechat", "sync", "now", "--db", str(machine.path)]
    return subprocess.Popen(command, env=home, stdout=subprocess.DEVNULL)


def put_back(relay: RelayProcess, tmp_path: Path) -> None:
    relay.replace_database(tmp_path / "older.db")


def test_a_relay_restored_from_before_a_machine_was_shut_out_shuts_it_out_again(
    rotated: Rotated, tmp_path: Path
) -> None:
    relay, laptop, desktop, tablet, stolen = rotated
    desktop.sync()
    put_back(relay, tmp_path)
    stolen.sync()  # the relay lets it in again
    laptop.add("later")
    words = line(laptop)
    laptop.sync()
    assert line(laptop) == words, "what was written on paper stays right"
    with pytest.raises(Refused, match="shut out"):
        stolen.sync()
    assert names_at_the_relay(laptop)[1][identity(stolen)]
    assert all_equal([laptop, desktop, tablet])
    assert tablet.names == ["after", "before", "later"]
    assert "after" not in stolen.names
    assert relay.check() == ""


def test_any_machine_that_knows_does_it_also_when_the_one_that_shut_out_is_gone(
    rotated: Rotated, tmp_path: Path, machine: MakeMachine
) -> None:
    relay, _, desktop, tablet, stolen = rotated
    desktop.sync()  # it knows the new keys, the tablet does not yet; the laptop never comes again
    put_back(relay, tmp_path)
    tablet.add("on the tablet meanwhile")
    tablet.sync()
    stolen.sync()
    desktop.sync()
    with pytest.raises(Refused, match="shut out"):
        stolen.sync()
    assert all_equal([desktop, tablet])
    assert epoch(tablet) == 1
    late = machine("late")
    with pytest.raises(WrongWords):
        late.join(line(desktop, 0))
    late.join(line(tablet))
    assert all_equal([desktop, tablet, late])
    assert late.names == ["after", "before", "on the tablet meanwhile"]
    assert relay.check() == ""


def test_who_came_with_the_old_words_while_the_relay_was_set_back_is_shut_out_too(
    rotated: Rotated, tmp_path: Path, machine: MakeMachine
) -> None:
    relay, laptop, desktop, tablet, stolen = rotated
    old = line(stolen)
    put_back(relay, tmp_path)
    thief = machine("thief")
    thief.join(old)
    thief.sync()
    laptop.sync()
    for one in (stolen, thief):
        with pytest.raises(Refused, match="shut out"):
            one.sync()
    assert all_equal([laptop, desktop, tablet])
    assert "after" not in thief.names


def test_who_came_after_the_rotation_is_let_in_again_and_can_bring_the_relay_forward_alone(
    rotated: Rotated, tmp_path: Path, machine: MakeMachine
) -> None:
    relay, laptop, desktop, tablet, stolen = rotated
    late = machine("late")
    late.join(line(laptop))
    late.add("by the late one")
    late.sync()
    put_back(relay, tmp_path)
    late.sync()
    with pytest.raises(Refused, match="shut out"):
        stolen.sync()
    assert all_equal([desktop, tablet, late, laptop])
    assert desktop.names == ["after", "before", "by the late one"]


def test_several_rotations_are_done_again_one_after_the_other(
    rotated: Rotated, tmp_path: Path, machine: MakeMachine
) -> None:
    relay, laptop, desktop, tablet, stolen = rotated
    desktop.sync()
    late = machine("late")
    late.join(line(desktop))
    late.sync()
    shut_out(desktop, tablet)
    desktop.add("for two machines")
    desktop.sync()
    late.sync()
    put_back(relay, tmp_path)
    late.sync()
    assert names_at_the_relay(late)[0] == epoch(late) == 2
    for one in (stolen, tablet):
        with pytest.raises(Refused, match="shut out"):
            one.sync()
    assert all_equal([late, laptop, desktop])
    assert laptop.names == ["after", "before", "for two machines"]


def test_a_machine_that_the_copy_does_not_know_stays_out_too(tmp_path: Path, machine: MakeMachine) -> None:
    with RelayProcess(tmp_path / "data") as relay:
        laptop, stolen = machine("laptop"), machine("stolen")
        first = laptop.set_up(relay.url)
        laptop.sync()
        relay.backup(tmp_path / "older.db")
        stolen.join(first)
        shut_out(laptop, stolen)
        put_back(relay, tmp_path)
        laptop.sync()
        with pytest.raises(Refused, match="does not know"):
            stolen.sync()
        assert names_at_the_relay(laptop) == (1, {identity(laptop): False})


def test_two_machines_that_bring_the_relay_forward_at_once_do_it_once(rotated: Rotated, tmp_path: Path) -> None:
    relay, laptop, desktop, tablet, stolen = rotated
    desktop.sync()
    for _ in range(3):
        put_back(relay, tmp_path)
        running = [sync_now(laptop), sync_now(desktop)]
        assert [process.wait(60) for process in running] == [0, 0]
        assert names_at_the_relay(laptop) == (1, {identity(one): one is stolen for one in rotated[1:]})
    assert all_equal([laptop, desktop, tablet])


def test_somebody_else_is_shut_out_at_a_relay_that_was_set_back(rotated: Rotated, tmp_path: Path) -> None:
    relay, laptop, desktop, tablet, stolen = rotated
    put_back(relay, tmp_path)
    shut_out(laptop, tablet)
    assert names_at_the_relay(laptop)[0] == 2
    for one in (stolen, tablet):
        with pytest.raises(Refused, match="shut out"):
            one.sync()
    assert all_equal([laptop, desktop])


def test_a_rotation_of_which_nothing_is_known_is_told_in_a_sentence_and_changes_nothing(
    rotated: Rotated, tmp_path: Path
) -> None:
    relay, laptop = rotated.relay, rotated.laptop
    with laptop.session() as session:
        held = keyholder.get(session.vault.id)
        assert held
        keyholder.put(session.vault.id, keyholder.Held(held.secrets, held.identities))
    put_back(relay, tmp_path)
    with pytest.raises(RotationUnknown, match="restored from before"):
        laptop.sync()
    assert names_at_the_relay(laptop)[0] == 0


def test_a_machine_that_was_shut_out_comes_back_with_the_present_words(trio: list[Machine]) -> None:
    laptop, desktop, tablet = trio
    shut_out(laptop, tablet)
    with pytest.raises(CoffeechatError, match="shut out"):
        tablet.sync()
    tablet.join(line(laptop))
    tablet.add("back again")
    assert all_equal([tablet, laptop, desktop])
    assert laptop.names == ["back again"]


def test_a_vault_whose_keys_were_changed_moves_to_a_new_relay(tmp_path: Path, machine: MakeMachine) -> None:
    with RelayProcess(tmp_path / "first") as relay:
        laptop, desktop, stolen = machine("laptop"), machine("desktop"), machine("stolen")
        first = laptop.set_up(relay.url)
        for one in (desktop, stolen):
            one.join(first)
        laptop.add("Ada")
        laptop.sync()
        shut_out(laptop, stolen)
        relay.replace_database(None)
        moved = laptop.set_up(relay.url)
        laptop.sync()
        desktop.join(moved)
        late = machine("late")
        late.join(moved)
        desktop.add("Bo")
        assert all_equal([laptop, desktop, late])
        assert late.names == laptop.names == ["Ada", "Bo"]
        assert epoch(late) == epoch(desktop) == 1
        relay.backup(tmp_path / "older.db")
        shut_out(late, desktop)
        put_back(relay, tmp_path)
        late.sync()
        with pytest.raises(Refused, match="shut out"):
            desktop.sync()
