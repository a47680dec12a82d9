"""Killed in the middle of a talk, in a real terminal, at any moment: nothing is lost that had stood on the screen for a
second, the file is healthy, and the app opens in the talk again.

A second from when it was shown, not from when the key was sent: on a machine that is busy with other things a key waits
for its turn, and whoever types sees that it does.
"""

from __future__ import annotations

import os
import random
import select
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coffeechat.records import Answer, Conversation, Person, Promise
from coffeechat.store import doctor, live, tables
from coffeechat.store.store import Store
from e2e.terminal import PATIENCE, Terminal
from screens.talking import FOUR, planned

LANES = 3
"""Apps that are typed in at a time."""
KEPT_SECONDS = 1.0
LONGEST = 2.4
"""Seconds of typing before the kill."""
A_LETTER = (0.02, 0.08)
"""Seconds: as fast as people type, and faster."""
ESCAPE_SECONDS = 0.15
"""What comes sooner after alt and a letter is taken for the rest of an escape sequence."""


class Typist(Terminal):
    """Types words, each of which is there only once, and remembers when each stood on the screen."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        super().__init__("--db", path, environment={"TEXTUAL_ANIMATIONS": "none"})
        self.seen: dict[str, float] = {}
        self._awaited: list[str] = []
        self._chance = chance

    def __enter__(self) -> Typist:
        return self

    def _feed(self, piece: bytes) -> None:
        """Drawing this screen would take longer than the app does; a line that changes comes whole."""
        now = time.monotonic()
        shown = [word for word in self._awaited if word.encode() in self.written[-8_192:]]
        self.seen |= dict.fromkeys(shown, now)
        self._awaited = [word for word in self._awaited if word not in self.seen]

    def opened(self) -> None:
        """Until the talk stands there, with its clock."""
        deadline = time.monotonic() + PATIENCE
        while b" of " not in self.written:
            assert time.monotonic() < deadline, self.written[-2_000:]
            self._read()

    def write_until(self, end: float) -> None:
        """Words in the answer at hand, now and then the next question, a promise, a name or a quote."""
        while time.monotonic() < end:
            if self._chance.random() < 0.3:
                self._capture(end)
            self._word(end)

    def _capture(self, end: float) -> None:
        key = self._chance.choice(["\t", "\x1bp", "\x1bn", "\x1bq", "\x1bm"])
        self.type(key)
        self._wait(ESCAPE_SECONDS)
        if key != "\t":
            self._word(end)
            if self._chance.random() < 0.7:
                self.type("\r")

    def _word(self, end: float) -> None:
        word = f"{self._chance.getrandbits(24):06x}"
        self._awaited.append(word)
        for letter in word:
            if time.monotonic() > end:
                return
            self.type(letter)
            self._wait(self._chance.uniform(*A_LETTER))
        self.type(" ")

    def _wait(self, seconds: float) -> None:
        """Reading meanwhile what the app draws, or it would wait for us."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._ours], [], [], left)[0]:
                self._read()


def everything_written(store: Store, talk_id: bytes) -> str:
    """All that was typed in the talk, wherever it went."""
    connection = store.connection
    texts = [row.text for row in tables.select(connection, Answer)] + [
        row.text for row in tables.select(connection, Promise)
    ]
    texts += [row.display for row in tables.select(connection, Person)]
    texts += [row.notes for row in tables.select(connection, Conversation)]
    return "\n".join([*(text or "" for text in texts), *live.unfinished(connection, talk_id).values()])


def killed_again_and_again(path: Path, kills: int, seed: int) -> list[str]:
    """In one file; what was lost each time."""
    chance = random.Random(seed)
    with Store(path) as store:
        talk_id = planned(store, "informational", *FOUR)
        live.begin(store, talk_id)
    kept: list[str] = []
    lost = []
    for _ in range(kills):
        with Typist(path, chance) as typist:
            typist.opened()
            typist.write_until(time.monotonic() + chance.uniform(0, LONGEST))
            killed = time.monotonic()
            os.killpg(typist.process.pid, signal.SIGKILL)
            typist.process.wait()
        kept += [word for word, at in typist.seen.items() if killed - at > KEPT_SECONDS]
        with Store(path) as store:
            assert not [finding for finding in doctor.examine(store) if finding.wrong]
            written = everything_written(store, talk_id)
            assert live.going_on(store.connection, datetime.now(UTC)) == talk_id
        lost += [word for word in kept if word not in written]
        kept = [word for word in kept if word in written]
    assert kept, "some was typed long enough before"
    return lost


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(51, marks=pytest.mark.timeout(600)),
        pytest.param(600, marks=(pytest.mark.soak, pytest.mark.timeout(3_600))),
    ],
)
def test_a_talk_that_is_killed_loses_nothing_typed_more_than_a_second_before(tmp_path: Path, kills: int) -> None:
    with ThreadPoolExecutor(LANES) as lanes:
        done = [
            lanes.submit(killed_again_and_again, tmp_path / f"{lane}.db", kills // LANES, lane) for lane in range(LANES)
        ]
    assert [one.result() for one in done] == [[]] * LANES
