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
from coffeechat.store import clock, notes, people, settings, tables
from coffeechat.store.capture import new_stamp
from coffeechat.store.replica import digest, history, leaving, tidying
from coffeechat.store.replica.arriving import Merging
from coffeechat.store.replica.stamps import Stamp, order_of
from coffeechat.store.store import Store
from coffeechat.sync import batches, checkpoints
from coffeechat.sync.exchange import Exchange, Vault
from coffeechat.sync.sealing import Keys
from coffeechat_server.protocol import Accepted, Audit, Checkpoint, Digests, Pull, Pulled, Push, Verdict
from sync import cells
from sync.real_relay import RealRelay

KEYS = Keys(bytes(32))
ROUNDS = 12
VAULT = Vault(KEYS.first_vault, {0: KEYS})


class Lost(Exception):
    """The line went dead."""


class Line:
    """The way to the relay. What is asked may get lost, and so may the answer."""

    def __init__(
        self, relay: RealRelay, fault: Callable[[float], bool], meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        self._relay = relay
        self._fault = fault
        self._meanwhile = meanwhile

    def pull(self, pull: Pull) -> Pulled:
        self._break(0.1)
        pulled = self._relay.pull(pull)
        self._break(0.1)
        self._meanwhile()
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

    def __init__(self, folder: Path, template: Path, relay: RealRelay, seed: int) -> None:
        self.rng = random.Random(seed)
        self.relay = relay
        self.backups: list[Path] = []
        self.files: list[Path] = []
        self.now = 1_700_000_000_000
        self.skew = 0
        self._folder = folder
        self._template = template
        self._names = 0
        self.words: set[str] = set()
        """Written into notes, and not taken back by whoever wrote them."""
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
        def meanwhile() -> None:
            """Somebody else syncs, or writes here, while this one is at it."""
            other = self.rng.choice(self.stores)
            if not fault(0.1):
                return
            if other is store:
                edit(store, self.rng, self.words)
            else:
                with suppress(Lost):
                    exchange = Exchange(other, Line(self.relay, fault), VAULT)
                    exchange.send(exchange.fetch().heads)

        exchange = Exchange(store, Line(self.relay, fault, meanwhile), VAULT)
        with suppress(Lost):
            fetched = exchange.fetch()
            if not exchange.send(fetched.heads):
                checkpoints.judge(exchange, fetched, self.relay.device())

    def step(self) -> None:
        rng = self.rng
        self.now += rng.randint(0, 3)
        self.skew = 0
        act, who = rng.random(), rng.randrange(len(self.stores))
        store = self.stores[who]
        if act < 0.40:
            self.skew = rng.randint(-5, 5)
            edit(store, rng, self.words)
        elif act < 0.80:
            self.sync(store, self.fault)
        elif act < 0.84:
            self.backups.append(self.relay.backup())
        elif act < 0.87 and self.backups:
            self.relay = self.relay.set_back(rng.choice(self.backups))
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
            tidying.tidy(store)
            with suppress(Lost):
                checkpoints.offer(exchange, heads)
                self.relay.asking = 1 - self.relay.asking

    def settle(self) -> bool:
        """Everybody syncs until nobody has anything new to send or to fetch; whether it came to that."""
        for _ in range(ROUNDS):
            busy = [self.is_busy(store) for store in self.stores]
            if not any(busy):
                return True
        return False

    def is_busy(self, store: Store) -> bool:
        exchange = Exchange(store, Line(self.relay, lambda chance: False), VAULT)
        fetched = exchange.fetch()
        return exchange.send(fetched.heads) or bool(fetched.changes)

    def survivors(self) -> dict[cells.Key, object]:
        held = [cells.of_store(store) for store in self.stores]
        return cells.survivors([*held, *(cells.of_batch(VAULT, *batch) for batch in self.relay.batches)])

    def close(self) -> None:
        self.relay.close()
        for store in self.stores:
            store.close()


def edit(store: Store, rng: random.Random, words: set[str]) -> None:
    """What a person may do: choose, add, rename, write notes, delete, take back; or a newer version, with more columns
    and tables than this one knows."""
    act = rng.random()
    found = tables.select(store.connection, Person)
    if act < 0.2 and found:
        write(store, rng, rng.choice(found), words)
    elif act < 0.25:
        write_newer(store, rng, [person.id for person in found])
    elif act < 0.5:
        with store.change("choose") as change:
            settings.put(store, change, f"k{rng.randint(0, 3)}", str(rng.random()))
    elif act < 0.6 or not found:
        people.add(store, f"P{rng.random()}", organisation=rng.choice(["", "Acme", "Bolt"]))
    elif act < 0.85:
        people.edit(store, rng.choice(found), nickname=str(rng.random()))
    elif act < 0.95:
        people.remove(store, [rng.choice(found).id], "remove")
    elif store.connection.execute("SELECT 1 FROM action WHERE undone IS NULL").get:
        before = texts(store)
        store.undo()
        words.difference_update(missing(present(words, before), texts(store)))


def write(store: Store, rng: random.Random, person: Person, words: set[str]) -> None:
    """A word somewhere in somebody's notes, now and then in an editor that was opened before others wrote."""
    word = f"w{rng.getrandbits(40):x}"
    text = person.about or ""
    lines = (text if rng.random() < 0.8 else "").splitlines() or [""]
    place = rng.randrange(len(lines))
    opened = "\n".join(lines)
    if rng.random() < 0.5:
        lines[place] = f"{word} {lines[place]}".strip()
    else:
        lines.insert(place, word)
    notes.edit(store, Person, person.id, "about", "\n".join(lines), opened=opened, label=word)
    words.add(word)


def write_newer(store: Store, rng: random.Random, known: list[bytes]) -> None:
    """What a later version would write: a column of people, or a row of a table, that are not known here."""
    table, column = rng.choice([(1, 99), (77, 5)])
    row_id = rng.choice(known or [bytes(16)]) if table == 1 else bytes([rng.randint(1, 3)]) * 16
    with store.local_change():
        stamp = new_stamp(store.connection)
        if (
            table == 77
            and not store.connection.execute('SELECT 1 FROM parked WHERE "table" = 77 AND id = ?', (row_id,)).get
        ):
            store.connection.execute("INSERT INTO parked VALUES (77, ?, 0, ?, NULL)", (row_id, stamp))
        Merging(store.connection, []).take_cells(
            table, column, [row_id], [Stamp(*order_of(store.connection, stamp), stamp)], [rng.random()]
        )


def texts(store: Store) -> dict[bytes, str]:
    rows = store.connection.execute("SELECT id, about FROM person WHERE about IS NOT NULL")
    return dict(rows)


def present(words: set[str], found: dict[bytes, str]) -> set[str]:
    return {word for word in words if any(word in text for text in found.values())}


def missing(words: set[str], found: dict[bytes, str]) -> set[str]:
    return words - present(words, found)


def wrong(folder: Path, template: Path, relay: RealRelay, seed: int, steps: int = 80) -> str | None:
    """Run one schedule, then let everybody sync; what is wrong, or None."""
    world = World(folder, template, relay, seed)
    before = clock.milliseconds, clock.new_id, batches.PIECE, leaving.ROWS
    batches.PIECE, leaving.ROWS = 400, 3  # so that many a batch has several parts, and many a part several frames
    clock.milliseconds, clock.new_id = world.milliseconds, world.new_id
    try:
        for _ in range(steps):
            world.step()
        want = world.survivors()
        seen = {word for store in world.stores for word in present(world.words, texts(store))}
        world.settle()
        late = world.new_store()
        world.stores.append(late)
        if not world.settle():
            return f"seed {seed}: it does not come to rest"
        for store in world.stores:
            got = cells.values(cells.of_store(store))
            if got != want:
                differing = {
                    key: (got.get(key), want.get(key))
                    for key in want.keys() | got.keys()
                    if got.get(key) != want.get(key)
                }
                return f"seed {seed}, {store.path.name} of {len(world.stores)}: {differing}"
        if any(texts(store) != texts(late) for store in world.stores):
            return f"seed {seed}: texts differ"
        if lost := missing(seen, texts(late)):
            return f"seed {seed}: words were lost: {lost}"
        if len({digest.current(store) for store in world.stores}) > 1:
            return f"seed {seed}: the digests differ"
        return None
    finally:
        clock.milliseconds, clock.new_id, batches.PIECE, leaving.ROWS = before
        world.close()
