"""The machine's clock, ids and the hybrid logical clock that orders changes."""

from __future__ import annotations

import time
from datetime import UTC, datetime

COUNTER_BITS = 16  # of an hlc; above them 48 bits of milliseconds since 1970
FAR = 60_000  # milliseconds that a clock may be off before it is corrected


def now() -> datetime:
    return datetime.now(UTC)


def instant(moment: datetime) -> str:
    """UTC ISO 8601 with seconds: `2026-03-02T08:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id() -> bytes:
    """A UUIDv7: 16 bytes that sort by time of creation."""
    import uuid_utils  # here, because most commands that only read never need one

    return uuid_utils.uuid7().bytes


def milliseconds() -> int:
    """Since 1970, by this machine's clock."""
    return time.time_ns() // 1_000_000


def next_hlc(last: int, off: int = 0) -> int:
    """An hlc above both the clock, which is `off` milliseconds ahead of the true time, and `last`. One that is far
    ahead of the clock was given while the clock was wrong, and is not followed."""
    present = (milliseconds() - off) << COUNTER_BITS
    return present if last - present > FAR << COUNTER_BITS else max(present, last + 1)
