"""The relay's store alone: pushes of 64 devices at once, against a bare loop that appends the same bodies in groups."""

from __future__ import annotations

import asyncio
import os
import secrets
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from bench.appender import Appender
from bench.figures import Figure, medians
from bench.plan import Plan
from coffeechat_server.protocol import START, Boundary, Create, Enrol, Push
from coffeechat_server.store.devices import Member
from coffeechat_server.store.sqlite import SqliteStore

DEVICES = 64
BODY = 1_024
Append = Callable[[int, bytes], Awaitable[object]]
"""Of a device's number and a body."""


def measure(plan: Plan) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="coffeechat-store-") as folder:
        ours, bare = asyncio.run(_rates(Path(folder), plan.rounds, each=max(10, plan.few // 10)))
    yield medians("pushes of 1 KiB by 64 devices, without HTTP", "/s", ours, bare, "bare group-commit loop")


async def _rates(folder: Path, rounds: int, each: int) -> tuple[list[float], list[float]]:
    """Of the store and of the bare loop, in turn; the first round warms up."""
    store = SqliteStore(folder / "relay.db", replicated=False, grace=0, on_damage=lambda error: None)
    appender = Appender(folder / "bare.db")
    devices = [_Device(store, member) for member in await _members(store)]
    ours, bare = [], []
    for _ in range(rounds + 1):
        ours.append(await _rate(lambda number, body: devices[number].push(body), each))
        bare.append(await _rate(lambda number, body: appender.append(body), each))
    appender.close()
    await store.close()
    return ours[1:], bare[1:]


async def _rate(append: Append, each: int) -> float:
    """How many a second."""
    body = os.urandom(BODY)

    async def appending(number: int) -> None:
        for _ in range(each):
            await append(number, body)

    begun = time.perf_counter()
    await asyncio.gather(*(appending(number) for number in range(DEVICES)))
    return DEVICES * each / (time.perf_counter() - begun)


class _Device:
    """Goes on with its own history."""

    def __init__(self, store: SqliteStore, member: Member) -> None:
        self._store, self._member = store, member
        self._head = START

    async def push(self, body: bytes) -> None:
        to = Boundary(self._head.seq + 1, secrets.token_bytes(16))
        await self._store.push(self._member, Push({self._member.device: (self._head, to)}, body))
        self._head = to


async def _members(store: SqliteStore) -> list[Member]:
    """Devices of one vault."""
    vault = secrets.token_bytes(16)
    await store.create(Create(vault), secrets.token_bytes(32), 1 << 30, 0)
    owner = await store.owner(vault)
    assert owner
    members = []
    for _ in range(DEVICES):
        device = secrets.token_bytes(16)
        await store.enrol(owner, Enrol(device, secrets.token_bytes(32), b"", bytes(64)), 0)
        member = await store.member(vault, device)
        assert member
        members.append(member)
    return members
