"""One file and its relay: syncing once, with all that may come between answered for."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from msgspec import Struct
from nacl.signing import SigningKey

from coffeechat.folders import state_path
from coffeechat.store import devices, settings
from coffeechat.store.replica import clocks, history, tidying
from coffeechat.store.store import Store
from coffeechat.sync import audit, checkpoints, incarnation, keyholder, membership, rotation
from coffeechat.sync.errors import AtWork, NoNewKeys, NotSetUp, NotTaken, OwnDevice, Refused
from coffeechat.sync.exchange import Exchange, Fetched, Rotated, Vault
from coffeechat.sync.relay import Relay
from coffeechat.sync.sealing import Keys
from coffeechat.sync.status import Progress

Done = TypeVar("Done")

ATTEMPTS = 4
"""At a relay that was set back: let in, bring it forward, fetch keys that are newer still, and once for a race."""
PATIENCE_SECONDS = 30.0
"""How long another process may take with this file."""


class Outcome(Struct, frozen=True):
    """What one sync did: how many rows and cells came, and whether an audit agreed (None: nobody to compare with)."""

    changes: int
    audit: bool | None = None
    clock_off: int = 0


class Session:
    """An open file that syncs. Raises NotSetUp, SecretMissing or KeysUnreadable where it does not."""

    def __init__(self, store: Store, on_progress: Callable[[Progress], None] | None = None) -> None:
        vault = settings.local(store.connection, "vault")
        url = settings.local(store.connection, "relay")
        if not vault or not url:
            raise NotSetUp
        held = keyholder.required(vault)
        self.store = store
        self.url = str(url)
        self.vault = Vault(vault, {epoch: Keys(secret, epoch) for epoch, secret in held.secrets.items()})
        self._on_progress = on_progress
        identity = held.identities.get(keyholder.name_of(store.path))
        self.identity = identity or membership.renew_identity(store.path, vault)
        self.relay = self._line(settings.local(store.connection, "relay_id"))
        self.is_a_copy = not incarnation.check(store)
        """Whether this file was found to be a copy, or an older state, of one that has synced."""

    def another_relay(self) -> Relay:
        """A line of its own, for another thread."""
        return self._line(self.relay.id)

    def _line(self, relay_id: bytes | None) -> Relay:
        return Relay(self.url, self.vault.id, self.identity.id, SigningKey(self.identity.seed), relay_id)

    def close(self) -> None:
        self.relay.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def sync(self, *, is_thorough: bool = True) -> Outcome:
        """Until nothing is left to fetch or to send; thoroughly: with audit, and a checkpoint where one is due."""
        with alone(self.store):
            return self._as_member(lambda: self._sync(is_thorough))

    def _sync(self, is_thorough: bool) -> Outcome:
        exchange = self._exchange()
        fetched = self._run(exchange)
        agrees = None
        if is_thorough:
            agrees = audit.run(exchange, fetched.heads)
            if agrees is False:  # everything was re-homed: send it, and see
                fetched = self._run(exchange)
                agrees = audit.run(exchange, fetched.heads)
            checkpoints.judge(exchange, fetched, self.identity.id)
            if checkpoints.is_due(self.store) and fetched.pending is None:
                checkpoints.offer(exchange, fetched.heads)
                tidying.tidy(self.store)
        return Outcome(fetched.changes, agrees, settings.local(self.store.connection, "clock_off") or 0)

    def send_anew(self) -> None:
        """Everything as one batch that stands for all before it: for a relay that has lost some of that. Raises
        NotTaken."""
        with alone(self.store):
            self._as_member(self._send_anew)

    def _send_anew(self) -> None:
        exchange = self._exchange()
        if not checkpoints.offer(exchange, self._run(exchange).heads):
            raise NotTaken

    def _run(self, exchange: Exchange) -> Fetched:
        """Fetch first: with the answer comes the relay's time, and what was stamped in the future is set right."""
        before = exchange.fetch()
        clocks.correct(self.store, self.relay.off)
        changes = before.changes
        if exchange.send(before.heads):
            after = exchange.run()
            changes += after.changes
            before = after
        self._count(exchange)
        return Fetched(before.heads, before.pending, changes)

    def _count(self, exchange: Exchange) -> None:
        if exchange.base_bytes is not None:
            checkpoints.count(self.store, exchange.base_bytes, is_base=True)
        if exchange.tail_bytes:
            checkpoints.count(self.store, exchange.tail_bytes)
        exchange.base_bytes, exchange.tail_bytes = None, 0

    def _exchange(self) -> Exchange:
        return Exchange(self.store, self.relay, self.vault, self._on_progress, lambda: incarnation.renew(self.store))

    def _as_member(self, act: Callable[[], Done]) -> Done:
        """Do something as a device of the vault: with its newest keys, here and at the relay, and let in (again) where
        the relay, set back to an older copy, does not know this device."""
        for _ in range(ATTEMPTS):
            try:
                return act()
            except Rotated:
                self.vault = rotation.catch_up(self.relay, self.vault, self.identity)
            except Refused as error:
                if error.code != "unauthorised":
                    raise
                membership.enrol_again(self.relay, self.vault, self.identity)
        try:
            return act()
        except Rotated as error:
            raise NoNewKeys from error

    def members(self) -> membership.Members:
        return membership.members(self.relay, self.vault)

    def learn_keys(self) -> None:
        """The newest: another machine may have changed them, and the words with them, since this one synced."""
        self.vault = rotation.catch_up(self.relay, self.vault, self.identity)

    def revoke(self, device: bytes) -> None:
        """Shut out another one. Raises OwnDevice, Forged, Refused."""
        if device == self.identity.id:
            raise OwnDevice
        with alone(self.store):
            self.vault = self._as_member(lambda: rotation.revoke(self.relay, self.vault, self.identity, device))


def waiting(store: Store) -> int:
    """How many of this file's actions the relay has not got."""
    connection = store.connection
    return devices.last_seq(connection) - history.own_head(connection)[0]


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """One process at a time syncs a file. Raises AtWork."""
    lock = state_path() / "locks" / keyholder.name_of(store.path)
    lock.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with lock.open("w") as file:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise AtWork from None
                time.sleep(0.02)
        yield


def note(store: Store, at: float) -> None:
    """Remember that all was synced (seconds since 1970), to the minute: other windows need not look for less."""
    if at - (settings.local(store.connection, "synced_at") or 0) >= 60:
        settings.put_local(store, "synced_at", int(at))
