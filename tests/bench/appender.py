"""The relay's baseline: a bare loop that appends bodies to SQLite in groups, FULL; alone, or behind the same server.

Run as a program it listens and prints its port. With a device's public key (hex) as second argument it checks the
signature of every request, as nobody can do without who must know who writes.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue

import apsw
import nacl.bindings
import uvicorn
from starlette.types import Receive, Scope, Send

from coffeechat_server.protocol import read_authorization, signed_text
from coffeechat_server.serving import bind

GROUP_LIMIT = 256
RELAY = bytes(16)
"""Its id in signatures."""
Waiting = tuple[bytes, "asyncio.Future[None]"]


class Appender:
    """One writing thread; `append` returns when the body is on disk."""

    def __init__(self, path: Path) -> None:
        self._connection = apsw.Connection(str(path))
        self._connection.pragma("journal_mode", "wal")
        self._connection.pragma("synchronous", 2)
        self._connection.execute("CREATE TABLE batch (n INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    async def append(self, body: bytes) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put((body, future))
        await future

    def close(self) -> None:
        self._queue.put(None)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group = self._gather(first)
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT INTO batch (body) VALUES (?)", [(body,) for body, _ in group])
            self._connection.execute("COMMIT")
            group[0][1].get_loop().call_soon_threadsafe(_answer, group)

    def _gather(self, first: Waiting) -> list[Waiting]:
        group = [first]
        try:
            while len(group) < GROUP_LIMIT and (more := self._queue.get_nowait()):
                group.append(more)
        except Empty:
            pass
        return group


def _answer(group: list[Waiting]) -> None:
    for _, future in group:
        future.set_result(None)


class _App:
    def __init__(self, appender: Appender, key: bytes | None) -> None:
        self._appender, self._key = appender, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message["body"]
            more = message["more_body"]
        if self._key:
            _check(scope, body, self._key)
        await self._appender.append(body)
        headers = [(b"content-type", b"application/msgpack"), (b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"\x91\x01"})


def _check(scope: Scope, body: bytes, key: bytes) -> None:
    signed = read_authorization(dict(scope["headers"])[b"authorization"].decode())
    assert signed
    digest = hashlib.sha256(body).digest()
    text = signed_text(RELAY, "POST", scope["raw_path"].decode(), signed.signer, signed.time, signed.nonce, digest)
    nacl.bindings.crypto_sign_open(signed.signature + text, key)


def main(path: Path, key: bytes | None) -> None:
    listening = bind("127.0.0.1", 0)
    print(listening.getsockname()[1], flush=True)
    app = _App(Appender(path), key)
    config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False)
    asyncio.run(uvicorn.Server(config).serve([listening]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]) if len(sys.argv) > 2 else None)
