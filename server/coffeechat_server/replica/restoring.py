"""Restoring: the database from its copy, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from coffeechat_server.errors import RelayError

RESTORE_SECONDS = 3_600.0
PASSED_ON = (
    "PATH HOME TMPDIR LITESTREAM_ACCESS_KEY_ID LITESTREAM_SECRET_ACCESS_KEY "
    "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION"
).split()
"""Nothing else of the environment: AWS_CA_BUNDLE, for one, stops Litestream's S3 client."""


class NoLitestream(RelayError):
    """The binary is not there."""

    def __init__(self) -> None:
        super().__init__(
            "A replica needs Litestream, which is not installed: pip install 'coffeechat[server]', "
            "or start without --replica."
        )


class CannotRestore(RelayError):
    """The database is missing and its copy can't be read: an empty one must not take its place."""

    def __init__(self, shown: str, why: str) -> None:
        super().__init__(
            f"The copy at {shown} can't be read ({why}). Nothing was changed. "
            "See that it can be reached and try again, or start without --replica to begin anew."
        )


def find() -> Path:
    """The binary beside this interpreter, or on the PATH. Raises NoLitestream."""
    beside = Path(sys.executable).with_name("litestream")
    found = beside if beside.exists() else shutil.which("litestream")
    if not found:
        raise NoLitestream
    return Path(found)


def environment() -> dict[str, str]:
    """For Litestream."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}


def restore(configuration: Path, database: Path, to: Path, shown: str, timestamp: str | None = None) -> bool:
    """Write the copy of `database` to `to`; False if there is no copy yet. Raises CannotRestore, NoLitestream.

    `timestamp` (RFC 3339) asks for an earlier state.
    """
    unfinished = to.with_name(f".{to.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    options = ["-no-expand-env", "-if-replica-exists", "-integrity-check", "quick", "-config", str(configuration)]
    options += ["-timestamp", timestamp] if timestamp else []
    try:
        done = subprocess.run(
            [find(), "restore", *options, "-o", unfinished, database],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=RESTORE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotRestore(shown, "it took too long") from None
    if done.returncode:
        raise CannotRestore(shown, _last_words(done.stderr))
    if not unfinished.exists():
        return False
    unfinished.chmod(0o600)
    unfinished.replace(to)
    return True


def forget_beside(database: Path) -> None:
    """Remove what SQLite and Litestream keep beside a database that is gone."""
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(database.with_name(f".{database.name}-litestream"), ignore_errors=True)


def _last_words(text: str) -> str:
    """The reason in the last line that Litestream wrote."""
    line = text.strip().rpartition("\n")[2]
    with suppress(ValueError, AttributeError):
        said = json.loads(line)
        return str(said.get("error") or said.get("msg"))
    return line or "it says no more"
