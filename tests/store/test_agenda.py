"""The days of the method's stories, on a real file and with a clock that goes on: what is due, and when it vanishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from time import tzset
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coffeechat.method.rules import rule
from coffeechat.records import Introduction
from coffeechat.store import agenda, clock, conversations, introductions, people, rules, tables, targets, touches
from coffeechat.store.store import Store

BERLIN = ZoneInfo("Europe/Berlin")


class Clock:
    """The machine's clock, set by the test."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, tzinfo=BERLIN)

    def set(self, day: str, hour: int = 9, minute: int = 0) -> None:
        year, month, number = map(int, day.split("-"))
        self.now = datetime(year, month, number, hour, minute, tzinfo=BERLIN)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    told = Clock()
    monkeypatch.setattr(clock, "now", lambda: told.now)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    tzset()
    yield told
    monkeypatch.undo()
    tzset()


@pytest.fixture
def stadtwerk(store: Store, time: Clock) -> dict[str, bytes]:
    """Ada and Jonas work at Stadtwerk; Maya knows everybody."""
    targets.add(store, name="Urban planner")
    ids = {
        "Ada": people.add(store, "Ada Lindqvist", "Head of Urban Planning", "Stadtwerk"),
        "Jonas": people.add(store, "Jonas Feld", "Urban Planner", "Stadtwerk"),
        "Maya": people.add(store, "Maya Okonjo", "Managing Editor", "Brook & Vale"),
    }
    store.rank_everybody()
    return ids


def send(store: Store, person_id: bytes, kind: str, **cells: Any) -> None:
    touches.send(store, touches.draft(store, person_id, kind, body="Dear you", **cells).id)


def due(store: Store) -> dict[str, str]:
    """What is due now, by rule."""
    return {one.rule: one.what for one in agenda.day(store.connection).agenda.due}


def waiting(store: Store) -> list[str]:
    return [f"{one.what}: {one.short}" for one in agenda.day(store.connection).agenda.waiting]


def test_an_ask_brings_a_second_person_on_thursday_and_a_follow_up_on_wednesday(
    store: Store, time: Clock, stadtwerk: dict[str, bytes]
) -> None:
    send(store, stadtwerk["Ada"], "ask")
    assert due(store) == {}
    assert waiting(store) == ["Ada Lindqvist, asked now: 3B on Thu 5 Mar"]
    time.set("2026-03-04", 23)
    assert due(store) == {}
    time.set("2026-03-05")
    assert due(store) == {"second_person": "Second person at Stadtwerk: Jonas Feld (rank 29)"}
    assert waiting(store) == ["Ada Lindqvist, asked 3 days ago: 7B on Wed 11 Mar"]
    time.set("2026-03-11")
    assert due(store) == {
        "follow_up": "Follow up Ada Lindqvist once",
        "second_person": "Second person at Stadtwerk: Jonas Feld (rank 29)",
    }


def test_a_reply_ends_both(store: Store, time: Clock, stadtwerk: dict[str, bytes]) -> None:
    send(store, stadtwerk["Ada"], "ask")
    time.set("2026-03-04")
    touches.reply(store, stadtwerk["Ada"], "yes")
    for day in ("2026-03-05", "2026-03-11"):
        time.set(day)
        assert due(store) == {"schedule": "Agree on a time with Ada Lindqvist"}
    standing = agenda.of_person(store.connection, stadtwerk["Ada"])
    assert standing
    assert (standing.stage.name, standing.stage.responsiveness) == ("replying", "booster")


def test_writing_to_the_second_person_ends_the_3b_of_the_first(
    store: Store, time: Clock, stadtwerk: dict[str, bytes]
) -> None:
    send(store, stadtwerk["Ada"], "ask")
    time.set("2026-03-05")
    send(store, stadtwerk["Jonas"], "second_contact")
    assert due(store) == {}
    people.add(store, "Kim Park", "Urban Planner", "Stadtwerk")
    time.set("2026-03-10")
    assert due(store) == {}, "two asks are open there; a third person is not written to"
    for name in ("Ada", "Jonas"):
        standing = agenda.of_person(store.connection, stadtwerk[name])
        assert standing and standing.due == (), "nor does a portrait say so"


def test_holidays_and_afternoons_move_the_days(store: Store, time: Clock, stadtwerk: dict[str, bytes]) -> None:
    rules.put(store, rule("holidays"), "US")
    time.set("2026-05-21")
    send(store, stadtwerk["Ada"], "ask")
    time.set("2026-05-26", 23)
    assert due(store) == {}
    time.set("2026-05-27")
    assert list(due(store)) == ["second_person"]
    time.set("2026-06-01", 23)
    assert "follow_up" not in due(store)
    time.set("2026-06-02")
    assert "follow_up" in due(store)


def test_sent_at_three_the_days_count_from_the_next_if_so_chosen(
    store: Store, time: Clock, stadtwerk: dict[str, bytes]
) -> None:
    time.set("2026-03-02", 15)
    send(store, stadtwerk["Ada"], "ask")
    time.set("2026-03-05")
    assert "second_person" in due(store)
    rules.put(store, rule("noon_next_day"), "yes")
    assert due(store) == {}
    time.set("2026-03-06")
    assert "second_person" in due(store)
    time.set("2026-03-12")
    assert "follow_up" in due(store)


def test_after_a_talk_thanks_are_due_in_a_day_an_update_in_two_weeks_and_the_introducer_is_told(
    store: Store, time: Clock, stadtwerk: dict[str, bytes]
) -> None:
    ada, maya = stadtwerk["Ada"], stadtwerk["Maya"]
    introduction = introductions.add(store, maya, ada, state="asked")
    for state in ("introducer_ok", "target_ok", "made"):
        introductions.set_state(store, introduction.id, state)
    assert due(store) == {"introduced": "Write to Ada Lindqvist, Maya Okonjo introduced you"}
    send(store, ada, "ask", introduction_id=introduction.id)
    talk = conversations.plan(store, [ada])
    conversations.schedule(store, talk, datetime(2026, 3, 6, 10, 40, tzinfo=BERLIN), zone="Europe/Berlin")
    assert waiting(store) == ["Talk with Ada Lindqvist: Fri 6 Mar, 10:40"]
    time.set("2026-03-04", 11)
    assert list(due(store)) == ["confirm", "prepare"]
    conversations.set_state(store, talk, "confirmed")
    time.set("2026-03-06", 10, 40)
    conversations.set_state(store, talk, "live")
    time.set("2026-03-06", 11)
    conversations.set_state(store, talk, "ended")
    first, second = agenda.day(store.connection).agenda.due
    assert (first.rule, second.rule) == ("debrief", "thanks")
    assert second.by == datetime(2026, 3, 7, 11, tzinfo=BERLIN)
    conversations.set_state(store, talk, "debriefed")
    assert due(store) == {
        "thanks": "Thank Ada Lindqvist",
        "loop": "Tell Maya Okonjo how it went with Ada Lindqvist",
    }
    send(store, ada, "thanks", conversation_id=talk)
    send(store, maya, "update", introduction_id=introduction.id)
    assert due(store) == {}
    time.set("2026-03-19")
    assert due(store) == {}
    time.set("2026-03-20")
    assert due(store) == {"update": "Tell Ada Lindqvist what you did with the advice"}
    send(store, ada, "update")
    time.set("2026-06-17")
    assert due(store) == {}
    time.set("2026-06-18")
    assert due(store) == {"keep_in_touch": "Keep in touch with Ada Lindqvist"}


def test_names_given_are_waited_for_and_warned_of_before_they_lapse(
    store: Store, time: Clock, stadtwerk: dict[str, bytes]
) -> None:
    introductions.add(store, stadtwerk["Ada"], stadtwerk["Jonas"], state="asked")
    assert waiting(store) == ["Ada Lindqvist, about Jonas Feld: asked, lapses Wed 1 Apr"]
    time.set("2026-03-25")
    assert due(store) == {"expiring": "The introduction to Jonas Feld lapses"}
    time.set("2026-04-02")
    assert due(store) == {}
    assert [row.state for row in tables.select(store.connection, Introduction)] == ["asked"], "only computed"


def test_parked_people_are_silent_until_they_come_back(store: Store, time: Clock, stadtwerk: dict[str, bytes]) -> None:
    send(store, stadtwerk["Ada"], "ask")
    time.set("2026-03-11")
    target = targets.chosen(store.connection)
    assert target
    targets.say_of(store, stadtwerk["Ada"], "Ada", target, parked=True)
    assert due(store) == {}
    assert waiting(store) == []
    targets.say_of(store, stadtwerk["Ada"], "Ada", target, parked=False)
    assert "follow_up" in due(store)


def test_those_to_approach_are_the_best_who_were_not_asked_and_may_be(
    store: Store, time: Clock, stadtwerk: dict[str, bytes]
) -> None:
    def names() -> list[str]:
        return [line.name for line in agenda.day(store.connection).approach]

    assert names() == ["Ada Lindqvist", "Jonas Feld", "Maya Okonjo"]
    send(store, stadtwerk["Ada"], "ask")
    assert names() == ["Jonas Feld", "Maya Okonjo"]
    target, jonas = targets.chosen(store.connection), people.detail(store.connection, stadtwerk["Jonas"])
    assert target and jonas
    people.edit(store, jonas.person, do_not_contact=True)
    targets.say_of(store, stadtwerk["Maya"], "Maya", target, parked=True)
    assert names() == []


def test_what_one_person_is_told_is_what_the_agenda_says_of_them(
    store: Store, time: Clock, stadtwerk: dict[str, bytes]
) -> None:
    introduction = introductions.add(store, stadtwerk["Maya"], stadtwerk["Ada"], state="asked")
    for state in ("introducer_ok", "target_ok", "made"):
        introductions.set_state(store, introduction.id, state)
    send(store, stadtwerk["Jonas"], "ask")
    time.set("2026-03-11")
    whole = agenda.day(store.connection).agenda
    for person_id in stadtwerk.values():
        standing = agenda.of_person(store.connection, person_id)
        assert standing
        assert standing.stage == whole.stages[person_id]
        assert standing.due == tuple(one for one in whole.due if one.person_id == person_id)


def test_an_empty_file_has_an_empty_day(store: Store, time: Clock) -> None:
    day = agenda.day(store.connection)
    assert (day.agenda.due, day.agenda.waiting, day.approach) == ((), (), ())
    assert (day.has_people, day.has_target, day.has_asked) == (False, False, False)
    assert agenda.of_person(store.connection, b"nobody") is None
