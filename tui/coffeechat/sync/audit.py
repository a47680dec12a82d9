"""The audit: at equal heads two devices must hold the same cells. The net under every mistake nobody has thought of."""

from __future__ import annotations

import msgspec

from coffeechat.store import clock, settings
from coffeechat.store.replica import digest, history, rehoming
from coffeechat.store.replica.digest import Digest
from coffeechat.store.replica.history import Heads
from coffeechat.store.store import Store
from coffeechat.sync import sealing
from coffeechat.sync.errors import Refused
from coffeechat.sync.exchange import Exchange, Vault, wire_heads
from coffeechat.sync.sealing import CannotUnseal
from coffeechat_server.protocol import Audit

AGAIN_SECONDS = 86_400
"""Everything is sent anew at most once a day: if that does not help, sending it again will not."""


def run(exchange: Exchange, heads: Heads) -> bool | None:
    """Compare digests with the other devices that are at the same heads: whether all agree, None if nobody can be
    compared with. On a difference everything here is re-homed, so that the next exchange sends it."""
    store, vault = exchange.store, exchange.vault
    if not heads or not history.is_at(store.connection, heads):
        return None
    ours = digest.current(store)
    try:
        answer = exchange.relay.audit(Audit(wire_heads(heads), sealed(vault, heads, ours)))
    except Refused as error:
        if error.code != "conflict":
            raise
        return None
    said = [opened(vault, heads, other.digest) for other in answer.digests]
    compared = [theirs for theirs in said if theirs and theirs.schema == ours.schema]
    if not compared:
        return None
    agrees = all(theirs == ours for theirs in compared)
    _remember(exchange.store, agrees)
    return agrees


def _remember(store: Store, agrees: bool) -> None:
    now = int(clock.now().timestamp())
    settings.put_local(store, "audit_at", now)
    settings.put_local(store, "audit_agrees", int(agrees))
    last = settings.local(store.connection, "rehomed_at")
    if not agrees and (last is None or now - last >= AGAIN_SECONDS):
        settings.put_local(store, "rehomed_at", now)
        with store.local_change():
            digest.forget(store.connection)
            rehoming.rehome_everything(store.connection)


def sealed(vault: Vault, heads: Heads, one: Digest) -> bytes:
    return sealing.seal(vault.keys[vault.epoch], _about(vault, heads), msgspec.msgpack.encode(one))


def opened(vault: Vault, heads: Heads, said: bytes) -> Digest | None:
    """What another device said; None if it was sealed with a key that is not the vault's any more."""
    for keys in vault.keys.values():
        try:
            return msgspec.msgpack.decode(sealing.unseal(keys, _about(vault, heads), said), type=Digest)
        except (CannotUnseal, msgspec.DecodeError):
            continue
    return None


def _about(vault: Vault, heads: Heads) -> bytes:
    return sealing.context("digest", vault.id, [(device, *heads[device]) for device in sorted(heads)])
