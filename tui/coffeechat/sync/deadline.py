"""Ends a request whose answer begins too slowly: a limit for each read lets a head through that comes drop by drop."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any


class Deadline:
    """Of one client that asks one thing at a time."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        """Whether it ended the last request."""
        self._seconds = seconds
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None

    def watching(self) -> dict[str, object]:
        """The extensions of a request by httpx that is about to begin: `trace` is told of its every step."""
        self.is_over = False
        return {"trace": self._note}

    def _note(self, step: str, told: Mapping[str, Any]) -> None:
        if step.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = told["return_value"].get_extra_info("socket")
        elif step.endswith("receive_response_headers.started"):
            self._timer = threading.Timer(self._seconds, self._end)
            self._timer.daemon = True
            self._timer.start()
        elif step.endswith(("receive_response_headers.complete", "receive_response_headers.failed")) and self._timer:
            self._timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        if self._socket:
            with suppress(OSError):  # gone by itself
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # not TLS's own, which another thread is in
