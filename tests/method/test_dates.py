"""Moments as people write them, by the clock of a place: with hours that do not exist, and such that come twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.dates import (
    NotATime,
    UnknownZone,
    city,
    day_and_time,
    moment,
    read,
    read_day,
    relative,
    zone_named,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday, 9 o'clock in Berlin."""


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("fri 15:00", "2026-03-06 15:00"),
        ("Friday at 3pm", "2026-03-06 15:00"),
        ("3 pm on friday", "2026-03-06 15:00"),
        ("next fri 15:00", "2026-03-13 15:00"),
        ("tomorrow 10", "2026-03-03 10:00"),
        ("today noon", "2026-03-02 12:00"),
        ("yesterday 16:30", "2026-03-01 16:30"),
        ("+3d 9:30", "2026-03-05 09:30"),
        ("in 2 weeks 9:30", "2026-03-16 09:30"),
        ("2026-03-12 14:00", "2026-03-12 14:00"),
        ("2026-03-12T14:00", "2026-03-12 14:00"),
        ("2026-03-12T14:00Z", "2026-03-12 15:00"),
        ("12 mar 14", "2026-03-12 14:00"),
        ("March 12th, 14:00", "2026-03-12 14:00"),
        ("thu 12 mar 2026 14:00", "2026-03-12 14:00"),
        ("12.3. 14.15", "2026-03-12 14:15"),
        ("1 feb 9:00", "2027-02-01 09:00"),
        ("morgen um 10 Uhr", "2026-03-03 10:00"),
        ("nächsten Freitag 15h30", "2026-03-13 15:30"),
        ("12. März 14 Uhr", "2026-03-12 14:00"),
        ("mon 10", "2026-03-02 10:00"),
        ("mon 8", "2026-03-09 08:00"),
        ("10", "2026-03-02 10:00"),
        ("8:30", "2026-03-03 08:30"),
        ("+2h", "2026-03-02 11:00"),
        ("in 45 min", "2026-03-02 09:45"),
        ("now", "2026-03-02 09:00"),
    ],
)
def test_a_line_is_read_as_people_mean_it(text: str, local: str) -> None:
    assert f"{read(text, NOW, BERLIN).at.astimezone(BERLIN):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize(
    ("text", "minutes"), [("fri 15:00-15:30", 30), ("fri 15:00 – 16", 60), ("fri 3-4pm", 60), ("fri 11-1pm", 120)]
)
def test_an_end_says_how_long(text: str, minutes: int) -> None:
    assert read(text, NOW, BERLIN).minutes == minutes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "When? Write it like fri 15:00"),
        ("banana", "“banana” can't be read as a time. Write it like"),
        ("fri", "At what time? Write it like fri 15:00."),
        ("12 mar 2026", "At what time?"),
        ("fri 25:00", "25:00 is no time of the day."),
        ("fri 13pm", "13pm is no time of the day."),
        ("fri 15:00-14:00", "It would end at 14:00, before it begins at 15:00."),
        ("30 feb 10:00", "There is no 2027-02-30 in the calendar."),
        ("2026-02-29 10:00", "There is no 2026-02-29 in the calendar."),
        ("thu 6 mar 10:00", "That date is another day of the week: Fri 6 Mar 2026."),
        ("12/3 10:00", "means two days in two countries"),
        ("9999-01-01 10:00", "too far away"),
        ("+99999999d 10:00", "more than ten years away"),
        ("+99999h", "more than a week away"),
        ("2026-13-12T14:00Z", "There is no 2026-13-12 in the calendar."),
        ("2026-03-12T14:61Z", "is no moment"),
    ],
)
def test_what_can_not_be_is_refused_with_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(NotATime) as refused:
        read(text, NOW, BERLIN)
    assert sentence in str(refused.value)


def test_an_hour_that_the_clocks_jump_over_does_not_exist() -> None:
    with pytest.raises(NotATime) as refused:
        read("2026-03-29 02:30", NOW, BERLIN)
    assert str(refused.value) == (
        "02:30 does not exist on Sun 29 Mar 2026 in Europe/Berlin: the clocks go from 02:00 to 03:00. "
        "The next time there is 03:00."
    )
    with pytest.raises(NotATime, match="the clocks go from 02:00 to 02:30"):
        read("2026-10-04 02:15", NOW, ZoneInfo("Australia/Lord_Howe"))


def test_of_an_hour_that_comes_twice_the_first_is_taken_and_it_is_said() -> None:
    when = read("2026-10-25 02:30", NOW, BERLIN)
    assert when.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert "02:30 comes twice on Sun 25 Oct 2026" in when.notes[0]
    assert "the first is taken (UTC+02:00)" in when.notes[0]


def test_the_week_of_the_change_keeps_the_clock_and_not_the_hours() -> None:
    before, after = (read(f"{day} 15:00", NOW, BERLIN).at for day in ("28 mar", "29 mar"))
    assert after - before == timedelta(hours=23)


def test_a_leap_day_is_a_day_where_there_is_one() -> None:
    assert read_day("29 feb", date(2028, 1, 10)) == date(2028, 2, 29)
    assert read_day("+1d", date(2028, 2, 28)) == date(2028, 2, 29)
    with pytest.raises(NotATime, match="is no day"):
        read_day("soon", date(2028, 1, 10))


def test_the_past_and_the_night_are_taken_and_said() -> None:
    assert read("2 mar 7:00", NOW, BERLIN).notes == ("That is in the past.",)
    assert read("wed 3", NOW, BERLIN).notes == ("03:00 is at night; for the afternoon write 3pm.",)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]),
)
def test_what_a_clock_shows_is_read_as_that_moment_or_as_the_first_of_two(at: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    local = at.replace(second=0, microsecond=0).astimezone(zone)
    found = read(f"{local:%Y-%m-%d %H:%M}", NOW, zone).at
    assert found.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None)
    assert found == local.replace(fold=0).astimezone(UTC)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_moment_or_a_sentence(text: str) -> None:
    try:
        assert read(text, NOW, BERLIN).at.tzinfo is UTC
    except NotATime as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        (" new  york ", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(name: str, found: str) -> None:
    assert zone_named(name).key == found


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Berln", "Did you mean Europe/Berlin?"),
        ("EST", "Name a place"),
        ("", "Name a place"),
        ("../etc", "Name a place"),
    ],
)
def test_an_unknown_zone_is_told_with_what_may_be_meant(name: str, hint: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        zone_named(name)
    assert hint in str(refused.value)


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(0), "now"),
        (timedelta(minutes=20), "in 20 min"),
        (timedelta(minutes=-90), "2 h ago"),
        (timedelta(hours=13), "in 13 h"),
        (timedelta(hours=20), "tomorrow"),
        (timedelta(days=-1), "yesterday"),
        (timedelta(days=4), "in 4 days"),
        (timedelta(days=-21), "3 weeks ago"),
        (timedelta(days=70), "in 2 months"),
        (timedelta(days=-800), "2 years ago"),
    ],
)
def test_a_moment_as_seen_from_now(away: timedelta, said: str) -> None:
    assert relative(NOW + away, NOW, BERLIN) == said


def test_a_moment_by_the_clock_of_a_place() -> None:
    at = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
    assert day_and_time(at, BERLIN, NOW) == "Fri 6 Mar, 15:00"
    assert day_and_time(at, ZoneInfo("Asia/Tokyo")) == "Fri 6 Mar 2026, 23:00"
    assert city("America/New_York") == "New York"


@pytest.mark.parametrize("text", [None, "", "soon", "2026-03-02", "2026-03-02T08:00:00"])
def test_what_is_stored_wrongly_is_no_moment(text: str | None) -> None:
    assert moment(text) is None
