"""What introductions make due: write to whom one was introduced to, tell the introducer, before they lapse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from coffeechat.method import introductions
from coffeechat.method.agenda.due import Act, Due, due
from coffeechat.method.agenda.known import Everybody, Known
from coffeechat.method.cadence import Today
from coffeechat.method.dates import moment, relative
from coffeechat.method.facts import Facts, at, ended
from coffeechat.records import Introduction

WARNING_DAYS = 7
TOLD = ("thanks", "update")
DEBRIEFED = ("debriefed", "closed")


def of_one(one: Known, everybody: Everybody, today: Today) -> Iterator[Due]:
    """By the introductions that lead to somebody."""
    for introduction in one.facts.introductions:
        introducer = everybody.get(introduction.introducer_id or b"")
        if introducer is not None:
            yield from _of_introduction(introduction, introducer.facts, one.facts, today)


def shown_by(introduction: Introduction, introducer: Facts, facts: Facts) -> introductions.Facts:
    """What messages and talks show of an introduction by themselves."""
    made = moment(introduction.made_at)
    if made is None:
        return introductions.Facts()
    written = (touch.at for touch in facts.arrived if touch.direction == "out" and at(touch) >= made)
    met = (talk.ended_at or talk.at for talk in facts.held if ended(talk) >= made)
    told = (
        touch.at
        for touch in introducer.arrived
        if touch.introduction_id == introduction.id and touch.kind in TOLD and at(touch) >= made
    )
    return introductions.Facts(next(written, None), next(met, None), next(told, None))


def _of_introduction(introduction: Introduction, introducer: Facts, facts: Facts, today: Today) -> Iterator[Due]:
    shown = shown_by(introduction, introducer, facts)
    standing = introductions.state(introduction, shown, today.now, today.rules.expiry_days)
    if standing == "made":
        yield _introduced(introduction, introducer, facts, today)
    elif standing == "met":
        yield from _loop(introduction, introducer, facts, today)
    lapses = introductions.lapses_at(introduction, shown, today.rules.expiry_days)
    if lapses and introductions.is_open(standing) and standing != "met":
        yield from _expiring(introduction, introducer, facts, lapses, standing, today)


def _introduced(introduction: Introduction, introducer: Facts, facts: Facts, today: Today) -> Due:
    made = moment(introduction.made_at) or today.now
    return due(
        "introduced",
        facts,
        today,
        since=today.calendar.day(made),
        act=Act(kind="write", message="ask", person_id=facts.person.id, introduction_id=introduction.id),
        about=introduction.id,
        told={"other": introducer.name, "ago": relative(made, today.now, today.calendar.zone)},
    )


def _loop(introduction: Introduction, introducer: Facts, facts: Facts, today: Today) -> Iterator[Due]:
    """Once the talk is debriefed, there is something to tell."""
    made = moment(introduction.made_at) or today.now
    talk = next((talk for talk in facts.held if ended(talk) >= made and talk.state in DEBRIEFED), None)
    if talk is None:
        return
    since = today.calendar.day(moment(talk.debriefed_at) or ended(talk))
    days = (today.day - since).days
    yield due(
        "loop",
        introducer,
        today,
        since=since,
        act=Act(
            kind="write",
            message="update",
            person_id=introducer.person.id,
            conversation_id=talk.id,
            introduction_id=introduction.id,
        ),
        about=introduction.id,
        told={"other": facts.name, "days": "since today" if not days else f"for {days} day{'s' * (days > 1)}"},
    )


def _expiring(
    introduction: Introduction, introducer: Facts, facts: Facts, lapses: datetime, standing: str, today: Today
) -> Iterator[Due]:
    day = today.calendar.day(lapses)
    if day - timedelta(days=WARNING_DAYS) <= today.day:
        yield due(
            "expiring",
            introducer,
            today,
            since=day - timedelta(days=WARNING_DAYS),
            by=day,
            act=Act(kind="introduction", person_id=facts.person.id, introduction_id=introduction.id),
            about=introduction.id,
            told={"other": facts.name, "standing": introductions.word(standing)},
        )
