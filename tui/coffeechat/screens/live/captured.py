"""What a talk has brought, line by line, as the debrief lists it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import apsw
from msgspec import Struct

from coffeechat.method.dates import day, said
from coffeechat.records import Answer, Introduction, PlanItem, Promise, ResumeEvent, Row
from coffeechat.store import people, resume
from coffeechat.store.conversations import Talk

_NOTHING = "(nothing noted)"
_RESUME = {
    "asked_by_them": "they asked for it",
    "offered_by_me": "you offered it",
    "sent": "sent",
    "feedback": "feedback",
}


class Captured(Struct, frozen=True):
    """One line: what kind of thing, its words, what it belongs to; and the row it is kept in. A question that was asked
    and not noted is its own row, so that it can be completed."""

    kind: str
    text: str
    about: str
    row: Row


def captured(connection: apsw.Connection, talk: Talk, today: date) -> list[Captured]:
    """Answers in the order of the plan with their quotes, then promises, names and the résumé's story."""
    found = [*_said(talk), *(_promise(promise, today) for promise in talk.promises)]
    found += [_name(connection, introduction) for introduction in talk.introductions]
    events = resume.events(connection, talk.host.id) if talk.host else []
    return [*found, *(_resume(event) for event in events if event.conversation_id == talk.conversation.id)]


def _said(talk: Talk) -> Iterator[Captured]:
    for item in talk.items:
        answers = [answer for answer in talk.answers if answer.plan_item_id == item.id]
        yield from (_answer(answer, item) for answer in answers)
        if item.asked_at and not any(not answer.verbatim for answer in answers):
            yield Captured("asked", _NOTHING, item.text or "", item)
    known = {item.id for item in talk.items}
    yield from (_answer(answer, None) for answer in talk.answers if answer.plan_item_id not in known)


def _answer(answer: Answer, item: PlanItem | None) -> Captured:
    kind = "quote" if answer.verbatim else "off record" if answer.off_record else "answer"
    text = f"“{answer.text}”" if answer.verbatim else answer.text or _NOTHING
    return Captured(kind, text, (item and item.text) or "", answer)


def _promise(promise: Promise, today: date) -> Captured:
    due = day(promise.due)
    settled = "" if (promise.state or "open") == "open" else f"{promise.state}"
    about = settled or (f"by {said(due, today)}" if due else "no date")
    return Captured("I promised" if promise.by == "me" else "promised", promise.text or "", about, promise)


def _name(connection: apsw.Connection, introduction: Introduction) -> Captured:
    name = people.name_of(connection, introduction.person_id or b"")
    agreed = [
        *(["you may use their name"] if introduction.may_use_name else []),
        *(["they will call ahead"] if introduction.will_call_ahead else []),
    ]
    return Captured("name", name, ", ".join(agreed) or introduction.note or "", introduction)


def _resume(event: ResumeEvent) -> Captured:
    return Captured("résumé", _RESUME.get(event.kind or "", event.kind or ""), event.reason or "", event)
