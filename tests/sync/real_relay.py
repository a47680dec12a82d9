"""The relay's own store in this process: what the schedules run against, set back to older copies like a file."""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import apsw
from nacl.signing import SigningKey

from coffeechat.sync.errors import Refused
from coffeechat.sync.exchange import Vault
from coffeechat_server import protocol
from coffeechat_server.errors import Refused as RelayRefused
from coffeechat_server.protocol import Accepted, Audit, Boundary, Checkpoint, Digests, Part, Pull, Pulled, Push, Verdict
from coffeechat_server.store.devices import Member
from coffeechat_server.store.sqlite import SqliteStore

Answer = TypeVar("Answer")
Batch = tuple[dict[bytes, tuple[Boundary, Boundary]], tuple[bytes, ...], int]
LONG = 1 << 40


class Template(NamedTuple):
    """A database with one vault and two devices, to be copied for each schedule."""

    path: Path
    vault: bytes
    devices: tuple[bytes, bytes]


class RealRelay:
    """Answers as the relay does over HTTP. `asking` is which of two devices asks: only the other one may judge a
    checkpoint."""

    def __init__(self, loop: asyncio.AbstractEventLoop, folder: Path, template: Template, copy: Path | None = None):
        self._loop, self._folder, self._template = loop, folder, template
        self.path = Path(shutil.copyfile(copy or template.path, folder / f"relay-{secrets.token_hex(4)}.db"))
        self._store = SqliteStore(self.path, replicated=False, grace=LONG, on_damage=lambda error: None)
        self.asking = 0

    def close(self) -> None:
        self._loop.run_until_complete(self._store.close())

    def backup(self) -> Path:
        copy = self._folder / f"copy-{secrets.token_hex(4)}.db"
        connection = apsw.Connection(str(self.path))
        connection.execute("VACUUM INTO ?", (str(copy),))
        connection.close()
        return copy

    def set_back(self, copy: Path) -> RealRelay:
        self.close()
        return RealRelay(self._loop, self._folder, self._template, copy)

    def pull(self, pull: Pull) -> Pulled:
        return self._do(self._store.pull(self._member(), pull))

    def push(self, push: Push) -> Accepted:
        return Accepted(self._do(self._store.push(self._member(), push)))

    def upload(self, upload: bytes, number: int, sealed: bytes) -> None:
        self._do(self._store.stage(self._member(), upload, number, sealed, 0))

    def checkpoint(self, checkpoint: Checkpoint) -> Accepted:
        return Accepted(self._do(self._store.checkpoint(self._member(), checkpoint, 0)))

    def verdict(self, verdict: Verdict) -> Accepted:
        return Accepted(self._do(self._store.verdict(self._member(), verdict)))

    def audit(self, audit: Audit) -> Digests:
        return self._do(self._store.audit(self._member(), audit, 0))

    def device(self) -> bytes:
        return self._template.devices[self.asking]

    def heads(self) -> dict[bytes, Boundary]:
        chains = self._everything()[0].chains
        return {device: (tail.boundaries or [tail.after])[-1] for device, tail in chains.items()}

    @property
    def batches(self) -> list[Batch]:
        """What it would hand out to somebody new."""
        found: dict[int, list[Part]] = {}
        for page in self._everything():
            for part in page.parts:
                found.setdefault(part.position, []).append(part)
        return [(parts[0].covers, tuple(part.sealed for part in parts), parts[0].epoch) for parts in found.values()]

    def _everything(self) -> list[Pulled]:
        pages = [self.pull(Pull({}))]
        while pages[-1].cursor:
            pages.append(self.pull(Pull({}, pages[-1].cursor)))
        return pages

    def _member(self) -> Member:
        member = self._loop.run_until_complete(self._store.member(self._template.vault, self.device()))
        assert member
        return member

    def _do(self, asked: Coroutine[Any, Any, Answer]) -> Answer:
        try:
            return self._loop.run_until_complete(asked)
        except RelayRefused as error:
            raise Refused(error.code, str(error)) from error


def make_template(loop: asyncio.AbstractEventLoop, path: Path, vault: Vault) -> Template:
    store = SqliteStore(path, replicated=False, grace=LONG, on_damage=lambda error: None)
    keys = vault.keys[0]
    loop.run_until_complete(store.create(protocol.Create(vault.id), keys.public, 1 << 30, 0))
    owner = loop.run_until_complete(store.owner(vault.id))
    assert owner
    ids = secrets.token_bytes(16), secrets.token_bytes(16)
    for id in ids:
        public = SigningKey.generate().verify_key.encode()
        voucher = keys.signing.sign(protocol.voucher_text(vault.id, id, public, 0)).signature
        loop.run_until_complete(store.enrol(owner, protocol.Enrol(id, public, b"", voucher), 0))
    loop.run_until_complete(store.close())
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Template(path, vault.id, ids)
