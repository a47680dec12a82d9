"""The relay over HTTP: requests signed by the device or the vault's key, answers checked, errors as sentences."""

from __future__ import annotations

import re
import secrets
import ssl
import time
from collections.abc import Iterator
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urlsplit

import certifi
import httpx
import msgspec
from nacl.signing import SigningKey

from coffeechat.store import clock
from coffeechat.sync.deadline import Deadline
from coffeechat.sync.errors import NotAnAddress, NotARelay, PlainHttp, Refused, Unreachable
from coffeechat_server import protocol
from coffeechat_server.protocol import Accepted, Audit, Checkpoint, Digests, Pull, Pulled, Push, Verdict

Answer = TypeVar("Answer")

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
SILENCE_SECONDS = protocol.PING_SECONDS + 15.0
"""After which an event stream is taken for dead."""

ANSWER_LIMIT = 8 << 20
"""Bytes; a page of a pull has two million and some."""
WHOLE_SECONDS = 60.0
SLOWEST = 4 << 10
"""After WHOLE_SECONDS an answer must come at so many bytes a second at least."""
HEAD_SECONDS = 60.0
"""Until an answer has begun; a long poll waits for 25."""
TOO_SLOW = "its answer comes too slowly"
LINE_LIMIT = 4 << 10
"""Bytes of a line in the event stream; they have twenty."""
BELIEVABLE = range(1_577_836_800_000, 4_102_444_800_000)
"""Milliseconds of 2020 to 2100: a relay that tells another time is not believed."""

CORRECTABLE: frozenset[protocol.Code] = frozenset({"clock", "unauthorised"})
"""What a clock that is off may have caused, or a signature for a relay that another has replaced."""


class Relay:
    """One relay, asked as one device of one vault. Every call raises Refused, Unreachable or NotARelay."""

    def __init__(self, url: str, vault: bytes, device: bytes, key: SigningKey, relay_id: bytes | None = None) -> None:
        self.url = checked(url)
        self.vault = vault
        self.device = device
        self.id = relay_id
        self.off = 0
        """Milliseconds this machine's clock is ahead of the relay's."""
        self._key = key
        self._deadline = Deadline(HEAD_SECONDS)
        self._client = httpx.Client(
            base_url=self.url,
            timeout=TIMEOUT,
            trust_env=not _is_here(self.url),
            verify=_trusted() if self.url.startswith("https:") else False,  # plain HTTP never leaves this machine
        )

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Relay:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def about(self) -> protocol.About:
        about = self._read(*self._send("GET", protocol.ABOUT, b"", {}), protocol.About)
        self.id = about.relay
        return about

    def pull(self, pull: Pull) -> Pulled:
        return self._post("pull", pull, Pulled)

    def push(self, push: Push) -> Accepted:
        return self._post("push", push, Accepted)

    def upload(self, upload: bytes, number: int, sealed: bytes) -> None:
        self.ask("POST", protocol.part_path(self.vault, upload, number), sealed, Accepted)

    def checkpoint(self, checkpoint: Checkpoint) -> Accepted:
        return self._post("checkpoint", checkpoint, Accepted)

    def verdict(self, verdict: Verdict) -> Accepted:
        return self._post("verdict", verdict, Accepted)

    def audit(self, audit: Audit) -> Digests:
        return self._post("audit", audit, Digests)

    def devices(self) -> protocol.Devices:
        return self.ask("GET", protocol.vault_path(self.vault, "devices"), b"", protocol.Devices)

    def envelopes(self) -> protocol.Envelopes:
        return self.ask("GET", protocol.vault_path(self.vault, "envelopes"), b"", protocol.Envelopes)

    def revoke(self, device: bytes, order: protocol.Revoke) -> Accepted:
        return self.ask("POST", protocol.revoke_path(self.vault, device), msgspec.msgpack.encode(order), Accepted)

    def changes(self, after: int, wait: int) -> int:
        """The vault's counter once it is not `after`, or when `wait` seconds are over."""
        path = protocol.vault_path(self.vault, f"changes?after={after}&wait={wait}")
        return self.ask("GET", path, b"", protocol.Changes).head

    def events(self) -> Iterator[int]:
        """The vault's counter whenever it moves, until the stream ends. Raises Unreachable when it goes silent."""
        path = protocol.vault_path(self.vault, "events")
        timeout = httpx.Timeout(10.0, read=SILENCE_SECONDS)
        headers = self._signed("GET", path, b"")
        try:
            with self._client.stream(
                "GET", path, headers=headers, timeout=timeout, extensions=self._deadline.watching()
            ) as response:
                if response.status_code != 200:
                    self._read(response, self._body(response), protocol.Changes)
                if not response.headers.get("Content-Type", "").startswith("text/event-stream"):
                    raise NotARelay(self.url)
                for said in self._lines(response):
                    if said.startswith(b"id:"):
                        yield int(said[3:])
        except (httpx.HTTPError, ValueError) as error:
            raise Unreachable(self.url, self._why(error)) from error

    def _lines(self, response: httpx.Response) -> Iterator[bytes]:
        begun = b""
        for piece in response.iter_bytes():
            *lines, begun = (begun + piece).split(b"\n")
            yield from lines
            if len(begun) > LINE_LIMIT:
                raise NotARelay(self.url)

    def _post(self, rest: str, body: msgspec.Struct, answer: type[Answer]) -> Answer:
        return self.ask("POST", protocol.vault_path(self.vault, rest), msgspec.msgpack.encode(body), answer)

    def ask(self, method: str, path: str, body: bytes, answer: type[Answer], owner: SigningKey | None = None) -> Answer:
        """One request, signed by the device, or by the vault's key given as `owner`. A clock that is off is corrected
        by the relay's, and another relay's id taken note of; then it is asked once more."""
        before = self.id, self.off
        try:
            return self._read(*self._send(method, path, body, self._signed(method, path, body, owner)), answer)
        except Refused as error:
            if error.code not in CORRECTABLE or (self.id, self.off) == before:
                raise
        return self._read(*self._send(method, path, body, self._signed(method, path, body, owner)), answer)

    def _signed(self, method: str, path: str, body: bytes, owner: SigningKey | None = None) -> dict[str, str]:
        if self.id is None:
            self.about()
        assert self.id is not None
        key, signer = (owner, bytes(owner.verify_key)) if owner else (self._key, self.device)
        now, nonce = clock.milliseconds() - self.off, secrets.token_bytes(16)
        text = protocol.signed_text(self.id, method, path, signer, now, nonce, protocol.sha256(body))
        signature = key.sign(text).signature
        return {"Authorization": protocol.Authorization(signer, now, nonce, signature).header()}

    def _send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
        content = body if method == "POST" else None
        kind = {"Content-Type": protocol.CONTENT_TYPE} if method == "POST" else {}
        asked = clock.milliseconds()
        try:
            with self._client.stream(
                method, path, content=content, headers={**headers, **kind}, extensions=self._deadline.watching()
            ) as response:
                said = self._body(response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(self.url, self._why(error)) from error
        self._learn(response, asked)
        return response, said

    def _why(self, error: Exception) -> str:
        """`connection refused`; without the number that systems put before it."""
        if self._deadline.is_over:
            return TOO_SLOW
        said = re.sub(r"^\[Errno -?\d+\] ", "", str(error))
        return said[:1].lower() + said[1:] if said else type(error).__name__

    def _body(self, response: httpx.Response) -> bytes:
        """Neither without end nor drop by drop, which no time limit for a single read notices."""
        pieces, size, begun = [], 0, time.monotonic()
        for piece in response.iter_bytes():
            pieces.append(piece)
            size += len(piece)
            if size > ANSWER_LIMIT:
                raise NotARelay(self.url)
            if time.monotonic() - begun > WHOLE_SECONDS + size / SLOWEST:
                raise Unreachable(self.url, TOO_SLOW)
        return b"".join(pieces)

    def _learn(self, response: httpx.Response, asked: int) -> None:
        """The relay's clock, as it was half-way between question and answer, and its id."""
        time_said = response.headers.get(protocol.TIME_HEADER, "")
        told = int(time_said) if re.fullmatch("[0-9]{13}", time_said) else 0
        if told not in BELIEVABLE:
            return
        self.off = (asked + clock.milliseconds()) // 2 - told
        relay_id = response.headers.get(protocol.ID_HEADER, "")
        if re.fullmatch("[0-9a-f]{32}", relay_id):
            self.id = bytes.fromhex(relay_id)

    def _read(self, response: httpx.Response, said: bytes, answer: type[Answer]) -> Answer:
        if not response.headers.get("Content-Type", "").startswith(protocol.CONTENT_TYPE):
            raise NotARelay(self.url)
        try:
            if response.status_code >= 400:
                error = msgspec.msgpack.decode(said, type=protocol.Error)
                raise Refused(error.code, error.message)
            return msgspec.msgpack.decode(said, type=answer)
        except msgspec.DecodeError as error:
            raise NotARelay(self.url) from error


def checked(url: str) -> str:
    """The address without a slash at its end. Raises PlainHttp, NotAnAddress."""
    plain = url.strip().rstrip("/")
    parts = urlsplit(plain)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAnAddress(plain)
    if parts.scheme == "http" and not _is_here(plain):
        raise PlainHttp(plain)
    return plain


def _trusted() -> ssl.SSLContext:
    """Whom this machine trusts (SSL_CERT_FILE and its own list, with an organisation's own authority) and, for systems
    without a list that Python finds, whom browsers trust."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _is_here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
