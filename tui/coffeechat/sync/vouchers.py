"""Vouchers: what the vault's key signs for each device it lets in, and every other device checks."""

from __future__ import annotations

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from coffeechat.sync.exchange import Vault
from coffeechat.sync.sealing import Keys
from coffeechat_server import protocol


def made(keys: Keys, vault: bytes, device: bytes, public: bytes) -> bytes:
    return keys.signing.sign(protocol.voucher_text(vault, device, public, keys.epoch)).signature


def holds(keys: Keys, vault: bytes, device: bytes, public: bytes, voucher: bytes) -> bool:
    return is_signed(keys.public, protocol.voucher_text(vault, device, public, keys.epoch), voucher)


def is_vouched(vault: Vault, device: protocol.Device) -> bool:
    """Whether a key of this vault, a past one too, lets in a device that the relay lists."""
    keys = vault.keys.get(device.epoch)
    return keys is not None and holds(keys, vault.id, device.device, device.key, device.voucher)


def is_signed(public: bytes, text: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(public).verify(text, signature)
        return True
    except (CryptoError, ValueError):
        return False
