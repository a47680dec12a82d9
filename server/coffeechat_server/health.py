"""Whether the relay lives, whether it is ready, and its figures: for those who watch over it."""

from __future__ import annotations

import asyncio
import shutil
import time

from msgspec import Struct, json
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from coffeechat_server import metrics
from coffeechat_server.errors import Refused
from coffeechat_server.relay import Relay

WRITE_SECONDS = 2.0
CHECK_SECONDS = 1.0
"""Strangers may ask as often as they like; the disk is asked once a second."""


class Readiness(Struct, frozen=True):
    """`database`, `disk` and `replica` each say `ok` or in a few words what is wrong.

    A replica that is behind makes the relay degraded, not unready: turning devices away would save nothing.
    """

    ready: bool
    database: str
    disk: str
    replica: str


def routes(relay: Relay) -> list[Route]:
    health = _Health(relay)
    return [
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", health.figures),
    ]


class _Health:
    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._checked = 0.0
        self._database = "ok"

    async def alive(self, request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(self, request: Request) -> Response:
        if time.monotonic() - self._checked >= CHECK_SECONDS:
            self._checked = time.monotonic()
            self._database = await self._check_database()
        disk = "ok" if self._relay.has_room else "full"
        ready = self._database == "ok" and disk == "ok"
        body = json.encode(Readiness(ready, self._database, disk, self._replica()))
        return Response(body, 200 if ready else 503, media_type="application/json")

    async def figures(self, request: Request) -> Response:
        port = request.scope["server"][1] if request.scope.get("server") else None
        if self._relay.settings.metrics_port is None or port != self._relay.settings.metrics_port:
            return PlainTextResponse("not found\n", 404)
        return PlainTextResponse(await figures(self._relay), media_type="text/plain; version=0.0.4")

    async def _check_database(self) -> str:
        try:
            async with asyncio.timeout(WRITE_SECONDS):
                await self._relay.store.ping()
        except TimeoutError:
            return "slow"
        except Refused as refused:
            return refused.code
        return "ok"

    def _replica(self) -> str:
        relay = self._relay
        if relay.replica is None:
            return "none"
        if relay.lag is None:
            return "degraded: not running"
        late = relay.lag > relay.settings.replica_late_seconds
        return f"degraded: {relay.lag:.0f} s behind" if late else "ok"


async def figures(relay: Relay) -> str:
    return metrics.text(
        relay.metrics,
        await relay.store.figures(),
        listeners=len(relay.hub),
        free=shutil.disk_usage(relay.folder).free,
        lag=relay.lag,
        restarts=relay.replica.restarts if relay.replica else None,
    )
