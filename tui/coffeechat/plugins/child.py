"""The parent's end of the process that runs importers: starts it, listens with patience, always buries it."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from types import TracebackType

from msgspec import ValidationError, msgpack

from coffeechat.plugins.frames import Frame, Job, take_payload, with_length

PASSED_ON = frozenset({"PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH"})
PIPE_BYTES = 1024 * 1024
LONGEST_TALK = 4096
TICK_SECONDS = 0.05
START_SECONDS = 20.0  # a cold disk is no fault of a plugin


class ChildDied(Exception):
    """It ended without saying Done or Failed; the message is why."""


class ChildSilent(Exception):
    """Nothing came for too long."""


class Cancelled(Exception):
    """The caller wants no more."""


class Child:
    """One worker process, in a process group of its own, so that nothing it starts outlives it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "coffeechat.plugins.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=scrubbed_environment(),
            start_new_session=True,
            pipesize=PIPE_BYTES,
        )
        self._talk = b""

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # also after Done: it ends by itself then, but what it has started may not
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    def send(self, job: Job) -> None:
        """Its standard input stays open: the child ends when it closes, as when the app is killed."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # died already: frames() finds out why
            self._process.stdin.write(with_length(msgpack.encode(job)))
            self._process.stdin.flush()

    def frames(self, silence: float, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Every frame as it comes. Raises ChildDied, ChildSilent after `silence` seconds, or Cancelled."""
        decoder: msgpack.Decoder[Frame] = msgpack.Decoder(Frame)
        buffer = bytearray()
        patience = max(silence, START_SECONDS)
        while True:
            buffer += self._more(time.monotonic() + patience, cancelled)
            patience = silence
            while (payload := take_payload(buffer)) is not None:
                try:
                    frame = decoder.decode(payload)
                except ValidationError as error:
                    raise ChildDied(f"it yielded a record that is wrong: {error}") from error
                yield frame

    def _more(self, deadline: float, cancelled: Callable[[], bool]) -> bytes:
        """The next bytes of frames. What the child says on standard error is kept, to tell why it died."""
        assert self._process.stdout is not None and self._process.stderr is not None
        frames, talk = self._process.stdout.fileno(), self._process.stderr.fileno()
        poll = select.poll()
        poll.register(frames, select.POLLIN)
        poll.register(talk, select.POLLIN)
        while True:
            if cancelled():
                raise Cancelled
            ready = {descriptor for descriptor, _ in poll.poll(TICK_SECONDS * 1000)}
            if talk in ready and not self._listen(talk):
                poll.unregister(talk)
            if frames in ready:
                if chunk := os.read(frames, PIPE_BYTES):
                    return chunk
                raise ChildDied(self._cause_of_death())
            if time.monotonic() > deadline:
                raise ChildSilent

    def _listen(self, talk: int) -> bool:
        said = os.read(talk, LONGEST_TALK)
        self._talk = (self._talk + said)[-LONGEST_TALK:]
        return bool(said)

    def _cause_of_death(self) -> str:
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it closed the pipe to the app"
        if code == -signal.SIGXCPU:
            return "it used too much processor time"
        if code < 0:
            return f"its process was ended by {signal.Signals(-code).name}"
        last = self._talk.decode(errors="replace").strip().rpartition("\n")[2]
        return f"its process ended with code {code}" + (f": {last}" if last else "")


def scrubbed_environment() -> dict[str, str]:
    """No tokens, proxies or session addresses; HOME because packages of the user's own are found by it."""
    return {name: value for name, value in os.environ.items() if name in PASSED_ON or name.startswith("LC_")}
