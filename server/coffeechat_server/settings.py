"""How generous the relay is. The defaults fit a handful of people on a small machine."""

from __future__ import annotations

from msgspec import Struct

MEBIBYTE = 1 << 20


class Settings(Struct, frozen=True, kw_only=True):
    """Sizes are bytes, lengths of time seconds unless their name says otherwise."""

    is_open: bool = False
    """Whether a new vault needs no invite."""
    quota: int = 256 * MEBIBYTE
    """Of a vault that is made without an invite."""
    min_free: int = 64 * MEBIBYTE
    """Nothing is taken in when the disk has less than this."""
    rate: float = 50.0
    """Requests a second of one device, over time; 0: as many as they like. A vault has 4, an address 8 times that."""
    burst_seconds: float = 10.0
    """So many seconds' worth may come at once."""
    body_seconds: float = 30.0
    body_rate: int = 8_192
    """A body may take `body_seconds`, or longer if it keeps to this many bytes a second."""
    header_seconds: float = 10.0
    connections: int = 2_048
    connections_per_address: int = 64
    """Not counted for trusted proxies."""
    streams_per_device: int = 8
    keep_replaced_hours: float = 24.0
    """How long what a checkpoint replaced is kept without another device's verdict."""
    replica_late_seconds: float = 10.0
    """A replica further behind makes the relay degraded."""
    trusted_proxies: tuple[str, ...] = ()
    """Networks whose X-Forwarded-For is believed."""
    metrics_port: int | None = None
    """The only port that answers /metrics."""
