"""Running the application under uvicorn: limits on connections, and an end within a second."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections import Counter
from contextlib import suppress
from types import FrameType

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from coffeechat_server.answers import encode
from coffeechat_server.errors import SENTENCES
from coffeechat_server.protocol import CONTENT_TYPE, Error
from coffeechat_server.relay import Relay

GRACE_SECONDS = 5
KEEP_ALIVE_SECONDS = 65
"""A little more than the minute for which proxies keep a connection to us."""
NOTIFY_SECONDS = 10
log = logging.getLogger("coffeechat_server")


class Serving(uvicorn.Server):
    """Ends on SIGTERM and SIGINT: streams first, then requests under way. It doesn't raise the signal once more, since
    the database and Litestream are closed after it."""

    def __init__(self, config: uvicorn.Config, relay: Relay) -> None:
        super().__init__(config)
        self._relay = relay
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        _tell_systemd("READY=1")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.should_exit = True
        if self._loop:
            self._loop.call_soon_threadsafe(self._relay.hub.stop)


def serving(app: ASGIApp, relay: Relay) -> Serving:
    async def notify() -> None:
        _tell_systemd("WATCHDOG=1")

    config = uvicorn.Config(
        app,
        http=type("Capped", (_Capped,), {"relay": relay, "addresses": Counter()}),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,  # Relay-Time tells it
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_notify=NOTIFY_SECONDS,
        callback_notify=notify,
    )
    return Serving(config, relay)


class _Capped(H11Protocol):
    """Caps on connections, in all and of one address, and on the time for a request's head."""

    relay: Relay
    addresses: Counter[str]
    _address = ""
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        settings = self.relay.settings
        peer = self.client[0] if self.client else ""
        if not self.relay.addresses.is_trusted(peer):
            self._address = peer
            self.addresses[peer] += 1
        is_crowd = self.addresses[peer] > settings.connections_per_address
        if is_crowd or len(self.connections) > settings.connections:
            _turn_away(transport)
        else:
            self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._stop_timer()
        if self._address:
            self.addresses[self._address] -= 1
            if not self.addresses[self._address]:
                del self.addresses[self._address]

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._has_request:
            self._stop_timer()
        elif self._head_timer is None:
            self._expect_head()

    @property
    def _has_request(self) -> bool:
        """One that is not answered yet."""
        return self.cycle is not None and not self.cycle.response_complete

    def _expect_head(self) -> None:
        self._head_timer = self.loop.call_later(self.relay.settings.header_seconds, self._give_up)

    def _give_up(self) -> None:
        self._head_timer = None
        if not self._has_request:
            self.transport.close()

    def _stop_timer(self) -> None:
        if self._head_timer:
            self._head_timer.cancel()
            self._head_timer = None


def _turn_away(transport: asyncio.Transport) -> None:
    body = encode(Error("busy", SENTENCES["busy"]))
    head = (
        f"HTTP/1.1 503 Service Unavailable\r\nContent-Type: {CONTENT_TYPE}\r\nContent-Length: {len(body)}\r\n"
        "Retry-After: 5\r\nConnection: close\r\n\r\n"
    )
    transport.write(head.encode() + body)
    transport.close()


def _tell_systemd(state: str) -> None:
    """The protocol of Type=notify: one datagram to the socket that systemd names, if it does."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.sendto(state.encode(), address.replace("@", "\0", 1) if address.startswith("@") else address)


def bind(host: str, port: int) -> socket.socket:
    """Raises OSError. Only where the protocol is named does asyncio switch off Nagle's delay (40 ms an answer)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(1024)
    listening.setblocking(False)
    return listening
