"""What a conversation still lacks, the most pressing first: a time, questions, a confirmation, a debrief, thanks."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from coffeechat.method.cadence import confirm_from
from coffeechat.method.conversations.kinds import kind_of
from coffeechat.method.conversations.length import enough_questions
from coffeechat.method.conversations.states import TO_COME
from coffeechat.method.dates import moment
from coffeechat.method.rules import Rules
from coffeechat.records import Conversation


class Missing(StrEnum):
    """One lack, in the words that name it."""

    TIME = "needs a time"
    NEW_TIME = "needs a new time"
    ANSWER = "waits for their answer"
    QUESTIONS = "not prepared"
    MORE_QUESTIONS = "few questions"
    CONFIRMATION = "to confirm"
    OUTCOME = "did it take place?"
    DEBRIEF = "to debrief"
    THANKS = "thanks due"
    END = "to close"


_WITHOUT_A_TIME = {"planned": Missing.TIME, "proposed": Missing.ANSWER, "no_show": Missing.NEW_TIME}


def missing(talk: Conversation, questions: int, is_thanked: bool, now: datetime, rules: Rules) -> tuple[Missing, ...]:
    """What `talk` lacks at `now`, with so many questions planned for it."""
    state = talk.state or "planned"
    if state in _WITHOUT_A_TIME:
        return (_WITHOUT_A_TIME[state],)
    if state in TO_COME:
        return tuple(_before(talk, questions, now, rules))
    owes_thanks = kind_of(talk.kind).thanks_due and not is_thanked
    if state == "ended":
        return (*([Missing.THANKS] if owes_thanks else []), Missing.DEBRIEF)
    if state == "debriefed":
        return (Missing.THANKS,) if owes_thanks else (Missing.END,)
    return (Missing.THANKS,) if state == "closed" and owes_thanks else ()


def _before(talk: Conversation, questions: int, now: datetime, rules: Rules) -> list[Missing]:
    at = moment(talk.at)
    if at and at + timedelta(minutes=talk.minutes or 0) <= now:
        return [Missing.OUTCOME]
    found = []
    if talk.state == "scheduled" and at and confirm_from(at, rules) <= now:
        found.append(Missing.CONFIRMATION)
    if questions < enough_questions(talk):
        found.append(Missing.MORE_QUESTIONS if questions else Missing.QUESTIONS)
    return found
