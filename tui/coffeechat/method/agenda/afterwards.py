"""What is due long after a talk: what came of the advice, promises, keeping in touch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from coffeechat.method.agenda.due import Act, Due, due
from coffeechat.method.agenda.known import Known
from coffeechat.method.cadence import Today, update_on
from coffeechat.method.dates import day, moment, relative
from coffeechat.method.facts import Facts, thanked, updates
from coffeechat.method.stages import rhythm
from coffeechat.records import Promise

THREAD = ("thanked", "in_touch", "quiet", "advocate")
"""Stages in which a thread is kept."""
AHEAD_DAYS = 2
"""A promise of one's own shows so long before its day."""


def of_one(one: Known, today: Today) -> Iterator[Due]:
    for promise in one.facts.promises:
        if (promise.state or "open") == "open":
            yield from _promised(one.facts, promise, today)
    if one.stage.name in THREAD:
        yield from _thread(one, today)


def is_overdue_theirs(promise: Promise, today: Today) -> bool:
    """Whether it is time to ask for what they promised: on its day, or after a while where none was named."""
    return promise.by == "them" and (_due_day(promise, today) or today.day) <= today.day


def _promised(facts: Facts, promise: Promise, today: Today) -> Iterator[Due]:
    made = moment(promise.created_at)
    words = {
        "text": promise.text or "something",
        "ago": relative(made, today.now, today.calendar.zone) if made else "some time ago",
    }
    act = Act(kind="promise", person_id=facts.person.id, conversation_id=promise.conversation_id, row_id=promise.id)
    by = day(promise.due)
    if promise.by == "me" and (by is None or by - timedelta(days=AHEAD_DAYS) <= today.day):
        since = today.calendar.day(made) if made else today.day
        yield due("promise_mine", facts, today, since=since, by=by, act=act, about=promise.id, told=words)
    if is_overdue_theirs(promise, today):
        since = _due_day(promise, today) or today.day
        yield due("promise_theirs", facts, today, since=since, act=act, about=promise.id, told=words)


def _due_day(promise: Promise, today: Today) -> date | None:
    made = moment(promise.created_at)
    return day(promise.due) or (update_on(made, today.rules, today.calendar) if made else None)


def _thread(one: Known, today: Today) -> Iterator[Due]:
    """First what came of the advice; then, in a rhythm, anything that is no request."""
    facts, zone = one.facts, today.calendar.zone
    talk = facts.held[-1]
    thanks = thanked(facts, talk)
    if thanks and one.stage.name != "quiet" and not any(updates(facts, thanks)):
        since = update_on(thanks, today.rules, today.calendar)
        act = Act(kind="write", message="update", person_id=facts.person.id, conversation_id=talk.id)
        told = {"ago": relative(thanks, today.now, zone)}
        if since <= today.day:
            yield due("update", facts, today, since=since, act=act, about=talk.id, told=told)
        return
    last = facts.last_contact or today.now
    ideal, latest = rhythm(facts, today, last)
    if ideal <= today.day:
        act = Act(kind="write", message="news", person_id=facts.person.id)
        told = {"ago": relative(last, today.now, zone)}
        yield due("keep_in_touch", facts, today, since=ideal, by=latest, act=act, told=told)
