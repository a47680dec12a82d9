"""The stage of a person for the job wanted, from found to advocate (METHOD, "Stages and allowed transitions")."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct

from coffeechat.method.cadence import (
    WEEKENDS,
    Calendar,
    Rhythm,
    Today,
    add_business_days,
    add_months,
    counted_from,
    keep_in_touch,
)
from coffeechat.method.conversations import kind_of
from coffeechat.method.dates import day, moment
from coffeechat.method.facts import Ask, Facts, at, ended, is_answer, is_thanks_due, last_ask, thanked, updates
from coffeechat.method.rules import Rules
from coffeechat.records import Conversation, Touch


def _read_words() -> dict[str, tuple[str, str]]:
    text = Path(__file__).with_name("stages.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: (called, means) for name, called, means in rows}


STAGES: Final = _read_words()
"""By the stage's name: what it is called, and what it means."""

RESPONSIVENESS: Final = {
    "booster": "a booster: answers soon and helps, so put your time here",
    "obligate": "an obligate: answers late or unwillingly",
    "curmudgeon": "a curmudgeon: does not answer",
}
"""What `Stage.responsiveness` means (Dalton, The 2-Hour Job Search)."""

HELPED: Final = frozenset({"introducer_ok", "target_ok", "made", "contacted", "met", "loop_closed"})
"""States of an introduction whose introducer has said yes."""


class Stage(Struct, frozen=True):
    """Where somebody stands, since when, and how they answer: booster, obligate, curmudgeon or not known yet."""

    name: str
    since: datetime | None = None
    responsiveness: str | None = None


def word(name: str) -> str:
    """What a stage is called."""
    return STAGES[name][0]


def stage(facts: Facts, now: datetime, rules: Rules, calendar: Calendar = WEEKENDS) -> Stage:
    """Where a person stands now. Later facts win: who was met and is asked again is asked."""
    today = Today(now, rules, calendar)
    return standing(facts, last_ask(facts, today), today)


def standing(facts: Facts, ask: Ask | None, today: Today) -> Stage:
    """The same, for whoever has found the last ask already."""
    return Stage(*_stage(facts, ask, today), _responsiveness(ask, today))


NameAndSince = tuple[str, datetime | None]


def _stage(facts: Facts, ask: Ask | None, today: Today) -> NameAndSince:
    if facts.person.deleted_at:
        return "forgotten", moment(facts.person.deleted_at)
    if facts.is_parked:
        return "parked", None
    coming, talks = facts.coming, facts.held
    if coming:
        return "scheduled", moment(coming[0].created_at)
    is_asked_since = ask is not None and not (talks and ended(talks[-1]) >= ask.sent)
    return (
        (_since_ask(ask, today) if ask and is_asked_since else None)
        or (_since_talk(facts, talks[-1], today) if talks else None)
        or _unasked(facts, ask, today.rules)
    )


def _since_ask(ask: Ask, today: Today) -> NameAndSince | None:
    if ask.answers:
        return _answered(ask.answers[-1])
    if ask.is_settled:  # a time was agreed on, and came to nothing
        return "replying", ask.sent
    if today.day < ask.given_up:
        return "asked", ask.sent
    if today.day < again_on(ask.given_up, today.rules):
        return "no_reply", today.calendar.begins(ask.given_up)
    return None


def _answered(answer: Touch) -> NameAndSince:
    return {"no": "declined", "later": "later"}.get(answer.reply_kind or "", "replying"), at(answer)


def _since_talk(facts: Facts, talk: Conversation, today: Today) -> NameAndSince:
    if is_thanks_due(facts, talk):
        return "met", ended(talk)
    thanks = thanked(facts, talk) or ended(talk)
    if (helped := _helped(facts, thanks)) is not None:
        return "advocate", helped
    latest = rhythm(facts, today, thanks).latest
    if today.day > latest:
        return "quiet", today.calendar.begins(latest + timedelta(days=1))
    if not kind_of(talk.kind).thanks_due:
        return "in_touch", thanks
    first = min(updates(facts, thanks), default=None)
    return ("thanked", thanks) if first is None else ("in_touch", first)


def rhythm(facts: Facts, today: Today, thanks: datetime) -> Rhythm:
    """When to be in touch again with somebody who was thanked: in their own rhythm, or in the usual one."""
    own = (facts.person.cadence_days, facts.person.cadence_max_days)
    return keep_in_touch(facts.last_contact or thanks, today.rules, today.calendar, *own)


def _helped(facts: Facts, thanks: datetime) -> datetime | None:
    """When somebody who was met first opened a door: said yes to an introduction, or named somebody unasked."""
    yes = [moment(one.introducer_ok_at or one.made_at) or thanks for one in facts.introduced if one.state in HELPED]
    named = [at(touch) for touch in facts.arrived if touch.reply_kind == "refers" and at(touch) >= thanks]
    return max(min([*yes, *named]), thanks) if yes or named else None


def _unasked(facts: Facts, ask: Ask | None, rules: Rules) -> NameAndSince:
    """Before any ask that still counts. Whoever wrote by themselves, or did not come to a talk, is in contact."""
    replies = [touch for touch in facts.arrived if touch.kind == "reply" and is_answer(touch)]
    if replies and ask is None:
        return _answered(replies[-1])
    missed = [talk for talk in facts.conversations if talk.state in ("proposed", "no_show", "cancelled")]
    if missed:
        return "replying", moment(missed[-1].created_at)
    if facts.researched_at:
        return "researched", moment(facts.researched_at)
    is_chosen = facts.for_target is not None and facts.for_target.knowledge is not None
    if is_chosen or (facts.score or 0) >= rules.shortlist_score:
        return "shortlisted", None
    return "found", moment(facts.person.created_at)


def again_on(since: date, rules: Rules) -> date:
    """When somebody who did not answer, or said no, may be asked again."""
    return add_months(since, rules.ask_again_months)


def wakes_on(answer: Touch, today: Today) -> date:
    """When to come back to somebody who said "later"."""
    return day(answer.wake_on) or today.calendar.day(at(answer)) + timedelta(days=today.rules.later_days)


def _responsiveness(ask: Ask | None, today: Today) -> str | None:
    """Dalton's three: a booster answers within three business days and helps, an obligate slowly, others never."""
    _, rules, calendar = today
    if ask is None:
        return None
    if ask.answered is None:
        return None if ask.is_settled or today.day < ask.given_up else "curmudgeon"
    soon = add_business_days(counted_from(ask.sent, rules, calendar), rules.booster_days, calendar)
    is_quick = calendar.day(ask.answered) <= soon
    return "booster" if is_quick and ask.answers[0].reply_kind != "no" else "obligate"
