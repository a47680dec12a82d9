"""Killed while a message is being written, in a real terminal: what stood on the screen a second ago is kept."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

from coffeechat.records import Touch
from coffeechat.store import people, sender, tables
from coffeechat.store.store import Store
from e2e.terminal import PATIENCE
from faults.test_killed_talking import KEPT_SECONDS, Typist

KILLS = 4
LONGEST = 2.5
"""Seconds of typing, without a pause, before the kill."""


class Writer(Typist):
    def opened(self) -> None:
        """Until the message stands there."""
        self._comes(b"NEXT TO APPROACH")
        self.type("2")
        self._comes(b"Write")
        self.type("w")
        self._comes(b"Subject")

    def write_until(self, end: float) -> None:
        while time.monotonic() < end:
            self._word(end)

    def _comes(self, text: bytes) -> None:
        deadline = time.monotonic() + PATIENCE
        while text not in self.written:
            assert time.monotonic() < deadline, self.written[-2_000:]
            self._read()


def test_a_message_that_is_killed_loses_nothing_typed_more_than_a_second_before(path: Path) -> None:
    with Store(path) as store:
        people.add(store, "Ada Lindqvist", "Head of Urban Planning", "City of Elmhafen", "ada@example.org")
        sender.put(store, "name", "Lena Brandt")
    chance, kept = random.Random(7), 0
    for _ in range(KILLS):
        with Writer(path, chance) as writer:
            writer.opened()
            writer.write_until(time.monotonic() + chance.uniform(KEPT_SECONDS, LONGEST))
            killed = time.monotonic()
            os.killpg(writer.process.pid, signal.SIGKILL)
            writer.process.wait()
        words = [word for word, at in writer.seen.items() if killed - at > KEPT_SECONDS]
        with Store(path) as store:
            (draft,) = tables.select(store.connection, Touch, "state = 'draft'")
        written = f"{draft.subject} {draft.body}"
        assert [word for word in words if word not in written] == []
        kept += len(words)
    assert kept, "some was typed long enough before"
