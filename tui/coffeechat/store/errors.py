"""What can go wrong with the file, each error with its sentence, and SQLite's own errors turned into them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from coffeechat.errors import CoffeechatError


class DatabaseBusy(CoffeechatError):
    """Another process held the file's write lock for longer than we wait."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program is writing to {path}, so nothing was changed. "
            "Close it, or wait until it has finished, and try again."
        )


class DiskFull(CoffeechatError):
    """No room to write."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The disk that holds {path} is full, so nothing was changed. Free some space there and try again."
        )


class CannotWrite(CoffeechatError):
    """The file or its folder does not let us write."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"Can't write to {path} ({why}), so nothing was changed. "
            "Check that you may write to this file and its folder, or choose another with --db."
        )


class CannotOpen(CoffeechatError):
    """The file or its folder can't be opened at all."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"Can't open {path} ({why}). Check the path and its permissions, or choose another with --db.")


class CannotCopy(CoffeechatError):
    """A copy of the file could not be written; the file itself is as it was."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"Can't write a copy to {path} ({why}). Free some space there, check that you may write to its folder, "
            "or choose another place."
        )


class NotOurs(CoffeechatError):
    """A file that is no coffeechat database."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a coffeechat database, so it was left as it is. Choose another file with --db."
        )


class NewerDatabase(CoffeechatError):
    """Written by a later version of coffeechat."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            f"{path} was written by a newer coffeechat (file version {version}, this one knows {known}), "
            "so it was left as it is. Upgrade coffeechat on this machine and open it again."
        )


class CannotUpgrade(CoffeechatError):
    """A migration failed."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} could not be brought to this version's shape ({why}), so it was left as it was. "
            "Go on with the version you had, and report this."
        )


class DamagedDatabase(CoffeechatError):
    """Pages of the file are damaged."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is damaged ({why}). Keep it as it is, and open the newest copy from the folder 'backups' "
            "beside it with --db; `coffeechat doctor` says what is wrong."
        )


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at `path` into ours."""
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as error:
        raise DatabaseBusy(path) from error
    except apsw.FullError as error:
        raise DiskFull(path) from error
    except (apsw.ReadOnlyError, apsw.PermissionsError) as error:
        raise CannotWrite(path, _plain(error)) from error
    except apsw.IOError as error:
        raise CannotWrite(path, _plain(error)) from error
    except apsw.CantOpenError as error:
        raise CannotOpen(path, _plain(error)) from error
    except apsw.NotADBError as error:
        raise NotOurs(path) from error
    except apsw.CorruptError as error:
        raise DamagedDatabase(path, _plain(error)) from error


def _plain(error: Exception) -> str:
    return str(error).removeprefix(f"{type(error).__name__}: ")
