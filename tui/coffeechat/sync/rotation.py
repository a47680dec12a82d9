"""Rotations: a device is shut out, the others get a new secret, and a relay that has forgotten it is told again."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from coffeechat.sync import envelopes, keyholder, membership, sealing, vouchers
from coffeechat.sync.envelopes import Past
from coffeechat.sync.errors import Forged, NoNewKeys, NotSettled, Refused, RotationUnknown
from coffeechat.sync.exchange import Vault
from coffeechat.sync.keyholder import Identity, Rotation
from coffeechat.sync.relay import Relay
from coffeechat.sync.sealing import Keys
from coffeechat_server import protocol

MORE_ATTEMPTS = 3
"""Besides one for each rotation that is missing: others may be let in, or tell the relay the same, meanwhile."""


def revoke(relay: Relay, vault: Vault, identity: Identity, device: bytes) -> Vault:
    """Shut a device out, and give a new secret to each of the others. The words change with it.

    Raises Forged, Refused.
    """
    vault = catch_up(relay, vault, identity)
    staying = [one for one in _active(relay.devices()) if one.device != device]
    for one in staying:
        if not vouchers.is_vouched(vault, one):
            raise Forged(one.device.hex()[:8])
    rotation = Rotation(device, tuple((one.device, one.key) for one in staying))
    keys = Keys(sealing.new_secret(), vault.epoch + 1)
    _post(relay, vault, identity, keys, rotation, staying)
    return _learn(vault, {keys.epoch: keys.secret}, {keys.epoch: rotation})


def catch_up(relay: Relay, vault: Vault, identity: Identity) -> Vault:
    """Bring this machine and the relay to the same keys, whichever of them is behind.

    Raises CannotUnseal, ForgedKeys, NoNewKeys, RotationUnknown, NotSettled, Refused.
    """
    theirs = relay.devices().epoch
    if theirs > vault.epoch:
        return _fetch(relay, vault, identity)
    if theirs < vault.epoch:
        _bring_forward(relay, vault, identity)
    return vault


def _fetch(relay: Relay, vault: Vault, identity: Identity) -> Vault:
    """The secrets of later epochs, from the envelopes that were left for this device."""
    known = dict(vault.keys)
    secrets: dict[int, bytes] = {}
    rotations: dict[int, Rotation] = {}
    for envelope in relay.envelopes().envelopes:
        epoch, old = envelope.epoch, known.get(envelope.epoch - 1)
        if epoch in known or old is None:
            continue
        letter = envelopes.unseal(vault.id, envelope.sender, identity, old, epoch, envelope.sealed)
        known[epoch] = Keys(letter.secret, epoch)
        secrets[epoch], rotations[epoch] = letter.secret, letter.rotation
    if not secrets:
        raise NoNewKeys
    return _learn(vault, secrets, rotations)


def _bring_forward(relay: Relay, vault: Vault, identity: Identity) -> None:
    """The relay was restored from before a rotation, and lets in again whoever was shut out by it: do it again, with
    the same secret. Any device may; if several do, the first one's word stands, and the others' changes nothing."""
    behind = vault.epoch - relay.devices().epoch
    for _ in range(behind + MORE_ATTEMPTS):
        listed = relay.devices()
        if listed.epoch >= vault.epoch:
            return
        with_newer = Vault(vault.id, {epoch: keys for epoch, keys in vault.keys.items() if epoch > listed.epoch})
        try:
            _repeat(relay, vault, identity, listed, with_newer)
        except Refused as error:
            if error.code != "conflict":
                raise
    raise NotSettled


def _repeat(relay: Relay, vault: Vault, identity: Identity, listed: protocol.Devices, with_newer: Vault) -> None:
    """The next of the rotations that the relay has forgotten. Who stayed in it stays, and who proves to have a newer
    secret; whoever else was let in meanwhile may have had the old words from a lost machine."""
    epoch = listed.epoch + 1
    rotation = keyholder.required(vault.id).rotations.get(epoch)
    if rotation is None:
        raise RotationUnknown
    active = [one for one in _active(listed) if one.device != rotation.shut_out]
    staying = [
        one
        for one in active
        if vouchers.is_vouched(vault, one)
        and ((one.device, one.key) in rotation.staying or membership.name_in(with_newer, one) is not None)
    ]
    others = [one.device for one in active if one not in staying]
    before = Vault(vault.id, {known: keys for known, keys in vault.keys.items() if known < epoch})
    _post(relay, before, identity, vault.keys[epoch], rotation, staying, others)


def _post(
    relay: Relay,
    vault: Vault,
    identity: Identity,
    keys: Keys,
    rotation: Rotation,
    staying: list[protocol.Device],
    others: list[bytes] | None = None,
) -> None:
    """Tell the relay of a rotation that follows `vault`'s newest keys; `others` are shut out besides."""
    old = vault.keys[vault.epoch]
    remaining = {
        one.device: protocol.Remaining(
            envelopes.seal(vault.id, identity, (one.device, one.key), old, keys, rotation),
            vouchers.made(keys, vault.id, one.device, one.key),
        )
        for one in staying
    }
    earlier = {epoch: past.secret for epoch, past in vault.keys.items()}
    rotations = {epoch: past for epoch, past in keyholder.required(vault.id).rotations.items() if epoch < keys.epoch}
    past = envelopes.seal_past(vault.id, keys, Past(earlier, {**rotations, keys.epoch: rotation}))
    order = protocol.Revoke(keys.epoch, keys.public, remaining, past, others or [])
    relay.revoke(rotation.shut_out, order)


def _active(listed: protocol.Devices) -> list[protocol.Device]:
    return [one for one in listed.devices if not one.revoked]


def _learn(vault: Vault, secrets: Mapping[int, bytes], rotations: Mapping[int, Rotation]) -> Vault:
    held = keyholder.required(vault.id)
    keyholder.put(
        vault.id,
        msgspec.structs.replace(held, secrets={**held.secrets, **secrets}, rotations={**held.rotations, **rotations}),
    )
    return Vault(vault.id, {**vault.keys, **{epoch: Keys(secret, epoch) for epoch, secret in secrets.items()}})
