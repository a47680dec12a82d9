"""The installed `coffeechat` in a terminal of its own, and what stands on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import pyte

COFFEECHAT = Path(sys.executable).with_name("coffeechat")
PATIENCE = 30.0
"""Seconds until something that must come is given up."""

# pyte takes these private sequences for others, and fails: the kitty keyboard's, and requests that it can't answer.
_PRIVATE = re.compile(rb"\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP[^\x1b]*\x1b\\")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<>=?$]*|P[^\x1b]*)?$")


class Terminal:
    """Runs `coffeechat` on a screen of so many cells; leaving the context kills it."""

    def __init__(
        self, *arguments: str | Path, size: tuple[int, int] = (80, 24), environment: Mapping[str, str] | None = None
    ) -> None:
        width, height = size
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""
        """Everything that was written to the terminal."""
        self._unread = b""
        self._ours, theirs = pty.openpty()
        self._set_size(width, height)
        settings = {"TERM": "xterm-256color", "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8", **(environment or {})}
        self.process = subprocess.Popen(
            [COFFEECHAT, *arguments],
            env={name: value for name, value in (os.environ | settings).items() if name not in ("COLUMNS", "LINES")},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._ours)

    @property
    def text(self) -> str:
        """The screen as it is."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, text: str, *, is_gone: bool = False) -> str:
        """Until `text` is on the screen, or is no more."""
        deadline = time.monotonic() + PATIENCE
        while (text in self.text) is is_gone:
            assert time.monotonic() < deadline, f"{text!r} did not {'go' if is_gone else 'come'}:\n{self.text}"
            self._read()
        return self.text

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def paste(self, text: str) -> None:
        """As terminals do it, bracketed."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def resize(self, width: int, height: int) -> None:
        self.screen.resize(height, width)
        self._set_size(width, height)
        os.killpg(self.process.pid, signal.SIGWINCH)

    def ended(self) -> int:
        """Wait for the end, read what was written until then, and return the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it does not end:\n{self.text}"
            self._read()
        while self._read():
            pass
        return self.process.returncode

    def _read(self) -> bool:
        ready, _, _ = select.select([self._ours], [], [], 0.05)
        if not ready:
            return False
        try:
            piece = os.read(self._ours, 65_536)
        except OSError:  # on Linux what a closed terminal gives
            return False
        self.written += piece
        self._feed(piece)
        return bool(piece)

    def _feed(self, piece: bytes) -> None:
        """A sequence that is cut at the end of the piece waits for its rest."""
        whole = _PRIVATE.sub(b"", self._unread + piece)
        unfinished = _UNFINISHED.search(whole)
        self._unread = unfinished.group() if unfinished else b""
        self.stream.feed(whole.removesuffix(self._unread) if self._unread else whole)

    def _set_size(self, width: int, height: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
