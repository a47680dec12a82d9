"""Batches as the relay sees them: sealed parts of at most a megabyte, bound to what they cover and to each other."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from coffeechat.store.replica.contents import Content
from coffeechat.store.replica.outbox import Covers
from coffeechat.sync import sealing
from coffeechat.sync.frames import NotReadable, Reader, padded
from coffeechat.sync.sealing import CannotUnseal, DamagedBatch, Keys
from coffeechat_server.protocol import Part

PIECE = 1_000_000
"""Bytes of a part before sealing; with all that is around it below the relay's limit for one request."""

COMMIT_BYTES = 16


def seal(keys: Keys, vault: bytes, covers: Covers, stream: bytes) -> tuple[bytes, ...]:
    """The parts of a batch. In one of several, the first begins with a random number that all are bound to: parts of
    two batches can't be mixed."""
    if len(stream) <= PIECE:
        return (sealing.seal(keys, about(vault, covers, 0, 1, b""), padded(stream)),)
    commit = secrets.token_bytes(COMMIT_BYTES)
    stream = padded(commit + stream)
    pieces = [stream[at : at + PIECE] for at in range(0, len(stream), PIECE)]
    return tuple(
        sealing.seal(keys, about(vault, covers, number, len(pieces), commit), piece)
        for number, piece in enumerate(pieces)
    )


def about(vault: bytes, covers: Covers, number: int, parts: int, commit: bytes) -> bytes:
    """What a part is bound to: the vault, its place in its batch, and what the batch covers."""
    first = [(device, *covers[device]) for device in sorted(covers)] if number == 0 else []
    return sealing.context("batch", vault, number, parts, b"" if number == 0 else commit, first)


class Opening:
    """One batch being opened, part by part."""

    def __init__(self, vault: bytes, first: Part) -> None:
        self.covers = first.covers
        self.parts = first.parts
        self._vault = vault
        self._commit = b""
        self._next = 0
        self._reader = Reader()

    def open(self, keys: Keys, part: Part) -> Iterator[Content]:
        """The contents that are whole with this part. Raises DamagedBatch, NotReadable."""
        if part.number != self._next or part.parts != self.parts:
            raise NotReadable("a part of it is missing")
        bound = about(self._vault, self.covers, part.number, self.parts, self._commit)
        try:
            plain = sealing.unseal(keys, bound, part.sealed)
        except CannotUnseal as error:
            raise DamagedBatch from error
        if part.number == 0 and self.parts > 1:
            self._commit, plain = plain[:COMMIT_BYTES], plain[COMMIT_BYTES:]
        self._next += 1
        yield from self._reader.feed(plain)
        if self.is_done:
            self._reader.finish()

    @property
    def is_done(self) -> bool:
        return self._next == self.parts
