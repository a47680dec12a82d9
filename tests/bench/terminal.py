"""A program in a real pseudo-terminal of 120 x 40: when it has painted what, counted from its start."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

from bench.figures import CannotMeasure

COLUMNS, LINES = 120, 40
ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}
"""What terminals are asked: synchronised output (yes), resizes told within the stream (no)."""

_CONTROL = re.compile(
    r"""\x1b(?: \[ [0-?]* [\ -/]* [@-~]                 # CSI: colours, cursor
            | \] [^\x07\x1b]* (?: \x07 | \x1b\\ )       # OSC: titles, clipboard
            | [P_^] [^\x1b]* \x1b\\                     # DCS, APC, PM
            | [\ -/]* [0-OQ-Z\\`-~] )                  # the short ones""",
    re.VERBOSE,
)


class PaintedText:
    """The text among the control sequences of a stream that comes in pieces."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._unread = ""
        self.text = ""

    def feed(self, piece: bytes) -> None:
        """A sequence that is cut at the end of the piece waits for its rest."""
        plain = _CONTROL.sub("", self._unread + self._decode(piece))
        self._unread = plain[plain.index("\x1b") :] if "\x1b" in plain else ""
        self.text += plain.removesuffix(self._unread)


class Terminal:
    """Runs one program; leaving the context kills it and everything it has started."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command = command
        self._painted = PaintedText()
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            command, env=dict(environment), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._ours)

    @property
    def pid(self) -> int:
        return self._process.pid

    def seconds_until(self, *texts: str, patience: float = 30.0) -> float:
        """From the program's start until all of these have been painted. Raises CannotMeasure."""
        now = time.perf_counter()
        while not all(text in self._painted.text for text in texts):
            if now - self._begun > patience or not self._take(patience):
                raise CannotMeasure(f"`{' '.join(self._command)}` did not paint {texts!r}: {self._last_words()}")
            now = time.perf_counter()
        return now - self._begun

    def wait(self, patience: float) -> None:
        """Until the program has ended by itself. Raises CannotMeasure."""
        while self._take(patience):
            pass
        if self._process.wait(timeout=patience):
            raise CannotMeasure(f"`{' '.join(self._command)}` failed: {self._last_words()}")

    def _take(self, patience: float) -> bool:
        """Read once; False at the end, or after too long a silence."""
        if not select.select([self._ours], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self._ours, 65536)
        except OSError:  # how Linux says that nobody is left at the other end
            return False
        for question, reply in ANSWERS.items():
            if question in piece:
                os.write(self._ours, reply)
        self._painted.feed(piece)
        return bool(piece)

    def _last_words(self) -> str:
        return " ".join(self._painted.text.split())[-300:]
