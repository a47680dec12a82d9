"""A real relay in a process of its own, on loopback: started, stopped, killed, set back to an older database."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

from nursery import Forked

SERVER = Path(sys.executable).with_name("coffeechat-server")
"""The command as installed, beside this interpreter."""
PATIENCE_SECONDS = 20.0
LISTENING = re.compile(r"on http://127\.0\.0\.1:(\d+),")


class RelayProcess:
    """Used as a context. The folder outlives the process, so `start` after `kill` goes on where it was.

    `options` are those of `coffeechat-server run`. Without others, anybody may make a vault and nothing is limited.
    """

    def __init__(self, folder: Path, *options: str | Path) -> None:
        self.folder = folder
        self.database = folder / "relay.db"
        self.log = folder.with_name(f"{folder.name}.log")
        self.options = [str(option) for option in options] or ["--open", "--rate", "0"]
        self.port = 0
        self._process: subprocess.Popen[bytes] | Forked | None = None

    def __enter__(self) -> RelayProcess:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None, "the relay is not running"
        return self._process.pid

    @property
    def said(self) -> str:
        """Everything it has logged, over all its starts."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def start(self) -> None:
        """Until it listens. It keeps the port of its first start."""
        before = len(self.said)
        self._process = self.run("run", "--data", self.folder, "--port", str(self.port), *self.options)
        wait_until(lambda: LISTENING.search(self.said[before:]) or not self.is_running, "the relay listens")
        found = LISTENING.search(self.said[before:])
        assert found, f"the relay did not start:\n{self.said[before:]}"
        self.port = int(found[1])
        wait_until(self._answers, "the relay answers")

    def run(self, *arguments: str | Path) -> subprocess.Popen[bytes] | Forked:
        """The command in a process of its own; what it says goes into the log."""
        with self.log.open("ab") as log:
            return subprocess.Popen([SERVER, *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> int:
        """As whoever runs it would; its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(PATIENCE_SECONDS)

    def kill(self) -> None:
        """At once, in the middle of whatever it does; Litestream, if it runs, too."""
        self.kill_alone()
        if litestream := self.litestream_pid():
            with suppress(ProcessLookupError):
                os.kill(litestream, signal.SIGKILL)
            wait_until(lambda: not _is_alive(litestream), "Litestream is gone")

    def kill_alone(self) -> None:
        """The relay, but not its Litestream."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE_SECONDS)

    def restart(self) -> None:
        """Killed and started again."""
        self.kill()
        self.start()

    def litestream_pid(self) -> int | None:
        """Of the Litestream that was started last, if it is still alive."""
        lock = self.folder / "litestream.lock"
        written = lock.read_text() if lock.exists() else ""
        return int(written) if written and _is_alive(int(written)) else None

    def backup(self, to: Path) -> None:
        """A consistent copy of the database, also while the relay runs."""
        to.unlink(missing_ok=True)
        self.read("VACUUM INTO ?", str(to))

    def read(self, sql: str, *bindings: str) -> Any:
        """What its database answers, also while it runs: the first value."""
        connection = apsw.Connection(str(self.database), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            return connection.execute(sql, bindings).get
        finally:
            connection.close()

    def replace_database(self, copy: Path | None) -> None:
        """Kill it, put `copy` in place of the database (or leave none), and start it again."""
        self.kill()
        self.remove_database()
        if copy:
            shutil.copyfile(copy, self.database)
        self.start()

    def remove_database(self) -> None:
        """With all that stands beside it, as a lost disk would. It must not be running."""
        for suffix in ("", "-wal", "-shm"):
            self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)
        shutil.rmtree(self.folder / ".relay.db-litestream", ignore_errors=True)

    def check(self) -> str:
        """What `coffeechat-server check` finds wrong; empty if nothing."""
        done = subprocess.run(
            [SERVER, "check", "--data", self.folder], capture_output=True, encoding="utf-8", timeout=60, check=False
        )
        return "" if done.returncode == 0 else done.stdout + done.stderr

    def _answers(self) -> bool:
        import httpx

        try:
            return httpx.get(self.url + "/healthz", trust_env=False, verify=False).status_code == 200
        except httpx.TransportError:
            return False


def wait_until(holds: object, what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Ask again and again until the callable `holds` says so."""
    assert callable(holds)
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds:.0f} s in vain until {what}"
        time.sleep(0.01)


def _is_alive(pid: int) -> bool:
    """A zombie, which nobody has waited for, is not."""
    try:
        os.kill(pid, 0)
        return not Path(f"/proc/{pid}/stat").exists() or ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False
