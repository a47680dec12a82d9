"""Why something may not be sent to a person now, as a sentence with what to do instead."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from coffeechat.method.cadence import WEEKENDS, Calendar, Today
from coffeechat.method.dates import said
from coffeechat.method.facts import ASKS, Ask, Facts, at, is_thanks_due, last_ask
from coffeechat.method.rules import Rules
from coffeechat.method.stages.stage import HELPED, again_on, wakes_on
from coffeechat.records import Touch

ABOUT_THE_TARGET = (*ASKS, "follow_up")


def refusal(act: str, facts: Facts, now: datetime, rules: Rules, calendar: Calendar = WEEKENDS) -> str | None:
    """Why `act` (a kind of message that goes out, as in `Touch.kind`) may not happen now; None if it may."""
    today = Today(now, rules, calendar)
    ask = last_ask(facts, today)
    why = _barred(act, facts) or _why_not(act, facts, ask, today)
    return _sentence(why, facts, ask, today) if why else None


def _barred(act: str, facts: Facts) -> str | None:
    """What keeps everything, or everything for the target, from a person."""
    if facts.person.deleted_at:
        return "gone"
    if act == "note":
        return None
    if facts.person.do_not_contact:
        return "do_not_contact"
    return "parked" if facts.is_parked and act in ABOUT_THE_TARGET else None


def _why_not(act: str, facts: Facts, ask: Ask | None, today: Today) -> str | None:
    if act in ASKS:
        return _why_not_ask(facts, ask, today)
    if act == "follow_up":
        return _why_not_follow_up(ask, today)
    if act == "thanks":
        return None if _has_cause_for_thanks(facts, ask) else "not_met"
    if act == "update":
        return _why_not_update(facts)
    if act == "confirm":
        return None if facts.coming else "no_talk"
    return None


def _why_not_ask(facts: Facts, ask: Ask | None, today: Today) -> str | None:
    if facts.coming:
        return "talk_agreed"
    if ask is None:
        return None
    if ask.answers:
        return _why_not_after(ask.answers[-1], today)
    if ask.is_settled or today.day >= again_on(ask.given_up, today.rules):
        return None
    if today.day >= ask.given_up:
        return "no_answer"
    return "followed_up" if ask.follow_ups else "asked"


def _why_not_after(answer: Touch, today: Today) -> str | None:
    """A no holds for months, a "later" until its day."""
    if answer.reply_kind == "no":
        return "declined" if today.day < again_on(today.calendar.day(at(answer)), today.rules) else None
    return "later" if answer.reply_kind == "later" and today.day < wakes_on(answer, today) else None


def _why_not_follow_up(ask: Ask | None, today: Today) -> str | None:
    if ask is None or ask.is_settled:
        return "nothing_to_follow"
    if ask.follow_ups:
        return "followed_up"
    if today.day >= ask.given_up:
        return "no_answer"
    return "too_early" if today.day < ask.follow_up else None


def _has_cause_for_thanks(facts: Facts, ask: Ask | None) -> bool:
    """A talk, an introduction, or an honest no."""
    said_no = ask is not None and any(answer.reply_kind == "no" for answer in ask.answers)
    return bool(facts.held) or said_no or any(one.state in HELPED for one in facts.introduced)


def _why_not_update(facts: Facts) -> str | None:
    """To tell how it went there must have been something: a talk they were thanked for, or an introduction."""
    talks = facts.held
    if any(one.state in HELPED for one in facts.introduced):
        return None
    if not talks:
        return "not_talked"
    return "not_thanked" if is_thanks_due(facts, talks[-1]) else None


def _sentence(why: str, facts: Facts, ask: Ask | None, today: Today) -> str:
    days = _days(ask, today) if ask else {}
    return _sentences()[why].format(name=facts.name, **{name: said(day, today.day) for name, day in days.items()})


def _days(ask: Ask, today: Today) -> dict[str, date]:
    days = {
        "asked": today.calendar.day(ask.sent),
        "follow_up": ask.follow_up,
        "again": again_on(ask.given_up, today.rules),
    }
    if ask.answers:
        answer = ask.answers[-1]
        days["answered"] = today.calendar.day(at(answer))
        days["wake"] = wakes_on(answer, today)
        days["again"] = again_on(days["answered"], today.rules)
    return days


@cache
def _sentences() -> dict[str, str]:
    text = Path(__file__).with_name("refusals.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))
