"""Who listens to which vault. A hint is only the vault's head: a slow listener gets the newest and misses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from coffeechat_server.errors import Refused


class Listener:
    """`head` is the newest hint; `must_check` that the vault's devices have changed, this one perhaps among them."""

    __slots__ = ("device", "head", "must_check", "woken")

    def __init__(self, device: bytes) -> None:
        self.device = device
        self.head = 0
        self.must_check = False
        self.woken = asyncio.Event()


class Hub:
    """`limit` is how many may listen for one device."""

    def __init__(self, limit: int) -> None:
        self.is_stopping = False
        self._limit = limit
        self._listeners: dict[int, set[Listener]] = {}

    def __len__(self) -> int:
        return sum(len(listeners) for listeners in self._listeners.values())

    @contextmanager
    def listen(self, vault: int, device: bytes) -> Iterator[Listener]:
        """Raises Refused: busy."""
        listeners = self._listeners.setdefault(vault, set())
        if self.is_stopping or sum(listener.device == device for listener in listeners) >= self._limit:
            raise Refused("busy", retry_after=5)
        listener = Listener(device)
        listeners.add(listener)
        try:
            yield listener
        finally:
            listeners.discard(listener)
            if not listeners and self._listeners.get(vault) is listeners:
                del self._listeners[vault]

    def tell(self, vault: int, head: int) -> None:
        for listener in self._listeners.get(vault, ()):
            if head > listener.head:
                listener.head = head
                listener.woken.set()

    def check_devices(self) -> None:
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.must_check = True
                listener.woken.set()

    def stop(self) -> None:
        """Every stream ends now."""
        self.is_stopping = True
        self.check_devices()
