"""Keys from one secret, and what is sealed with them: nothing but sizes and boundaries is left to see.

From a vault's 32-byte secret come, by BLAKE2b keyed with it over one context each: the content key, the Ed25519 seed of
the vault's signing key and, from the first secret only, the vault's id.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import cached_property

import msgspec
from msgspec import Struct
from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey

from coffeechat.errors import CoffeechatError
from coffeechat.sync.errors import HEALING

FORMAT = 1
SECRET_BYTES = 32
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


_ASK = "Run `coffeechat sync now` again; if it stays so, ask whoever runs the relay."


class CannotUnseal(CoffeechatError):
    def __init__(self, what: str, next_step: str = _ASK) -> None:
        super().__init__(
            f"{what} from the relay can't be opened with this vault's key: it was damaged or exchanged on the way. "
            f"Nothing of it was taken over. {next_step}"
        )


class DamagedBatch(CannotUnseal):
    def __init__(self) -> None:
        super().__init__("A batch", HEALING)


class Keys(Struct, frozen=True, dict=True):
    """What follows from one secret. `epoch` counts how often it was changed."""

    secret: bytes
    epoch: int = 0

    @cached_property
    def content(self) -> bytes:
        return derive(self.secret, "content key")

    @cached_property
    def signing(self) -> SigningKey:
        return SigningKey(derive(self.secret, "signing key"))

    @property
    def public(self) -> bytes:
        return bytes(self.signing.verify_key)

    @property
    def first_vault(self) -> bytes:
        """The id of a vault that begins with this secret."""
        return derive(self.secret, "vault id", 16)


def derive(secret: bytes, context: str, size: int = 32) -> bytes:
    return hashlib.blake2b(f"coffeechat 1 {context}".encode(), key=secret, digest_size=size).digest()


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def context(kind: str, vault: bytes, *about: object) -> bytes:
    """What is not secret but must not be exchanged: of what kind, whose, and what for."""
    return msgspec.msgpack.encode((FORMAT, kind, vault, *about))


def seal(keys: Keys, about: bytes, plain: bytes) -> bytes:
    """XChaCha20-Poly1305: the nonce, then the ciphertext with its tag."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, about, nonce, keys.content)


def unseal(keys: Keys, about: bytes, sealed: bytes, what: str = "A batch") -> bytes:
    """Raises CannotUnseal."""
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[NONCE_BYTES:], about, sealed[:NONCE_BYTES], keys.content
        )
    except (CryptoError, ValueError) as error:
        raise CannotUnseal(what) from error
