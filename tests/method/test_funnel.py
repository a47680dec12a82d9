"""Own rates, honest intervals, and how many asks are needed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.funnel import asks_needed, funnel, rate, wilson
from method.story import HERE, Story


@pytest.mark.parametrize(
    ("share", "needed"), [(0.2, (11, 25, 38)), (0.3, (7, 16, 25)), (0.4, (5, 12, 18))], ids=["20 %", "30 %", "40 %"]
)
def test_the_asks_needed_for_one_three_and_five_talks_are_those_of_the_method(
    share: float, needed: tuple[int, int, int]
) -> None:
    assert tuple(asks_needed(share, talks) for talks in (1, 3, 5)) == needed


def test_the_interval_of_wilson() -> None:
    assert [round(100 * bound) for bound in wilson(8, 24)] == [18, 53]
    assert [round(100 * bound, 1) for bound in wilson(0, 10)] == [0.0, 27.8]
    assert [round(100 * bound, 1) for bound in wilson(10, 10)] == [72.2, 100.0]
    assert [round(100 * bound, 1) for bound in wilson(1, 20)] == [0.9, 23.6]


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_true_share_lies_within_the_interval_and_the_interval_within_nought_and_one(pair: tuple[int, int]) -> None:
    count, of = pair
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1 or abs(count / of - high) < 1e-9 or abs(count / of - low) < 1e-9


@given(st.floats(0.01, 1), st.integers(1, 6))
def test_more_talks_need_more_asks_and_a_better_rate_fewer(share: float, talks: int) -> None:
    needed, more = asks_needed(share, talks), asks_needed(share, talks + 1)
    assert needed is not None and more is not None
    assert talks <= needed < more
    assert (asks_needed(min(1, share * 1.5), talks) or 0) <= needed


def test_nothing_is_said_where_there_is_too_little() -> None:
    assert rate(2, 4) is None
    assert asks_needed(0, 3) is None
    assert asks_needed(0.0001, 3) is None


def test_weeks_count_what_happened_from_monday_on() -> None:
    story = Story().sent("ask").wait(1).came("yes").talk("ended").wait(7).sent("ask").wait(1).came(kind="message")
    told = funnel([story.facts], story.now, story.rules, HERE)
    assert [week.begins for week in told.weeks][-2:] == [date(2026, 3, 2), date(2026, 3, 9)]
    before, now = told.weeks[-2:]
    assert (before.asked, before.replied, before.talks) == (1, 1, 1)
    assert (now.asked, now.replied, now.talks) == (1, 0, 0), "an imported message is no logged reply"
    assert len(told.weeks) == 8


def test_a_rate_counts_only_asks_that_had_their_time() -> None:
    answered = [Story().sent("ask").wait(1).came("yes") for _ in range(2)]
    ignored = [Story().sent("ask") for _ in range(4)]
    fresh = [Story().wait(9).sent("ask") for _ in range(5)]
    talked = Story().sent("ask").talk("ended", in_days=2)
    stories = [*answered, *ignored, *fresh, talked]
    now = Story().wait(10).now
    told = funnel([story.facts for story in stories], now, Story().rules, HERE)
    assert told.replies and told.talks
    assert (told.replies.count, told.replies.of) == (3, 7)
    assert (told.talks.count, told.talks.of) == (1, 7)
    assert told.asks_needed == asks_needed(1 / 7, 3)


def test_nobody_asked_is_an_empty_funnel() -> None:
    told = funnel([], Story().now, Story().rules, HERE)
    assert (told.replies, told.talks, told.asks_needed) == (None, None, None)
    assert told.this_week.asked == 0
