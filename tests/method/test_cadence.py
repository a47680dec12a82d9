"""When something is due: business days and 3B7, thanks, updates, keeping in touch."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method import cadence
from coffeechat.method.cadence import Calendar, add_business_days, three_b_seven
from coffeechat.method.rules import defaults

BERLIN = ZoneInfo("Europe/Berlin")
HOLIDAYS = frozenset({date(2026, 5, 25), date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)})
HERE = Calendar(BERLIN, HOLIDAYS)
AFTERNOONS = msgspec.structs.replace(defaults(), noon_next_day=True)

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
calendars = st.builds(
    Calendar,
    zone=st.sampled_from([UTC, BERLIN, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")]),
    holidays=st.frozensets(days, max_size=30),
    weekend=st.frozensets(st.integers(0, 6), max_size=3),
)


def at(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("sent", "second_person", "follow_up"),
    [
        ("2026-03-02", "2026-03-05", "2026-03-11"),
        ("2026-03-06", "2026-03-11", "2026-03-17"),
        ("2026-05-21", "2026-05-27", "2026-06-02"),
        ("2026-12-23", "2026-12-29", "2027-01-05"),
    ],
)
def test_3b7_comes_out_at_the_days_of_the_method(sent: str, second_person: str, follow_up: str) -> None:
    found = three_b_seven(at(sent), defaults(), HERE)
    assert [day.isoformat() for day in found] == [second_person, follow_up]


@pytest.mark.parametrize(
    ("sent", "hour", "second_person"),
    [
        ("2026-03-02", 11, "2026-03-05"),
        ("2026-03-02", 12, "2026-03-06"),
        ("2026-03-02", 15, "2026-03-06"),
        ("2026-03-06", 15, "2026-03-12"),
        ("2026-03-07", 9, "2026-03-12"),
        ("2026-05-22", 15, "2026-05-29"),
    ],
)
def test_after_noon_the_days_count_from_the_next_business_day_if_so_chosen(
    sent: str, hour: int, second_person: str
) -> None:
    assert three_b_seven(at(sent, hour), AFTERNOONS, HERE).second_person.isoformat() == second_person


def test_without_the_setting_the_hour_does_not_matter() -> None:
    assert three_b_seven(at("2026-03-02", 23), defaults(), HERE) == three_b_seven(at("2026-03-02", 0), defaults(), HERE)


def test_the_day_is_that_of_the_users_zone() -> None:
    late_in_berlin = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert HERE.day(late_in_berlin) == date(2026, 3, 2)
    assert three_b_seven(late_in_berlin, defaults(), HERE).second_person == date(2026, 3, 5)


def test_a_weekend_may_be_friday_and_saturday() -> None:
    cairo = Calendar(UTC, weekend=frozenset({4, 5}))
    assert add_business_days(date(2026, 3, 5), 1, cairo) == date(2026, 3, 8)


@given(days, st.integers(1, 40), calendars)
def test_a_business_day_some_business_days_later_is_one_and_counts_back(
    day: date, count: int, calendar: Calendar
) -> None:
    found = add_business_days(day, count, calendar)
    assert calendar.is_business_day(found)
    passed = (day + timedelta(days=number) for number in range(1, (found - day).days + 1))
    assert sum(map(calendar.is_business_day, passed)) == count


@given(moments, moments, calendars, st.booleans())
def test_who_is_asked_later_is_never_due_earlier(
    one: datetime, other: datetime, calendar: Calendar, afternoons: bool
) -> None:
    rules = msgspec.structs.replace(defaults(), noon_next_day=afternoons)
    first, second = sorted((one, other))
    earlier, later = three_b_seven(first, rules, calendar), three_b_seven(second, rules, calendar)
    assert earlier.second_person <= later.second_person
    assert earlier.follow_up <= later.follow_up
    assert earlier.second_person <= earlier.follow_up


@given(days, st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, count: int) -> None:
    found = cadence.add_months(day, count)
    assert (found.year - day.year) * 12 + found.month - day.month == count
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@given(moments, calendars)
def test_a_day_begins_at_its_first_moment(now: datetime, calendar: Calendar) -> None:
    day = calendar.day(now)
    begin = calendar.begins(day)
    assert begin <= now
    assert calendar.day(begin) == day
    assert calendar.day(begin - timedelta(seconds=1)) < day


def test_thanks_are_due_a_day_after_the_talk_also_when_the_clocks_change() -> None:
    before_the_change = at("2026-03-28", 11)
    assert cadence.thanks_by(before_the_change, defaults()).astimezone(UTC) == datetime(2026, 3, 29, 10, tzinfo=UTC)


def test_a_talk_is_confirmed_two_days_before_and_told_of_after_two_weeks() -> None:
    talk = at("2026-03-12", 10)
    assert cadence.confirm_from(talk, defaults()) == at("2026-03-10", 10)
    assert cadence.update_on(at("2026-03-13"), defaults(), HERE) == date(2026, 3, 27)


def test_a_rhythm_counts_from_the_last_contact_and_a_persons_own_wins() -> None:
    last = at("2026-03-02")
    assert cadence.keep_in_touch(last, defaults(), HERE) == (date(2026, 5, 31), date(2026, 7, 2))
    assert cadence.keep_in_touch(last, defaults(), HERE, days=30, most=60) == (date(2026, 4, 1), date(2026, 5, 1))
    own = cadence.keep_in_touch(last, defaults(), HERE, days=200)
    assert own.latest == own.ideal, "the last day is never before the ideal one"
