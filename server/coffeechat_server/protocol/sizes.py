"""Limits and ids that both sides go by."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

CONTENT_TYPE = "application/msgpack"
TIME_HEADER = "Relay-Time"
ID_HEADER = "Relay-Id"

BODY_LIMIT = 1 << 20
"""Bytes of a request's body; so much may a part of an upload have. A page of a pull has at most twice that."""
PARTS_LIMIT = 1024
"""Parts of one upload."""
COVERS_LIMIT = 4096
"""Histories in one vault, and in one push, pull or checkpoint."""
DEVICES_LIMIT = 64
"""Devices of one vault that are not revoked."""
FRESH_MILLISECONDS = 120_000
"""How far the time in a signature may be from the relay's."""
WAIT_SECONDS = 25
"""The longest that `changes` waits."""
PING_SECONDS = 25
"""Between two comments on an event stream; one that was silent for 40 s is dead: use `changes` instead."""

Seq = Annotated[int, Meta(ge=0, lt=1 << 53)]
Epoch = Annotated[int, Meta(ge=0, lt=1 << 31)]
"""Counts a vault's rotations."""
Id = Annotated[bytes, Meta(min_length=16, max_length=16)]
"""Of a vault, a device (its history has the same id) or an upload."""
Key = Annotated[bytes, Meta(min_length=32, max_length=32)]
"""An Ed25519 public key."""
Signature = Annotated[bytes, Meta(min_length=64, max_length=64)]
Small = Annotated[bytes, Meta(max_length=65_536)]
"""Something sealed that is kept beside the batches."""
