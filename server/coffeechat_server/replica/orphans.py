"""One Litestream at a time: a lock that the child inherits, so that one left by a killed relay is found and ended."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from coffeechat_server.errors import RelayError

PATIENCE_SECONDS = 10.0
"""For its last bytes to reach the copy; then it is killed."""


class StillReplicating(RelayError):
    """Two of them would write over each other's copy."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"A Litestream of an earlier run still holds {path} and does not end. End it and start again.")


def lock(path: Path) -> int:
    """The descriptor that holds the lock; pass it to the child, and `name` the child. Raises StillReplicating."""
    held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return held
        except BlockingIOError:
            left = end - time.monotonic()
            if left < -2:
                os.close(held)
                raise StillReplicating(path) from None
            _end(held, signal.SIGTERM if left > 0 else signal.SIGKILL)
            time.sleep(0.1)


def name(held: int, pid: int) -> None:
    """Write down who holds the lock."""
    os.ftruncate(held, 0)
    os.pwrite(held, str(pid).encode(), 0)


def _end(held: int, how: signal.Signals) -> None:
    """The lock is held, so the process that the file names is alive and is that Litestream."""
    pid = os.pread(held, 20, 0)
    if pid.isdigit():
        with suppress(ProcessLookupError, PermissionError):
            os.kill(int(pid), how)
