"""The relay's application in this process, for thousands of requests: no sockets, but the same code behind them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
from nacl.signing import SigningKey
from starlette.types import ASGIApp, Message

from coffeechat_server import protocol
from coffeechat_server.app import make_app
from coffeechat_server.relay import Relay
from coffeechat_server.settings import Settings
from coffeechat_server.store.sqlite import SqliteStore

UNLIMITED = Settings(is_open=True, rate=0, min_free=0)


class Answer(NamedTuple):
    """`code` is the error's, or `ok`."""

    status: int
    code: str
    body: bytes
    headers: dict[str, str]


class Request(NamedTuple):
    """As it goes over the wire. `length` is what Content-Length says; None leaves it out."""

    method: str
    path: str
    query: str
    authorization: str
    body: bytes
    length: int | None

    def with_body(self, body: bytes) -> Request:
        return self._replace(body=body, length=len(body))


class Clock:
    """Milliseconds that go on only when they are told to."""

    def __init__(self) -> None:
        self.now = 1_700_000_000_000

    def __call__(self) -> int:
        return self.now


class Inside:
    def __init__(self, relay: Relay, store: SqliteStore, clock: Clock) -> None:
        self.relay, self.store, self.clock = relay, store, clock
        self.app: ASGIApp = make_app(relay)

    async def ask(self, request: Request, pieces: Iterable[bytes] | None = None, is_whole: bool = True) -> Answer:
        """`pieces`: the body as it arrives; if it is not whole, the rest never comes."""
        arriving = [*(pieces if pieces is not None else [request.body])]
        sent: list[Message] = []

        async def receive() -> Message:
            if not arriving:
                await asyncio.sleep(3600)
            return {"type": "http.request", "body": arriving.pop(0), "more_body": bool(arriving) or not is_whole}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(_scope(request), receive, send)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        status = int(sent[0]["status"])
        code = msgspec.msgpack.decode(body, type=protocol.Error).code if status >= 400 else "ok"
        return Answer(status, code, body, headers)

    def signed(
        self, signer: bytes, key: SigningKey, method: str, target: str, body: bytes = b"", ahead: int = 0
    ) -> Request:
        """`ahead` is how many milliseconds the signer's clock is ahead."""
        now, nonce = self.clock.now + ahead, secrets.token_bytes(16)
        text = protocol.signed_text(self.store.relay, method, target, signer, now, nonce, protocol.sha256(body))
        header = protocol.Authorization(signer, now, nonce, key.sign(text).signature).header()
        path, _, query = target.partition("?")
        return Request(method, path, query, header, body, len(body) if method == "POST" else None)


@asynccontextmanager
async def inside(folder: Path, settings: Settings = UNLIMITED) -> AsyncIterator[Inside]:
    clock = Clock()
    store = SqliteStore(folder / "relay.db", replicated=False, grace=0, on_damage=lambda error: None)
    relay = Relay(store, settings, folder, clock=clock)
    try:
        yield Inside(relay, store, clock)
    finally:
        await relay.stop()


class Member:
    """A vault with one device, made at once."""

    def __init__(self, at: Inside) -> None:
        self.at = at
        self.vault, self.id = secrets.token_bytes(16), secrets.token_bytes(16)
        self.owner, self.key = SigningKey.generate(), SigningKey.generate()
        self.head = protocol.START

    @classmethod
    async def made(cls, at: Inside) -> Member:
        member = cls(at)
        for request in (member.create(), member.enrol(member.id, member.key)):
            answer = await at.ask(request)
            assert answer.code == "ok", answer
        return member

    def create(self, invite: str = "") -> Request:
        create = msgspec.msgpack.encode(protocol.Create(self.vault, invite))
        return self.by_owner("POST", protocol.VAULTS, create)

    def enrol(self, id: bytes, key: SigningKey) -> Request:
        public = key.verify_key.encode()
        voucher = self.owner.sign(protocol.voucher_text(self.vault, id, public, 0)).signature
        body = msgspec.msgpack.encode(protocol.Enrol(id, public, b"name", voucher))
        return self.by_owner("POST", self.path("devices"), body)

    def push(self, sealed: bytes = b"sealed") -> Request:
        """The next batch of its history, which goes on from there."""
        to = protocol.Boundary(self.head.seq + 1, secrets.token_bytes(16))
        batch = protocol.Push({self.id: (self.head, to)}, sealed)
        self.head = to
        return self.signed("POST", self.path("push"), msgspec.msgpack.encode(batch))

    def signed(self, method: str, target: str, body: bytes = b"", ahead: int = 0) -> Request:
        return self.at.signed(self.id, self.key, method, target, body, ahead)

    def by_owner(self, method: str, target: str, body: bytes = b"") -> Request:
        return self.at.signed(self.owner.verify_key.encode(), self.owner, method, target, body)

    def path(self, rest: str) -> str:
        return protocol.vault_path(self.vault, rest)


def _scope(request: Request) -> dict[str, object]:
    headers = [(b"authorization", request.authorization.encode())]
    if request.length is not None:
        headers.append((b"content-length", str(request.length).encode()))
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": request.path,
        "raw_path": request.path.encode(),
        "root_path": "",
        "query_string": request.query.encode(),
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
