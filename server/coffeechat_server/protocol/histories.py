"""Histories of devices and the batches that carry them: push, pull, checkpoint, audit."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from coffeechat_server.protocol.sizes import PARTS_LIMIT, Id, Seq, Small


class Boundary(NamedTuple):
    """A point in a device's history, chosen by the client; the relay only compares.

    `seq` grows from each boundary of a history to the next. `hash` has 8 to 32 bytes and depends on the boundary before
    it and on something random, so that two continuations of one history never share a boundary.
    """

    seq: Seq
    hash: Annotated[bytes, Meta(max_length=32)]


START = Boundary(0, b"")
"""Where every history begins. The relay takes it as known; it is never stored."""

Covers = dict[Id, tuple[Boundary, Boundary]]
"""By device, the stretch of its history in a batch: from where (exclusive) to where (inclusive)."""
Heads = dict[Id, Boundary]
"""By device, the last boundary. Devices that are at START are left out."""


class Push(Struct, frozen=True, array_like=True):
    """A batch: POST `push`. Answered with Accepted.

    The relay takes it only if every `from` in `covers` is its own head of that device, all or nothing. If every `to` is
    its head already, it is a retry: accepted, and nothing changes. Anything else is 409 `conflict`: pull, then push
    what follows from that. `epoch` is that of the key it is sealed with; another than the vault's is 409 `rotated`.

    A batch above BODY_LIMIT is sent before as an upload, and named here with the number of its parts; `sealed` is empty
    then. Missing parts are 409 `parts_missing`: send them again. Retried as it is, without sending the parts again.
    """

    covers: Covers
    sealed: bytes
    epoch: int = 0
    upload: Annotated[bytes, Meta(max_length=16)] = b""
    parts: Annotated[int, Meta(ge=0, le=PARTS_LIMIT)] = 0


class Accepted(Struct, frozen=True, array_like=True):
    """Done, and on the relay's disk. `head` is the vault's counter of changes: see Changes."""

    head: int


class Pull(Struct, frozen=True, array_like=True):
    """What does the relay have that I don't? POST `pull`. Answered with Pulled; changes nothing.

    `known` has, for each device whose history the client holds, some boundaries of it, newest first: the last one, and
    as many older ones as it likes, thinning out (the 2nd, 4th, 8th, 16th … before), so that after a rollback little is
    sent twice. At most 64 of each. A history that is left out is answered from START.

    `cursor` is empty for the first page; then what the page before gave, with the same `known`.
    """

    known: dict[Id, Annotated[list[Boundary], Meta(max_length=64)]]
    cursor: Annotated[bytes, Meta(max_length=256)] = b""


class Tail(Struct, frozen=True, array_like=True):
    """What the relay has of one history: `after` is the newest of the client's boundaries that it has too (START if
    none), `boundaries` are all its later ones, in order; none if `after` is its head."""

    after: Boundary
    boundaries: list[Boundary]


class Part(Struct, frozen=True, array_like=True):
    """One part of a batch, as it was pushed. Most batches have one.

    `position` is the batch's place in the vault's order of arrival, `number` counts from 0 to `parts` - 1. `covers` is
    empty but in number 0. A checkpoint's stretches begin at START.
    """

    position: int
    number: int
    parts: int
    epoch: int
    covers: Covers
    sealed: bytes


class Pending(Struct, frozen=True, array_like=True):
    """A checkpoint that waits for a second device's verdict. The device that offered it is told too, where there is
    another that could judge, so that it offers no other meanwhile.

    `upload` is its id, `device` offered it, `digest` is its sealed digest of all cells at `heads`.
    """

    upload: Id
    device: Id
    heads: Heads
    digest: bytes


class Pulled(Struct, frozen=True, array_like=True):
    """One page of an answer to Pull.

    All pages together show the vault at one moment. First come the chains: every history the relay has, named in at
    least one page, also when there is nothing new in it; a long one goes on in the next page, where its `after` is the
    last boundary sent. Then the batches that cover anything past some `Tail.after` of the first page, in order of
    arrival, a batch's parts in order; they may come from before what the client already has (merging is idempotent).

    `cursor` asks for the next page; empty: that was the last. If the vault changed so that the rest can't be told any
    more (what a checkpoint replaced has been dropped; the relay was restarted), the next page is 409 `start_over`: pull
    anew. `epoch` is the vault's: higher than the client's, fetch `envelopes`; lower, the relay was restored from before
    a rotation: tell it again with `revoke`. `pending` is in the last page only.
    """

    head: int
    epoch: int
    chains: dict[Id, Tail]
    parts: list[Part]
    cursor: bytes
    pending: Pending | None = None


class Checkpoint(Struct, frozen=True, array_like=True):
    """A batch from the beginning: POST `checkpoint`. Answered with Accepted.

    Always uploaded first, in one part or more; `upload` is its id from then on. Taken only if `heads` are exactly the
    relay's, else 409 `conflict`. It stands for all batches before it; those are kept until another device gives its
    Verdict or offers a checkpoint itself, or a grace period is over. While they are, the next one by the same device is
    409 `pending`, unless it is the vault's only device. A retry is accepted and changes nothing.
    """

    heads: Heads
    upload: Id
    parts: Annotated[int, Meta(ge=1, le=PARTS_LIMIT)]
    epoch: int
    digest: Small


class Verdict(Struct, frozen=True, array_like=True):
    """Another device's word on a checkpoint: POST `verdict`. Answered with Accepted, also if it is no longer pending.

    If it agrees, what was replaced leaves the disk. If not, the replaced batches count again, beside the checkpoint
    (merging both is harmless). The relay takes no verdict from the device that offered it: 409 `conflict`.
    """

    upload: Id
    agrees: bool


class Audit(Struct, frozen=True, array_like=True):
    """A sealed digest of all cells at `heads`: POST `audit`. Answered with Digests.

    Taken only if `heads` are exactly the relay's, else 409 `conflict`. The relay keeps each device's last one.
    """

    heads: Heads
    digest: Small


class DeviceDigest(Struct, frozen=True, array_like=True):
    """What a device said when it was at the same heads; `at` is when."""

    device: Id
    at: int
    digest: bytes


class Digests(Struct, frozen=True, array_like=True):
    """The digests of the other devices that are not revoked, at exactly the heads that were asked with."""

    digests: list[DeviceDigest]
