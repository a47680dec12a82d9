"""When a talk is, in words: by this machine's clock, with theirs beside it where it shows another hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from coffeechat.method.dates import city, clock_time, day_and_time, moment, relative, said
from coffeechat.records import Conversation
from coffeechat.store import zones

_WEEKDAY_WITHIN = 7  # days in which its name alone says which day it is


def at_and_until(talk: Conversation, now: datetime) -> str:
    """`Fri 6 Mar, 15:00-15:20`."""
    at = moment(talk.at)
    if at is None:
        return ""
    end = at + timedelta(minutes=talk.minutes or 0)
    until = f"-{clock_time(end, zones.zone(None))}" if talk.minutes else ""
    return f"{day_and_time(at, zones.zone(None), now)}{until}"


def by_their_clock(talk: Conversation) -> str:
    """`14:00 in London`, if the clock there shows another time than here."""
    at = moment(talk.at)
    if at is None or not talk.zone:
        return ""
    here, there = at.astimezone(zones.zone(None)), at.astimezone(zones.zone(talk.zone))
    if here.utcoffset() == there.utcoffset():
        return ""
    day = "" if here.date() == there.date() else f"{said(there.date(), here.date())}, "
    return f"{day}{there:%H:%M} in {city(talk.zone)}"


def away(talk: Conversation, now: datetime) -> str:
    """`in 4 days`."""
    at = moment(talk.at)
    return relative(at, now, zones.zone(None)) if at else ""


def in_short(talk: Conversation, now: datetime) -> str:
    """For a column: `today 15:00`, `Fri 15:00`, `Fri 6 Mar 15:00`; what is long over is a day."""
    at = moment(talk.at) or moment(talk.ended_at)
    if at is None:
        return "no time yet"
    local, today = at.astimezone(zones.zone(None)), now.astimezone(zones.zone(None)).date()
    days = (local.date() - today).days
    day = said(local.date(), today)
    if days in (0, 1):
        return f"{'tomorrow' if days else 'today'} {local:%H:%M}"
    if 0 < days < _WEEKDAY_WITHIN:
        return f"{day.split()[0]} {local:%H:%M}"
    return f"{day} {local:%H:%M}" if days > 0 or today.year == local.year else day
