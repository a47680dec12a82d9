"""Many devices that push at once: requests signed beforehand, sent over sockets that cost next to nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

ANSWER = b"HTTP/1.1 200"


def request(target: str, authorization: str, body: bytes) -> bytes:
    """As it goes over the wire."""
    lines = ("Host: relay", f"Authorization: {authorization}", f"Content-Length: {len(body)}", "", "")
    return "\r\n".join((f"POST {target} HTTP/1.1", *lines)).encode() + body


def per_second(port: int, requests: Sequence[Sequence[bytes]]) -> float:
    """How many are answered a second; each of the inner sequences goes over one connection, one after the other."""
    return asyncio.run(_per_second(port, requests))


async def _per_second(port: int, requests: Sequence[Sequence[bytes]]) -> float:
    loop = asyncio.get_running_loop()
    pushers = [_Pusher(queue, loop.create_future()) for queue in requests]
    for pusher in pushers:
        await loop.create_connection(lambda pusher=pusher: pusher, "127.0.0.1", port)  # type: ignore[misc]
    begun = time.perf_counter()
    for pusher in pushers:
        pusher.send()
    await asyncio.gather(*(pusher.done for pusher in pushers))
    return sum(map(len, requests)) / (time.perf_counter() - begun)


class _Pusher(asyncio.Protocol):
    def __init__(self, queue: Sequence[bytes], done: asyncio.Future[None]) -> None:
        self.done = done
        self._queue = iter(queue)
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def send(self) -> None:
        following = next(self._queue, None)
        if following is None:
            self._transport.close()
            self.done.set_result(None)
        else:
            self._transport.write(following)

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, end, body = self._got.partition(b"\r\n\r\n")
        if not end or len(body) < int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]):
            return
        if not self._got.startswith(ANSWER) and not self.done.done():
            self.done.set_exception(AssertionError(self._got))
            return
        self._got = b""
        self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server hung up"))
