"""What each path does, once it is known who asks. Shapes and errors: `coffeechat_server.protocol`."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import msgspec

from coffeechat_server import shapes
from coffeechat_server.auth import require_signature
from coffeechat_server.errors import Refused
from coffeechat_server.protocol import (
    PARTS_LIMIT,
    Accepted,
    Audit,
    Checkpoint,
    Create,
    Devices,
    Digests,
    Enrol,
    Envelopes,
    Pull,
    Pulled,
    Push,
    Revoke,
    Vault,
    Verdict,
    voucher_text,
)
from coffeechat_server.relay import Relay
from coffeechat_server.shapes import id_in, number_in
from coffeechat_server.store.devices import Member, Owner

Shape = TypeVar("Shape")


class Asked(NamedTuple):
    """A request of a device of the vault with this id: the path's words and the body, both as they came."""

    vault: bytes
    member: Member
    words: dict[str, str]
    body: bytes


_push = msgspec.msgpack.Decoder(Push)
_pull = msgspec.msgpack.Decoder(Pull)


async def push(relay: Relay, asked: Asked) -> Accepted:
    relay.require_room()
    batch = decoded(_push, asked.body)
    shapes.require_push(batch)
    return Accepted(await relay.store.push(asked.member, batch))


async def pull(relay: Relay, asked: Asked) -> Pulled:
    wanted = decoded(_pull, asked.body)
    shapes.require_pull(wanted)
    return await relay.store.pull(asked.member, wanted)


async def stage(relay: Relay, asked: Asked) -> Accepted:
    relay.require_room()
    shapes.require(bool(asked.body))
    upload, number = id_in(asked.words["upload"]), number_in(asked.words["part"], PARTS_LIMIT)
    return Accepted(await relay.store.stage(asked.member, upload, number, asked.body, relay.clock()))


async def checkpoint(relay: Relay, asked: Asked) -> Accepted:
    relay.require_room()
    offered = decoded(Checkpoint, asked.body)
    shapes.require_checkpoint(offered)
    head = await relay.store.checkpoint(asked.member, offered, relay.clock())
    relay.tidy_soon()
    return Accepted(head)


async def verdict(relay: Relay, asked: Asked) -> Accepted:
    head = await relay.store.verdict(asked.member, decoded(Verdict, asked.body))
    relay.tidy_soon()
    return Accepted(head)


async def audit(relay: Relay, asked: Asked) -> Digests:
    told = decoded(Audit, asked.body)
    shapes.require_heads(told.heads)
    return await relay.store.audit(asked.member, told, relay.clock())


async def devices(relay: Relay, asked: Asked) -> Devices:
    return await relay.store.devices(asked.member.vault)


async def envelopes(relay: Relay, asked: Asked) -> Envelopes:
    return await relay.store.envelopes(asked.member)


async def revoke(relay: Relay, asked: Asked) -> Accepted:
    device = id_in(asked.words["device"])
    order = decoded(Revoke, asked.body)
    return Accepted(await relay.store.revoke(asked.member, device, order, relay.clock()))


async def enrol(relay: Relay, vault: bytes, owner: Owner, body: bytes) -> Accepted:
    relay.require_room()
    new = decoded(Enrol, body)
    require_signature(owner.key, voucher_text(vault, new.device, new.key, owner.epoch), new.voucher)
    return Accepted(await relay.store.enrol(owner, new, relay.clock()))


async def create(relay: Relay, key: bytes, body: bytes) -> Vault:
    relay.require_room()
    quota = relay.settings.quota if relay.settings.is_open else None
    return await relay.store.create(decoded(Create, body), key, quota, relay.clock())


async def find(relay: Relay, key: bytes) -> Vault:
    return await relay.store.vault_of(key)


def decoded(shape: type[Shape] | msgspec.msgpack.Decoder[Shape], body: bytes) -> Shape:
    """Raises Refused: malformed."""
    decoder = shape if isinstance(shape, msgspec.msgpack.Decoder) else msgspec.msgpack.Decoder(shape)
    try:
        return decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refused("malformed") from None
