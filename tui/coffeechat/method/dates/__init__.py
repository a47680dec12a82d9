"""Dates and times: read from one natural line, shown as people say them, right in every time zone."""

from coffeechat.method.dates.day import read_day
from coffeechat.method.dates.line import When, read
from coffeechat.method.dates.refusals import NotATime, UnknownZone
from coffeechat.method.dates.showing import clock_time, day, day_and_time, moment, relative, said
from coffeechat.method.dates.wall import instant_of
from coffeechat.method.dates.zones import city, known_zone, zone_named

__all__ = [
    "NotATime",
    "UnknownZone",
    "When",
    "city",
    "clock_time",
    "day",
    "day_and_time",
    "instant_of",
    "known_zone",
    "moment",
    "read",
    "read_day",
    "relative",
    "said",
    "zone_named",
]
