"""Opening the SQLite file: recognised, brought to this version's shape with a copy kept first, never overwritten."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import apsw

from coffeechat.store.errors import CannotCopy, CannotOpen, CannotUpgrade, NewerDatabase, NotOurs, in_sentences

APPLICATION_ID = 0x636F6663  # "cofc": how we know our own files
BUSY_MILLISECONDS = 5_000
MIGRATIONS = Path(__file__).parent / "migrations"


def connect(path: Path, busy_milliseconds: int = BUSY_MILLISECONDS, migrations: Path = MIGRATIONS) -> apsw.Connection:
    """Open the database at `path`, creating or migrating it where needed.

    Raises NotOurs, NewerDatabase, DamagedDatabase, CannotOpen, CannotWrite, CannotUpgrade or DatabaseBusy; the file
    is then left exactly as it was.
    """
    with in_sentences(path):
        make_folder(path.parent)
        make_private(path)
        connection = apsw.Connection(str(path))
        try:
            connection.set_busy_timeout(busy_milliseconds)
            version = _recognise(connection, path, latest_version(migrations))
            connection.pragma("journal_mode", "wal")
            connection.pragma("synchronous", 1)  # NORMAL: a killed process loses nothing, a power cut the last moment
            connection.pragma("temp_store", 2)  # memory
            if version < latest_version(migrations):
                _migrate(connection, path, migrations)
        except BaseException:
            connection.close()
            raise
    return connection


def latest_version(migrations: Path = MIGRATIONS) -> int:
    return max(number for number, _ in _numbered(migrations))


def _recognise(connection: apsw.Connection, path: Path, latest: int) -> int:
    """The file's version; 0 for a new one."""
    version = int(connection.pragma("user_version"))
    if connection.pragma("application_id") == APPLICATION_ID:
        if version > latest:
            raise NewerDatabase(path, version, latest)
        return version
    if connection.execute("SELECT count(*) FROM sqlite_schema").get:
        raise NotOurs(path)
    return 0


def _numbered(migrations: Path) -> list[tuple[int, Path]]:
    """Each migration with its number, in order."""
    files = (item for item in migrations.iterdir() if item.name.endswith(".sql"))
    return sorted(((int(item.name.partition("_")[0]), item) for item in files), key=lambda pair: pair[0])


def _migrate(connection: apsw.Connection, path: Path, migrations: Path) -> None:
    """Apply what is missing in one transaction; an existing file is copied to `NAME.before-vN.db` first."""
    latest = latest_version(migrations)
    if int(connection.pragma("user_version")):
        copy_to(connection, path.with_name(f"{path.stem}.before-v{latest}{path.suffix}"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        present = int(connection.pragma("user_version"))  # another process may have been first
        for number, script in _numbered(migrations):
            if number > present:
                connection.execute(script.read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {latest}; COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, apsw.SQLError | apsw.ConstraintError):
            raise CannotUpgrade(path, str(error)) from error
        raise


def copy_to(connection: apsw.Connection, target: Path) -> None:
    """Write a compact, consistent copy of the whole database to `target`, replacing what is there at once.

    Raises CannotCopy.
    """
    unfinished = target.with_name(f".{target.name}.unfinished")
    with in_sentences(Path(connection.filename)):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            unfinished.touch(mode=0o600)
            connection.execute("VACUUM INTO ?", (str(unfinished),))
            unfinished.replace(target)
        except (OSError, apsw.FullError, apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError) as error:
            with suppress(OSError):  # half a copy would only fill the disk
                unfinished.unlink(missing_ok=True)
            raise CannotCopy(target, getattr(error, "strerror", None) or str(error)) from error


def make_folder(folder: Path) -> None:
    """Make a folder for the user's data, which nobody else may read. Raises CannotOpen."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotOpen(folder, error.strerror or str(error)) from error


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read, unless there is something already. Raises CannotOpen."""
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return
    except OSError as error:
        raise CannotOpen(path, error.strerror or str(error)) from error
