"""How a talk stands in time, and what is said then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method import timing as clocked
from coffeechat.method.timing import Phase, Timing, sentence

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def timing(started: datetime, minutes: int, now: datetime, closing_minutes: int = 5) -> Timing:
    return clocked.timing(started, minutes, now, closing_minutes)


@pytest.mark.parametrize(
    ("minutes", "seconds", "phase"),
    [
        (20, 0, "open"),
        (20, 14 * 60 + 59, "open"),
        (20, 15 * 60, "closing"),
        (20, 19 * 60 + 59, "closing"),
        (20, 20 * 60, "over"),
        (15, 10 * 60 - 1, "open"),
        (15, 10 * 60, "closing"),
        (10, 6 * 60, "open"),
        (10, 6 * 60 + 40, "closing"),
    ],
)
def test_the_last_five_minutes_are_for_the_referral(minutes: int, seconds: int, phase: Phase) -> None:
    assert timing(START, minutes, START + timedelta(seconds=seconds)).phase == phase


@pytest.mark.parametrize(("closing", "phase"), [(2, "open"), (5, "closing"), (30, "closing")])
def test_how_long_before_the_end_the_referral_comes_is_the_users_to_say(closing: int, phase: Phase) -> None:
    assert timing(START, 30, START + timedelta(minutes=26), closing).phase == phase
    assert timing(START, 30, START + timedelta(minutes=19), closing).phase == "open", "never before the last third"


def test_the_clock_reads_as_people_agree_on_time() -> None:
    assert timing(START, 20, START + timedelta(minutes=13, seconds=5)).face == "13:05 of 20:00"
    assert timing(START, 60, START + timedelta(minutes=75)).face == "75:00 of 60:00"


def test_a_clock_that_was_set_back_and_a_talk_of_no_length_are_borne() -> None:
    assert timing(START, 20, START - timedelta(hours=1)).face == "0:00 of 20:00"
    assert timing(START, 0, START).minutes == 1


def test_each_phase_has_its_sentence() -> None:
    def at(minute: int, minutes: int = 20) -> str:
        return sentence(timing(START, minutes, START + timedelta(minutes=minute)), was_extended=minutes > 20)

    assert "12 minutes left" in at(8)
    assert "1 minute left" in at(19)
    assert at(20) == "I see our 20 minutes are up; do you have five more?"
    assert at(25, 25).startswith("Our 25 minutes are up. Thank you")


@given(st.integers(1, 240), st.integers(0, 100_000), st.integers(0, 100_000))
def test_phases_follow_each_other(minutes: int, one: int, other: int) -> None:
    order: list[Phase] = ["open", "closing", "over"]
    phases = [timing(START, minutes, START + timedelta(seconds=at)).phase for at in sorted((one, other))]
    assert order.index(phases[0]) <= order.index(phases[1])
