"""Litestream as a child: started, watched, started again, asked how far it is, and ended last."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from coffeechat_server.replica import orphans
from coffeechat_server.replica.restoring import environment, find, forget_beside, restore
from coffeechat_server.replica.target import Target, config

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 30.0
STEADY_SECONDS = 60.0
"""After so long the next pause is the first again."""
HANGING_SECONDS = 10.0
STOP_SECONDS = 8.0
SOCKET = "litestream.sock"
"""In the database's folder, where both processes run: a socket's whole path may have no more than 107 bytes."""
REPEAT_SECONDS = 60.0
"""The same complaint is logged once in so long."""
log = logging.getLogger("coffeechat_server")


class Litestream:
    """`database`, in the current folder, is copied to `where`. Making one ends a Litestream that a killed relay left.

    Raises NoLitestream, StillReplicating.
    """

    def __init__(self, database: Path, where: Target) -> None:
        self.restarts = -1
        self._binary = find()
        self._held = orphans.lock(database.with_name("litestream.lock"))
        self._database, self._where = database, where
        self._folder = database.parent
        self._config = write_config(self._folder, database, where)
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._answered = 0.0
        self._said: dict[str, float] = {}

    def restore_if_missing(self) -> bool:
        """Whether the database was missing and came from the copy. Raises CannotRestore."""
        if self._database.exists():
            return False
        forget_beside(self._database)
        return restore(self._config, self._database, self._database, self._where.shown)

    def start(self) -> None:
        self._task = asyncio.create_task(self._supervise())

    async def lag(self, last_commit: float) -> float | None:
        """Seconds that the copy is behind; None if Litestream does not say.

        There is no figure for it, so it is told from when something was last written, here and there.
        """
        try:
            listed = await asyncio.wait_for(_ask(SOCKET, "/list"), 2)
        except (OSError, TimeoutError, ValueError):
            self._kill_if_hanging()
            return None
        self._answered = time.monotonic()
        synced = max((_instant(one.get("last_sync_at", "")) for one in listed.get("databases", [])), default=0.0)
        return max(0.0, time.time() - synced) if last_commit > synced else 0.0

    async def stop(self) -> None:
        """Let it send what is left, for a few seconds."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._process and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
            except TimeoutError:
                log.warning("Litestream did not end; the copy may lack the last moment")
                self._process.kill()
        os.close(self._held)

    async def _supervise(self) -> None:
        pause = FIRST_PAUSE
        while True:
            begun = self._answered = time.monotonic()
            self.restarts += 1
            self._process = await self._spawn()
            log.info("Litestream copies to %s", self._where.shown)
            await self._listen(self._process)
            code = await self._process.wait()
            if time.monotonic() - begun > STEADY_SECONDS:
                pause = FIRST_PAUSE
            log.warning("Litestream ended with %d; it is started again in %.1f s", code, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _spawn(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *(str(self._binary), "replicate", "-no-expand-env", "-config", str(self._config)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment(),
            pass_fds=(self._held,),
            cwd=self._folder,
            start_new_session=True,  # ctrl+c in a terminal is for us; Litestream ends last
        )
        orphans.name(self._held, process.pid)
        return process

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """Its complaints go into our log, each once in a while."""
        assert process.stderr is not None
        while line := await process.stderr.readline():
            with suppress(ValueError, AttributeError):
                self._log(json.loads(line))

    def _log(self, said: dict[str, Any]) -> None:
        if said.get("level") not in ("WARN", "ERROR"):
            return
        text = f"{said.get('msg', '')}: {said.get('error', '')}".rstrip(": ")
        if time.monotonic() - self._said.get(text, -REPEAT_SECONDS) >= REPEAT_SECONDS:
            self._said = {**self._said, text: time.monotonic()} if len(self._said) < 100 else {}
            log.warning("Litestream: %s", text)

    def _kill_if_hanging(self) -> None:
        process = self._process
        if process and process.returncode is None and time.monotonic() - self._answered > HANGING_SECONDS:
            log.warning("Litestream does not answer; it is killed")
            process.kill()


def write_config(folder: Path, database: Path, where: Target) -> Path:
    """Litestream's configuration, which nobody else may read."""
    path = folder / "litestream.yml"
    path.touch(mode=0o600)
    path.write_text(json.dumps(config(database, where, SOCKET)), encoding="utf-8")
    return path


async def _ask(socket: str, path: str) -> Any:
    """A GET over Litestream's socket; its JSON. Raises OSError, ValueError."""
    reader, writer = await asyncio.open_unix_connection(socket)
    try:
        writer.write(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        answer = await reader.read()
    finally:
        writer.close()
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def _instant(text: str) -> float:
    """Seconds since 1970 of an RFC 3339 time with nanoseconds; 0 if there is none."""
    try:
        return datetime.fromisoformat(f"{text[:19]}.{text[20:].rstrip('Z')[:6]:0<6}+00:00").timestamp()
    except ValueError:
        return 0.0
