"""What is due on the command line, as of any moment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from cli.command import coffeechat, here
from coffeechat.store import clock
from coffeechat.store.store import Store
from screens.busy_day import NOW, fill

AS_OF = "2026-03-02T08:00:00Z"


@pytest.fixture
def busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in the middle of a search."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    with Store(path) as store:
        fill(store, set_clock)
    monkeypatch.undo()
    return path


def test_json_says_rule_person_what_why_since_and_by(busy: Path) -> None:
    told = coffeechat("today", "--json", "--now", AS_OF, db=busy, TZ="UTC").document
    assert list(told) == ["due", "waiting", "funnel"]
    assert told["due"][0] == {
        "rule": "thanks",
        "person": "Ken Ito",
        "what": "Thank Ken Ito",
        "why": "The talk ended Sun 1 Mar, 11:00. Name one concrete thing you will use, and promise nothing "
        "you will not do.",
        "since": "2026-03-01",
        "by": "2026-03-02T11:00:00Z",
    }
    rules = [one["rule"] for one in told["due"]]
    assert rules == [
        "thanks",
        "confirm",
        "prepare",
        "promise_mine",
        "reminder",
        "follow_up",
        "second_person",
        "loop",
    ]
    assert told["due"][4]["person"] is None
    assert {one["rule"] for one in told["waiting"]} == {"talk", "asked", "sleeping", "consent"}
    assert [week["asked"] for week in told["funnel"]["weeks"]][-3:] == [2, 3, 0]
    assert (told["funnel"]["replies"], told["funnel"]["asks_for_three_talks"]) == (None, None)


def test_another_moment_has_another_day(busy: Path) -> None:
    def rules(now: str) -> list[str]:
        return [one["rule"] for one in here("today", "--json", "--now", now, db=busy).document["due"]]

    assert "second_person" in rules("2026-02-24T12:00:00Z")
    assert "follow_up" not in rules("2026-02-27T12:00:00Z")
    assert "later" in rules("2026-03-16T12:00:00Z")
    assert "took_place" in rules("2026-03-04")


def test_for_people_it_is_a_list_with_what_presses_marked(busy: Path) -> None:
    told = here("today", "--now", "2026-03-02T08:00:00+00:00", db=busy).out.splitlines()
    assert told[0] == "DUE"
    assert told[1].startswith("! Thank Ken Ito  ")
    assert told[2].startswith("  Confirm with Priya Raman  ")
    assert "WAITING" in told


@pytest.mark.parametrize("now", ["soon", "2026-02-30", "0001-01-01", "1899-12-31", "9999-12-31T23:59:59Z", ""])
def test_what_is_no_time_is_a_usage_error(busy: Path, now: str) -> None:
    told = here("today", "--now", now, db=busy)
    assert (told.code, told.out) == (2, "")
    assert "is no ISO time" in told.err or "--now" in told.err


def test_an_empty_file_says_how_to_begin(path: Path) -> None:
    told = here("today", db=path)
    assert (told.code, told.out) == (0, "")
    assert "coffeechat import FILE" in told.err
    assert here("today", "--json", db=path).document["due"] == []


def test_the_clock_of_a_busy_day_is_the_one_it_was_filled_at() -> None:
    assert f"{NOW:%Y-%m-%dT%H:%M:%SZ}" == AS_OF
