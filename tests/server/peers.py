"""Vaults and devices as the relay meets them: they sign, push and pull. Nothing here is sealed."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import httpx
import msgspec
from nacl.signing import SigningKey

from coffeechat_server import protocol
from coffeechat_server.protocol import START, Boundary, Covers, Part, Push

Answer = TypeVar("Answer")


class Refusal(Exception):
    """The relay said no; `code` says why."""

    def __init__(self, response: httpx.Response) -> None:
        error = msgspec.msgpack.decode(response.content, type=protocol.Error)
        super().__init__(f"{response.status_code} {error.code}: {error.message}")
        self.code, self.status = error.code, response.status_code
        self.response = response


class Signer:
    """Signs requests to one relay, as a device or as the holder of a vault's key. `client` has the relay's address."""

    def __init__(self, client: httpx.Client, key: SigningKey, name: bytes | None = None) -> None:
        self.client, self.key = client, key
        self.name = name or key.verify_key.encode()
        self.relay = self._relay()
        self.ahead = 0

    def signed(self, method: str, target: str, body: bytes = b"") -> httpx.Request:
        """`ahead` is how many milliseconds this clock is ahead."""
        now, nonce = time.time_ns() // 1_000_000 + self.ahead, secrets.token_bytes(16)
        text = protocol.signed_text(self.relay, method, target, self.name, now, nonce, protocol.sha256(body))
        header = protocol.Authorization(self.name, now, nonce, self.key.sign(text).signature).header()
        return self.client.build_request(
            method, target, content=body if method == "POST" else None, headers={"Authorization": header}
        )

    def post(self, target: str, body: msgspec.Struct | bytes, answer: type[Answer]) -> Answer:
        raw = body if isinstance(body, bytes) else msgspec.msgpack.encode(body)
        return answer_in(self.client.send(self.signed("POST", target, raw)), answer)

    def get(self, target: str, answer: type[Answer]) -> Answer:
        return answer_in(self.client.send(self.signed("GET", target)), answer)

    def _relay(self) -> bytes:
        return answer_in(self.client.get(protocol.ABOUT), protocol.About).relay


def answer_in(response: httpx.Response, answer: type[Answer]) -> Answer:
    """Raises Refusal."""
    if response.status_code >= 400:
        raise Refusal(response)
    return msgspec.msgpack.decode(response.content, type=answer)


class Vault:
    """A vault, made at once."""

    def __init__(self, client: httpx.Client, invite: str = "") -> None:
        self.client = client
        self.id = secrets.token_bytes(16)
        self.key = SigningKey.generate()
        self.epoch = 0
        self.owner = Signer(client, self.key)
        self.made = self.owner.post(protocol.VAULTS, protocol.Create(self.id, invite), protocol.Vault)

    def enrol(self, device: bytes | None = None, key: SigningKey | None = None) -> Device:
        device, key = device or secrets.token_bytes(16), key or SigningKey.generate()
        public = key.verify_key.encode()
        voucher = self.key.sign(protocol.voucher_text(self.id, device, public, self.epoch)).signature
        self.owner.post(
            self.path("devices"), protocol.Enrol(device, public, b"sealed name", voucher), protocol.Accepted
        )
        return Device(self, Signer(self.client, key, device))

    def path(self, rest: str) -> str:
        return protocol.vault_path(self.id, rest)

    def rotated_by(
        self, device: Device, out: bytes, stay: list[Device], others: Sequence[Device] = ()
    ) -> protocol.Revoke:
        """What revoking `out` sends; this vault has the new key once it is accepted."""
        key = SigningKey.generate()
        remaining = {
            one.id: protocol.Remaining(
                b"sealed to " + one.id,
                key.sign(protocol.voucher_text(self.id, one.id, one.public, self.epoch + 1)).signature,
            )
            for one in stay
        }
        order = protocol.Revoke(
            self.epoch + 1, key.verify_key.encode(), remaining, b"earlier secrets", [one.id for one in others]
        )
        device.signer.post(protocol.revoke_path(self.id, out), order, protocol.Accepted)
        self.key, self.epoch = key, self.epoch + 1
        self.owner = Signer(self.client, key)
        return order


class Device:
    """A device of a vault. `heads` is what it knows the relay to have."""

    def __init__(self, vault: Vault, signer: Signer) -> None:
        self.vault, self.signer = vault, signer
        self.id, self.public = signer.name, signer.key.verify_key.encode()
        self.head = START

    def next(self) -> Boundary:
        """Where its history would go on."""
        return Boundary(self.head.seq + 1, secrets.token_bytes(16))

    def push(self, sealed: bytes = b"sealed") -> Boundary:
        """One batch of its own history."""
        to = self.next()
        self.send({self.id: (self.head, to)}, sealed)
        self.head = to
        return to

    def send(self, covers: Covers, sealed: bytes = b"sealed", **more: Any) -> int:
        batch = Push(covers, sealed, **{"epoch": self.vault.epoch, **more})
        return self.post("push", batch, protocol.Accepted).head

    def upload(self, parts: list[bytes]) -> bytes:
        upload = secrets.token_bytes(16)
        for number, part in enumerate(parts):
            self.signer.post(protocol.part_path(self.vault.id, upload, number), part, protocol.Accepted)
        return upload

    def pages(self, known: dict[bytes, list[Boundary]]) -> Iterator[protocol.Pulled]:
        cursor = b""
        while True:
            page = self.post("pull", protocol.Pull(known, cursor), protocol.Pulled)
            yield page
            if not page.cursor:
                return
            cursor = page.cursor

    def pull(self, known: dict[bytes, list[Boundary]] | None = None) -> tuple[list[bytes], protocol.Heads]:
        """The bytes of every batch that is new, parts joined, and the relay's heads."""
        batches: list[bytes] = []
        heads: protocol.Heads = {}
        for page in self.pages(known or {}):
            for device, tail in page.chains.items():
                heads[device] = tail.boundaries[-1] if tail.boundaries else tail.after
            for part in page.parts:
                _join(batches, part)
        return batches, heads

    def checkpoint(self, heads: protocol.Heads, parts: list[bytes], digest: bytes = b"digest") -> bytes:
        """The upload's id."""
        upload = self.upload(parts)
        offer = protocol.Checkpoint(heads, upload, len(parts), self.vault.epoch, digest)
        self.post("checkpoint", offer, protocol.Accepted)
        return upload

    def post(self, rest: str, body: msgspec.Struct | bytes, answer: type[Answer]) -> Answer:
        return self.signer.post(self.vault.path(rest), body, answer)

    def get(self, rest: str, answer: type[Answer]) -> Answer:
        return self.signer.get(self.vault.path(rest), answer)


def _join(batches: list[bytes], part: Part) -> None:
    if part.number == 0:
        batches.append(part.sealed)
    else:
        batches[-1] += part.sealed
