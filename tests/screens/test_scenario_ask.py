"""Asking with 3B7, played through the app's own keys: an eager draft mended and sent, what falls due without an answer,
and what an answer settles (METHOD, S3)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from coffeechat.method.rules import rule
from coffeechat.screens.today.section import Section
from coffeechat.store import clock, people, rules, sender, targets
from coffeechat.store.store import Store
from method.test_messages import MENDED, TOO_EAGER
from screens.opened import played, press, shown, told
from screens.test_outreach import findings_of, subject_of, write

BERLIN = ZoneInfo("Europe/Berlin")
ADA, JONAS = "Ada Lindqvist", "Jonas Feld"

SetClock = Callable[[str], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetClock]:
    """The clock and the machine are in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield lambda at: monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(at).replace(tzinfo=BERLIN))
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def lena(path: Path, set_clock: SetClock) -> Path:
    """Ada and Jonas work for the same organisation; only Ada is to be asked first."""
    set_clock("2026-03-02T09:00")
    with Store(path) as store:
        people.add(store, ADA, "Head of Urban Planning", "Stadtwerk Elmhafen", "ada@example.org")
        people.add(store, JONAS, "Urban Planner", "Stadtwerk Elmhafen")
        targets.add(store, name="Urban planner")
        sender.put(store, "name", "Lena Brandt")
        store.rank_everybody()
    return path


def ask_ada(path: Path) -> None:
    """In the list of people, where the cursor is on the best ranked."""

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        subject_of(pilot).value = "Your way into planning"
        await write(pilot, TOO_EAGER)
        assert findings_of(pilot) == ["too long", "no connection stated", "job ask", "no question at the end"]
        await write(pilot, MENDED)
        assert findings_of(pilot) == []
        await press(pilot, "ctrl+s")
        assert told(pilot)[-1].startswith(
            f"Marked as sent to {ADA}. Without an answer a second person there is due on "
        )

    played(path, scenario)


def due_on_opening(path: Path) -> list[str]:
    """What Today says is due, line by line."""

    async def scenario(pilot: Pilot[Any]) -> list[str]:
        rows = pilot.app.screen.query_one("#due", Section)._rows.rows
        return [row.cells[0].strip() for row in rows if row.key != "end"]

    return played(path, scenario, begin=None)


def asks_due(path: Path) -> list[str]:
    """Those of them that come of an ask, without the days beside them."""
    return [line for line in due_on_opening(path) if "Second person" in line or "Follow up" in line]


def test_without_an_answer_a_second_person_is_due_and_then_one_follow_up(lena: Path, set_clock: SetClock) -> None:
    ask_ada(lena)
    set_clock("2026-03-04T09:00")
    assert asks_due(lena) == []
    set_clock("2026-03-05T09:00")
    (second,) = asks_due(lena)
    assert f"Second person at Stadtwerk Elmhafen: {JONAS} (rank " in second
    set_clock("2026-03-10T09:00")
    assert not any("Follow up" in line for line in asks_due(lena))
    set_clock("2026-03-11T09:00")
    assert any(f"Follow up {ADA} once" in line for line in asks_due(lena))


def test_an_answer_settles_both_and_makes_a_booster(lena: Path, set_clock: SetClock) -> None:
    ask_ada(lena)
    set_clock("2026-03-04T09:00")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "r", "y")
        person = await press(pilot, "enter")
        assert "In contact. They answered; agree on a time." in person
        assert "a booster: answers soon and helps" in person
        assert "← they answered: yes" in person and "→ asked" in person

    played(lena, scenario)
    for day in ("2026-03-05", "2026-03-11"):
        set_clock(f"{day}T09:00")
        assert asks_due(lena) == []


def test_a_holiday_is_no_business_day(lena: Path, set_clock: SetClock) -> None:
    """Thursday 21 May 2026, with Memorial Day on the 25th: 3B is Wednesday 27 May, 7B Tuesday 2 June."""
    with Store(lena) as store:
        rules.put(store, rule("holidays"), "US")
    set_clock("2026-05-21T09:00")
    ask_ada(lena)
    set_clock("2026-05-26T09:00")
    assert asks_due(lena) == []
    set_clock("2026-05-27T09:00")
    assert any("Second person" in line for line in asks_due(lena))
    set_clock("2026-06-01T09:00")
    assert not any("Follow up" in line for line in asks_due(lena))
    set_clock("2026-06-02T09:00")
    assert any("Follow up" in line for line in asks_due(lena))


@pytest.mark.parametrize(("setting", "second"), [("no", "2026-03-05"), ("yes", "2026-03-06")])
def test_what_is_sent_after_noon_may_count_from_the_next_day(
    lena: Path, set_clock: SetClock, setting: str, second: str
) -> None:
    with Store(lena) as store:
        rules.put(store, rule("noon_next_day"), setting)
    set_clock("2026-03-02T15:00")
    ask_ada(lena)
    set_clock(f"{second[:-1]}{int(second[-1]) - 1}T09:00")
    assert asks_due(lena) == []
    set_clock(f"{second}T09:00")
    assert any("Second person" in line for line in asks_due(lena))


def test_the_second_person_is_written_to_from_today_with_one_key(lena: Path, set_clock: SetClock) -> None:
    ask_ada(lena)
    set_clock("2026-03-05T09:00")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        assert f"Ask of a second person to {JONAS}" in shown(pilot)

    played(lena, scenario, begin=None)
