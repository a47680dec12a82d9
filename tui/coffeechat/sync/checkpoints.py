"""Checkpoints: everything there is as one batch, so that the relay grows with what lives and not with what happened."""

from __future__ import annotations

import secrets

from coffeechat.store import database, settings
from coffeechat.store.replica import digest, history, leaving
from coffeechat.store.replica.history import START, Heads
from coffeechat.store.store import Store
from coffeechat.sync import audit, batches, frames
from coffeechat.sync.errors import Refused
from coffeechat.sync.exchange import Exchange, Fetched, wire_heads
from coffeechat.sync.status import Progress
from coffeechat_server.protocol import Checkpoint, Verdict

LEAST_TAIL = 1 << 16
"""Bytes that came since the last checkpoint before another is worth its while; and half of the last one. With 1 MB a
vault of a thousand rows grew to seven times what lives in it before its first one."""


def is_due(store: Store) -> bool:
    tail = settings.local(store.connection, "tail_bytes") or 0
    base = settings.local(store.connection, "base_bytes") or 0
    return bool(tail > max(LEAST_TAIL, base / 2))


def count(store: Store, size: int, *, is_base: bool = False) -> None:
    """Note that a batch of this size is on the relay; `is_base`: one from the beginning, that stands for all before."""
    if is_base:
        settings.put_local(store, "base_bytes", size)
        settings.put_local(store, "tail_bytes", 0)
    else:
        settings.put_local(store, "tail_bytes", (settings.local(store.connection, "tail_bytes") or 0) + size)


def offer(exchange: Exchange, heads: Heads) -> bool:
    """Offer one at these heads. Returns whether the relay took it: not while something is unsent here, not from an
    older version than has written, and not if others have gone on meanwhile."""
    store, vault = exchange.store, exchange.vault
    if not heads or (settings.local(store.connection, "schema_seen") or 0) > database.latest_version():
        return False
    keys = vault.keys[vault.epoch]
    said = audit.sealed(vault, heads, digest.current(store))
    covers = {device: (START, head) for device, head in heads.items()}
    with store.snapshot():
        if not history.is_at(store.connection, heads):
            return False
        stream = frames.pack(leaving.leaving(store.connection, covers))
    parts = batches.seal(keys, vault.id, covers, stream)
    upload = secrets.token_bytes(16)
    for number, sealed in enumerate(parts):
        exchange.relay.upload(upload, number, sealed)
        exchange.on_progress(Progress(number + 1, len(parts)))
    try:
        exchange.relay.checkpoint(Checkpoint(wire_heads(heads), upload, len(parts), keys.epoch, said))
    except Refused as error:
        if error.code not in ("conflict", "rotated", "pending"):
            raise
        return False
    count(store, sum(map(len, parts)), is_base=True)
    return True


def judge(exchange: Exchange, fetched: Fetched, asking: bytes) -> bool | None:
    """Say, as the device `asking`, of another one's checkpoint whether it has what is here; None while that can't be
    told."""
    store, pending = exchange.store, fetched.pending
    if pending is None or pending.device == asking:
        return None
    settings.put_local(store, "tail_bytes", 0)
    if pending.heads != fetched.heads or history.next_boundary(store.connection):
        return None
    theirs = audit.opened(exchange.vault, pending.heads, pending.digest)
    ours = digest.current(store)
    if theirs is None or theirs.schema != ours.schema:
        return None
    agrees = theirs == ours
    exchange.relay.verdict(Verdict(pending.upload, agrees))
    return agrees
