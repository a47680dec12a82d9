"""Who is in a vault: making one, joining it, letting devices in, shutting one out with new keys for the others."""

from __future__ import annotations

import platform
import secrets
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from nacl.bindings import crypto_sign_ed25519_pk_to_curve25519
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from coffeechat.store import settings
from coffeechat.store.store import Store
from coffeechat.sync import keyholder, recovery, sealing
from coffeechat.sync.errors import AlreadySetUp, Forged, NoSuchDevice, Refused, WrongWords
from coffeechat.sync.exchange import Rotated, Vault
from coffeechat.sync.keyholder import Held, Identity
from coffeechat.sync.relay import Relay, checked
from coffeechat.sync.sealing import CannotUnseal, Keys
from coffeechat_server import protocol

NAME_LETTERS = 60
MEBIBYTE = 1 << 20


class Member(NamedTuple):
    """A device as people see it."""

    id: bytes
    name: str
    is_this: bool
    seen: int  # milliseconds since 1970
    is_revoked: bool
    is_vouched: bool


class Members(NamedTuple):
    """Everybody, and what the vault holds, in bytes."""

    members: list[Member]
    used: int
    quota: int

    @property
    def room(self) -> str:
        """`0.2 of 256 MB used`, by the measure in which whoever runs the relay sets the quota."""
        return f"{self.used / MEBIBYTE:,.1f} of {self.quota / MEBIBYTE:,.0f} MB used"


def set_up(store: Store, url: str, invite: str = "") -> str:
    """Make a vault at a relay, or put this file's own there (again); returns the line for other machines.

    Raises Refused, Unreachable, NotARelay, PlainHttp.
    """
    url = checked(url)
    known = settings.local(store.connection, "vault")
    held = keyholder.get(known) if known else None
    known_secrets = held.secrets if held else {0: sealing.new_secret()}
    keys = Keys(known_secrets[max(known_secrets)], max(known_secrets))
    vault = known if held else keys.first_vault
    identity = _identity(store.path, held)
    with Relay(url, vault, identity.id, SigningKey(identity.seed)) as relay:
        create = msgspec.msgpack.encode(protocol.Create(vault, invite.replace("-", "").strip().upper()))
        keyholder.put(vault, _with(held or Held(known_secrets), store.path, identity))
        made = relay.ask("POST", protocol.VAULTS, create, protocol.Vault, owner=keys.signing)
        keys = _at_epoch(vault, keys, made.epoch)
        enrol(relay, keys, identity)
        _remember(store, vault, relay)
    return recovery.line(url, keys.secret)


def _at_epoch(vault: bytes, keys: Keys, epoch: int) -> Keys:
    """A vault put on another relay begins to count its keys anew there, with the one of now."""
    if epoch == keys.epoch:
        return keys
    keyholder.put(vault, msgspec.structs.replace(_held(vault), secrets={epoch: keys.secret}))
    return Keys(keys.secret, epoch)


def join(store: Store, url: str, secret: bytes) -> None:
    """Let this file into the vault that opens with the secret. What is in the file stays, and joins what is there.

    Raises WrongWords, AlreadySetUp, Refused, Unreachable, NotARelay, PlainHttp.
    """
    url = checked(url)
    keys = Keys(secret)
    present = settings.local(store.connection, "vault")
    with Relay(url, present or keys.first_vault, bytes(16), keys.signing) as relay:
        found = _find(relay, keys)
        if present and present != found.vault:
            raise AlreadySetUp(settings.local(store.connection, "relay") or url)
        keys = Keys(secret, found.epoch)
        held = keyholder.get(found.vault)
        identity = _identity(store.path, held)
        all_secrets = {**_earlier(found, keys), found.epoch: secret}
        known = msgspec.structs.replace(held, secrets=all_secrets) if held else Held(all_secrets)
        keyholder.put(found.vault, _with(known, store.path, identity))
        relay.vault = found.vault
        try:
            enrol(relay, keys, identity)
        except Refused as error:
            if error.code != "revoked":
                raise
            enrol(relay, keys, renew_identity(store.path, found.vault))
        _remember(store, found.vault, relay)


def _find(relay: Relay, keys: Keys) -> protocol.Vault:
    try:
        return relay.ask("GET", protocol.VAULTS, b"", protocol.Vault, owner=keys.signing)
    except Refused as error:
        if error.code == "unauthorised":
            raise WrongWords("the relay knows no vault for them") from error
        raise


def _earlier(found: protocol.Vault, keys: Keys) -> dict[int, bytes]:
    """The secrets of earlier epochs, which some batches are still sealed with."""
    if not found.secrets:
        return {}
    about = sealing.context("secrets", found.vault, keys.epoch)
    plain = sealing.unseal(keys, about, found.secrets, "The list of earlier keys")
    return msgspec.msgpack.decode(plain, type=dict[int, bytes])


def enrol(relay: Relay, keys: Keys, identity: Identity) -> None:
    """Make this machine one of the vault's devices; done twice it changes nothing."""
    public = bytes(SigningKey(identity.seed).verify_key)
    named = sealing.seal(keys, _about_name(relay.vault, identity.id), platform.node()[:NAME_LETTERS].encode())
    voucher = _voucher(keys, relay.vault, identity.id, public)
    body = msgspec.msgpack.encode(protocol.Enrol(identity.id, public, named, voucher))
    path = protocol.vault_path(relay.vault, "devices")
    relay.ask("POST", path, body, protocol.Accepted, owner=keys.signing)


def enrol_again(relay: Relay, vault: Vault, identity: Identity) -> None:
    """Where the relay was set back and does not know this device, perhaps nor the newest keys."""
    for epoch in sorted(vault.keys, reverse=True):
        try:
            enrol(relay, vault.keys[epoch], identity)
            return
        except Refused as error:
            if error.code != "unauthorised" or epoch == min(vault.keys):
                raise


def members(relay: Relay, vault: Vault) -> Members:
    """Everybody that was ever let in, oldest first."""
    listed = _listed(relay, vault)
    found = [_member(relay, vault, device) for device in listed.devices]
    return Members(_told_apart(found), listed.used, listed.quota)


def _told_apart(found: list[Member]) -> list[Member]:
    """Machines are often called alike; those bear the beginning of their ids, too, which shuts one out as well."""
    count = Counter(one.name for one in found if not one.is_revoked)
    return [one._replace(name=f"{one.name} {one.id.hex()[:8]}") if count[one.name] > 1 else one for one in found]


def _member(relay: Relay, vault: Vault, device: protocol.Device) -> Member:
    name = device.device.hex()[:8]
    for keys in vault.keys.values():
        try:
            name = sealing.unseal(keys, _about_name(vault.id, device.device), device.name).decode()
        except (CannotUnseal, UnicodeDecodeError):
            continue
    is_this = device.device == relay.device
    return Member(device.device, name, is_this, device.seen, bool(device.revoked), _is_vouched(vault, device))


def named(found: list[Member], name: str) -> Member:
    """The one device of this name, or whose id begins so. Raises NoSuchDevice."""
    here = [one for one in found if not one.is_revoked and (one.name == name or one.id.hex().startswith(name.lower()))]
    if len(here) != 1 or not name:
        raise NoSuchDevice(name)
    return here[0]


def revoke(relay: Relay, vault: Vault, device: bytes) -> Vault:
    """Shut a device out, and give a new secret to each of the others, sealed to it. The words change with it.

    Raises Forged, Refused, Rotated.
    """
    listed = relay.devices()
    old = vault.keys.get(listed.epoch)
    if old is None:
        raise Rotated
    # A relay that was set back is given the secret again that the others have already.
    known = vault.keys.get(listed.epoch + 1)
    keys = known or Keys(sealing.new_secret(), listed.epoch + 1)
    remaining = {}
    for one in listed.devices:
        if one.revoked or one.device == device:
            continue
        if not _is_vouched(vault, one):
            raise Forged(one.device.hex()[:8])
        envelope = _envelope(old, vault.id, one, keys)
        remaining[one.device] = protocol.Remaining(envelope, _voucher(keys, vault.id, one.device, one.key))
    earlier = {epoch: past.secret for epoch, past in vault.keys.items() if epoch < keys.epoch}
    about = sealing.context("secrets", vault.id, keys.epoch)
    sealed = sealing.seal(keys, about, msgspec.msgpack.encode(earlier))
    order = protocol.Revoke(keys.epoch, keys.public, remaining, sealed)
    relay.revoke(device, order)
    _note_shut_out(vault.id, [device])
    return _learn(vault, {keys.epoch: keys.secret})


def shut_out_again(relay: Relay, vault: Vault) -> None:
    """Tell a relay that was set back of the rotations it forgot, in their order. Where it has forgotten the device
    itself, somebody who is made up for it is shut out: there is no rotation without.

    Raises Forged, Refused, Rotated.
    """
    while (listed := relay.devices()).epoch < vault.epoch:
        active = {one.device for one in listed.devices if not one.revoked}
        due = [device for device in _held(vault.id).shut_out if device in active]
        if not due:
            nobody = _new_identity()
            enrol(relay, vault.keys[listed.epoch], nobody)
            due = [nobody.id]
        revoke(relay, vault, due[0])


def _listed(relay: Relay, vault: Vault) -> protocol.Devices:
    """What the relay says of the devices; who was shut out is remembered."""
    listed = relay.devices()
    gone = sorted((one.revoked, one.device) for one in listed.devices if one.revoked)
    _note_shut_out(vault.id, [device for _, device in gone])
    return listed


def _note_shut_out(vault: bytes, gone: list[bytes]) -> None:
    held = _held(vault)
    if new := [device for device in gone if device not in held.shut_out]:
        keyholder.put(vault, msgspec.structs.replace(held, shut_out=[*held.shut_out, *new]))


def fetch_keys(relay: Relay, vault: Vault, identity: Identity) -> Vault:
    """The secrets of later epochs, from the envelopes that were left for this device, and whom they are kept from.
    Raises CannotUnseal."""
    found: dict[int, bytes] = {}
    box = SealedBox(PrivateKey(bytes(SigningKey(identity.seed).to_curve25519_private_key())))
    known = dict(vault.keys)
    for envelope in relay.envelopes().envelopes:
        before = known.get(envelope.epoch - 1)
        if envelope.epoch in known or before is None:
            continue
        about = _about_envelope(vault.id, identity.id, envelope.epoch)
        try:
            inner = box.decrypt(envelope.sealed)
        except CryptoError as error:
            raise CannotUnseal("The envelope with the new key") from error
        found[envelope.epoch] = sealing.unseal(before, about, inner, "The envelope with the new key")
        known[envelope.epoch] = Keys(found[envelope.epoch], envelope.epoch)
    _listed(relay, vault)
    return _learn(vault, found)


def _envelope(old: Keys, vault: bytes, device: protocol.Device, new: Keys) -> bytes:
    """Sealed twice: with the old key, which the relay does not have and so can't forge; and to the device, because
    whoever is shut out has the old key, too."""
    inner = sealing.seal(old, _about_envelope(vault, device.device, new.epoch), new.secret)
    return bytes(SealedBox(PublicKey(crypto_sign_ed25519_pk_to_curve25519(device.key))).encrypt(inner))


def _learn(vault: Vault, found: Mapping[int, bytes]) -> Vault:
    held = _held(vault.id)
    keyholder.put(vault.id, msgspec.structs.replace(held, secrets={**held.secrets, **found}))
    return Vault(vault.id, {**vault.keys, **{epoch: Keys(secret, epoch) for epoch, secret in found.items()}})


def _identity(path: Path, held: Held | None) -> Identity:
    """As whom this file asks: as before, or as somebody new."""
    known = held.identities.get(keyholder.name_of(path)) if held else None
    return known or _new_identity()


def renew_identity(path: Path, vault: bytes) -> Identity:
    """A new one, for a file that has none on this machine, or whose was revoked."""
    identity = _new_identity()
    keyholder.put(vault, _with(_held(vault), path, identity))
    return identity


def _held(vault: bytes) -> Held:
    held = keyholder.get(vault)
    assert held is not None
    return held


def _new_identity() -> Identity:
    return Identity(secrets.token_bytes(16), sealing.new_secret())


def _with(held: Held, path: Path, identity: Identity) -> Held:
    return msgspec.structs.replace(held, identities={**held.identities, keyholder.name_of(path): identity})


def _remember(store: Store, vault: bytes, relay: Relay) -> None:
    settings.put_local(store, "relay", relay.url)
    settings.put_local(store, "relay_id", relay.id)
    settings.put_local(store, "vault", vault)
    settings.put_local(store, "enrolled_as", relay.device)  # the last: an app that is open begins anew with it


def _voucher(keys: Keys, vault: bytes, device: bytes, public: bytes) -> bytes:
    return keys.signing.sign(protocol.voucher_text(vault, device, public, keys.epoch)).signature


def _is_vouched(vault: Vault, device: protocol.Device) -> bool:
    keys = vault.keys.get(device.epoch)
    if keys is None:
        return False
    text = protocol.voucher_text(vault.id, device.device, device.key, device.epoch)
    try:
        VerifyKey(keys.public).verify(text, device.voucher)
        return True
    except (CryptoError, ValueError):
        return False


def _about_name(vault: bytes, device: bytes) -> bytes:
    return sealing.context("device name", vault, device)


def _about_envelope(vault: bytes, device: bytes, epoch: int) -> bytes:
    return sealing.context("envelope", vault, device, epoch)
