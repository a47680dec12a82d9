"""Sync in the background: a thread of its own with its own connection, which never holds up a key.

A lone edit leaves at once; while somebody goes on typing, what they typed leaves when they rest, or once a second. What
others write comes with a hint from the relay.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from coffeechat.errors import CoffeechatError
from coffeechat.store.errors import in_sentences
from coffeechat.store.store import Store
from coffeechat.sync import retries
from coffeechat.sync import session as sessions
from coffeechat.sync.errors import AtWork, NotSettled, NotSetUp, Refused, Stopped, Unreachable
from coffeechat.sync.listening import Listener
from coffeechat.sync.session import Outcome, Session
from coffeechat.sync.status import Progress, State, Status
from coffeechat_server.protocol import Code

LOOK_SECONDS = 0.015
"""How often the file is looked at for what other programs write, while something is going on,"""
IDLE_LOOK_SECONDS = 0.25
"""and once nothing was for a while: each time wakes a thread, which at the pace above takes 1.3 % of a core. What the
app itself writes, and what the relay tells, is not waited for."""
IDLE_AFTER_SECONDS = 5.0
GATHER_SECONDS = 0.01
REST_SECONDS = 0.2
LONGEST_SECONDS = 1.0
THOROUGH_SECONDS = 3.0
"""Rest after which digests are compared."""
ANYWAY_SECONDS = 300.0
"""Between two syncs though nobody said anything."""


class Engine(threading.Thread):
    """Syncs the file at `path` until it is stopped; `tell` hears of every change of its status, in this thread."""

    def __init__(self, path: Path, tell: Callable[[Status], object]) -> None:
        super().__init__(name="sync", daemon=True)
        self._path = path
        self._tell = tell
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._hint = threading.Event()
        self._failures = 0
        self._offline_since = 0.0
        self._synced_at = 0.0
        self._rested_at = float("-inf")
        self._stirred_at = float("-inf")
        self._status = Status("starting")

    def wake(self) -> None:
        """Something was written here just now."""
        self._woken.set()

    def now(self) -> None:
        """Try at once, whatever was wrong before."""
        self._failures = 0
        self._hear()

    def _hear(self) -> None:
        """The relay may have something new."""
        self._hint.set()
        self._woken.set()

    def stop(self, seconds: float = 0.0) -> None:
        """End after what is under way, and wait so long for it; a sync that is broken off loses nothing."""
        self._stopped.set()
        self._woken.set()
        self.join(seconds)

    def run(self) -> None:
        try:
            with Store(self._path) as store, Session(store, self._on_progress) as session:
                Listener(session, self._hear, self._stopped).start()
                self._go_on(store, session)
        except NotSetUp:
            self._say(Status("off"))
        except (CoffeechatError, OSError) as error:  # OSError: the folder for keys and marks
            self._say(Status("attention", sentence=str(error)))
        except Exception as error:  # or the corner would show for good what it showed last
            self._say(Status("attention", sentence=str(Stopped(error))))

    def _go_on(self, store: Store, session: Session) -> None:
        if session.is_a_copy:
            self._say(Status("starting", sentence="This file is a copy, or an older state: it syncs as a new device."))
        version = store.connection.pragma("data_version")
        is_thorough = True
        next_at = time.monotonic()
        while not self._stopped.is_set():
            self._woken.clear()  # before looking: what wakes from here on is not missed
            present = store.connection.pragma("data_version")
            is_due = time.monotonic() >= next_at
            if present != version:
                version = present
                self._stirred_at = time.monotonic()
                is_due |= self._has_written(store)
            if is_due or self._hint.is_set():  # a hint while it fails: the relay is back
                self._hint.clear()
                self._stirred_at = time.monotonic()
                version = store.connection.pragma("data_version")  # what is written from here on is for the next time
                pause = self._sync(store, session, is_thorough)
                next_at = time.monotonic() + pause
                is_thorough = not is_thorough and self._failures == 0
                if is_thorough:
                    next_at = min(next_at, time.monotonic() + THOROUGH_SECONDS)
            self._rest()

    def _has_written(self, store: Store) -> bool:
        """Whether what somebody wrote here leaves now. While the relay is away it is only counted."""
        waiting = sessions.waiting(store)
        if self._failures and waiting != self._status.waiting:
            self._say(msgspec.structs.replace(self._status, waiting=waiting))
        if self._failures or not waiting:
            return False
        self._say(Status("waiting", waiting, self._synced_at))
        self._gather(store)
        return True

    def _rest(self) -> None:
        """Until something may have happened."""
        is_idle = time.monotonic() - self._stirred_at > IDLE_AFTER_SECONDS
        self._woken.wait(IDLE_LOOK_SECONDS if is_idle else LOOK_SECONDS)

    def _gather(self, store: Store) -> None:
        """Leave a moment for what belongs together. Whoever has just written waits until they rest, but not long."""
        begun = time.monotonic()
        rest = REST_SECONDS if begun - self._rested_at < REST_SECONDS else GATHER_SECONDS
        version = store.connection.pragma("data_version")
        until = begun + rest
        while time.monotonic() < min(until, begun + LONGEST_SECONDS) and not self._stopped.is_set():
            time.sleep(GATHER_SECONDS / 2)
            present = store.connection.pragma("data_version")
            if present != version:
                version, until = present, time.monotonic() + rest

    def _sync(self, store: Store, session: Session, is_thorough: bool) -> float:
        """One sync; returns after how many seconds to try again at the latest."""
        try:
            with in_sentences(self._path):
                outcome = session.sync(is_thorough=is_thorough)
        except (Unreachable, NotSettled, AtWork) as error:
            return self._failed(store, str(error), "offline")
        except Refused as error:
            return self._failed(store, str(error), "offline" if error.code in _PASSING else "attention")
        except (CoffeechatError, OSError) as error:  # OSError: the folder for keys and marks
            return self._failed(store, str(error), "attention")
        self._failures = 0
        self._offline_since = 0.0
        self._synced_at, self._rested_at = time.time(), time.monotonic()
        with suppress(CoffeechatError):  # only a hint for other windows; all is synced though it can't be written
            sessions.note(store, self._synced_at)
        state: State = "attention" if outcome.audit is False else "synced"
        self._say(Status(state, 0, self._synced_at, _sentence(outcome), outcome.changes))
        return ANYWAY_SECONDS

    def _failed(self, store: Store, sentence: str, state: State) -> float:
        self._failures += 1
        self._offline_since = self._offline_since or time.time()
        at = self._offline_since if state == "offline" else self._synced_at
        self._say(Status(state, sessions.waiting(store), at, sentence))
        return retries.pause(self._failures - 1)

    def _on_progress(self, progress: Progress) -> None:
        if progress.total > 1:
            self._say(Status("waiting", self._status.waiting, self._synced_at, progress=progress))

    def _say(self, status: Status) -> None:
        self._status = status
        if not self._stopped.is_set():
            self._tell(status)


_PASSING: frozenset[Code] = frozenset({"busy", "slow_down", "slow", "fault", "conflict", "start_over", "disk_full"})
"""Refusals that are over by themselves: said like a relay that is away, and tried again."""


def _sentence(outcome: Outcome) -> str:
    if outcome.audit is False:
        return (
            "This machine and another one did not hold the same, so everything here was sent anew. "
            "If this goes on, run `coffeechat doctor` on both."
        )
    if outcome.clock_off:
        minutes = abs(outcome.clock_off) // 60_000
        way = "ahead" if outcome.clock_off > 0 else "behind"
        return f"This machine's clock is {minutes:,} minutes {way}; changes are stamped with the relay's time."
    return ""
