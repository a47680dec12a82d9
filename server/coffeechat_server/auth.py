"""Who asks: a device of a vault, or the holder of a vault's key. Strangers' requests are refused as early as can be.

Header, address, device, revocation, clock and length come before the body; the body is hashed as it comes; then the
signature, the nonce, and the limits of device and vault. What is wrong with a 401 is not told, except by `clock`, which
anybody may know, and `revoked`, which only those can ask about who know a device's random id.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from hmac import compare_digest
from typing import NamedTuple

import nacl.bindings
import nacl.exceptions
from starlette.types import Receive, Scope

from coffeechat_server import bodies
from coffeechat_server.errors import Refused
from coffeechat_server.protocol import FRESH_MILLISECONDS, Authorization, read_authorization, signed_text
from coffeechat_server.relay import Relay
from coffeechat_server.store.devices import Member, Owner


class Headers(NamedTuple):
    """What is looked at before the body. `address` is the client's."""

    address: str
    authorization: Authorization
    headers: Mapping[bytes, bytes]


async def device_and_body(relay: Relay, scope: Scope, receive: Receive, vault: bytes) -> tuple[Member, bytes]:
    """Raises Refused: slow_down, unauthorised, revoked, clock, length_required, too_large, slow, replayed."""
    read = _headers(relay, scope)
    member = None
    if len(read.authorization.signer) == 16:
        member = await relay.store.member(vault, read.authorization.signer)
    if member is None:
        raise Refused("unauthorised")
    if member.revoked:
        raise Refused("revoked")
    body = await _signed_body(relay, scope, receive, read, member.key)
    now = time.monotonic()
    relay.by_device.take((member.vault, member.device), now)
    relay.by_vault.take(member.vault, now)
    relay.note(member)
    return member, body


async def owner_and_body(relay: Relay, scope: Scope, receive: Receive, vault: bytes) -> tuple[Owner, bytes]:
    """A request about a vault, signed by its key. Raises as `device_and_body` does."""
    read = _headers(relay, scope)
    owner = await relay.store.owner(vault)
    if owner is None or not compare_digest(owner.key, read.authorization.signer):
        raise Refused("unauthorised")
    return owner, await _signed_body(relay, scope, receive, read, owner.key)


async def key_and_body(relay: Relay, scope: Scope, receive: Receive) -> tuple[bytes, bytes]:
    """A request signed by a key that need not be known: to make a vault, or to find one."""
    read = _headers(relay, scope)
    key = read.authorization.signer
    if len(key) != 32:
        raise Refused("unauthorised")
    body = await _signed_body(relay, scope, receive, read, key)
    if scope["method"] == "POST":
        relay.new_vaults.take(read.address, time.monotonic())
    return key, body


def require_signature(key: bytes, text: bytes, signature: bytes) -> None:
    """Raises Refused: unauthorised."""
    try:
        nacl.bindings.crypto_sign_open(signature + text, key)
    except (nacl.exceptions.BadSignatureError, nacl.exceptions.ValueError):
        raise Refused("unauthorised") from None


def _headers(relay: Relay, scope: Scope) -> Headers:
    headers = dict(scope["headers"])
    peer = scope["client"][0] if scope.get("client") else ""
    address = relay.addresses.client(peer, headers)
    relay.by_address.take(address, time.monotonic())
    authorization = read_authorization(headers.get(b"authorization", b"").decode("latin-1"))
    if authorization is None:
        raise Refused("unauthorised")
    return Headers(address, authorization, headers)


async def _signed_body(relay: Relay, scope: Scope, receive: Receive, read: Headers, key: bytes) -> bytes:
    signed = read.authorization
    _require_fresh(relay, signed.time)
    length = bodies.length_of(read.headers) if scope["method"] == "POST" else 0
    body, digest = await bodies.read(receive, length, relay.settings)
    text = signed_text(
        relay.store.relay, scope["method"], _target(scope), signed.signer, signed.time, signed.nonce, digest
    )
    require_signature(key, text, signed.signature)
    relay.nonces.use(signed.signer, signed.nonce, time.monotonic())
    return body


def _require_fresh(relay: Relay, signed: int) -> None:
    """A request signed before this process began may have been answered by the one before, whose nonces are gone."""
    now = relay.clock()
    if signed < relay.started or abs(now - signed) > FRESH_MILLISECONDS:
        raise Refused("clock")


def _target(scope: Scope) -> str:
    """Path and query as they came."""
    query = scope["query_string"]
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    return (path + b"?" + query if query else path).decode("latin-1")
