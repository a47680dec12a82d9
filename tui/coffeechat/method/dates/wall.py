"""From the time that a clock on the wall shows to the instant: some hours do not exist, some come twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from coffeechat.method.dates.refusals import NotATime
from coffeechat.method.dates.showing import said

_MINUTE = timedelta(minutes=1)


def instant_of(wall: datetime, zone: tzinfo) -> tuple[datetime, str | None]:
    """The instant (UTC) of a wall time, and a sentence if that time comes twice. Raises NotATime in a gap."""
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC), None
    if _is_in_gap(first):
        raise NotATime(_no_such_time(wall, zone))
    note = (
        f"{wall:%H:%M} comes twice on {said(wall.date())}, when the clocks go back in {name_of(zone)}: "
        f"the first is taken (UTC{first.isoformat()[-6:]})."
    )
    return first.astimezone(UTC), note


def name_of(zone: tzinfo) -> str:
    return getattr(zone, "key", None) or "your time zone"


def _is_in_gap(local: datetime) -> bool:
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) != local.replace(tzinfo=None)


def _no_such_time(wall: datetime, zone: tzinfo) -> str:
    before, after = _edges(wall, zone)
    return (
        f"{wall:%H:%M} does not exist on {said(wall.date())} in {name_of(zone)}: "
        f"the clocks go from {before:%H:%M} to {after:%H:%M}. The next time there is {after:%H:%M}."
    )


def _edges(wall: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """What the clock shows when it jumps, and right after; found to the minute by halving."""
    low = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)  # by the later offset: before the jump
    high = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    offset = low.astimezone(zone).utcoffset() or timedelta()
    while high - low > _MINUTE:
        middle = low + max(_MINUTE, (high - low) // 2 // _MINUTE * _MINUTE)
        if middle.astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return (high + offset).replace(tzinfo=None), high.astimezone(zone)
