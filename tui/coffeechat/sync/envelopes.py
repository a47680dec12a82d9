"""What a rotation leaves at the relay: the new secret for each device that stays, and the past for who comes later.

An envelope is signed by the device that made it, sealed with the old content key, and that sealed to the device it is
for: the relay has neither key, and whoever is shut out has only the second.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct
from nacl.bindings import crypto_sign_ed25519_pk_to_curve25519
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from coffeechat.sync import sealing, vouchers
from coffeechat.sync.errors import ForgedKeys
from coffeechat.sync.keyholder import Identity, Rotation
from coffeechat.sync.sealing import SECRET_BYTES, CannotUnseal, Keys

WHAT = "The envelope with the new key"


class Letter(Struct, frozen=True, array_like=True):
    """What is in an envelope. `key` is the sender's; `voucher`, by the vault's old key, says that it is one of the
    vault's devices; `signature` is by `key`, over who writes to whom, in which vault, for which epoch, and the rest."""

    secret: bytes
    rotation: Rotation
    key: bytes
    voucher: bytes
    signature: bytes


class Past(Struct, frozen=True, array_like=True):
    """What somebody who comes later has to know: the earlier secrets, and what the rotations were."""

    secrets: dict[int, bytes]
    rotations: dict[int, Rotation]


def seal(
    vault: bytes, sender: Identity, receiver: tuple[bytes, bytes], old: Keys, new: Keys, rotation: Rotation
) -> bytes:
    """An envelope for `receiver`, a device's id and public key."""
    device, public = receiver
    signing = SigningKey(sender.seed)
    key = bytes(signing.verify_key)
    text = signed_text(vault, new.epoch, sender.id, device, new.secret, rotation)
    voucher = vouchers.made(old, vault, sender.id, key)
    letter = Letter(new.secret, rotation, key, voucher, signing.sign(text).signature)
    inner = sealing.seal(old, about(vault, new.epoch, sender.id, device), msgspec.msgpack.encode(letter))
    return bytes(SealedBox(PublicKey(crypto_sign_ed25519_pk_to_curve25519(public))).encrypt(inner))


def unseal(vault: bytes, sender: bytes, receiver: Identity, old: Keys, epoch: int, sealed: bytes) -> Letter:
    """What `sender` left for this device. Raises CannotUnseal, ForgedKeys."""
    signing = SigningKey(receiver.seed)
    try:
        inner = SealedBox(PrivateKey(bytes(signing.to_curve25519_private_key()))).decrypt(sealed)
        plain = sealing.unseal(old, about(vault, epoch, sender, receiver.id), inner, WHAT)
        letter = msgspec.msgpack.decode(plain, type=Letter)
    except (CryptoError, ValueError, TypeError) as error:
        raise CannotUnseal(WHAT) from error
    text = signed_text(vault, epoch, sender, receiver.id, letter.secret, letter.rotation)
    is_meant = (receiver.id, bytes(signing.verify_key)) in letter.rotation.staying
    if not (
        len(letter.secret) == SECRET_BYTES
        and vouchers.holds(old, vault, sender, letter.key, letter.voucher)
        and vouchers.is_signed(letter.key, text, letter.signature)
        and is_meant
        and sender != letter.rotation.shut_out
    ):
        raise ForgedKeys(sender.hex()[:8])
    return letter


def seal_past(vault: bytes, keys: Keys, past: Past) -> bytes:
    return sealing.seal(keys, sealing.context("secrets", vault, keys.epoch), msgspec.msgpack.encode(past))


def unseal_past(vault: bytes, keys: Keys, sealed: bytes) -> Past:
    """Raises CannotUnseal."""
    what = "The list of earlier keys"
    if not sealed:
        return Past({}, {})
    plain = sealing.unseal(keys, sealing.context("secrets", vault, keys.epoch), sealed, what)
    try:
        return msgspec.msgpack.decode(plain, type=Past)
    except msgspec.DecodeError as error:
        raise CannotUnseal(what) from error


def signed_text(vault: bytes, epoch: int, sender: bytes, receiver: bytes, secret: bytes, rotation: Rotation) -> bytes:
    """What a letter's signature is over."""
    return sealing.context("letter", vault, epoch, sender, receiver, secret, rotation)


def about(vault: bytes, epoch: int, sender: bytes, receiver: bytes) -> bytes:
    """What the sealed letter is bound to."""
    return sealing.context("envelope", vault, epoch, sender, receiver)
