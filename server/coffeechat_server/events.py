"""Live hints: an event stream, and a long poll for where streams don't get through."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress

from starlette.types import Receive, Send

from coffeechat_server.endpoints import Asked
from coffeechat_server.errors import Refused
from coffeechat_server.hub import Listener
from coffeechat_server.protocol import PING_SECONDS, WAIT_SECONDS, Changes
from coffeechat_server.relay import Relay
from coffeechat_server.shapes import number_in

STALLED_SECONDS = 30.0
RETRY_MILLISECONDS = range(1_000, 15_000)
HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would keep hints to itself until its buffer is full
]


async def stream(relay: Relay, asked: Asked, receive: Receive, send: Send) -> None:
    """Until the device is revoked, the relay stops, or the client hangs up or reads nothing for half a minute."""
    with relay.hub.listen(asked.member.vault, asked.member.device) as listener:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        hung_up = asyncio.create_task(_wait_for_end(receive, listener))
        try:
            retry = RETRY_MILLISECONDS[secrets.randbelow(len(RETRY_MILLISECONDS))]
            await _say(send, f"retry: {retry}\n\n")
            await _tell(relay, asked, listener, send, hung_up)
        except TimeoutError:
            pass
        finally:
            hung_up.cancel()
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b""})


async def changes(relay: Relay, asked: Asked, query: dict[str, str]) -> Changes:
    """Raises Refused: not_found for numbers that are none, revoked."""
    after = number_in(query.get("after", "0"), 1 << 53)
    wait = min(number_in(query.get("wait", "0"), 1 << 20), WAIT_SECONDS)
    with relay.hub.listen(asked.member.vault, asked.member.device) as listener:
        listener.head = max(listener.head, await relay.store.head(asked.member.vault))
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                while listener.head == after and not relay.hub.is_stopping:
                    listener.woken.clear()
                    await listener.woken.wait()
                    if listener.must_check and not await _is_member(relay, asked, listener):
                        raise Refused("revoked")
        return Changes(listener.head)


async def _tell(relay: Relay, asked: Asked, listener: Listener, send: Send, hung_up: asyncio.Task[None]) -> None:
    told = -1
    listener.head = max(listener.head, await relay.store.head(asked.member.vault))
    while not hung_up.done() and not relay.hub.is_stopping:
        if listener.must_check and not await _is_member(relay, asked, listener):
            return
        listener.woken.clear()
        if listener.head != told:
            told = listener.head
            await _say(send, f"id: {told}\ndata: head={told}\n\n")
        try:
            async with asyncio.timeout(PING_SECONDS):
                await listener.woken.wait()
        except TimeoutError:
            await _say(send, ":\n\n")


async def _is_member(relay: Relay, asked: Asked, listener: Listener) -> bool:
    """Devices have changed. Another process may have been the one, so the head is read anew."""
    listener.must_check = False
    member = await relay.store.member(asked.vault, asked.member.device)
    listener.head = max(listener.head, await relay.store.head(asked.member.vault))
    return member is not None and not member.revoked


async def _say(send: Send, text: str) -> None:
    """Raises TimeoutError if the client reads nothing."""
    async with asyncio.timeout(STALLED_SECONDS):
        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _wait_for_end(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.woken.set()
