"""What can go wrong: refusals that a client is told of by a code, and sentences for whoever runs the relay."""

from __future__ import annotations

from pathlib import Path

from coffeechat_server.protocol import BODY_LIMIT, DEVICES_LIMIT, Code

STATUS: dict[Code, int] = {
    "malformed": 400,
    "unauthorised": 401,
    "clock": 401,
    "replayed": 401,
    "revoked": 403,
    "invite": 403,
    "not_found": 404,
    "method": 405,
    "slow": 408,
    "conflict": 409,
    "start_over": 409,
    "parts_missing": 409,
    "rotated": 409,
    "pending": 409,
    "taken": 409,
    "too_many": 409,
    "length_required": 411,
    "too_large": 413,
    "slow_down": 429,
    "fault": 500,
    "busy": 503,
    "quota": 507,
    "disk_full": 507,
}

SENTENCES: dict[Code, str] = {
    "malformed": "The request is not of the shape this relay knows.",
    "unauthorised": "No device or key that is known here has signed this request.",
    "clock": "The request was signed too long ago or too far ahead; correct the clock by Relay-Time and sign again.",
    "replayed": "This very request was answered already.",
    "revoked": "This device has been shut out of the vault.",
    "invite": "A new vault needs an invite that is unused and not too old; ask whoever runs this relay for one.",
    "not_found": "There is nothing under this path.",
    "method": "This path is not asked for in this way.",
    "slow": "The body came too slowly.",
    "conflict": "The vault has moved on; ask for what is new and try again.",
    "start_over": "This pull can't be continued; begin a new one.",
    "parts_missing": "The upload is not complete; send its parts again.",
    "rotated": "The vault's key has changed; fetch the envelopes and seal anew.",
    "pending": "The last checkpoint still waits for another device's verdict.",
    "taken": "This id or key stands for something else already.",
    "too_many": f"A vault has at most {DEVICES_LIMIT} devices at a time; revoke one that is no longer used.",
    "length_required": "A body needs a Content-Length.",
    "too_large": f"A body has at most {BODY_LIMIT:,} bytes.",
    "slow_down": "Too many requests; wait as many seconds as Retry-After says.",
    "fault": "The relay made a mistake; it is in its log.",
    "busy": "The relay has too many connections or is stopping; try again later.",
    "quota": "The vault is full; offer a checkpoint, or ask whoever runs this relay for more room.",
    "disk_full": "The relay's disk is full; nothing was changed, and reading still works.",
}


class Refused(Exception):
    """The answer to a request is this code; nothing was changed. `retry_after` is in seconds."""

    def __init__(self, code: Code, retry_after: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        return STATUS[self.code]

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code]


class RelayError(Exception):
    """What happened, to what, and what to do next, in `str(error)`; the command ends with 1."""


class NotOurs(RelayError):
    """A file that is no relay's database."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a relay's database, so it was left as it is. Choose another folder with --data."
        )


class NewerDatabase(RelayError):
    """Written by a later version."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            f"{path} was written by a newer relay (file version {version}, this one knows {known}), so it was left "
            "as it is. Upgrade coffeechat on this machine."
        )


class NoDatabase(RelayError):
    """A command that needs what a relay has written, where none has."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no relay's database at {path}. Choose its folder with --data.")


class Damaged(RelayError):
    """Pages of the file are damaged."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is damaged ({why}), so the relay has stopped. Move it and its -wal and -shm files away and start "
            "again: with --replica the relay restores itself, and the devices send what is missing."
        )


class CannotOpen(RelayError):
    """The file or its folder can't be used."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"Can't use {path} ({why}). Check the path and its permissions, or choose another with --data."
        )


class OnANetwork(RelayError):
    """SQLite's locks can't be trusted there."""

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(
            f"{path} is on a network file system ({kind}), where SQLite files get damaged. "
            "Choose a folder on a local disk with --data; a replica may be anywhere."
        )


class AlreadyRunning(RelayError):
    """Two relays would write to one file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Another relay is running on {path}. Stop it first, or choose another folder with --data.")


class NoFolder(RelayError):
    """The folder for the database can't be made, or not be written to."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The folder {path} can't be used ({why}). Give one with --data that this user may write to; "
            "the other commands are run as the same user as the relay."
        )


class CannotListen(RelayError):
    """The port is taken, or the address is not this machine's."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"Can't listen on {host}, port {port} ({why}). Choose another with --host and --port.")


class Exists(RelayError):
    """Restoring never writes over a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is already a file at {path}. Move it away, or name another place to restore to.")


class NotFound(RelayError):
    """No vault or device begins so, or more than one."""

    def __init__(self, what: str, given: str, found: int) -> None:
        why = (
            "matches more than one; write more of it" if found else "is not known here; see `coffeechat-server vaults`"
        )
        super().__init__(f"{what} {given} {why}.")


class UnsafeSqlite(RelayError):
    """SQLite 3.7.0 to 3.51.2 can lose committed pages when two processes checkpoint one WAL."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"SQLite {version} can lose data beside Litestream. Upgrade apsw to 3.51.3 or newer, "
            "or run without --replica."
        )
