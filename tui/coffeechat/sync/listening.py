"""Listening to the relay: by its event stream, or where that does not get through, by asking."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from coffeechat.errors import CoffeechatError
from coffeechat.sync import retries
from coffeechat.sync.relay import Relay
from coffeechat.sync.session import Session
from coffeechat_server.protocol import WAIT_SECONDS

MOST_POLLS = 8
"""After so many long polls the stream is tried again."""
AT_ONCE_SECONDS = 1.0
"""Whatever answers sooner that nothing has changed does not wait, and is not asked again and again."""


class Listener(threading.Thread):
    """Hears from the relay that there may be something new, and calls `tell`."""

    def __init__(self, session: Session, tell: Callable[[], None], stopped: threading.Event) -> None:
        super().__init__(name="sync listener", daemon=True)
        self._session = session
        self._tell = tell
        self._stopped = stopped

    def run(self) -> None:
        failures = 0
        while not self._stopped.is_set():
            with self._session.another_relay() as relay:
                failures = self._listen(relay, failures)
            self._stopped.wait(retries.pause(failures))

    def _listen(self, relay: Relay, failures: int) -> int:
        """Until the stream ends; returns how often in a row it has failed by now."""
        head = 0
        try:
            for told in relay.events():
                head, failures = told, 0
                self._tell()
                if self._stopped.is_set():
                    break
        except CoffeechatError:
            if not failures:
                self._tell()  # what broke just now may be the relay itself: a sync finds out
            failures += 1
            self._poll(relay, head, min(failures, MOST_POLLS))
        return failures

    def _poll(self, relay: Relay, head: int, times: int) -> None:
        """A proxy may keep streams to itself, and let answers through."""
        with suppress(CoffeechatError):  # what is wrong with the relay is said by the sync itself
            for _ in range(times):
                asked = time.monotonic()
                seen = relay.changes(head, WAIT_SECONDS)
                if self._stopped.is_set():
                    return
                if seen != head:
                    self._tell()
                elif time.monotonic() - asked < AT_ONCE_SECONDS:
                    return
                head = seen
