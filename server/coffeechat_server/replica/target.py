"""Where the copy goes: a folder, SFTP or S3, and how Litestream is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec import Struct

from coffeechat_server.errors import RelayError

LOCAL_INTERVAL = "100ms"
"""Both intervals decide how much both machines' death may cost: 56 ms of writes at 100 ms, 443 ms at 1 s."""
REMOTE_INTERVAL = "1s"


class BadTarget(RelayError):
    """A replica's address that can't be used."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"Can't keep a copy at {_without_secrets(url)}: {why}.")


class Target(Struct, frozen=True):
    """`settings` are Litestream's for the replica; `shown` is for people, without secrets."""

    shown: str
    settings: dict[str, str]
    interval: str


def target(url: str) -> Target:
    """A folder's path, `file:///…`, `sftp://user@host/path?key=FILE&host-key=KEY` or `s3://bucket/path?…`.

    Raises BadTarget.
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        folder = Path(parts.path).expanduser().absolute()
        return Target(str(folder), {"path": str(folder)}, LOCAL_INTERVAL)
    if parts.scheme == "s3" and parts.netloc:
        return Target(_without_secrets(url), {"url": url}, REMOTE_INTERVAL)
    if parts.scheme == "sftp" and parts.hostname:
        return Target(_without_secrets(url), _sftp(url), REMOTE_INTERVAL)
    raise BadTarget(url, "it is neither a folder nor a file://, sftp:// or s3:// address")


def config(database: Path, where: Target, socket: str) -> dict[str, Any]:
    """Litestream's configuration. It is YAML, of which JSON is a part."""
    return {
        "socket": {"enabled": True, "path": socket, "permissions": 0o600},
        "logging": {"level": "info", "type": "json", "stderr": True},
        "shutdown-sync-timeout": "5s",
        "dbs": [
            {
                "path": str(database),
                "monitor-interval": where.interval,
                "replica": {**where.settings, "sync-interval": where.interval},
            }
        ],
    }


def _sftp(url: str) -> dict[str, str]:
    """Key and host key stand in the address; without the latter anybody in between could answer."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    key, host_key = query.pop("key", ""), query.pop("host-key", "")
    if parts.password:
        raise BadTarget(url, "passwords stand in lists of processes; use a key, with ?key=FILE")
    if not (parts.username and key and host_key):
        raise BadTarget(url, "it needs a user, ?key=FILE and &host-key=KEY (a line of ssh-keyscan, percent-encoded)")
    plain = urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))
    return {"url": plain, "key-path": key, "host-key": host_key}


def _without_secrets(url: str) -> str:
    """Scheme, host and path."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
