"""What is waited for: answers, dates, consents, promises of others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coffeechat.method import introductions
from coffeechat.method.agenda import afterwards, doors
from coffeechat.method.agenda.due import Act, Due, due
from coffeechat.method.agenda.known import Everybody, Known
from coffeechat.method.agenda.talks import when_said
from coffeechat.method.cadence import Today
from coffeechat.method.dates import day, relative, said
from coffeechat.method.facts import Ask, Facts, at, begins, ended
from coffeechat.method.stages import wakes_on

CONSENTS = ("asked", "introducer_ok")


def of_one(one: Known, everybody: Everybody, today: Today) -> Iterator[Due]:
    facts, ask, stage = one
    if ask and one.is_asked:
        yield _asked(facts, ask, today)
    if stage.name == "later":
        yield from _sleeping(facts, today)
    yield from _talks(facts, today)
    yield from _consents(one, everybody, today)
    yield from _owed(facts, today)


def _talks(facts: Facts, today: Today) -> Iterator[Due]:
    """Those agreed on, and those for which times were offered."""
    for talk in facts.coming:
        if ended(talk) > today.now and talk.state != "live":
            act = Act(kind="talk", person_id=facts.person.id, conversation_id=talk.id)
            told = {"when": when_said(begins(talk), today)}
            yield due("talk", facts, today, since=today.day, by=begins(talk), act=act, about=talk.id, told=told)
    for talk in facts.conversations:
        if talk.state == "proposed":
            act = Act(kind="talk", person_id=facts.person.id, conversation_id=talk.id)
            told = {"ago": relative(begins(talk), today.now, today.calendar.zone)}
            since = today.calendar.day(begins(talk))
            yield due("proposed", facts, today, since=since, act=act, about=talk.id, told=told)


def _asked(facts: Facts, ask: Ask, today: Today) -> Due:
    """With the day on which something follows."""
    coming: list[tuple[date, str]] = [(ask.given_up, "given up on")]
    if not ask.follow_ups:
        coming.append((ask.follow_up, "7B on"))
    if facts.organisation_id:
        coming.append((ask.second_person, "3B on"))
    following, name = min((one for one in coming if one[0] > today.day), default=coming[0])
    return due(
        "asked",
        facts,
        today,
        since=today.calendar.day(ask.sent),
        by=following,
        act=Act(kind="answer", person_id=facts.person.id),
        about=ask.touch_id,
        told={
            "ago": relative(ask.sent, today.now, today.calendar.zone),
            "next": f"{name} {said(following, today.day)}",
        },
    )


def _sleeping(facts: Facts, today: Today) -> Iterator[Due]:
    answer = next(touch for touch in reversed(facts.arrived) if touch.direction == "in")
    wakes = wakes_on(answer, today)
    if wakes > today.day:
        act = Act(kind="person", person_id=facts.person.id)
        since, words = today.calendar.day(at(answer)), {"wakes": said(wakes, today.day)}
        yield due("sleeping", facts, today, since=since, by=wakes, act=act, about=answer.id, told=words)


def _consents(one: Known, everybody: Everybody, today: Today) -> Iterator[Due]:
    for introduction in one.facts.introductions:
        introducer = everybody.get(introduction.introducer_id or b"")
        if introducer is None:
            continue
        shown = doors.shown_by(introduction, introducer.facts, one.facts)
        standing = introductions.state(introduction, shown, today.now, today.rules.expiry_days)
        lapses = introductions.lapses_at(introduction, shown, today.rules.expiry_days)
        if standing in CONSENTS and lapses:
            yield due(
                "consent",
                introducer.facts,
                today,
                since=day(introduction.asked_at) or today.day,
                by=today.calendar.day(lapses),
                act=Act(kind="introduction", person_id=one.facts.person.id, introduction_id=introduction.id),
                about=introduction.id,
                told={
                    "other": one.facts.name,
                    "standing": introductions.word(standing),
                    "lapses": said(today.calendar.day(lapses), today.day),
                },
            )


def _owed(facts: Facts, today: Today) -> Iterator[Due]:
    for promise in facts.promises:
        is_open = promise.by == "them" and (promise.state or "open") == "open"
        if is_open and not afterwards.is_overdue_theirs(promise, today):
            by = day(promise.due)
            yield due(
                "owed",
                facts,
                today,
                since=day(promise.created_at) or today.day,
                by=by,
                act=Act(kind="promise", person_id=facts.person.id, row_id=promise.id),
                about=promise.id,
                told={
                    "text": promise.text or "something",
                    "due": f"until {said(by, today.day)}" if by else "no day named",
                },
            )
