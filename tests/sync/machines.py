"""Machines that sync through a real relay: each with a home, a file and keys of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coffeechat.records import Person
from coffeechat.store import doctor, people, tables
from coffeechat.store.replica import digest
from coffeechat.store.store import Store
from coffeechat.sync import membership, recovery
from coffeechat.sync.session import Outcome, Session, waiting


class Machine:
    """One of somebody's machines, in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "people.db"
        folder.mkdir(exist_ok=True)
        self.store = Store(self.path)

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """With this machine's folder for keys and marks."""
        before = os.environ.get("XDG_STATE_HOME")
        os.environ["XDG_STATE_HOME"] = str(self.folder / "state")
        try:
            yield
        finally:
            if before is None:
                del os.environ["XDG_STATE_HOME"]
            else:
                os.environ["XDG_STATE_HOME"] = before

    def set_up(self, url: str) -> str:
        with self.at_home():
            return membership.set_up(self.store, url)

    def join(self, line: str) -> None:
        with self.at_home():
            membership.join(self.store, *recovery.read_line(line))

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.at_home(), Session(self.store) as session:
            yield session

    def sync(self) -> Outcome:
        with self.session() as session:
            return session.sync()

    def reopen(self) -> None:
        self.store.close()
        self.store = Store(self.path)

    def keep(self, to: Path) -> Path:
        """A copy of the file as it is now."""
        self.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(shutil.copyfile(self.path, to))

    def put_back(self, copy: Path) -> None:
        self.store.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(copy, self.path)
        self.store = Store(self.path)

    def close(self) -> None:
        self.store.close()

    def add(self, name: str) -> bytes:
        return people.add(self.store, name)

    def edit(self, person_id: bytes, **cells: str | None) -> None:
        person = tables.get(self.store.connection, Person, person_id)
        assert person
        people.edit(self.store, person, **cells)

    def person(self, person_id: bytes) -> Person | None:
        return tables.get(self.store.connection, Person, person_id)

    @property
    def names(self) -> list[str]:
        return sorted(person.display or "" for person in tables.select(self.store.connection, Person))


def settle(machines: list[Machine], rounds: int = 3) -> None:
    for _ in range(rounds):
        for machine in machines:
            machine.sync()


def all_equal(machines: list[Machine]) -> bool:
    """Every replica the same, nothing waits, audits agree, files healthy."""
    settle(machines)
    agree = {machine.sync().audit for machine in machines}
    healthy = all(not finding.wrong for machine in machines for finding in doctor.examine(machine.store))
    same = len({digest.current(machine.store) for machine in machines}) == 1
    return same and healthy and agree <= {True, None} and not any(waiting(machine.store) for machine in machines)


def identity(machine: Machine) -> bytes:
    with machine.session() as session:
        return session.identity.id


def line(machine: Machine, epoch: int | None = None) -> str:
    with machine.session() as session:
        keys = session.vault.keys
        return recovery.line(session.url, keys[max(keys) if epoch is None else epoch].secret)


def shut_out(by: Machine, machine: Machine) -> None:
    lost = identity(machine)
    with by.session() as session:
        session.revoke(lost)
