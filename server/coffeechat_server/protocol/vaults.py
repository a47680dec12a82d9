"""Vaults and the devices in them: create, enrol, revoke and rotate, listen."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from coffeechat_server.protocol.sizes import DEVICES_LIMIT, Epoch, Id, Key, Signature, Small


class About(Struct, frozen=True, array_like=True):
    """Who is there: GET `/v1/relay`, unsigned. `relay` goes into every signature; `invited`: a new vault needs an
    invite."""

    relay: Id
    major: int
    version: str
    invited: bool


class Create(Struct, frozen=True, array_like=True):
    """A new vault: POST `/v1/vaults`, signed by the vault's key. Answered with Vault.

    `invite` is the code from whoever runs the relay, or empty; one that is unknown, used or too old is 403 `invite`.
    Retried with the same id and key it changes nothing. An id or a key that stands for another vault is 409 `taken`.
    A vault that comes from another relay goes on at its `epoch`, with `secrets` as its last rotation left them.
    """

    vault: Id
    invite: Annotated[str, Meta(max_length=64)] = ""
    epoch: Epoch = 0
    secrets: Small = b""


class Vault(Struct, frozen=True, array_like=True):
    """A vault as its key's holder sees it: GET `/v1/vaults`, signed by the vault's *current* key, answers which vault
    that is. So the words alone find the vault, also after a rotation.

    `epoch` counts rotations from 0. `secrets` is what the last rotation left for those who come later (the earlier
    secrets, sealed under the newest); empty before.
    """

    vault: Id
    epoch: int
    secrets: bytes


class Enrol(Struct, frozen=True, array_like=True):
    """A new device: POST `devices`, signed by the vault's key. Answered with Accepted.

    `name` is sealed. `voucher` is the vault key's signature of `voucher_text` at the vault's epoch; the relay hands it
    out with the device, so that it can't slip in one of its own. Retried with the same id and key it changes nothing.
    An id that was enrolled with another key is 409 `taken`, a revoked one 403 `revoked`, too many devices
    409 `too_many`.
    """

    device: Id
    key: Key
    name: Annotated[bytes, Meta(max_length=512)]
    voucher: Signature


class Device(Struct, frozen=True, array_like=True):
    """An enrolled device. `epoch` is the one its voucher was made at. `seen`: when it last asked for anything, roughly.
    `revoked`: when, or 0."""

    device: Id
    key: bytes
    name: bytes
    voucher: bytes
    epoch: int
    enrolled: int
    seen: int
    revoked: int


class Devices(Struct, frozen=True, array_like=True):
    """The vault's devices, oldest first, and how much it holds: GET `devices`. `used` and `quota` are bytes."""

    epoch: int
    devices: list[Device]
    used: int
    quota: int


class Remaining(Struct, frozen=True, array_like=True):
    """A device that stays: the new secret sealed to it, and a voucher by the new key."""

    envelope: Small
    voucher: Signature


class Revoke(Struct, frozen=True, array_like=True):
    """Shut a device out and rotate the vault's key: POST `devices/DEVICE/revoke`. Answered with Accepted.

    `epoch` is the new one: the vault's plus 1. `key` is the vault's new public key. `remaining` names exactly the
    devices that are neither revoked nor being revoked, the asking one too; if others are enrolled by now it is
    409 `conflict`: ask for `devices` again. From then on the old key opens nothing, and pushes sealed under the old
    epoch are refused. A retry (same epoch, same key, device revoked) is accepted and changes nothing.

    A relay that was restored from before a rotation is told of it again like this, by any device that knows it: it need
    not know DEVICE, and `others` are those that are revoked besides, as having no place in what is repeated.
    """

    epoch: Epoch
    key: Key
    remaining: dict[Id, Remaining]
    secrets: Small
    others: Annotated[list[Id], Meta(max_length=DEVICES_LIMIT)] = []


class Envelope(Struct, frozen=True, array_like=True):
    """What a rotation left for a device; `sender` made it."""

    epoch: int
    sender: Id
    sealed: bytes


class Envelopes(Struct, frozen=True, array_like=True):
    """All envelopes for the asking device, oldest first: GET `envelopes`. The relay keeps them."""

    envelopes: list[Envelope]


class Changes(Struct, frozen=True, array_like=True):
    """The vault's counter of changes: GET `changes?after=N&wait=SECONDS` answers as soon as it is not N, or after
    `wait` (at most WAIT_SECONDS). It also moves when a device is enrolled or revoked, and with a checkpoint. It is a
    hint: a restored relay counts on from where its copy was.

    GET `events` is the same as a stream of server-sent events (text/event-stream), each `id: N` and `data: head=N`:
    once at the start and whenever the counter moves; several moves may become one event. Lines that begin with a colon
    are pings. `retry:` says how many milliseconds to wait before connecting again, another figure for each stream so
    that a restarted relay is not stormed. The stream ends when the device is revoked or the relay stops.
    """

    head: int
