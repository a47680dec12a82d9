"""Starts the engine without holding up the app: what it stands on takes a fifth of a second to import."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from coffeechat.sync.status import Status

if TYPE_CHECKING:
    from coffeechat.sync.engine import Engine


class Background:
    """An engine that is imported in a thread of its own."""

    def __init__(self, path: Path, tell: Callable[[Status], object]) -> None:
        self._path = path
        self._tell = tell
        self._engine: Engine | None = None
        self._is_stopped = False
        self._lock = threading.Lock()

    def start(self) -> None:
        threading.Thread(target=self._begin, name="sync start", daemon=True).start()

    def _begin(self) -> None:
        from coffeechat.sync.engine import Engine

        with self._lock:
            if not self._is_stopped:
                self._engine = Engine(self._path, self._tell)
                self._engine.start()

    def wake(self) -> None:
        """Something was written just now."""
        if self._engine:
            self._engine.wake()

    def now(self) -> None:
        """Sync at once."""
        if self._engine:
            self._engine.now()

    def stop(self, seconds: float = 0.0) -> None:
        with self._lock:
            self._is_stopped = True
            if self._engine:
                self._engine.stop(seconds)
