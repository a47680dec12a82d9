"""Nonces that were used: no signed request is answered twice."""

from __future__ import annotations

from coffeechat_server.errors import Refused


class Nonces:
    """Remembers for at least `seconds`, at most twice as long: two generations, the older one dropped at a time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._turned = 0.0
        self._now: set[bytes] = set()
        self._before: set[bytes] = set()

    def use(self, signer: bytes, nonce: bytes, now: float) -> None:
        """`now` is in seconds of a clock that only goes forward. Raises Refused: replayed."""
        if now - self._turned >= self._seconds:
            self._before = self._now if now - self._turned < 2 * self._seconds else set()
            self._now, self._turned = set(), now
        key = signer + nonce
        if key in self._now or key in self._before:
            raise Refused("replayed")
        self._now.add(key)

    def __len__(self) -> int:
        return len(self._now) + len(self._before)
