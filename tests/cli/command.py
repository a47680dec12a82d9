"""Runs the command as people do: the installed `coffeechat` in a process of its own, or its code in this one."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from coffeechat.cli import run

COFFEECHAT = Path(sys.executable).with_name("coffeechat")


class Ran(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


def coffeechat(*arguments: str | Path, db: Path | None = None, **environment: str) -> Ran:
    """The installed command. Whatever happens, nobody is shown a traceback."""
    done = subprocess.run(
        [COFFEECHAT, *arguments, *(("--db", db) if db else ())],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


def here(*arguments: str | Path, db: Path | None = None) -> Ran:
    """The same code in this process, a fifth of a second faster."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in (*arguments, *(("--db", db) if db else ()))])
    return Ran(code, _said(out), _said(err))


def _said(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
