"""Prints the test vectors of docs/sealing.md; `tests/sync/test_sealing.py` compares them."""

from __future__ import annotations

import msgspec
from nacl import bindings
from nacl.signing import SigningKey

from coffeechat.store.note_slots import id_of
from coffeechat.store.replica.contents import Content, Group, Stamps
from coffeechat.store.shared_text import seed
from coffeechat.sync import batches, envelopes, frames, recovery, sealing, vouchers
from coffeechat.sync.envelopes import Letter
from coffeechat.sync.keyholder import Rotation
from coffeechat.sync.sealing import Keys

SECRET = bytes(range(32))
DEVICE = bytes(range(16, 32))
COVERS = {DEVICE: ((0, b""), (1, bytes(8)))}
CONTENT = Content(
    schema=3,
    groups=[Group(1, [2, 3, 5], True, bytes(range(16)), [0], [["2026-03-02T08:00:00Z"], ["manual"], ["Ada"]])],
    stamps=Stamps([1_772_438_400_000 << 16], [0], [0], [1]),
)


def vectors() -> dict[str, str]:
    """By name; hex but for words and line."""
    keys = Keys(SECRET)
    stream = frames.padded(frames.pack([CONTENT]))
    about = batches.about(keys.first_vault, COVERS, 0, 1, b"")
    nonce = bytes(24)
    sealed = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(stream, about, nonce, keys.content)
    slot = seed(0, "Met at the fair.")
    signing = SigningKey(SECRET)
    key = bytes(signing.verify_key)
    rotation = Rotation(bytes(16), ((DEVICE, key),))
    text = envelopes.signed_text(keys.first_vault, 1, DEVICE, DEVICE, SECRET[::-1], rotation)
    voucher = vouchers.made(keys, keys.first_vault, DEVICE, key)
    letter = Letter(SECRET[::-1], rotation, key, voucher, signing.sign(text).signature)
    return {
        "secret": SECRET.hex(),
        "content key": keys.content.hex(),
        "signing seed": sealing.derive(SECRET, "signing key").hex(),
        "vault's public key": keys.public.hex(),
        "vault": keys.first_vault.hex(),
        "words": recovery.words(SECRET),
        "line": recovery.line("https://relay.example.org", SECRET),
        "content": msgspec.msgpack.encode(CONTENT).hex(),
        "stream": stream.hex(),
        "associated data": about.hex(),
        "sealed with a nonce of zeros": (nonce + sealed).hex(),
        "signed text of a letter": text.hex(),
        "letter": msgspec.msgpack.encode(letter).hex(),
        "its associated data": envelopes.about(keys.first_vault, 1, DEVICE, DEVICE).hex(),
        "seed of a text": slot.state.hex(),
        "its slot's id": id_of(("person", bytes(16), "about"), slot).hex(),
    }


def text() -> str:
    return "".join(f"{name}: {value}\n" for name, value in vectors().items())


if __name__ == "__main__":
    print(text(), end="")
