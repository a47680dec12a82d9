"""`coffeechat talk`: planned, scheduled and moved in one line, by the clock of a place."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.command import coffeechat, here
from coffeechat.records import Person
from coffeechat.store import clock, conversation_list, conversations, people
from coffeechat.store.store import Store

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Monday, 2 March 2026, 9 o'clock in Berlin."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()


@pytest.fixture
def two(path: Path) -> Path:
    with Store(path) as store:
        people.add(store, "Ada Lindqvist", "Head of Urban Planning", "City of Elmhafen", "ada@example.org")
        people.add(store, "Bo Chen")
    return path


def test_a_talk_is_planned_scheduled_and_moved_in_one_line_each(two: Path) -> None:
    planned = here("talk", "ada", db=two)
    assert planned.out == "no time yet       Ada Lindqvist, City of Elmhafen  informational, planned  needs a time\n"
    scheduled = here("talk", "ada", "fri", "15:00", "--channel", "video", "--json", db=two)
    assert scheduled.document["at"] == "2026-03-06T14:00:00Z"
    assert (scheduled.document["state"], scheduled.document["zone"]) == ("scheduled", "Europe/Berlin")
    assert scheduled.document["missing"] == ["not prepared"]
    moved = here("talk", "ada", "next mon 9:00", "--zone", "london", "--minutes", "30", db=two)
    assert moved.out.startswith("Mon 9 Mar 10:00   Ada Lindqvist, City of Elmhafen  (09:00 in London)")
    (listed,) = here("talk", "--json", db=two).document
    assert (listed["people"], listed["minutes"], listed["channel"]) == (["Ada Lindqvist"], 30, "video")
    with Store(two) as store:
        (only,) = conversation_list.upcoming(store.connection)
        assert (only.conversation.sequence, only.conversation.calendar_uid) == (1, f"{listed['id']}@coffeechat")
        assert store.undo().label == "move the talk with Ada Lindqvist"


def test_a_talk_whose_time_is_over_is_not_moved(two: Path) -> None:
    here("talk", "ada", "1 mar 2026 10:00", db=two)
    here("talk", "ada", "fri 10", db=two)
    assert len(here("talk", "--json", db=two).document) == 2


def test_another_talk_is_one_more(two: Path) -> None:
    here("talk", "ada", "tomorrow 10", db=two)
    here("talk", "ada", "thu 10", "--kind", "catch", "--another", db=two)
    assert [talk["kind"] for talk in here("talk", "--json", db=two).document] == ["informational", "catch_up"]


def test_their_own_zone_is_the_clock_that_is_meant(two: Path) -> None:
    with Store(two) as store, store.change("zone"):
        store.update(Person, store.connection.execute("SELECT id FROM listing LIMIT 1").get, zone="Asia/Tokyo")
    assert here("talk", "ada", "fri 15:00", "--json", db=two).document["at"] == "2026-03-06T06:00:00Z"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["zoe"], "Nobody matches “zoe”."),
        (["ada", "someday"], "“someday” can't be read as a time."),
        (["ada", "2026-03-29 02:30"], "02:30 does not exist on Sun 29 Mar 2026 in Europe/Berlin"),
        (["ada", "fri 15:00-14:00"], "before it begins"),
        (["ada", "fri 10", "--zone", "mars"], "“mars” is no time zone."),
        (["ada", "fri 10", "--minutes", "-5"], "“-5” is no length of a talk"),
        (["ada", "--kind", "lunch"], "“lunch” is no kind of talk."),
        (["bo", "--brief"], "There is no talk with Bo Chen yet."),
    ],
)
def test_what_can_not_be_is_said_and_nothing_is_written(two: Path, arguments: list[str], sentence: str) -> None:
    ran = here("talk", *arguments, db=two)
    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err
    assert here("talk", "--json", db=two).document == []


def test_what_the_method_forbids_is_refused(two: Path) -> None:
    talk = bytes.fromhex(here("talk", "ada", "now", "--json", db=two).document["id"])
    with Store(two) as store:
        conversations.set_state(store, talk, "live")
    assert "is going on right now, so it can't be given a time" in here("talk", "ada", "fri 10", db=two).err


def test_notes_on_a_time_are_talk_and_the_line_is_data(two: Path) -> None:
    ran = coffeechat("talk", "ada", "1 mar 2026 10:00", db=two)
    assert ran.code == 0
    assert ran.err == "That is in the past.\n"
    assert "Ada Lindqvist" in ran.out


def test_with_no_talk_to_come_the_next_step_is_said(two: Path) -> None:
    ran = here("talk", db=two)
    assert (ran.code, ran.out) == (0, "")
    assert "`coffeechat talk PERSON WHEN` plans one." in ran.err
