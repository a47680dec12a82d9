"""The header that says who asks, and the texts that are signed."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

SCHEME = "relay-v1"
_HEADER = re.compile(SCHEME + r" ((?:[0-9a-f]{32}){1,2}) (0|[1-9][0-9]{0,14}) ([0-9a-f]{32}) ([0-9a-f]{128})")


class Authorization(NamedTuple):
    """The header `Authorization: relay-v1 SIGNER TIME NONCE SIGNATURE`; all hex but the time.

    `signer` is the device's id (16 bytes) or, where the vault's key signs, the public key (32 bytes). `nonce` is 16
    random bytes, new for each request, a retry too. A signature is good for one request within FRESH_MILLISECONDS.
    """

    signer: bytes
    time: int
    nonce: bytes
    signature: bytes

    def header(self) -> str:
        return f"{SCHEME} {self.signer.hex()} {self.time} {self.nonce.hex()} {self.signature.hex()}"


def read_authorization(header: str) -> Authorization | None:
    """None if it is not exactly of that form: there is one way to write it."""
    found = _HEADER.fullmatch(header)
    if found is None:
        return None
    signer, time, nonce, signature = found.groups()
    return Authorization(bytes.fromhex(signer), int(time), bytes.fromhex(nonce), bytes.fromhex(signature))


def signed_text(
    relay: bytes, method: str, target: str, signer: bytes, time: int, nonce: bytes, body_sha256: bytes
) -> bytes:
    """What the Ed25519 signature of a request is over.

    `target` is the path from `/v1` on, with `?` and the query if there is one, exactly as sent: a relay may live under
    a prefix that its proxy takes off. `body_sha256` is of the empty string where there is no body.
    """
    lines = (SCHEME, relay.hex(), method, target, signer.hex(), str(time), nonce.hex(), body_sha256.hex())
    return "\n".join(lines).encode()


def voucher_text(vault: bytes, device: bytes, key: bytes, epoch: int) -> bytes:
    """What the vault's key signs to vouch for a device at `epoch`."""
    return "\n".join((SCHEME, "device", vault.hex(), device.hex(), key.hex(), str(epoch))).encode()


def sha256(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()
