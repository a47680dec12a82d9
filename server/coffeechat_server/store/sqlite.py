"""The store on SQLite: one writing thread, a few reading ones, and an eye on what other processes change."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import apsw

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
from coffeechat_server.store import audits, batches, checkpoints, database, devices, growth, pulls, vaults
from coffeechat_server.store.devices import Member, Owner
from coffeechat_server.store.ledger import Ledger
from coffeechat_server.store.store import Figures
from coffeechat_server.store.writer import Writer

Result = TypeVar("Result")
READERS = 4
HOUR = 3_600_000


class SqliteStore:
    """`path` is the file. `replicated`: Litestream runs beside it. `grace` is how many milliseconds what a checkpoint
    replaced is kept without a verdict. `on_damage` is called when the file turns out to be damaged."""

    def __init__(self, path: Path, *, replicated: bool, grace: int, on_damage: Callable[[apsw.Error], None]) -> None:
        connection = database.open_for_writing(path, replicated=replicated)
        self.path = path
        with database.in_sentences(path):
            self.relay: bytes = connection.execute("SELECT id FROM relay").get
        self.on_change: Callable[[int, int], None] = lambda vault, head: None
        self.on_devices: Callable[[], None] = lambda: None
        self._grace = grace
        self._on_damage = on_damage
        self._opened = secrets.token_bytes(8)
        self._members: dict[tuple[bytes, bytes], Member] = {}
        self._device_changes = 0
        self._shut_out = devices.shut_out_count(connection)
        self._writer = Writer(connection, on_damage)
        self._own = threading.local()
        self._connections: list[apsw.Connection] = []
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")

    async def member(self, vault: bytes, device: bytes) -> Member | None:
        """Asked with every request, so remembered until somebody's devices change."""
        known = self._members.get((vault, device))
        if known is None:
            changes = self._device_changes
            known = await self._read(lambda connection: devices.member(connection, vault, device))
            if known is not None and changes == self._device_changes:
                self._members[vault, device] = known
        return known

    async def owner(self, vault: bytes) -> Owner | None:
        return await self._read(lambda connection: devices.owner(connection, vault))

    async def create(self, asked: Create, key: bytes, quota: int | None, now: int) -> Vault:
        return await self._change(lambda connection: vaults.create(connection, asked, key, quota, now))

    async def vault_of(self, key: bytes) -> Vault:
        return await self._read(lambda connection: vaults.by_key(connection, key))

    async def enrol(self, owner: Owner, asked: Enrol, now: int) -> int:
        head = await self._change(lambda connection: devices.enrol(connection, owner, asked, now))
        return self._devices_changed(owner.vault, head)

    async def devices(self, vault: int) -> Devices:
        return await self._read(lambda connection: devices.devices(connection, vault))

    async def revoke(self, member: Member, device: bytes, asked: Revoke, now: int) -> int:
        head = await self._write(
            member, lambda connection: devices.revoke(connection, member.vault, member.device, device, asked, now)
        )
        return self._devices_changed(member.vault, head)

    async def envelopes(self, member: Member) -> Envelopes:
        return await self._read(lambda connection: devices.envelopes(connection, member.vault, member.device))

    async def head(self, vault: int) -> int:
        return await self._read(lambda connection: vaults.counters(connection, vault).head)

    async def stage(self, member: Member, upload: bytes, number: int, sealed: bytes, now: int) -> int:
        return await self._write(
            member, lambda connection: batches.stage(connection, member.vault, upload, number, sealed, now)
        )

    async def push(self, member: Member, asked: Push) -> int:
        return self._moved(member.vault, await self._writer.do(lambda ledger: batches.push(ledger, member, asked)))

    async def pull(self, member: Member, asked: Pull) -> Pulled:
        return await self._read(
            lambda connection: pulls.pull(connection, member.vault, member.device, asked, self._opened)
        )

    async def checkpoint(self, member: Member, asked: Checkpoint, now: int) -> int:
        head = await self._write(
            member, lambda connection: checkpoints.offer(connection, member.vault, member.device, asked, now)
        )
        return self._moved(member.vault, head)

    async def verdict(self, member: Member, asked: Verdict) -> int:
        head = await self._write(
            member, lambda connection: checkpoints.judge(connection, member.vault, member.device, asked)
        )
        return self._moved(member.vault, head)

    async def audit(self, member: Member, asked: Audit, now: int) -> Digests:
        return await self._write(
            member, lambda connection: audits.exchange(connection, member.vault, member.device, asked, now)
        )

    async def ping(self) -> None:
        """Whether the writer answers and can write."""
        await self._change(lambda connection: connection.execute("UPDATE relay SET created = created"))

    async def figures(self) -> Figures:
        count = await self._read(lambda connection: connection.execute("SELECT count(*) FROM vault").get)
        return Figures(
            size=_size(self.path),
            wal=_size(self.path.with_name(self.path.name + "-wal")),
            vaults=int(count),
            groups=self._writer.groups,
            jobs=self._writer.jobs,
            commit_seconds=self._writer.seconds,
        )

    async def tidy(self, seen: dict[tuple[int, bytes], int], now: int) -> None:
        """Let go of what may leave, a step at a time, others in between."""
        await self._change(lambda connection: growth.begin(connection, seen, now, self._grace, 24 * HOUR))
        while await self._change(growth.step):
            pass

    async def notice_others(self) -> None:
        """Forget what is remembered of devices if another process, an admin's command, has shut one out."""
        if await self._writer.do(self._is_anybody_shut_out):
            self._forget_members()

    def _is_anybody_shut_out(self, ledger: Ledger) -> bool:
        count = devices.shut_out_count(ledger.reading)
        if count == self._shut_out:
            return False
        self._shut_out = count
        ledger.settled()
        return True

    async def close(self) -> None:
        await asyncio.to_thread(self._readers.shutdown)
        for connection in self._connections:
            connection.close()
        await asyncio.to_thread(self._writer.close)

    @property
    def last_commit(self) -> float:
        """When something was last written, seconds since 1970."""
        return self._writer.last_commit

    async def _write(self, member: Member, change: Callable[[apsw.Connection], Result]) -> Result:
        """On behalf of a device; it may have been revoked while its request was on the way."""

        def checked(connection: apsw.Connection) -> Result:
            devices.require_active(connection, member)
            return change(connection)

        return await self._change(checked)

    async def _change(self, change: Callable[[apsw.Connection], Result]) -> Result:
        return await self._writer.do(lambda ledger: change(ledger.settled()))

    async def _read(self, look: Callable[[apsw.Connection], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._look, look)

    def _look(self, look: Callable[[apsw.Connection], Result]) -> Result:
        connection: apsw.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = database.open_for_reading(self.path)
            self._connections.append(connection)
        try:
            return look(connection)
        except (apsw.CorruptError, apsw.NotADBError) as error:
            self._on_damage(error)
            raise

    def _moved(self, vault: int, head: int) -> int:
        self.on_change(vault, head)
        return head

    def _devices_changed(self, vault: int, head: int) -> int:
        self._forget_members()
        return self._moved(vault, head)

    def _forget_members(self) -> None:
        self._device_changes += 1
        self._members.clear()
        self.on_devices()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
