"""Token buckets: so many requests a second over time, and some seconds' worth at once."""

from __future__ import annotations

from collections.abc import Hashable
from math import ceil

from coffeechat_server.errors import Refused

KEYS_LIMIT = 10_000


class Buckets:
    """One bucket for each key. `rate` is tokens a second, 0 for no limit; `burst` is how many a full one holds."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._buckets: dict[Hashable, tuple[float, float]] = {}

    def take(self, key: Hashable, now: float, tokens: float = 1.0) -> None:
        """`now` is in seconds of any clock that only goes forward. Raises Refused: slow_down."""
        if not self._rate:
            return
        left, at = self._buckets.get(key, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        if left < tokens:
            raise Refused("slow_down", retry_after=ceil((tokens - left) / self._rate))
        if len(self._buckets) >= KEYS_LIMIT:
            self._forget_full(now)
        self._buckets[key] = (left - tokens, now)

    def _forget_full(self, now: float) -> None:
        """A full bucket need not be remembered. If none is, all begin anew: better than growing for ever."""
        kept = {
            key: (left, at) for key, (left, at) in self._buckets.items() if left + (now - at) * self._rate < self._burst
        }
        self._buckets = kept if len(kept) < KEYS_LIMIT else {}
