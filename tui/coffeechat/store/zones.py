"""The time zone this machine keeps, by its name: instants are stored in UTC, and shown by the clock of a place."""

from __future__ import annotations

import os
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coffeechat.store import clock

_LINK = Path("/etc/localtime")
_FOLDER = "zoneinfo/"
_UTC = "UTC"


def mine() -> str:
    """The IANA name of this machine's zone; UTC where it can't be told by name."""
    linked = str(_LINK.resolve()).rpartition(_FOLDER)[2] if _LINK.is_symlink() else ""
    for name in (os.environ.get("TZ", "").removeprefix(":"), linked):
        if _is_known(name):
            return _UTC if name.endswith("/UTC") else name
    return _UTC


def zone(name: str | None) -> tzinfo:
    """The zone of this name, or this machine's for none and for one that is not known here."""
    if name and _is_known(name):
        return ZoneInfo(name)
    return ZoneInfo(mine()) if mine() != _UTC else clock.now().astimezone().tzinfo or ZoneInfo(_UTC)


def _is_known(name: str) -> bool:
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no such name, or none that a file could have
        return False
