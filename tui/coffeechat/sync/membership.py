"""Who is in a vault: making one, joining it, letting devices in, and what each is called."""

from __future__ import annotations

import platform
import secrets
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import msgspec
from nacl.signing import SigningKey

from coffeechat.store import settings
from coffeechat.store.store import Store
from coffeechat.sync import envelopes, keyholder, recovery, sealing, vouchers
from coffeechat.sync.envelopes import Past
from coffeechat.sync.errors import AlreadySetUp, NoSuchDevice, Refused, WrongWords
from coffeechat.sync.exchange import Vault
from coffeechat.sync.keyholder import Held, Identity
from coffeechat.sync.relay import Relay, checked
from coffeechat.sync.sealing import CannotUnseal, Keys
from coffeechat_server import protocol

NAME_LETTERS = 60
MEBIBYTE = 1 << 20

_BEGUN = "vault_begun"
"""The vault of a set-up that was not ended yet."""


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

    Which vault it is going to be is noted before the relay is asked: if this is broken off, the next time makes the
    same one, for which a used invite is still good.

    Raises Refused, Unreachable, NotARelay, PlainHttp.
    """
    url = checked(url)
    known = settings.local(store.connection, "vault") or settings.local(store.connection, _BEGUN)
    held = keyholder.get(known) if known else None
    present = held or Held({0: sealing.new_secret()})
    keys = _newest(present)
    vault = known if held else keys.first_vault
    identity = _identity(store.path, held)
    past = envelopes.seal_past(vault, keys, Past(present.secrets, present.rotations)) if keys.epoch else b""
    with Relay(url, vault, identity.id, SigningKey(identity.seed)) as relay:
        create = protocol.Create(vault, invite, keys.epoch, past)
        keyholder.put(vault, _with(present, store.path, identity))
        if vault != known:
            settings.put_local(store, _BEGUN, vault)
        relay.ask("POST", protocol.VAULTS, msgspec.msgpack.encode(create), protocol.Vault, owner=keys.signing)
        enrol(relay, keys, identity)
        _remember(store, vault, relay)
    return recovery.line(url, keys.secret)


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
        past = envelopes.unseal_past(found.vault, keys, found.secrets)
        all_secrets = {**past.secrets, found.epoch: secret}
        known = Held(all_secrets, held.identities if held else {}, past.rotations)
        keyholder.put(found.vault, _with(known, store.path, identity))
        relay.vault, relay.device = found.vault, identity.id
        _let_in(relay, keys, identity, store.path)
        _remember(store, found.vault, relay)


def _let_in(relay: Relay, keys: Keys, identity: Identity, path: Path) -> None:
    """A machine that was shut out and joins with the present words comes as somebody new."""
    try:
        enrol(relay, keys, identity)
    except Refused as error:
        if error.code != "revoked":
            raise
        identity = renew_identity(path, relay.vault)
        relay.device = identity.id
        enrol(relay, keys, identity)


def _find(relay: Relay, keys: Keys) -> protocol.Vault:
    try:
        return relay.ask("GET", protocol.VAULTS, b"", protocol.Vault, owner=keys.signing)
    except Refused as error:
        if error.code == "unauthorised":
            raise WrongWords("the relay knows no vault for them") from error
        raise


def enrol(relay: Relay, keys: Keys, identity: Identity, newest: Keys | None = None) -> None:
    """Make this machine one of the vault's devices; done twice it changes nothing. `keys` are those that the relay goes
    by, `newest`, if there are newer ones, those that the name is sealed with."""
    public = bytes(SigningKey(identity.seed).verify_key)
    name = platform.node()[:NAME_LETTERS].encode()
    named = sealing.seal(newest or keys, _about_name(relay.vault, identity.id), name)
    voucher = vouchers.made(keys, relay.vault, identity.id, public)
    body = msgspec.msgpack.encode(protocol.Enrol(identity.id, public, named, voucher))
    path = protocol.vault_path(relay.vault, "devices")
    relay.ask("POST", path, body, protocol.Accepted, owner=keys.signing)


def enrol_again(relay: Relay, vault: Vault, identity: Identity) -> None:
    """With a relay that was set back to before this machine came, and perhaps before the present keys. Raises Refused
    where it does not know the vault."""
    for epoch in sorted(vault.keys, reverse=True):
        try:
            enrol(relay, vault.keys[epoch], identity, vault.keys[vault.epoch])
            return
        except Refused as error:
            if error.code != "unauthorised" or epoch == min(vault.keys):
                raise


def members(relay: Relay, vault: Vault) -> Members:
    """Everybody that was ever let in, oldest first."""
    listed = relay.devices()
    found = [_member(relay, vault, device) for device in listed.devices]
    return Members(_told_apart(found), listed.used, listed.quota)


def _told_apart(found: list[Member]) -> list[Member]:
    """Machines are often called alike; those bear the beginning of their ids, too, which shuts one out as well."""
    count = Counter(one.name for one in found if not one.is_revoked)
    return [one._replace(name=f"{one.name} {one.id.hex()[:8]}") if count[one.name] > 1 else one for one in found]


def _member(relay: Relay, vault: Vault, device: protocol.Device) -> Member:
    name = name_in(vault, device) or device.device.hex()[:8]
    is_this = device.device == relay.device
    return Member(device.device, name, is_this, device.seen, bool(device.revoked), vouchers.is_vouched(vault, device))


def name_in(vault: Vault, device: protocol.Device) -> str | None:
    """What a device calls itself; None if it has none of these keys."""
    for keys in vault.keys.values():
        try:
            return sealing.unseal(keys, _about_name(vault.id, device.device), device.name).decode()
        except (CannotUnseal, UnicodeDecodeError):
            continue
    return None


def named(found: list[Member], name: str) -> Member:
    """The one device of this name, or whose id begins so; where no device that is in the vault is meant, one that was
    shut out. Raises NoSuchDevice."""
    here = [one for one in found if not one.is_revoked and _is_called(one, name)]
    if not here and not any(one.name.startswith(name) for one in found if not one.is_revoked):
        here = [one for one in found if _is_called(one, name)]
    if len(here) != 1:
        raise NoSuchDevice(name)
    return here[0]


def _is_called(one: Member, name: str) -> bool:
    id = one.id.hex()
    return bool(name) and (name in (one.name, f"{one.name} {id[:8]}") or id.startswith(name.lower()))


def _identity(path: Path, held: Held | None) -> Identity:
    """As whom this file asks: as before, or as somebody new."""
    known = held.identities.get(keyholder.name_of(path)) if held else None
    return known or _new_identity()


def renew_identity(path: Path, vault: bytes) -> Identity:
    """A new one, for a file that has none on this machine, or whose was revoked."""
    identity = _new_identity()
    keyholder.put(vault, _with(keyholder.required(vault), path, identity))
    return identity


def _new_identity() -> Identity:
    return Identity(secrets.token_bytes(16), sealing.new_secret())


def _with(held: Held, path: Path, identity: Identity) -> Held:
    identities = {**held.identities, keyholder.name_of(path): identity}
    return msgspec.structs.replace(held, identities=identities)


def _newest(held: Held) -> Keys:
    epoch = max(held.secrets)
    return Keys(held.secrets[epoch], epoch)


def _remember(store: Store, vault: bytes, relay: Relay) -> None:
    """At once, so that nothing that was broken off passes for set up."""
    said = {"relay": relay.url, "relay_id": relay.id, "vault": vault, "enrolled_as": relay.device}
    with store.local_change():
        for name, value in said.items():
            settings.put_local(store, name, value)
        settings.drop_local(store, _BEGUN)


def _about_name(vault: bytes, device: bytes) -> bytes:
    return sealing.context("device name", vault, device)
