"""What the relay asks of its store. SQLite stands behind it here; the SQL is plain, so that another may some day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from coffeechat_server.protocol import (
    Audit,
    Checkpoint,
    Create,
    Devices,
    Digests,
    Enrol,
    Envelopes,
    Pull,
    Pulled,
    Push,
    Revoke,
    Vault,
    Verdict,
)
from coffeechat_server.store.devices import Member, Owner


class Figures(Struct, frozen=True):
    """How the store is doing. `wal` and `size` are bytes on disk; the rest since the start."""

    size: int
    wal: int
    vaults: int
    groups: int
    jobs: int
    commit_seconds: float


class Store(Protocol):
    """Every method that changes something returns when that is on disk, and raises Refused when it may not be.

    `now` is the relay's time in milliseconds. Changes of a vault are told to `on_change` with the vault's number and
    its new head, those of its devices to `on_devices` too.
    """

    relay: bytes
    """The relay's id."""
    on_change: Callable[[int, int], None]
    on_devices: Callable[[], None]

    @property
    def last_commit(self) -> float:
        """When something was last written, seconds since 1970."""

    async def member(self, vault: bytes, device: bytes) -> Member | None: ...
    async def owner(self, vault: bytes) -> Owner | None: ...
    async def create(self, asked: Create, key: bytes, quota: int | None, now: int) -> Vault: ...
    async def vault_of(self, key: bytes) -> Vault: ...
    async def enrol(self, owner: Owner, asked: Enrol, now: int) -> int: ...
    async def devices(self, vault: int) -> Devices: ...
    async def revoke(self, member: Member, device: bytes, asked: Revoke, now: int) -> int: ...
    async def envelopes(self, member: Member) -> Envelopes: ...
    async def head(self, vault: int) -> int: ...
    async def stage(self, member: Member, upload: bytes, number: int, sealed: bytes, now: int) -> int: ...
    async def push(self, member: Member, asked: Push) -> int: ...
    async def pull(self, member: Member, asked: Pull) -> Pulled: ...
    async def checkpoint(self, member: Member, asked: Checkpoint, now: int) -> int: ...
    async def verdict(self, member: Member, asked: Verdict) -> int: ...
    async def audit(self, member: Member, asked: Audit, now: int) -> Digests: ...
    async def ping(self) -> None: ...
    async def figures(self) -> Figures: ...
    async def notice_others(self) -> None: ...
    async def tidy(self, seen: dict[tuple[int, bytes], int], now: int) -> None: ...
    async def close(self) -> None: ...
