"""The store does what the model does, over random schedules of pushes, retries, conflicts, pulls and checkpoints."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import apsw
import pytest

from coffeechat_server.errors import Refused
from coffeechat_server.protocol import START, Boundary, Checkpoint, Covers, Create, Enrol, Pull, Push, Verdict
from coffeechat_server.store import batches, check, checkpoints, database, devices, growth, pulls, vaults
from coffeechat_server.store.devices import Member, Owner
from coffeechat_server.store.ledger import Ledger
from server.model import ModelRelay

SCHEDULES = 60
STEPS = 60
OPENED = b"mark"


class Real:
    """The store's own functions, each call a transaction, as the writing thread does it."""

    def __init__(self, connection: apsw.Connection, number: int) -> None:
        self.connection, self.ledger = connection, Ledger(connection)
        key, self.id = number.to_bytes(32, "big"), number.to_bytes(16, "big")
        vaults.create(connection, Create(self.id), key, 1 << 30, 0)
        owner = devices.owner(connection, self.id)
        assert owner
        self.members = [self._member(owner, bytes([name]) * 16) for name in range(3)]
        self.uploads = 0
        self.offered = b""

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self.connection:
            yield

    def push(self, covers: Covers, sealed: bytes) -> str:
        with self._transaction():
            answer = _code(lambda: batches.push(self.ledger, self.members[0], Push(covers, sealed)))
            self.ledger.write()
            return answer

    def pull(self, known: dict[bytes, list[Boundary]]) -> tuple[list[bytes], dict[bytes, list[Boundary]]]:
        sealed: list[bytes] = []
        chains: dict[bytes, list[Boundary]] = {}
        cursor = b""
        while True:
            page = pulls.pull(
                self.connection, self.members[0].vault, b"", Pull(known, cursor), OPENED, room=random.randint(1, 400)
            )
            for device, tail in page.chains.items():
                chains.setdefault(device, [tail.after]).extend(tail.boundaries)
            for part in page.parts:
                if part.number:
                    sealed[-1] += part.sealed
                else:
                    sealed.append(part.sealed)
            if not page.cursor:
                return sealed, chains
            cursor = page.cursor

    def checkpoint(self, heads: dict[bytes, Boundary], sealed: bytes, by: Member) -> str:
        self.uploads += 1
        self.offered = self.uploads.to_bytes(16, "big")
        parts = [sealed[start : start + 10] for start in range(0, len(sealed), 10)]
        with self._transaction():
            connection = self.ledger.settled()
            for number, part in enumerate(parts):
                batches.stage(connection, by.vault, self.offered, number, part, 0)
            offer = Checkpoint(heads, self.offered, len(parts), 0, b"")
            return _code(lambda: checkpoints.offer(connection, by.vault, by.device, offer, 0))

    def judge(self, by: Member, agrees: bool) -> None:
        with self._transaction():
            verdict = Verdict(self.offered, agrees)
            checkpoints.judge(self.ledger.settled(), by.vault, by.device, verdict)

    def tidy(self) -> None:
        with self._transaction():
            growth.begin(self.ledger.settled(), {}, now=0, grace=0, upload_life=0)
            while growth.step(self.ledger.settled()):
                pass

    def _member(self, owner: Owner, id: bytes) -> Member:
        devices.enrol(self.connection, owner, Enrol(id, id * 2, b"", id * 4), 0)
        member = devices.member(self.connection, self.id, id)
        assert member
        return member


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[apsw.Connection]:
    opened = database.open_for_writing(tmp_path_factory.mktemp("store") / "relay.db", replicated=False)
    opened.pragma("synchronous", 0)
    yield opened
    opened.close()


def test_the_store_is_equivalent_to_the_model(connection: apsw.Connection) -> None:
    for seed in range(SCHEDULES):
        _run(Real(connection, seed + 1), ModelRelay(), random.Random(seed))
    assert not [finding for finding in check.examine(connection) if finding.wrong]


def _run(real: Real, model: ModelRelay, rng: random.Random) -> None:
    names = [bytes([name]) * 16 for name in range(5)]
    pushed: list[tuple[Covers, bytes]] = []
    judge: Member | None = None
    for step in range(STEPS):
        act = rng.random()
        if act < 0.5:
            covers = {name: _stretch(model, name, rng) for name in rng.sample(names, rng.choice([1, 1, 1, 2, 3]))}
            batch = (covers, b"batch %d" % step)
        elif act < 0.6 and pushed:
            batch = rng.choice(pushed)
        elif act < 0.85:
            known = {name: _known(model, name, rng) for name in rng.sample(names, rng.randint(0, 5))}
            assert real.pull(known) == model.pull(known)
            continue
        elif act < 0.95 and not judge:
            by = rng.choice(real.members)
            heads = model.heads if rng.random() < 0.8 else {**model.heads, names[0]: _new(model.head(names[0]), rng)}
            sealed = b"checkpoint of several parts at %d" % step
            answer = model.checkpoint(heads, sealed)
            assert real.checkpoint(heads, sealed, by) == answer
            judge = next(member for member in real.members if member != by) if answer == "accepted" else None
            continue
        else:
            if judge:
                agrees = rng.random() < 0.5
                real.judge(judge, agrees)
                if not agrees:
                    model.disagree()
                judge = None
            real.tidy()
            continue
        pushed.append(batch)
        assert real.push(*batch) == model.push(*batch)
    assert real.pull({}) == model.pull({})


def _stretch(model: ModelRelay, name: bytes, rng: random.Random) -> tuple[Boundary, Boundary]:
    """Mostly from the head on; sometimes from somewhere else."""
    chain = model.chains.get(name, [START])
    start = chain[-1] if rng.random() < 0.85 else rng.choice([*chain, _new(START, rng)])
    return start, _new(start, rng)


def _known(model: ModelRelay, name: bytes, rng: random.Random) -> list[Boundary]:
    """Some boundaries of it, newest first, perhaps with some that only the client has."""
    chain = model.chains.get(name, [START])
    found = sorted(rng.sample(chain, rng.randint(0, min(3, len(chain)))), reverse=True)
    return [*([_new(chain[-1], rng)] if rng.random() < 0.3 else []), *found]


def _new(after: Boundary, rng: random.Random) -> Boundary:
    return Boundary(after.seq + rng.randint(1, 3), rng.randbytes(8))


def _code(change: object) -> str:
    assert callable(change)
    try:
        change()
    except Refused as refused:
        return refused.code
    return "accepted"
