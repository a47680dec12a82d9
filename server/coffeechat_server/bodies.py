"""Reading a request's body: of a length said before, not too long, not too slowly, hashed as it comes."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping

from starlette.types import Receive

from coffeechat_server.errors import Refused
from coffeechat_server.protocol import BODY_LIMIT
from coffeechat_server.settings import Settings


class Gone(Exception):
    """The client hung up; nobody waits for an answer."""


def length_of(headers: Mapping[bytes, bytes]) -> int:
    """Raises Refused: length_required, too_large."""
    said = headers.get(b"content-length", b"")
    if b"transfer-encoding" in headers or not said.isdigit():
        raise Refused("length_required")
    if len(said) > 12 or (length := int(said)) > BODY_LIMIT:
        raise Refused("too_large")
    return length


async def read(receive: Receive, length: int, settings: Settings) -> tuple[bytes, bytes]:
    """The body and its SHA-256. Raises Refused: slow, too_large; or Gone."""
    try:
        async with asyncio.timeout(max(settings.body_seconds, length / settings.body_rate)):
            return await _read(receive, length)
    except TimeoutError:
        raise Refused("slow") from None


async def _read(receive: Receive, length: int) -> tuple[bytes, bytes]:
    hashed = hashlib.sha256()
    chunks = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > length:
            raise Refused("too_large")
        hashed.update(chunk)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks), hashed.digest()
