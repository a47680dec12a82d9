"""The one thread that writes: takes what has gathered, runs it in one transaction, and answers when that is on disk."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

import apsw

from coffeechat_server.errors import Refused
from coffeechat_server.store.ledger import Ledger

Result = TypeVar("Result")
Job = Callable[[Ledger], Result]
"""Checks first, then writes: a job that raises Refused has written nothing."""

GROUP_LIMIT = 256
"""About so many jobs in one transaction. More would make the first one wait."""
log = logging.getLogger("coffeechat_server")


class _Asked(Generic[Result]):
    """A job, and who waits for it."""

    __slots__ = ("error", "future", "job", "loop", "result")

    def __init__(self, job: Job[Result], loop: asyncio.AbstractEventLoop) -> None:
        self.job, self.loop = job, loop
        self.future: asyncio.Future[Result] = loop.create_future()
        self.result: Result
        self.error: BaseException | None = None

    def answer(self) -> None:
        """In the loop's thread. Who asked may have gone away."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Writer:
    """`on_damage` is called, in the writer's thread, when SQLite finds the file damaged."""

    def __init__(self, connection: apsw.Connection, on_damage: Callable[[apsw.Error], None]) -> None:
        self.groups = 0
        self.jobs = 0
        self.seconds = 0.0
        self.last_commit = 0.0
        self._connection = connection
        self._ledger = Ledger(connection)
        self._on_damage = on_damage
        self._gathered: list[_Asked[Any]] = []
        self._queue: SimpleQueue[list[_Asked[Any]] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def do(self, job: Job[Result]) -> Result:
        """Run the job in a transaction, with others; its result, once it is on disk. Raises what the job raises.

        What is asked for in one turn of the loop is handed over at its end, since waking a thread costs as much as
        everything else about a small push.
        """
        loop = asyncio.get_running_loop()
        asked = _Asked(job, loop)
        if not self._gathered:
            loop.call_soon(self._hand_over)
        self._gathered.append(asked)
        return await asked.future

    def close(self) -> None:
        """Finish what is waiting, then end."""
        self._queue.put(None)
        self._thread.join()
        self._connection.close()

    def _hand_over(self) -> None:
        gathered, self._gathered = self._gathered, []
        self._queue.put(gathered)

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group, is_last = self._gather(first)
            self._commit(group)
            _answer(group)
            if is_last:
                return

    def _gather(self, first: list[_Asked[Any]]) -> tuple[list[_Asked[Any]], bool]:
        """What has been handed over meanwhile, too; and whether that was the last."""
        group = first
        while len(group) < GROUP_LIMIT:
            try:
                more = self._queue.get_nowait()
            except Empty:
                break
            if more is None:
                return group, True
            group += more
        return group, False

    def _commit(self, group: list[_Asked[Any]]) -> None:
        """One transaction for all; if it fails, one for each, so that only what can't be done is not."""
        begun = time.perf_counter()
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for asked in group:
                _run_job(asked, self._ledger)
            self._ledger.write()
            self._connection.execute("COMMIT")
        except Exception as error:
            self._roll_back()
            if len(group) > 1:
                for asked in group:
                    self._commit([asked])
            else:
                self._fail(group[0], error)
            return
        self.groups += 1
        self.jobs += len(group)
        self.seconds += time.perf_counter() - begun
        self.last_commit = time.time()

    def _roll_back(self) -> None:
        self._ledger.forget()
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _fail(self, asked: _Asked[Any], error: Exception) -> None:
        asked.error = error
        if _is_full(error):
            asked.error = Refused("disk_full")
        elif isinstance(error, (apsw.BusyError, apsw.LockedError)):
            asked.error = Refused("busy", retry_after=1)
        elif isinstance(error, (apsw.CorruptError, apsw.NotADBError)):
            self._on_damage(error)


def _is_full(error: Exception) -> bool:
    """A user's quota, or a bound on a file's size, is met as a failed write and not as a full disk."""
    if isinstance(error, apsw.IOError):
        extended: int = getattr(error, "extendedresult", 0)  # apsw's stubs do not know it
        return extended == apsw.SQLITE_IOERR_WRITE
    return isinstance(error, apsw.FullError)


def _run_job(asked: _Asked[Any], ledger: Ledger) -> None:
    asked.error = None
    try:
        asked.result = asked.job(ledger)
    except Refused as refusal:
        asked.error = refusal


def _answer(group: list[_Asked[Any]]) -> None:
    """Wake the loop once for the whole group."""

    def answer_all() -> None:
        for asked in group:
            asked.answer()

    try:
        group[0].loop.call_soon_threadsafe(answer_all)
    except RuntimeError:  # the loop has ended: nobody waits any more
        log.debug("nobody waited for %d answers", len(group))
