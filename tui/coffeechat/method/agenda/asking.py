"""What is due between the ask and the talk: 3B7, a time to agree on, those who said no or later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from coffeechat.method.agenda.due import Act, Due, due
from coffeechat.method.agenda.known import Everybody, FindColleague, Known
from coffeechat.method.cadence import Today
from coffeechat.method.dates import relative, said
from coffeechat.method.facts import Ask, Facts, at, begins
from coffeechat.method.stages import wakes_on
from coffeechat.records import Touch

UNDECIDED = ("planned", "proposed")
MISSED = ("no_show", "cancelled")


def of_everybody(everybody: Everybody, today: Today, colleague: FindColleague) -> Iterator[Due]:
    """Second people: one at a time in an organisation, so only where a single ask is open."""
    open_asks = Counter(one.facts.organisation_id for one in everybody.values() if one.is_asked)
    for one in everybody.values():
        at_work = one.facts.organisation_id
        if at_work and open_asks[at_work] == 1 and one.ask and one.is_asked and one.ask.second_person <= today.day:
            yield from _second_person(one.facts, one.ask, today, colleague)


def _second_person(facts: Facts, ask: Ask, today: Today, colleague: FindColleague) -> Iterator[Due]:
    other = colleague(facts)
    if other is not None:
        yield due(
            "second_person",
            facts,
            today,
            since=ask.second_person,
            act=Act(kind="write", message="second_contact", person_id=other.person_id),
            about=ask.touch_id,
            told={"other": other.said, "asked": said(today.calendar.day(ask.sent), today.day)},
        )


def of_one(one: Known, today: Today) -> Iterator[Due]:
    """What the last ask, or a talk that came to nothing, makes due."""
    facts, ask, stage = one
    if ask and one.is_asked and not ask.follow_ups and ask.follow_up <= today.day:
        yield _follow_up(facts, ask, today)
    if stage.name == "replying":
        yield from _agree(facts, stage.since, today)
    if stage.name in ("later", "declined"):
        answer = next(touch for touch in reversed(facts.arrived) if touch.direction == "in")
        yield from _after_answer(facts, answer, today)


def _follow_up(facts: Facts, ask: Ask, today: Today) -> Due:
    return due(
        "follow_up",
        facts,
        today,
        since=ask.follow_up,
        act=Act(kind="write", message="follow_up", person_id=facts.person.id),
        about=ask.touch_id,
        told={"asked": said(today.calendar.day(ask.sent), today.day)},
    )


def _agree(facts: Facts, since: datetime | None, today: Today) -> Iterator[Due]:
    """They answered and nothing went out since; or a talk was called off."""
    begun = since or facts.last_contact or today.now
    waiting = next((talk for talk in facts.conversations if talk.state in UNDECIDED), None)
    missed = next((talk for talk in facts.conversations if talk.state in MISSED and begins(talk) >= begun), None)
    act = Act(kind="schedule", person_id=facts.person.id, conversation_id=waiting.id if waiting else None)
    day, ago = today.calendar.day(begun), relative(begun, today.now, today.calendar.zone)
    if missed and not waiting:
        state = "they did not come" if missed.state == "no_show" else "called off"
        yield due("new_date", facts, today, since=day, act=act, about=missed.id, told={"state": state})
    elif _is_their_turn_over(facts) and not (waiting and waiting.state == "proposed"):
        yield due("schedule", facts, today, since=day, act=act, told={"ago": ago})


def _is_their_turn_over(facts: Facts) -> bool:
    """Whether the last word was theirs."""
    touches = facts.arrived
    return bool(touches) and touches[-1].direction == "in"


def _after_answer(facts: Facts, answer: Touch, today: Today) -> Iterator[Due]:
    has_written_since = not _is_their_turn_over(facts)
    answered = today.calendar.day(at(answer))
    if answer.reply_kind == "no" and not has_written_since:
        act = Act(kind="write", message="thanks", person_id=facts.person.id)
        ago = relative(at(answer), today.now, today.calendar.zone)
        yield due("thank_no", facts, today, since=answered, act=act, about=answer.id, told={"ago": ago})
    wakes = wakes_on(answer, today)
    if answer.reply_kind == "later" and wakes <= today.day and not _written_since(facts, wakes, today):
        act = Act(kind="write", message="ask", person_id=facts.person.id)
        words = {"answered": said(answered, today.day)}
        yield due("later", facts, today, since=wakes, act=act, about=answer.id, told=words)


def _written_since(facts: Facts, day: date, today: Today) -> bool:
    return any(touch.direction == "out" and today.calendar.day(at(touch)) >= day for touch in facts.arrived)
