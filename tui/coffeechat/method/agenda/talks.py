"""What is due around a talk: prepare, confirm, say how it went, debrief, thank."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from coffeechat.method.agenda.due import Act, Due, due
from coffeechat.method.agenda.known import Known
from coffeechat.method.cadence import Today, confirm_from, thanks_by
from coffeechat.method.conversations import kind_of, state_title
from coffeechat.method.conversations.length import enough_questions
from coffeechat.method.dates import clock_time, day_and_time, relative
from coffeechat.method.facts import Facts, begins, ended, is_thanks_due
from coffeechat.records import Conversation

LEFT_RUNNING = timedelta(hours=3)
"""A talk that goes on for so much longer than agreed was forgotten."""


def of_one(one: Known, today: Today) -> Iterator[Due]:
    for talk in one.facts.coming:
        yield from _before(one.facts, talk, today)
    for talk in one.facts.held:
        yield from _after(one.facts, talk, today)


def _before(facts: Facts, talk: Conversation, today: Today) -> Iterator[Due]:
    if talk.state == "live":
        if ended(talk) + LEFT_RUNNING < today.now:
            yield _took_place(facts, talk, today)
        return
    if ended(talk) < today.now:
        yield _took_place(facts, talk, today)
        return
    if talk.state == "scheduled" and confirm_from(begins(talk), today.rules) <= today.now:
        yield from _confirm(facts, talk, today)
    yield from _prepare(facts, talk, today)


def _took_place(facts: Facts, talk: Conversation, today: Today) -> Due:
    return due(
        "took_place",
        facts,
        today,
        since=today.calendar.day(ended(talk)),
        act=Act(kind="talk", person_id=facts.person.id, conversation_id=talk.id),
        about=talk.id,
        told={"when": when_said(begins(talk), today), "state": state_title(talk.state)},
    )


def _confirm(facts: Facts, talk: Conversation, today: Today) -> Iterator[Due]:
    was_sent = any(touch.kind == "confirm" and touch.conversation_id == talk.id for touch in facts.arrived)
    if not was_sent:
        yield due(
            "confirm",
            facts,
            today,
            since=today.calendar.day(confirm_from(begins(talk), today.rules)),
            by=begins(talk),
            act=Act(kind="write", message="confirm", person_id=facts.person.id, conversation_id=talk.id),
            about=talk.id,
            told={"when": when_said(begins(talk), today)},
        )


def _prepare(facts: Facts, talk: Conversation, today: Today) -> Iterator[Due]:
    enough, there = enough_questions(talk), facts.questions.get(talk.id, 0)
    since = today.calendar.day(begins(talk)) - timedelta(days=today.rules.prepare_days)
    if there < enough and since <= today.day:
        yield due(
            "prepare",
            facts,
            today,
            since=since,
            by=begins(talk),
            act=Act(kind="prepare", person_id=facts.person.id, conversation_id=talk.id),
            about=talk.id,
            told={
                "when": when_said(begins(talk), today),
                "questions": f"{there} of {enough} questions" if there else "no questions",
                "minutes": talk.minutes or kind_of(talk.kind).minutes,
                "enough": enough,
            },
        )


def _after(facts: Facts, talk: Conversation, today: Today) -> Iterator[Due]:
    is_to_debrief, is_to_thank = talk.state == "ended", is_thanks_due(facts, talk)
    if not is_to_debrief and not is_to_thank:
        return
    since, by = today.calendar.day(ended(talk)), thanks_by(ended(talk), today.rules)
    words = {
        "ago": relative(ended(talk), today.now, today.calendar.zone),
        "when": day_and_time(ended(talk), today.calendar.zone, today.now),
    }
    if is_to_debrief:
        debrief = Act(kind="debrief", person_id=facts.person.id, conversation_id=talk.id)
        yield due("debrief", facts, today, since=since, by=by, act=debrief, about=talk.id, told=words)
    if is_to_thank:
        write = Act(kind="write", message="thanks", person_id=facts.person.id, conversation_id=talk.id)
        yield due("thanks", facts, today, since=since, by=by, act=write, about=talk.id, told=words)


def when_said(at: datetime, today: Today) -> str:
    """`tomorrow 10:00` where that says more than the date."""
    zone = today.calendar.zone
    near = {0: "today", 1: "tomorrow"}.get((today.calendar.day(at) - today.day).days)
    return f"{near} {clock_time(at, zone)}" if near else day_and_time(at, zone, today.now)
