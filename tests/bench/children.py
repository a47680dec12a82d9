"""Child processes: an environment that is the same on every machine, how long they take, and what they answer."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from bench.figures import CannotMeasure

TESTS = Path(__file__).parents[1]
COFFEECHAT = Path(sys.executable).with_name("coffeechat")
"""The command as installed, beside this interpreter."""

PATIENCE_SECONDS = 300.0


def environment(home: Path) -> dict[str, str]:
    """Nothing of the user's but PATH. Bytecode may be written: without it an app starts three times slower."""
    folders = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"), str(home))
    return {
        **folders,
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def seconds_of(command: Sequence[str], home: Path) -> float:
    """How long a command takes from its start to its end."""
    begun = time.perf_counter()
    ended = subprocess.run(command, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    seconds = time.perf_counter() - begun
    _require_success(ended, command)
    return seconds


def answer_of(module: str, home: Path, *arguments: object) -> Any:
    """Run a module of this folder in a process of its own; it answers with one JSON document."""
    command = [sys.executable, "-m", f"bench.{module}", *map(str, arguments)]
    ended = subprocess.run(
        command,
        env={**environment(home), "PYTHONPATH": str(TESTS)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    _require_success(ended, command)
    return msgspec.json.decode(ended.stdout)


def answer(document: object) -> None:
    """Used by the child: what `answer_of` returns in the parent."""
    sys.stdout.buffer.write(msgspec.json.encode(document))


def _require_success(ended: subprocess.CompletedProcess[bytes], command: Sequence[str]) -> None:
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise CannotMeasure(f"`{' '.join(command)}` ended with code {ended.returncode}: {said}")
