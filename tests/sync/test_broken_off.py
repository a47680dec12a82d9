"""Commands killed as soon as the relay has done one of the things they ask of it: done again, they end as if nothing
had been, and nobody is locked out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from coffeechat.store import settings
from coffeechat.store.store import Store
from coffeechat.sync import membership
from coffeechat.sync.errors import Refused
from nursery import Forked, Nursery
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.liar import Answer, Liar, truth
from sync.machines import Machine, all_equal

DATA = ("/pull", "/push", "/audit", "/checkpoint", "/verdict")
"""What `test_killed` is about."""


@pytest.fixture
def liar(relay: RelayProcess) -> Iterator[Liar]:
    with Liar(relay.port) as between:
        yield between


class Breaker:
    """Runs commands on machines' files, which are closed meanwhile, and kills them where it is told to."""

    def __init__(self, nursery: Nursery, liar: Liar, log: Path) -> None:
        self._nursery = nursery
        self._liar = liar
        self._log = log

    @property
    def said(self) -> str:
        return self._log.read_text()

    def run(self, machine: Machine, *command: str, answers: int | None = None) -> int:
        """Its exit code, which is negative where it was killed in place of being given that answer of the relay."""
        machine.store.close()
        given = count(1)
        child: list[Forked] = []

        def lie(path: str, answer: Answer) -> Answer:
            if not path.endswith(DATA) and next(given) == answers:
                child[0].kill()
            return answer

        self._liar.lie = lie
        child.append(
            self._nursery.fork(
                "coffeechat",
                *command,
                "--db",
                machine.path,
                log=self._log,
                XDG_STATE_HOME=str(machine.folder / "state"),
            )
        )
        code = child[0].wait()
        self._liar.lie = truth
        machine.store = Store(machine.path)
        assert "Traceback" not in self.said, self.said
        return code


@pytest.fixture
def breaker(nursery: Nursery, liar: Liar, tmp_path: Path) -> Breaker:
    return Breaker(nursery, liar, tmp_path / "said")


def active(machine: Machine) -> list[membership.Member]:
    with machine.session() as session:
        return [one for one in session.members().members if not one.is_revoked]


def vaults(relay: RelayProcess) -> int:
    return int(relay.read("SELECT count(*) FROM vault"))


def test_a_set_up_goes_on_with_the_same_vault_and_the_used_invite(
    nursery: Nursery, tmp_path: Path, machine: MakeMachine
) -> None:
    with RelayProcess(tmp_path / "data", "--rate", "0") as relay, Liar(relay.port) as liar:
        breaker = Breaker(nursery, liar, tmp_path / "said")
        for answers in count(1):
            said = tmp_path / f"invite {answers}"
            nursery.fork("coffeechat-server", "invite", "--data", relay.folder, log=said).wait()
            one = machine(f"machine {answers}")
            one.add("Ada")
            command = "sync", "setup", liar.url, "--invite", said.read_text().splitlines()[0]
            if breaker.run(one, *command, answers=answers) == 0:
                break
            known = {settings.local(one.store.connection, name) is None for name in ("vault", "relay", "enrolled_as")}
            assert len(known) == 1, "set up wholly or not at all"
            assert breaker.run(one, *command) == 0, breaker.said
            assert len(active(one)) == 1
            assert one.sync().audit is not False
            assert vaults(relay) == answers
        assert answers > 3


def test_a_join_done_again_lets_the_machine_in_once(breaker: Breaker, liar: Liar, machine: MakeMachine) -> None:
    laptop = machine("laptop")
    line = laptop.set_up(liar.url)
    laptop.add("Ada")
    laptop.sync()
    joined = []
    for answers in count(1):
        one = machine(f"machine {answers}")
        one.add(f"P{answers}")
        joined.append(one)
        if breaker.run(one, "sync", "join", line, answers=answers) == 0:
            break
        assert breaker.run(one, "sync", "join", line) == 0, breaker.said
        assert len(active(laptop)) == 1 + answers
    assert answers > 3
    assert all_equal([laptop, joined[0], joined[-1]])
    assert laptop.names == sorted(["Ada", *(f"P{number}" for number in range(1, answers + 1))])


def test_a_machine_is_shut_out_and_no_other_though_that_was_broken_off(
    breaker: Breaker, liar: Liar, machine: MakeMachine
) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    line = laptop.set_up(liar.url)
    desktop.join(line)
    for answers in count(1):
        stolen = machine(f"stolen {answers}")
        stolen.join(line)
        with stolen.session() as session:
            lost = session.identity.id.hex()
        laptop.add(f"P{answers}")
        code = breaker.run(laptop, "sync", "revoke", lost, answers=answers)
        if code:
            assert breaker.run(laptop, "sync", "revoke", lost) == 0, breaker.said
        line = breaker.said.split("coffeechat sync join '")[-1].split("'")[0]
        with pytest.raises(Refused, match="shut out"):
            stolen.sync()
        desktop.sync()
        assert len(active(desktop)) == 2
        if code == 0:
            break
    assert answers > 4
    assert all_equal([laptop, desktop])
