"""The application: which path leads where, what every answer carries, and what becomes of errors."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import coffeechat_server
from coffeechat_server import auth, endpoints, events, health
from coffeechat_server.answers import encode, send_refusal, send_struct
from coffeechat_server.bodies import Gone
from coffeechat_server.endpoints import Asked
from coffeechat_server.errors import Refused
from coffeechat_server.protocol import ABOUT, CONTENT_TYPE, ID_HEADER, MAJOR, TIME_HEADER, VAULTS, About, Error
from coffeechat_server.relay import Relay
from coffeechat_server.shapes import id_in

VAULT = VAULTS + "/{vault}"
log = logging.getLogger("coffeechat_server")

OfDevice = Callable[[Relay, Asked], Awaitable[Struct]]


def make_app(relay: Relay) -> ASGIApp:
    """The relay's whole HTTP face."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        relay.start()
        yield
        await relay.stop()

    routes = [
        _device(relay, "POST", "/push", endpoints.push),
        _device(relay, "POST", "/pull", endpoints.pull),
        Route(VAULT + "/events", _Events(relay), methods=["GET"]),
        Route(VAULT + "/changes", _Changes(relay), methods=["GET"]),
        _device(relay, "POST", "/uploads/{upload}/{part}", endpoints.stage),
        _device(relay, "POST", "/checkpoint", endpoints.checkpoint),
        _device(relay, "POST", "/verdict", endpoints.verdict),
        _device(relay, "POST", "/audit", endpoints.audit),
        Route(VAULT + "/devices", _Devices(relay), methods=["GET", "POST"]),
        _device(relay, "POST", "/devices/{device}/revoke", endpoints.revoke),
        _device(relay, "GET", "/envelopes", endpoints.envelopes),
        Route(VAULTS, _Vaults(relay), methods=["GET", "POST"]),
        Route(ABOUT, _About(relay), methods=["GET"]),
        *health.routes(relay),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={404: _not_found, 405: _method, 500: _fault})
    return _Stamped(app, relay)


class _Stamped:
    """Adds the relay's time and id to every answer, and counts what is sent."""

    def __init__(self, app: ASGIApp, relay: Relay) -> None:
        self._app, self._relay = app, relay
        self._id = (ID_HEADER.lower().encode(), relay.store.relay.hex().encode())
        self._time = TIME_HEADER.lower().encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                time = (self._time, str(self._relay.clock()).encode())
                message = {**message, "headers": [*message.get("headers", ()), time, self._id]}
            else:
                self._relay.metrics.sent += len(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, stamped)


class _Endpoint:
    """An ASGI application of its own, so that nothing stands between it and the body."""

    name = ""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        code = "ok"
        try:
            await self.answer(scope, receive, send)
        except Refused as refused:
            code = refused.code
            await send_refusal(send, refused)
        except Gone:
            code = "gone"
        if code not in ("ok", "gone", "conflict"):
            log.info("%s %s: %s", scope["method"], self.name, code)
        self.relay.metrics.count(self.name, code)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        raise NotImplementedError

    async def asked(self, scope: Scope, receive: Receive) -> Asked:
        vault = _vault_in(scope)
        member, body = await auth.device_and_body(self.relay, scope, receive, vault)
        self.relay.metrics.received += len(body)
        return Asked(vault, member, scope["path_params"], body)


class _OfDevice(_Endpoint):
    def __init__(self, relay: Relay, name: str, handler: OfDevice) -> None:
        super().__init__(relay)
        self.name, self._handler = name, handler

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send_struct(send, await self._handler(self.relay, await self.asked(scope, receive)))


class _Devices(_Endpoint):
    """Listed for a device, enrolled by the vault's key."""

    name = "devices"

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await send_struct(send, await endpoints.devices(self.relay, await self.asked(scope, receive)))
            return
        vault = _vault_in(scope)
        owner, body = await auth.owner_and_body(self.relay, scope, receive, vault)
        await send_struct(send, await endpoints.enrol(self.relay, vault, owner, body))


class _Vaults(_Endpoint):
    """Made or found by a vault's key."""

    name = "vaults"

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        key, body = await auth.key_and_body(self.relay, scope, receive)
        if scope["method"] == "POST":
            await send_struct(send, await endpoints.create(self.relay, key, body))
        else:
            await send_struct(send, await endpoints.find(self.relay, key))


class _Events(_Endpoint):
    name = "events"

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await events.stream(self.relay, await self.asked(scope, receive), receive, send)


class _Changes(_Endpoint):
    name = "changes"

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = await self.asked(scope, receive)
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        await send_struct(send, await events.changes(self.relay, asked, query))


class _About(_Endpoint):
    name = "relay"

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        about = About(self.relay.store.relay, MAJOR, coffeechat_server.version(), not self.relay.settings.is_open)
        await send_struct(send, about)


def _device(relay: Relay, method: str, path: str, handler: OfDevice) -> Route:
    return Route(VAULT + path, _OfDevice(relay, handler.__name__, handler), methods=[method])


def _vault_in(scope: Scope) -> bytes:
    return id_in(scope["path_params"]["vault"])


async def _not_found(request: Request, error: Exception) -> Response:
    return _refusal(Refused("not_found"))


async def _method(request: Request, error: Exception) -> Response:
    return _refusal(Refused("method"))


async def _fault(request: Request, error: Exception) -> Response:
    return _refusal(Refused("fault"))


def _refusal(refused: Refused) -> Response:
    return Response(encode(Error(refused.code, refused.sentence)), refused.status, media_type=CONTENT_TYPE)
