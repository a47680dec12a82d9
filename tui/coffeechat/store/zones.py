"""The time zone this machine keeps, by its name: instants are stored in UTC, and shown by the clock of a place."""

from __future__ import annotations

import os
from datetime import UTC, tzinfo
from pathlib import Path

from coffeechat.method.dates import known_zone
from coffeechat.store import clock

_LINK = Path("/etc/localtime")
_FOLDER = "zoneinfo/"
_UTC = "UTC"


def mine() -> str:
    """The IANA name of this machine's zone; UTC where it can't be told by name."""
    linked = str(_LINK.resolve()).rpartition(_FOLDER)[2] if _LINK.is_symlink() else ""
    for name in (os.environ.get("TZ", "").removeprefix(":"), linked):
        if known_zone(name):
            return _UTC if name.endswith("/UTC") else name
    return _UTC


def zone(name: str | None) -> tzinfo:
    """The zone of this name, or this machine's for none and for one that is not known here."""
    return known_zone(name) or here()


def here() -> tzinfo:
    """This machine's zone."""
    name = mine()
    return (known_zone(name) if name != _UTC else None) or _by_its_clock()


def _by_its_clock() -> tzinfo:
    """What the machine's clock shows now, where its zone has no name that is known."""
    return clock.now().astimezone().tzinfo or UTC
