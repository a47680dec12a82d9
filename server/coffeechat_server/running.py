"""From a folder and settings to a running relay, and back: nothing is left open, and Litestream ends last."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import apsw

from coffeechat_server.addresses import is_loopback
from coffeechat_server.app import make_app
from coffeechat_server.errors import AlreadyRunning, CannotListen, Damaged, Exists, NoFolder, RelayError
from coffeechat_server.relay import Relay
from coffeechat_server.replica.litestream import Litestream, write_config
from coffeechat_server.replica.restoring import restore
from coffeechat_server.replica.target import target
from coffeechat_server.serving import bind, serving
from coffeechat_server.settings import Settings
from coffeechat_server.store import database
from coffeechat_server.store.sqlite import HOUR, SqliteStore

DAMAGED_CODE = 1
log = logging.getLogger("coffeechat_server")


def run_relay(data: Path, host: str, port: int, replica: str | None, settings: Settings, *, verbose: bool) -> int:
    """Until it is told to stop; the exit code. Raises RelayError before anything is served."""
    _log_to_stderr(verbose)
    path = data / database.NAME
    with _alone(data):
        where = target(replica) if replica else None
        os.chdir(data)
        litestream = Litestream(path, where) if where else None
        if litestream and litestream.restore_if_missing():
            log.warning("the database was missing and was restored from %s", where.shown if where else "")
        damage: list[apsw.Error] = []

        def on_damage(error: apsw.Error) -> None:
            """In the writer's thread. Nothing more is taken in; the devices keep what they have."""
            if not damage:
                damage.append(error)
                log.critical("%s", Damaged(path, str(error)))
                os.kill(os.getpid(), signal.SIGTERM)

        store = SqliteStore(
            path,
            replicated=litestream is not None,
            grace=int(settings.keep_replaced_hours * HOUR),
            on_damage=on_damage,
        )
        asyncio.run(_serve(store, settings, data, litestream, host, port))
        return DAMAGED_CODE if damage else 0


def restore_to(path: Path, replica: str, to: Path, instant: datetime | None) -> str:
    """Write the copy of the database at `path` to `to`, where nothing may be yet; a sentence. Raises RelayError."""
    where = target(replica)
    if to.exists():
        raise Exists(to)
    timestamp = f"{instant:%Y-%m-%dT%H:%M:%SZ}" if instant else None
    with tempfile.TemporaryDirectory(prefix="coffeechat-relay-") as folder:
        if not restore(write_config(Path(folder), path, where), path, to, where.shown, timestamp):
            earlier = f" of {timestamp} or before" if timestamp else " yet"
            raise RelayError(f"There is no copy at {where.shown}{earlier}.")
    return f"Restored {to} from {where.shown}."


async def _serve(
    store: SqliteStore, settings: Settings, data: Path, litestream: Litestream | None, host: str, port: int
) -> None:
    try:
        listening = bind(host, port)
        extra = [bind("127.0.0.1", settings.metrics_port)] if settings.metrics_port is not None else []
    except OSError as error:
        await store.close()
        raise CannotListen(host, port, error.strerror or str(error)) from error
    if litestream:
        litestream.start()
    relay = Relay(store, settings, data, litestream)
    _say_what_runs(relay, listening.getsockname()[:2], data, litestream is not None)
    try:
        await serving(make_app(relay), relay).serve([listening, *extra])
    finally:
        if litestream:
            await litestream.stop()
    log.info("the relay has ended")


def _say_what_runs(relay: Relay, address: tuple[str, int], data: Path, has_replica: bool) -> None:
    host, port = address
    shown = f"[{host}]" if ":" in host else host
    log.info("relay %s on http://%s:%d, data in %s", relay.store.relay.hex()[:8], shown, port, data)
    if not has_replica:
        log.warning("there is no copy of the database elsewhere; say --replica to have one")
    if not is_loopback(host):
        log.warning("this is plain HTTP on %s: see that something before it encrypts", host)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Nobody else runs a relay on this folder. Raises AlreadyRunning, NoFolder."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (data / "relay.lock").open("ab")
    except OSError as error:
        raise NoFolder(data, error.strerror or str(error)) from error
    with lock as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(data) from None
        yield


def _log_to_stderr(verbose: bool) -> None:
    """Never a body, a key or a query; devices and vaults by the beginning of their ids."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("coffeechat_server").setLevel(logging.DEBUG if verbose else logging.INFO)
    logging.getLogger("uvicorn").setLevel(logging.INFO if verbose else logging.ERROR)  # strangers send nonsense
