"""Talks as a calendar file (iCalendar): one entry each for ever, moved and cancelled by a higher sequence.

Times are in UTC, which every calendar shows by its own clock. Nothing of the plan or the goal stands in it: calendars
are shared, and a file may go to the other one as an invitation.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coffeechat.errors import CoffeechatError
from coffeechat.exchange.plain_text import one_line
from coffeechat.method.dates import city, clock_time, known_zone, moment
from coffeechat.method.rules import Rules
from coffeechat.store.briefing import Briefing
from coffeechat.store.conversations import Talk

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_STATUS = {"cancelled": "CANCELLED"}


class WithoutATime(CoffeechatError):
    def __init__(self, name: str) -> None:
        super().__init__(f"The talk with {name} has no time yet, so no calendar can hold it. Schedule it first.")


def calendar_file(briefings: Sequence[Briefing], rules: Rules, now: datetime) -> bytes:
    """The talks as one file. Raises WithoutATime."""
    from icalendar import Calendar  # 60 ms, for those who export

    calendar = Calendar()
    calendar.add("prodid", "-//coffeechat//talks//EN")
    calendar.add("version", "2.0")
    are_cancelled = all(known.talk.conversation.state == "cancelled" for known in briefings)
    calendar.add("method", "CANCEL" if are_cancelled else "PUBLISH")
    for known in briefings:
        calendar.add_component(_event(known, rules, now))
    return bytes(calendar.to_ical())


def _event(known: Briefing, rules: Rules, now: datetime) -> Event:
    from icalendar import Event

    talk = known.talk
    conversation = talk.conversation
    at = moment(conversation.at)
    if at is None or not conversation.calendar_uid:
        raise WithoutATime(talk.name)
    event = Event()
    event.add("uid", conversation.calendar_uid)
    event.add("sequence", conversation.sequence or 0)
    event.add("dtstamp", now)
    event.add("dtstart", at)
    event.add("dtend", at + timedelta(minutes=conversation.minutes or rules.talk_minutes))
    event.add("summary", one_line(_summary(talk)))
    event.add("status", _STATUS.get(conversation.state or "", "CONFIRMED"))
    event.add("description", "\n".join(map(one_line, _description(known, at, rules))))
    if where := conversation.place or conversation.channel:
        event.add("location", one_line(where))
    if conversation.state != "cancelled":
        for alarm in _alarms(talk, rules):
            event.add_component(alarm)
    return event


def _summary(talk: Talk) -> str:
    """Without the word interview: in an invitation it would frighten."""
    where = f", {talk.organisation.name}" if talk.organisation and talk.organisation.name else ""
    return f"Talk with {talk.name}{where}"


def _description(known: Briefing, at: datetime, rules: Rules) -> list[str]:
    conversation = known.talk.conversation
    lines = [f"{conversation.minutes or rules.talk_minutes} minutes"]
    if conversation.channel:
        lines.append(conversation.channel)
    if zone := known_zone(conversation.zone):
        lines.append(f"{clock_time(at, zone)} in {city(zone.key)}")
    for person in known.people:
        reach = [contact.value for contact in person.contacts if contact.kind in ("phone", "email") and contact.value]
        lines.append(": ".join((person.name, ", ".join(reach))) if reach else person.name)
    return lines


def _alarms(talk: Talk, rules: Rules) -> list[Alarm]:
    """When to be there, and while it is not confirmed when to do that."""
    there = _alarm(rules.arrive_early, f"Be there: talk with {talk.name}")
    if talk.conversation.state != "scheduled":
        return [there]
    return [there, _alarm(rules.confirm_hours * 60, f"Confirm the talk with {talk.name}")]


def _alarm(minutes_before: int, text: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -timedelta(minutes=minutes_before))
    alarm.add("description", one_line(text))
    return alarm
