"""A vault on a real relay, with machines whose changes are made in bulk and the same every time."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coffeechat.records import Person
from coffeechat.store import clock
from coffeechat.store.store import Store
from relay import RelayProcess
from sample_people import people
from sync.machines import Machine

OPTIONS = ("--open", "--rate", "0", "--quota", "2G", "--keep-replaced", "0")
COLUMNS = ("nickname", "birthday", "known_since", "tie", "zone")
"""What is changed of each person."""
TIDYING_SECONDS = 2.5
"""The relay looks every second for what may leave."""
ZONES = ("Europe/Berlin", "Europe/Paris", "Asia/Tokyo", "America/New_York", "Africa/Lagos")


class Vault:
    """One relay process and the machines of one vault, the first of which is `a`. Its folder can be put back."""

    def __init__(self, folder: Path, relay: RelayProcess) -> None:
        self.folder = folder
        self.relay = relay
        self.a = Machine(folder / "a")
        self.line = self.a.set_up(relay.url)
        self._others = 0

    def fresh(self) -> Machine:
        """Another machine, let in, with nothing fetched."""
        self._others += 1
        machine = Machine(self.folder / f"other {self._others}")
        machine.join(self.line)
        return machine

    def keep(self) -> None:
        """Remember how the relay and the first machine are now."""
        self.a.keep(self.folder / "unused.db")
        shutil.copytree(self.folder / "a", self.folder / "a kept")
        self.relay.backup(self.folder / "relay kept.db")

    def put_back(self) -> None:
        """The relay as it was remembered, and the machine with its keys and marks."""
        self.relay.replace_database(self.folder / "relay kept.db")
        self.put_back_machine()

    def put_back_machine(self) -> None:
        self.a.close()
        shutil.rmtree(self.folder / "a")
        shutil.copytree(self.folder / "a kept", self.folder / "a")
        self.a.store = Store(self.a.path)

    def bytes_held(self) -> int:
        """Bytes of the relay's file, without what is free in it."""
        copy = self.folder / "sized.db"
        self.relay.backup(copy)
        return copy.stat().st_size

    def bytes_on_disk(self) -> int:
        """Of the whole file, once the relay has tidied up and stopped."""
        time.sleep(TIDYING_SECONDS)
        self.relay.stop()
        return self.relay.database.stat().st_size


@contextmanager
def vault(folder: Path) -> Iterator[Vault]:
    folder.mkdir()
    with RelayProcess(folder / "relay", *OPTIONS) as relay:
        yield Vault(folder, relay)


def add_people(store: Store, count: int) -> list[bytes]:
    """As one action; their ids."""
    samples = people(count)
    with store.change("add people") as change:
        rows = [
            Person(
                id=clock.new_id(),
                created_at=change.at,
                display=f"{one.given} {one.family}",
                given=one.given,
                family=one.family,
            )
            for one in samples
        ]
        store.insert_all(change, rows)
    return [row.id for row in rows]


def cells(count: int, seed: int = 1) -> list[dict[str, str]]:
    """New values for five columns of so many people."""
    rng = random.Random(seed)
    return [
        dict(
            zip(
                COLUMNS,
                (
                    f"{rng.choice('BDKLMNPRST')}{rng.choice('aeiou')}{rng.choice('bdklmnprst')}{rng.choice('aeiouy')}",
                    f"19{rng.randint(50, 99)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
                    f"20{rng.randint(10, 26)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
                    rng.choice(("weak", "close", "shared", "cold")),
                    rng.choice(ZONES),
                ),
                strict=True,
            )
        )
        for _ in range(count)
    ]
