"""One exchange with the relay: fetch and merge what is new there, then send what is new here.

The rules are those of the executable model of the protocol (docs/protocol.md): boundaries are compared, never positions
or anything remembered of the relay; what both sides continued differently is re-homed; a retry is the same to the byte.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from coffeechat.store import devices
from coffeechat.store.bulk import with_room
from coffeechat.store.replica import history, indexes, leaving, merge, outbox, reconciling
from coffeechat.store.replica.arriving import Arrival
from coffeechat.store.replica.history import START, Boundary, Heads
from coffeechat.store.replica.outbox import Covers, Outgoing
from coffeechat.store.replica.reconciling import Chain, Chains
from coffeechat.store.store import Store
from coffeechat.sync import batches, frames
from coffeechat.sync.errors import Incomplete, NotSettled, Refused
from coffeechat.sync.sealing import Keys
from coffeechat.sync.status import Progress
from coffeechat_server.protocol import (
    BODY_LIMIT,
    Accepted,
    Audit,
    Checkpoint,
    Digests,
    Part,
    Pending,
    Pull,
    Pulled,
    Push,
    Verdict,
)
from coffeechat_server.protocol import Boundary as WireBoundary

ROUNDS = 12
"""Exchanges in a row until nothing is left; somebody who always writes in between is given way to after that."""

RESTARTS = 2
"""Of a fetch whose pages the relay can't go on with, before that is an error."""

Known = dict[bytes, list[WireBoundary]]
"""By device, the boundaries that a pull names."""
Stretches = dict[bytes, list[tuple[WireBoundary, WireBoundary]]]
"""By device, what the batches that came cover."""

COVER_BYTES = 96  # of one history in a push, at most


class Relay(Protocol):
    """What an exchange asks of a relay. Every call raises Refused, or Unreachable where no relay answered."""

    def pull(self, pull: Pull) -> Pulled: ...
    def push(self, push: Push) -> Accepted: ...
    def upload(self, upload: bytes, number: int, sealed: bytes) -> None: ...
    def checkpoint(self, checkpoint: Checkpoint) -> Accepted: ...
    def verdict(self, verdict: Verdict) -> Accepted: ...
    def audit(self, audit: Audit) -> Digests: ...


class Vault(NamedTuple):
    """The vault a file belongs to, with the keys of all its epochs."""

    id: bytes
    keys: dict[int, Keys]

    @property
    def epoch(self) -> int:
        return max(self.keys)


class Rotated(Exception):
    """The relay goes by keys of another epoch than the newest here: later ones or, restored from an older copy,
    earlier ones. Bring both to the same and begin again."""


class Fetched(NamedTuple):
    """What a fetch found out: the relay's heads, a checkpoint that waits for a verdict, and how many rows and cells it
    changed here."""

    heads: Heads
    pending: Pending | None
    changes: int


class Exchange:
    """Between one open file and one relay."""

    def __init__(
        self,
        store: Store,
        relay: Relay,
        vault: Vault,
        on_progress: Callable[[Progress], None] | None = None,
        before_sending: Callable[[], None] = lambda: None,
    ) -> None:
        self.store = store
        self.relay = relay
        self.vault = vault
        self.tail_bytes = 0
        """Of what went to and fro since the last batch from the beginning, if there was one,"""
        self.base_bytes: int | None = None
        """and of that one."""
        self._before_sending = before_sending
        self.on_progress = on_progress or (lambda progress: None)
        merge.catch_up(store)
        with store.local_change():
            devices.own(store.connection)
        merge.settle_parked(store)

    @property
    def device(self) -> bytes:
        return devices.id_of(self.store.connection, devices.own(self.store.connection))

    def run(self) -> Fetched:
        """Until nothing is left to fetch or to send. Raises NotSettled, Rotated, and what `fetch` and `send` do."""
        for _ in range(ROUNDS):
            fetched = self.fetch()
            if not self.send(fetched.heads):
                return fetched
        raise NotSettled

    def fetch(self) -> Fetched:
        """Merge everything the relay has that is not here. Raises CannotUnseal, Incomplete, NotReadable, Rotated, and
        what the relay raises."""
        for _ in range(RESTARTS):
            try:
                return self._fetch()
            except Refused as error:
                if error.code != "start_over":
                    raise
        return self._fetch()

    def _fetch(self) -> Fetched:
        intake = merge.Intake(self.store)
        with with_room(self.store.connection):
            try:
                fetched = self._take_all(intake)
            finally:
                intake.finish()
            indexes.prepare(self.store)  # not before the first fetch: half the time for what comes in any order
        return fetched

    def _take_all(self, intake: merge.Intake) -> Fetched:
        chains: Chains = {}
        stretches: Stretches = {}
        known = self._known()
        changes = 0
        pending = None
        is_reconciled = False
        opening: batches.Opening | None = None
        arrival = Arrival(())
        for page in self._pages(known):
            if page.epoch != self.vault.epoch:
                raise Rotated
            _add(chains, page)
            pending = page.pending
            if page.parts and not is_reconciled:
                self._reconcile(chains)
                is_reconciled = True
            for part in page.parts:
                if opening is None or opening.is_done:
                    opening, arrival = self._begin(part, stretches)
                self._count(len(part.sealed), opening.covers)
                changes += self._merge(intake, opening, arrival, part)
        if (opening and not opening.is_done) or not _is_whole(chains, known, stretches):
            raise Incomplete
        if not is_reconciled:
            self._reconcile(chains)
        with self.store.local_change():
            reconciling.after_merging(self.store.connection, chains)
        merge.rescue(self.store)
        heads = {device: chain.head for device, chain in chains.items() if chain.head != START}
        return Fetched(heads, pending, changes)

    def _begin(self, first: Part, stretches: Stretches) -> tuple[batches.Opening, Arrival]:
        """The batch that this part is the first of; what it covers is added to `stretches`."""
        for device, stretch in first.covers.items():
            stretches.setdefault(device, []).append(stretch)
        if _is_base(first.covers):
            self.base_bytes = self.tail_bytes = 0
        return batches.Opening(self.vault.id, first), Arrival(first.covers)

    def _pages(self, known: Known) -> Iterator[Pulled]:
        page = self.relay.pull(Pull(known))
        yield page
        while page.cursor:
            page = self.relay.pull(Pull(known, page.cursor))
            yield page

    def _known(self) -> Known:
        connection = self.store.connection
        return {
            device: [WireBoundary(*boundary) for boundary in history.sample(connection, number)]
            for device, number in devices.known(connection).items()
        }

    def _reconcile(self, chains: Chains) -> None:
        with self.store.local_change():
            reconciling.before_merging(self.store.connection, chains)

    def _merge(self, intake: merge.Intake, opening: batches.Opening, arrival: Arrival, part: Part) -> int:
        keys = self.vault.keys.get(part.epoch)
        if keys is None:
            raise Rotated
        changes = 0
        for content in opening.open(keys, part):
            changes += intake.take(arrival, content)
        self.on_progress(Progress(part.number + 1, part.parts))
        return changes

    def send(self, heads: Heads) -> bool:
        """Send what the relay, at these heads, has not got. Returns whether there was anything. Raises Rotated, and
        what the relay raises."""
        batch = self._waiting(heads) or self._made(heads)
        if batch is None:
            return False
        try:
            self._push(batch)
        except Refused as error:
            if error.code not in ("conflict", "rotated"):
                raise
            with self.store.local_change():
                outbox.clear(self.store.connection)
            if error.code == "rotated":
                raise Rotated from error
        else:
            with self.store.local_change():
                outbox.settle(self.store.connection, batch)
            self._count(sum(map(len, batch.parts)), batch.covers)
        return True

    def _count(self, size: int, covers: Covers) -> None:
        if self.base_bytes is not None and _is_base(covers):
            self.base_bytes += size
        else:
            self.tail_bytes += size

    def _waiting(self, heads: Heads) -> Outgoing | None:
        """The batch whose answer never came, if it still follows from what the relay has."""
        batch = outbox.get(self.store.connection)
        if batch and (batch.seen != heads or batch.epoch != self.vault.epoch):
            with self.store.local_change():
                outbox.clear(self.store.connection)
            return None
        return batch

    def _made(self, heads: Heads) -> Outgoing | None:
        keys = self.vault.keys[self.vault.epoch]
        with self.store.snapshot():
            covers, own = self._covers(heads)
            if not covers:
                return None
            stream = frames.pack(leaving.leaving(self.store.connection, covers))
        parts = batches.seal(keys, self.vault.id, covers, stream)
        self._before_sending()
        batch = Outgoing(covers, heads, own, keys.epoch, secrets.token_bytes(16), parts)
        with self.store.local_change():
            outbox.put(self.store.connection, batch)
        return batch

    def _covers(self, heads: Heads) -> tuple[Covers, Boundary | None]:
        """What the relay forgot of any history that is held here, and what is new of the own one."""
        connection = self.store.connection
        covers: dict[bytes, tuple[Boundary, Boundary]] = {}
        for device, ours in history.heads(connection).items():
            start = heads.get(device, START)
            if start != ours and history.holds(connection, devices.number_of(connection, device), start):
                covers[device] = (start, ours)
        own = history.next_boundary(connection)
        if own:
            covers[self.device] = (heads.get(self.device, START), own)
        return covers, own

    def _push(self, batch: Outgoing) -> None:
        covers = {device: (WireBoundary(*start), WireBoundary(*end)) for device, (start, end) in batch.covers.items()}
        if len(batch.parts) == 1 and len(batch.parts[0]) + COVER_BYTES * len(covers) < BODY_LIMIT - 100:
            self.relay.push(Push(covers, batch.parts[0], batch.epoch))
            return
        push = Push(covers, b"", batch.epoch, batch.upload, len(batch.parts))
        try:
            self.relay.push(push)
        except Refused as error:
            if error.code != "parts_missing":
                raise
            for number, sealed in enumerate(batch.parts):
                self.relay.upload(batch.upload, number, sealed)
                self.on_progress(Progress(number + 1, len(batch.parts)))
            self.relay.push(push)


def _is_base(covers: Covers) -> bool:
    """Whether a batch is one from the beginning, that stands for all before it."""
    return all(start == START for start, _ in covers.values())


def wire_heads(heads: Heads) -> dict[bytes, WireBoundary]:
    """As the relay is told of them."""
    return {device: WireBoundary(*head) for device, head in heads.items()}


def _is_whole(chains: Chains, known: Known, stretches: Stretches) -> bool:
    """Whether the batches bring all that the relay says it has. To take note of a boundary without what leads there
    would be never to ask for it again."""
    for device, chain in chains.items():
        reached = chain.after[0] if chain.after in known.get(device, ()) else 0
        for start, end in sorted(stretches.get(device, ())):
            if start.seq <= reached:
                reached = max(reached, end.seq)
        if reached < chain.head[0]:
            return False
    return True


def _add(chains: Chains, page: Pulled) -> None:
    """A long chain goes on in the next page."""
    for device, tail in page.chains.items():
        before = chains.get(device)
        if before:
            before.boundaries.extend(tail.boundaries)
        else:
            chains[device] = Chain(tail.after, list(tail.boundaries))
