"""Talks as calendar files, read back by a calendar's own eyes: one entry for ever, right in every week."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from cli.command import here
from coffeechat.exchange.calendar_file import calendar_file
from coffeechat.exchange.exporting import NotOfOneTalk, export_to
from coffeechat.exchange.talk_files import NoTalkToCome, file_name
from coffeechat.method.dates import read
from coffeechat.method.rules import defaults, rule
from coffeechat.records import Conversation, Organisation, Person
from coffeechat.store import clock, conversations, people, rules
from coffeechat.store.briefing import Briefing
from coffeechat.store.conversations import Participant, Talk
from coffeechat.store.store import Store

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    hand = [NOW]
    monkeypatch.setattr(clock, "now", lambda: hand[0])
    return hand


@pytest.fixture
def ada(store: Store) -> bytes:
    return people.add(store, "Ada Lindqvist", "Planner", "City, of; Elmhafen", "ada@example.org", "+49 40 555 0101")


def agreed(store: Store, person_id: bytes, line: str = "fri 15:00", **cells: str) -> bytes:
    talk = conversations.plan(store, [person_id], None, **cells)
    conversations.schedule(store, talk, read(line, clock.now(), BERLIN).at, zone="Europe/Berlin")
    return talk


def calendar(store: Store, talk: bytes | None = None) -> Calendar:
    stream = io.BytesIO()
    export_to(store, stream, "ics", talk=talk)
    return Calendar.from_ical(stream.getvalue())


def entry(store: Store, talk: bytes) -> Event:
    (event,) = calendar(store, talk).events
    return event


def test_an_entry_has_time_place_people_and_alarms(store: Store, ada: bytes) -> None:
    talk = agreed(store, ada, channel="video", place="Room 4, 2nd floor; left", goal="A secret goal")
    event = entry(store, talk)
    assert event["SUMMARY"] == "Talk with Ada Lindqvist, City, of; Elmhafen"
    assert event["LOCATION"] == "Room 4, 2nd floor; left"
    assert (event.start, event.end) == (datetime(2026, 3, 6, 14, tzinfo=UTC), datetime(2026, 3, 6, 14, 20, tzinfo=UTC))
    assert "+49 40 555 0101" in str(event["DESCRIPTION"]) and "15:00 in Berlin" in str(event["DESCRIPTION"])
    assert "secret" not in calendar(store, talk).to_ical().decode()
    alarms = [alarm.trigger for alarm in event.alarms.times]
    assert alarms == [event.start - timedelta(minutes=10), event.start - timedelta(hours=48)]


def test_the_alarms_follow_the_rules_and_a_confirmed_talk_has_only_the_one(store: Store, ada: bytes) -> None:
    talk = agreed(store, ada)
    rules.put(store, rule("arrive_early"), "15")
    conversations.set_state(store, talk, "confirmed")
    event = entry(store, talk)
    assert [alarm.trigger for alarm in event.alarms.times] == [event.start - timedelta(minutes=15)]


def test_a_move_and_a_cancellation_change_the_same_entry(store: Store, ada: bytes) -> None:
    talk = agreed(store, ada)
    first = entry(store, talk)
    conversations.schedule(store, talk, NOW + timedelta(days=7))
    moved = entry(store, talk)
    conversations.edit(store, talk, place="Room 5")
    placed = entry(store, talk)
    conversations.set_state(store, talk, "cancelled")
    cancelled = entry(store, talk)
    events = (first, moved, placed, cancelled)
    assert {event["UID"] for event in events} == {f"{talk.hex()}@coffeechat"}
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2, 3]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert calendar(store, talk)["METHOD"] == "CANCEL"
    assert cancelled.alarms.times == []


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("2026-03-28 15:00", "2026-03-28T14:00"),
        ("2026-03-29 15:00", "2026-03-29T13:00"),
        ("2026-10-25 02:30", "2026-10-25T00:30"),
        ("2028-02-29 10:00", "2028-02-29T09:00"),
    ],
)
def test_the_hour_is_right_when_the_clocks_change_and_on_a_leap_day(
    store: Store, ada: bytes, line: str, start: str
) -> None:
    event = entry(store, agreed(store, ada, line))
    assert f"{event.start:%Y-%m-%dT%H:%M}" == start
    assert isinstance(event.start, datetime)
    assert f"{event.start.astimezone(BERLIN):%Y-%m-%d %H:%M}" == line
    assert event.end - event.start == timedelta(minutes=20)


def test_all_that_is_to_come_goes_into_one_file_with_what_was_called_off(store: Store, ada: bytes) -> None:
    bo = people.add(store, "Bo Chen")
    kept, off = agreed(store, ada, "fri 15:00"), agreed(store, bo, "thu 10:00")
    conversations.plan(store, [bo])
    conversations.set_state(store, off, "cancelled")
    found = calendar(store)
    assert found["METHOD"] == "PUBLISH"
    assert [(str(event["UID"]), event["STATUS"]) for event in found.events] == [
        (f"{off.hex()}@coffeechat", "CANCELLED"),
        (f"{kept.hex()}@coffeechat", "CONFIRMED"),
    ]


def test_what_can_not_be_written_is_said(store: Store, ada: bytes) -> None:
    with pytest.raises(NoTalkToCome):
        calendar(store)
    planned = conversations.plan(store, [ada])
    with pytest.raises(Exception, match="has no time yet, so no calendar can hold it"):
        calendar(store, planned)
    with pytest.raises(NotOfOneTalk, match="One talk can't be written as 'csv'"):
        export_to(store, io.BytesIO(), "csv", talk=planned)


def test_the_command_line_writes_all_or_one(store: Store, ada: bytes, tmp_path: Path) -> None:
    agreed(store, ada)
    file = tmp_path / "talks.ics"
    ran = here("export", file, "--talk", "ada", db=store.path)
    assert ran.err == f"1 talk written to {file}.\n"
    assert len(Calendar.from_ical(file.read_bytes()).events) == 1
    assert here("export", "-", "--format", "ics", db=store.path).out.startswith("BEGIN:VCALENDAR")


@given(st.text(min_size=1, max_size=40))
def test_whatever_a_name_holds_the_file_is_one_that_calendars_read(name: str) -> None:
    known = Briefing(
        talk=Talk(
            conversation=Conversation(
                id=b"talk", created_at="", state="scheduled", at="2026-03-03T08:00:00Z", calendar_uid="1@x", place=name
            ),
            people=(Participant(Person(id=b"ada", created_at="", display=name), "host"),),
            organisation=Organisation(id=b"city", created_at="", name=name),
        )
    )
    (event,) = Calendar.from_ical(calendar_file([known], defaults(), NOW)).events
    assert event.start == NOW + timedelta(days=1)
    assert str(event["SUMMARY"]).startswith("Talk with ")
    assert re.fullmatch(r"talk-[\w-]{1,40}-2026-03-03\.ics", file_name(known.talk, "ics"))
