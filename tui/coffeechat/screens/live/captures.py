"""What can be captured in one line beside an answer, how it is read while it is typed, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coffeechat.errors import CoffeechatError
from coffeechat.method.dates import said
from coffeechat.method.due_dates import read_due
from coffeechat.records import Person, PlanItem
from coffeechat.screens.live.capture_line import Capture
from coffeechat.store import clock, insights, introductions, live, promises
from coffeechat.store.conversations import Talk

if TYPE_CHECKING:
    from datetime import date

    from coffeechat.store.store import Store

_ASK_TO_USE_IT = "Ask: may I use your name, and would you call ahead?"


class NobodyThere(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("The person of this talk is not listed any more, so nobody can have said that. u may help.")


def today() -> date:
    """By the machine's clock, in its zone: what "Friday" means to who types it."""
    return clock.now().astimezone().date()


def host_of(talk: Talk) -> Person:
    """Who the talk is with. Raises NobodyThere."""
    if talk.host is None:
        raise NobodyThere
    return talk.host


def _due(text: str) -> str:
    due = read_due(text, today()).due
    return f"by {said(due, today())}" if due else "no date yet" if text else ""


CAPTURES: Final = {
    capture.id: capture
    for capture in (
        Capture("promise_theirs", "They promise", "introduce me to Jonas by Friday", _due),
        Capture("promise_mine", "I promise", "send the map by Friday", _due),
        Capture("name", "Name", "Jonas Weber, planner at Stadtwerk"),
        Capture("quote", "Quote", "their very words"),
        Capture("off_record", "Off the record", "what stays between the two of you"),
        Capture("insight", "Claim", "one sentence that can be right or wrong"),
    )
}


def add(store: Store, talk: Talk, item: PlanItem | None, capture: str, text: str) -> str:
    """Write a capture down; returns the sentence that says so."""
    if capture == "quote":
        live.quote(store, talk, item, text)
        return f"Quoted: “{text}”"
    if capture == "off_record":
        live.say_off_record(store, talk, text)
        return "Noted, off the record."
    if capture == "insight":
        insights.add(store, text)
        return f"A claim now, without evidence: {text}"
    if capture == "name":
        return add_name(store, talk, text)
    return add_promise(store, talk, promises.ME if capture == "promise_mine" else promises.THEM, text)


def add_promise(store: Store, talk: Talk, by: str, text: str) -> str:
    words, due = read_due(text, today())
    person_id = host_of(talk).id
    promise = promises.add(store, by, person_id, words or text, due=due, conversation_id=talk.conversation.id)
    until = f", by {said(due, today())}" if due else ""
    return f"{'You promised' if by == promises.ME else 'Promised to you'}: {promise.text}{until}."


def add_name(store: Store, talk: Talk, text: str) -> str:
    """What stands after a comma is kept as a note."""
    name, _, rest = (part.strip() for part in text.partition(","))
    introductions.named(store, talk.conversation.id, host_of(talk).id, name, note=rest or None)
    return f"{name}: asked for an introduction. {_ASK_TO_USE_IT}"
