"""Real processes in a hundredth of a second: forked, with all modules loaded, instead of started; a hundred can be
killed where five could before."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any


class Nursery:
    """Used as a context."""

    def __enter__(self) -> Nursery:
        self._mother = subprocess.Popen(
            [sys.executable, Path(__file__)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._mother.communicate()

    def fork(self, program: str, *arguments: str | Path, log: Path, **environment: str) -> Forked:
        """`program` is coffeechat or coffeechat-server; what it says goes behind what is in `log`."""
        asked = {"program": program, "arguments": [*map(str, arguments)], "log": str(log), "environment": environment}
        return Forked(self, int(self.ask(asked)))

    def ask(self, asked: dict[str, Any]) -> str:
        assert self._mother.stdin and self._mother.stdout
        print(json.dumps(asked), file=self._mother.stdin, flush=True)
        return self._mother.stdout.readline()


class Forked:
    """As much of a Popen as is needed."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self._nursery = nursery
        self._code: int | None = None

    def send_signal(self, number: int) -> None:
        if self._code is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self.send_signal(signal.SIGKILL)

    def poll(self) -> int | None:
        return self._code if self._code is not None else self._waited(os.WNOHANG)

    def wait(self, timeout: float = 0.0) -> int:
        """However long it takes: the test has a limit of its own."""
        code = self._code if self._code is not None else self._waited(0)
        assert code is not None
        return code

    def _waited(self, options: int) -> int | None:
        said = json.loads(self._nursery.ask({"wait": self.pid, "options": options}))
        self._code = said
        return self._code


def _serve() -> None:
    import coffeechat_server.cli
    import coffeechat_server.running  # noqa: F401

    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            pid, status = os.waitpid(asked["wait"], asked["options"])
            print(json.dumps(os.waitstatus_to_exitcode(status) if pid else None), flush=True)
        elif pid := os.fork():
            print(pid, flush=True)
        else:
            _become(**asked)


def _become(program: str, arguments: list[str], log: str, environment: dict[str, str]) -> None:
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.environ.update(environment)
    sys.argv = [program, *arguments]
    if program == "coffeechat":
        from coffeechat.__main__ import main
    else:
        from coffeechat_server.cli import main
    code = 1
    try:
        main()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
