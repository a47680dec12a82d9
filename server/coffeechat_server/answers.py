"""Sending an answer: one body, with its type and length."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from starlette.types import Send

from coffeechat_server.errors import Refused
from coffeechat_server.protocol import CONTENT_TYPE, Error

HANG_UP_AFTER = {"too_large", "slow", "length_required"}
"""What is left of such a body is not waited for."""
encode = msgspec.msgpack.encode


async def send_struct(send: Send, answer: msgspec.Struct, status: int = 200) -> int:
    """The bytes of its body."""
    body = encode(answer)
    await send_body(send, status, body, CONTENT_TYPE)
    return len(body)


async def send_refusal(send: Send, refused: Refused) -> None:
    extra = []
    if refused.retry_after:
        extra.append((b"retry-after", str(refused.retry_after).encode()))
    if refused.code in HANG_UP_AFTER:
        extra.append((b"connection", b"close"))
    await send_body(send, refused.status, encode(Error(refused.code, refused.sentence)), CONTENT_TYPE, extra)


async def send_body(
    send: Send, status: int, body: bytes, content_type: str, extra: Iterable[tuple[bytes, bytes]] = ()
) -> None:
    headers = [
        (b"content-type", content_type.encode()),
        (b"content-length", str(len(body)).encode()),
        *extra,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
