"""Opening the relay's SQLite file: recognised, made or migrated; never on a network disk or with an unsafe SQLite."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from coffeechat_server.errors import (
    CannotOpen,
    Damaged,
    NewerDatabase,
    NotOurs,
    OnANetwork,
    RelayError,
    UnsafeSqlite,
)

APPLICATION_ID = 0x636F6672  # "cofr": how we know our own files
NAME = "relay.db"
BUSY_MILLISECONDS = 5_000
CHECKPOINT_PAGES = 1_000
MIGRATIONS = Path(__file__).parent / "migrations"
SAFE_BESIDE_LITESTREAM = (3, 51, 3)
NETWORKS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "ceph",
    "glusterfs",
    "lustre",
    "fuse.sshfs",
    "davfs",
}


def open_for_writing(path: Path, *, replicated: bool) -> apsw.Connection:
    """The one connection that writes; makes or migrates the file. Raises a RelayError, the file is then as it was.

    Beside Litestream only Litestream checkpoints the WAL.
    """
    if replicated:
        refuse_unsafe_sqlite()
    refuse_network(path.parent, Path("/proc/self/mounts"))
    with in_sentences(path):
        _make_private(path)
        connection = _connect(path)
        version = _recognise(connection, path)
        if version == 0:
            connection.pragma("auto_vacuum", 2)  # incremental: what a checkpoint frees can be given back in small steps
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", 2)  # FULL: an answer `accepted` means it is on disk
        connection.pragma("wal_autocheckpoint", 0 if replicated else CHECKPOINT_PAGES)
        _migrate(connection, version)
        return connection


def open_for_reading(path: Path) -> apsw.Connection:
    """A connection that only reads, of a file that is there."""
    with in_sentences(path):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        if connection.pragma("application_id") != APPLICATION_ID:
            raise NotOurs(path)
        return connection


@contextmanager
def at_one_moment(connection: apsw.Connection) -> Iterator[None]:
    """All that is read inside is of one moment. Keep it short: while it lasts the WAL can't be begun anew."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        with suppress(apsw.CorruptError):  # told already, where it was met
            connection.execute("ROLLBACK")


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at `path` into ours."""
    try:
        yield
    except apsw.NotADBError as error:
        raise NotOurs(path) from error
    except apsw.CorruptError as error:
        raise Damaged(path, _plain(error)) from error
    except (apsw.Error, OSError) as error:
        if isinstance(error, RelayError):
            raise
        raise CannotOpen(path, _plain(error)) from error


def refuse_unsafe_sqlite(version: str | None = None) -> None:
    version = version or apsw.sqlite_lib_version()
    if tuple(map(int, version.split("."))) < SAFE_BESIDE_LITESTREAM:
        raise UnsafeSqlite(version)


def refuse_network(folder: Path, mounts: Path) -> None:
    """`mounts` is Linux's list of mounted file systems; where there is none nothing is refused."""
    if not mounts.exists():
        return
    place = folder.resolve()
    lines = (line.split(" ") for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines())
    points = [(Path(words[1].replace("\\040", " ")), words[2]) for words in lines if len(words) > 2]
    around = [(point, kind) for point, kind in points if place.is_relative_to(point)]
    if around and (kind := max(around, key=lambda pair: len(pair[0].parts))[1]) in NETWORKS:
        raise OnANetwork(folder, kind)


def is_replicated(path: Path) -> bool:
    """Whether a Litestream has been here: only it may checkpoint then."""
    return path.with_name(f".{path.name}-litestream").exists()


def latest_version() -> int:
    return max(number for number, _ in _numbered())


def _connect(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    connection.pragma("temp_store", 2)  # memory
    return connection


def _make_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)


def _recognise(connection: apsw.Connection, path: Path) -> int:
    """The file's version; 0 for a new one."""
    version = int(connection.pragma("user_version"))
    if connection.pragma("application_id") == APPLICATION_ID:
        if version > latest_version():
            raise NewerDatabase(path, version, latest_version())
        return version
    if connection.execute("SELECT count(*) FROM sqlite_schema").get:
        raise NotOurs(path)
    return 0


def _numbered() -> list[tuple[int, Path]]:
    files = (item for item in MIGRATIONS.iterdir() if item.name.endswith(".sql"))
    return sorted((int(item.name.partition("_")[0]), item) for item in files)


def _migrate(connection: apsw.Connection, version: int) -> None:
    """All in one transaction, so that a relay killed in the middle begins again."""
    latest = latest_version()
    if version == latest:
        return
    with connection:
        for number, script in _numbered():
            if number > version:
                connection.execute(script.read_text(encoding="utf-8"))
        if version == 0:
            made = (secrets.token_bytes(16), time.time_ns() // 1_000_000)
            connection.execute("INSERT INTO relay (id, created) VALUES (?, ?)", made)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {latest}")


def _plain(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error).removeprefix(f"{type(error).__name__}: ")
