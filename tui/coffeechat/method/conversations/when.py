"""When a talk is, in words: by the clock here, with theirs beside it where it shows another hour."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from coffeechat.method.dates import city, clock_time, day_and_time, known_zone, moment, relative, said
from coffeechat.records import Conversation

_WEEKDAY_WITHIN = 7  # days in which its name alone says which day it is


def at_and_until(talk: Conversation, now: datetime, here: tzinfo) -> str:
    """`Fri 6 Mar, 15:00-15:20`."""
    at = moment(talk.at)
    if at is None:
        return ""
    until = f"-{clock_time(at + timedelta(minutes=talk.minutes), here)}" if talk.minutes else ""
    return f"{day_and_time(at, here, now)}{until}"


def by_their_clock(talk: Conversation, here: tzinfo) -> str:
    """`14:00 in London`, if the clock there shows another time than here."""
    at, zone = moment(talk.at), known_zone(talk.zone)
    if at is None or zone is None:
        return ""
    ours, theirs = at.astimezone(here), at.astimezone(zone)
    if ours.utcoffset() == theirs.utcoffset():
        return ""
    day = "" if ours.date() == theirs.date() else f"{said(theirs.date(), ours.date())}, "
    return f"{day}{theirs:%H:%M} in {city(zone.key)}"


def away(talk: Conversation, now: datetime, here: tzinfo) -> str:
    """`in 4 days`."""
    at = moment(talk.at)
    return relative(at, now, here) if at else ""


def in_short(talk: Conversation, now: datetime, here: tzinfo) -> str:
    """For a column: `today 15:00`, `Fri 15:00`, `Fri 6 Mar 15:00`; what is long over is a day."""
    at = moment(talk.at) or moment(talk.ended_at)
    if at is None:
        return "no time yet"
    local, today = at.astimezone(here), now.astimezone(here).date()
    days = (local.date() - today).days
    day = said(local.date(), today)
    if days in (0, 1):
        return f"{'tomorrow' if days else 'today'} {local:%H:%M}"
    if 0 < days < _WEEKDAY_WITHIN:
        return f"{day.split()[0]} {local:%H:%M}"
    return f"{day} {local:%H:%M}" if days > 0 or today.year == local.year else day
