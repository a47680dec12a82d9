"""Time zones by the names people give them: `Europe/Berlin`, `berlin`, `New York`."""

from __future__ import annotations

import zoneinfo
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo

from coffeechat.method.dates.refusals import UnknownZone

_NEAR = 2
_LONG_ENOUGH = 5  # shorter ones are abbreviations, which resemble anything


def zone_named(name: str) -> ZoneInfo:
    """The time zone of this name, or of the city of this name. Raises UnknownZone.

    Abbreviations (`EST`) are refused: several places share each, and none of them knows summer time.
    """
    wanted = _key(name)
    if found := _by_key().get(wanted):
        return ZoneInfo(found)
    near = get_close_matches(wanted, _by_key(), _NEAR, 0.75) if len(wanted) >= _LONG_ENOUGH else []
    raise UnknownZone(name.strip(), list(dict.fromkeys(_by_key()[key] for key in near)))


def known_zone(name: str | None) -> ZoneInfo | None:
    """A stored zone; None for none, and for one that this machine does not know."""
    try:
        return ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # OSError: no file could have such a name
        return None


def city(zone: str) -> str:
    """What to call a zone in a word: `New York` for `America/New_York`."""
    return zone.rpartition("/")[2].replace("_", " ")


def _key(name: str) -> str:
    return "_".join(name.casefold().split())


@cache
def _by_key() -> dict[str, str]:
    """The zones' names by what people may type for them: the name itself, or its city."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    cities = {_key(name.rpartition("/")[2]): name for name in reversed(names)}
    return cities | {_key(name): name for name in names} | {"utc": "UTC", "gmt": "UTC"}
