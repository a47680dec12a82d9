"""What follows from a talk."""

from __future__ import annotations

from datetime import UTC, datetime

from coffeechat.method.after import follows
from coffeechat.method.cadence import Calendar
from coffeechat.method.rules import rules_of
from coffeechat.records import Conversation, Promise

ELEVEN = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
RULES = rules_of({})
UTC_DAYS = Calendar(zone=UTC)


def talk(kind: str) -> Conversation:
    return Conversation(id=b"c", created_at="", kind=kind, ended_at="2026-03-02T11:00:00Z")


def promise(by: str, text: str, due: str | None = None, state: str | None = None) -> Promise:
    return Promise(id=b"p", created_at="", by=by, text=text, due=due, state=state)


def test_the_thanks_come_first_then_promises_names_and_whoever_opened_the_door() -> None:
    promises = [
        promise("me", "send the map", "2026-03-06"),
        promise("them", "call Jonas"),
        promise("me", "x", state="done"),
    ]
    found = follows(talk("informational"), "Ada", promises, ["Jonas Weber"], ["Maya"], ELEVEN, RULES, UTC_DAYS)
    assert [(one.what, one.by) for one in found] == [
        ("Thank Ada", "by Tue 3 Mar, 11:00"),
        ("You promised: send the map", "by Fri 6 Mar"),
        ("They promised: call Jonas", "no date"),
        ("Jonas Weber through Ada", "asked"),
        ("Tell Maya how it went", "soon"),
        ("Tell Ada what you did with the advice", "about Mon 16 Mar"),
    ]
    assert all(one.source for one in found)


def test_a_catch_up_asks_for_nothing_but_what_was_promised() -> None:
    found = follows(talk("catch_up"), "Ada", [promise("me", "{send} it")], [], [], ELEVEN, RULES, UTC_DAYS)
    assert [one.what for one in found] == ["You promised: {send} it"]
