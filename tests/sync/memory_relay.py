"""A relay as the protocol's model has it: chains of boundaries and opaque batches, in memory and copyable."""

from __future__ import annotations

import copy
import secrets

from coffeechat.sync.errors import Refused
from coffeechat_server.protocol import (
    START,
    Accepted,
    Audit,
    Boundary,
    Checkpoint,
    DeviceDigest,
    Digests,
    Part,
    Pull,
    Pulled,
    Push,
    Tail,
    Verdict,
)

Batch = tuple[dict[bytes, tuple[Boundary, Boundary]], tuple[bytes, ...], int]
PAGE = 2
"""Parts of one page."""


class MemoryRelay:
    """Sees boundaries and opaque batches, nothing else."""

    def __init__(self) -> None:
        self.chains: dict[bytes, list[Boundary]] = {}
        self.batches: list[Batch] = []
        self.uploads: dict[tuple[bytes, int], bytes] = {}
        self.digests: dict[bytes, tuple[dict[bytes, Boundary], bytes]] = {}
        self.epoch = 0
        self.pages: dict[bytes, Pulled] = {}

    def backup(self) -> MemoryRelay:
        copied = copy.copy(self)
        copied.chains = {device: list(chain) for device, chain in self.chains.items()}
        copied.batches, copied.uploads, copied.pages = list(self.batches), dict(self.uploads), {}
        return copied

    def head(self, device: bytes) -> Boundary:
        return self.chains.get(device, [START])[-1]

    def heads(self) -> dict[bytes, Boundary]:
        return {device: chain[-1] for device, chain in self.chains.items()}

    def pull(self, pull: Pull) -> Pulled:
        if pull.cursor:
            if pull.cursor not in self.pages:
                raise Refused("start_over", "This pull can't be continued.")
            return self._page(self.pages[pull.cursor])
        tails = {device: _tail(chain, pull.known.get(device, [])) for device, chain in self.chains.items()}
        parts = [
            Part(place, number, len(sealed), epoch, covers if number == 0 else {}, part)
            for place, (covers, sealed, epoch) in enumerate(self.batches)
            if any(to[0] > tails[device].after[0] for device, (_, to) in covers.items())
            for number, part in enumerate(sealed)
        ]
        return self._page(Pulled(len(self.batches), self.epoch, tails, parts, b""))

    def _page(self, whole: Pulled) -> Pulled:
        """The first two parts; the rest is asked for by the cursor."""
        if len(whole.parts) <= PAGE:
            return whole
        cursor = secrets.token_bytes(8)
        self.pages[cursor] = Pulled(whole.head, whole.epoch, {}, whole.parts[PAGE:], b"")
        return Pulled(whole.head, whole.epoch, whole.chains, whole.parts[:PAGE], cursor)

    def push(self, push: Push) -> Accepted:
        if all(self.head(device) == to for device, (_, to) in push.covers.items()):
            return Accepted(len(self.batches))
        if any(self.head(device) != start for device, (start, _) in push.covers.items()):
            raise Refused("conflict", "The vault has moved on.")
        self.batches.append((push.covers, self._parts(push.sealed, push.upload, push.parts), push.epoch))
        for device, (_, to) in push.covers.items():
            self.chains.setdefault(device, [START]).append(to)
        return Accepted(len(self.batches))

    def upload(self, upload: bytes, number: int, sealed: bytes) -> None:
        self.uploads[upload, number] = sealed

    def _parts(self, sealed: bytes, upload: bytes, parts: int) -> tuple[bytes, ...]:
        if not upload:
            return (sealed,)
        if any((upload, number) not in self.uploads for number in range(parts)):
            raise Refused("parts_missing", "Parts are missing.")
        return tuple(self.uploads[upload, number] for number in range(parts))

    def checkpoint(self, checkpoint: Checkpoint) -> Accepted:
        if checkpoint.heads != self.heads():
            raise Refused("conflict", "The vault has moved on.")
        parts = self._parts(b"", checkpoint.upload, checkpoint.parts)
        covers = {device: (START, head) for device, head in checkpoint.heads.items()}
        self.batches = [(covers, parts, checkpoint.epoch)]
        return Accepted(1)

    def verdict(self, verdict: Verdict) -> Accepted:
        raise AssertionError("no checkpoint waits here")

    def audit(self, audit: Audit) -> Digests:
        if audit.heads != self.heads():
            raise Refused("conflict", "The vault has moved on.")
        said = [DeviceDigest(device, 0, one) for device, (heads, one) in self.digests.items() if heads == audit.heads]
        return Digests(said)


def _tail(chain: list[Boundary], known: list[Boundary]) -> Tail:
    after = next((boundary for boundary in known if boundary in chain), START)
    return Tail(after, chain[chain.index(after) + 1 :])
