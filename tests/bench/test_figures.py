"""The benchmark's own arithmetic: medians, percentiles, ratios, targets, and the table of them."""

from __future__ import annotations

import json
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import Figure, Target, medians, percentile
from bench.rounds import alternate
from bench.table import as_json, number, table

samples = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=50)


@given(samples, st.floats(0.01, 1))
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) < share * len(values)


@given(samples, samples)
def test_a_ratio_is_of_medians(runs: list[float], baseline: list[float]) -> None:
    figure = medians("import", "ms", runs, baseline, "csv.reader")
    assert figure.ratio == pytest.approx(statistics.median(runs) / statistics.median(baseline))


def test_without_a_baseline_there_is_no_ratio() -> None:
    assert medians("memory", "MB", [3.0]).ratio is None


@pytest.mark.parametrize(
    ("value", "target", "is_within"),
    [
        (12.0, Target(6), True),
        (12.2, Target(6), False),
        (12.0, Target(12, of="value"), True),
        (12.0, Target(11, of="value"), False),
        (12.0, Target(11, of="value", at_least=True), True),
        (10.0, Target(11, of="value", at_least=True), False),
        (12.0, None, None),
    ],
)
def test_a_target_limits_the_ratio_or_the_value(value: float, target: Target | None, is_within: bool | None) -> None:
    figure = Figure(name="start", value=value, unit="ms", baseline=2.0, against="empty app", target=target)
    assert figure.is_within is is_within


def test_a_target_for_a_ratio_is_missed_where_there_is_none() -> None:
    assert Figure(name="start", value=1.0, unit="ms", target=Target(6)).is_within is False


def test_things_are_measured_in_turn_forth_and_back_after_a_warm_up() -> None:
    asked: list[str] = []

    def measure(name: str) -> int:
        asked.append(name)
        return len(asked)

    runs = alternate(2, {"a": lambda: measure("a"), "b": lambda: measure("b")})
    assert "".join(asked) == "ab" + "ab" + "ba"
    assert runs == {"a": [3, 6], "b": [4, 5]}


def test_numbers_keep_three_digits_that_count() -> None:
    assert [number(value) for value in (0.123, 1.234, 12.34, 123.4, 12345.6, 7)] == [
        "0.12",
        "1.23",
        "12.3",
        "123",
        "12,346",
        "7",
    ]


def test_the_table_shows_what_was_missed() -> None:
    fast = medians("fast", "ms", [10.0], [5.0], "empty app", Target(3))
    slow = medians("slow", "ms", [20.0], [5.0], "empty app", Target(3))
    lines = table({"Start": [fast, slow]}).splitlines()
    assert lines[2] == "Start"
    assert lines[3].split() == ["fast", "10.0", "ms", "5.00", "ms", "empty", "app", "2.00", "x", "≤", "3", "x", "ok"]
    assert lines[4].endswith("4.00 x   ≤ 3 x  MISSED")


def test_the_json_holds_every_run_and_its_verdict() -> None:
    figure = medians("slow", "ms", [20.0, 30.0], [5.0], "empty app", Target(3))
    document = json.loads(as_json({"Start": [figure]}, is_quick=True))
    assert document["quick"] is True
    (only,) = document["figures"]
    assert only["section"] == "Start"
    assert only["runs"] == [20.0, 30.0]
    assert only["ratio"] == 5.0
    assert only["within"] is False
