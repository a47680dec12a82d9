"""How a talk stands in time: how long it has gone on, when its last minutes begin, and what to say then.

A talk stops at the agreed minute (Dalton, Yale, Rice); the last few are for the question who else to talk to.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

EXTENSION_MINUTES: Final = 5
_LONGEST_CLOSING: Final = 1 / 3
"""Of a short talk: of ten minutes five would be half."""

Phase = Literal["open", "closing", "over"]


class Sentences(Struct, frozen=True):
    """What to say when; `{minutes}` is the agreed length, `{left}` what is left of it."""

    check: str
    closing: str
    over: str
    over_again: str
    source: str


SENTENCES: Final[Sentences] = msgspec.toml.decode(Path(__file__).with_suffix(".toml").read_bytes(), type=Sentences)


class Timing(Struct, frozen=True):
    """A talk of so many `minutes`, `elapsed` seconds after it began; the last `closing_minutes` are for its end."""

    elapsed: int
    minutes: int
    closing_minutes: int

    @property
    def share(self) -> float:
        """Of the agreed time, 0 to 1 and beyond."""
        return self.elapsed / (60 * self.minutes)

    @property
    def left(self) -> int:
        """Seconds; below 0 when it is over."""
        return 60 * self.minutes - self.elapsed

    @property
    def phase(self) -> Phase:
        if self.left <= 0:
            return "over"
        return "closing" if self.left <= self._closing else "open"

    @property
    def face(self) -> str:
        """`13:05 of 20:00`."""
        return f"{clock_face(self.elapsed)} of {self.minutes}:00"

    @property
    def _closing(self) -> float:
        return min(60 * self.closing_minutes, 60 * self.minutes * _LONGEST_CLOSING)


def timing(started: datetime, minutes: int, now: datetime, closing_minutes: int) -> Timing:
    """A clock that was set back does not make a talk shorter than nothing."""
    return Timing(max(0, int((now - started).total_seconds())), max(1, minutes), closing_minutes)


def clock_face(seconds: int) -> str:
    """`13:05`, or `75:00`: minutes are what a talk is agreed in."""
    return f"{seconds // 60}:{seconds % 60:02}"


def sentence(timing: Timing, *, was_extended: bool = False) -> str:
    """What to say at this moment; asked for more time a second time, one thanks instead."""
    left = max(1, round(timing.left / 60))
    if timing.phase == "over":
        words = SENTENCES.over_again if was_extended else SENTENCES.over
    else:
        words = SENTENCES.closing if timing.phase == "closing" else SENTENCES.check
    return words.format(minutes=timing.minutes, left=f"{left} minute{'' if left == 1 else 's'}")
