"""The relay as its endpoints see it: the store, who listens, what is remembered of requests, and the clock."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from coffeechat_server.addresses import Addresses
from coffeechat_server.errors import Refused
from coffeechat_server.hub import Hub
from coffeechat_server.limits import Buckets
from coffeechat_server.metrics import Metrics
from coffeechat_server.nonces import Nonces
from coffeechat_server.protocol import FRESH_MILLISECONDS
from coffeechat_server.settings import Settings
from coffeechat_server.store.devices import Member
from coffeechat_server.store.store import Store

WATCH_SECONDS = 1.0
TIDY_SECONDS = 60.0
VAULTS_PER_SECOND, VAULTS_AT_ONCE = 1 / 60, 10
log = logging.getLogger("coffeechat_server")


class Replica(Protocol):
    """What is asked of whatever copies the database elsewhere."""

    restarts: int

    async def lag(self, last_commit: float) -> float | None:
        """Seconds that the copy is behind; None if that can't be told, because nothing copies."""


class Relay:
    """`folder` is where the database lies. `clock` gives milliseconds since 1970."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        folder: Path,
        replica: Replica | None = None,
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self.store, self.settings, self.replica, self.clock = store, settings, replica, clock
        self.started = clock()
        self.hub = Hub(settings.streams_per_device)
        self.metrics = Metrics()
        self.addresses = Addresses(settings.trusted_proxies)
        self.nonces = Nonces(2 * FRESH_MILLISECONDS / 1000)
        burst = settings.burst_seconds
        self.by_device = Buckets(settings.rate, settings.rate * burst)
        self.by_vault = Buckets(settings.rate * 4, settings.rate * 4 * burst)
        self.by_address = Buckets(settings.rate * 8, settings.rate * 8 * burst)
        self.new_vaults = Buckets(settings.rate and VAULTS_PER_SECOND, VAULTS_AT_ONCE)
        """By address: where anybody may make vaults, each gets the quota."""
        self.seen: dict[tuple[int, bytes], int] = {}
        self.lag: float | None = None
        self.has_room = True
        self.folder = folder
        self._wake = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        store.on_change = self._on_change
        store.on_devices = self.hub.check_devices

    def start(self) -> None:
        """Begin to watch the disk, the replica, other processes' changes, and what may leave."""
        self._look_at_disk()
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        self.hub.stop()
        if self._watching:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        await self.store.close()

    def require_room(self) -> None:
        """Raises Refused: disk_full."""
        if not self.has_room:
            raise Refused("disk_full")

    def note(self, member: Member) -> None:
        """That a device has asked for something."""
        self.seen[member.vault, member.device] = self.clock()

    def _on_change(self, vault: int, head: int) -> None:
        self.hub.tell(vault, head)

    async def _watch(self) -> None:
        tidied = 0.0
        while True:
            try:
                self._look_at_disk()
                await self.store.notice_others()
                if self.replica:
                    self.lag = await self.replica.lag(self.store.last_commit)
                if self._wake.is_set() or time.monotonic() - tidied >= TIDY_SECONDS:
                    self._wake.clear()
                    await self._tidy()
                    tidied = time.monotonic()
            except Refused as refusal:  # a full disk, mostly; it is tried again
                log.warning("could not tidy up: %s", refusal.sentence)
            except Exception:
                log.exception("the watch failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), WATCH_SECONDS)

    def tidy_soon(self) -> None:
        """Something may leave the file now."""
        self._wake.set()

    async def _tidy(self) -> None:
        seen, self.seen = self.seen, {}
        await self.store.tidy(seen, self.clock())

    def _look_at_disk(self) -> None:
        free = shutil.disk_usage(self.folder).free
        if (has_room := free >= self.settings.min_free) != self.has_room:
            log.warning("the disk has %s: %d MiB are free", "room again" if has_room else "no room", free >> 20)
        self.has_room = has_room
