"""Random schedules of everything that can go wrong, against the real merging, histories and files.

As in the executable model of the protocol: edits, lost answers, relay rollbacks, restored and copied files, new, dead
and late devices, checkpoints; then everybody syncs, and all must hold the same, with nothing lost that somebody had.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from coffeechat.records import Person
from coffeechat.store import clock, people, settings, tables
from coffeechat.store.replica import digest, history
from coffeechat.store.store import Store
from coffeechat.sync import checkpoints
from coffeechat.sync.exchange import Exchange, Vault
from coffeechat.sync.sealing import Keys
from coffeechat_server.protocol import Accepted, Audit, Checkpoint, Digests, Pull, Pulled, Push, Verdict
from sync import cells
from sync.memory_relay import MemoryRelay

KEYS = Keys(bytes(32))
VAULT = Vault(KEYS.first_vault, {0: KEYS})


class Lost(Exception):
    """The line went dead."""


class Line:
    """The way to the relay. What is asked may get lost, and so may the answer."""

    def __init__(self, relay: MemoryRelay, fault: Callable[[float], bool]) -> None:
        self._relay = relay
        self._fault = fault

    def pull(self, pull: Pull) -> Pulled:
        self._break(0.1)
        pulled = self._relay.pull(pull)
        self._break(0.1)
        return pulled

    def push(self, push: Push) -> Accepted:
        accepted = self._relay.push(push)
        self._break(0.15)
        return accepted

    def upload(self, upload: bytes, number: int, sealed: bytes) -> None:
        self._relay.upload(upload, number, sealed)
        self._break(0.1)

    def checkpoint(self, checkpoint: Checkpoint) -> Accepted:
        return self._relay.checkpoint(checkpoint)

    def verdict(self, verdict: Verdict) -> Accepted:
        return self._relay.verdict(verdict)

    def audit(self, audit: Audit) -> Digests:
        return self._relay.audit(audit)

    def _break(self, chance: float) -> None:
        if self._fault(chance):
            raise Lost


class World:
    """Machines with their files, a relay, and copies of both."""

    def __init__(self, folder: Path, template: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        self.relay = MemoryRelay()
        self.backups: list[MemoryRelay] = []
        self.files: list[Path] = []
        self.now = 1_700_000_000_000
        self.skew = 0
        self._folder = folder
        self._template = template
        self._names = 0
        self.stores = [self.new_store() for _ in range(3)]

    def milliseconds(self) -> int:
        return self.now + self.skew

    def new_id(self) -> bytes:
        """A UUIDv7 of this world's time and chance, so that a schedule runs the same way each time."""
        return self.milliseconds().to_bytes(6, "big") + self.rng.randbytes(10)

    def new_store(self, file: Path | None = None) -> Store:
        return Store(self._copy(file or self._template))

    def _copy(self, file: Path) -> Path:
        self._names += 1
        return Path(shutil.copyfile(file, self._folder / f"{self._names}.db"))

    def keep_file(self, store: Store) -> None:
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.files.append(self._copy(store.path))

    def fault(self, chance: float) -> bool:
        return self.rng.random() < chance

    def sync(self, store: Store, fault: Callable[[float], bool]) -> None:
        exchange = Exchange(store, Line(self.relay, fault), VAULT)
        with suppress(Lost):
            exchange.send(exchange.fetch().heads)

    def step(self) -> None:
        rng = self.rng
        self.now += rng.randint(0, 3)
        self.skew = 0
        act, who = rng.random(), rng.randrange(len(self.stores))
        store = self.stores[who]
        if act < 0.40:
            self.skew = rng.randint(-5, 5)
            edit(store, rng)
        elif act < 0.80:
            self.sync(store, self.fault)
        elif act < 0.84:
            self.backups.append(self.relay.backup())
        elif act < 0.87 and self.backups:
            self.relay = rng.choice(self.backups).backup()
        elif act < 0.90:
            self.keep_file(store)
        elif act < 0.92 and self.files:
            store.close()
            self.stores[who] = self.new_store(rng.choice(self.files))
        elif act < 0.94 and self.files and len(self.stores) < 6:
            self.stores.append(self.new_store(rng.choice(self.files)))
        elif act < 0.96 and len(self.stores) < 6:
            self.stores.append(self.new_store())
        elif act < 0.97 and len(self.stores) > 2:
            self.stores.pop(who).close()
        else:
            self.offer_checkpoint(store)

    def offer_checkpoint(self, store: Store) -> None:
        heads = self.relay.heads()
        if heads == history.heads(store.connection):
            exchange = Exchange(store, Line(self.relay, self.fault), VAULT)
            with suppress(Lost):
                checkpoints.offer(exchange, heads)

    def survivors(self) -> dict[cells.Key, object]:
        held = [cells.of_store(store) for store in self.stores]
        return cells.survivors([*held, *(cells.of_batch(VAULT, *batch) for batch in self.relay.batches)])

    def close(self) -> None:
        for store in self.stores:
            store.close()


def edit(store: Store, rng: random.Random) -> None:
    """What a person may do: choose, add, rename, delete, take back."""
    act = rng.random()
    found = tables.select(store.connection, Person)
    if act < 0.5:
        with store.change("choose") as change:
            settings.put(store, change, f"k{rng.randint(0, 3)}", str(rng.random()))
    elif act < 0.6 or not found:
        people.add(store, f"P{rng.random()}", organisation=rng.choice(["", "Acme", "Bolt"]))
    elif act < 0.85:
        people.edit(store, rng.choice(found), nickname=str(rng.random()))
    elif act < 0.95:
        people.remove(store, [rng.choice(found).id], "remove")
    elif store.connection.execute("SELECT 1 FROM action WHERE undone IS NULL").get:
        store.undo()


def wrong(folder: Path, template: Path, seed: int, steps: int = 120) -> str | None:
    """Run one schedule, then let everybody sync; what is wrong, or None."""
    world = World(folder, template, seed)
    before = clock.milliseconds, clock.new_id
    clock.milliseconds, clock.new_id = world.milliseconds, world.new_id
    try:
        for _ in range(steps):
            world.step()
        want = world.survivors()
        for _ in range(8):
            for store in world.stores:
                world.sync(store, lambda chance: False)
        late = world.new_store()
        world.stores.append(late)
        world.sync(late, lambda chance: False)
        for store in world.stores:
            got = cells.values(cells.of_store(store))
            if got != want:
                differing = {
                    key: (got.get(key), want.get(key))
                    for key in want.keys() | got.keys()
                    if got.get(key) != want.get(key)
                }
                return f"seed {seed}, {store.path.name} of {len(world.stores)}: {differing}"
        if len({digest.current(store) for store in world.stores}) > 1:
            return f"seed {seed}: the digests differ"
        return None
    finally:
        clock.milliseconds, clock.new_id = before
        world.close()
