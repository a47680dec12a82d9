"""The first screen through its own keys: what is due and why, doing it, putting it off, reminders, whom to approach."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.records import Promise, Reminder
from coffeechat.screens.today.section import Section
from coffeechat.store import agenda, clock, people, tables, targets, touches
from coffeechat.store.store import Store
from screen_text import check_golden
from screens.busy_day import KEN, MAYA, NOOR, NOW, fill, send
from screens.opened import SIZES, played, press, shown, store_of, told, until
from screens.three_people import ADA, BO, add_target, add_three

SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in the middle of a search."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    with Store(path) as store:
        fill(store, set_clock)
    return path


def lines_of(pilot: Pilot[Any], section: str) -> list[str]:
    """What one of the lists says, line by line."""
    rows = pilot.app.screen.query_one(f"#{section}", Section)._rows.rows
    return [row.cells[0].strip() for row in rows]


def under_cursor(pilot: Pilot[Any]) -> str:
    section = pilot.app.focused
    assert isinstance(section, Section)
    row = section.highlighted
    return row.cells[0].strip() if row else ""


async def go_to(pilot: Pilot[Any], words: str) -> None:
    """Put the cursor on the line that holds `words`, from the top."""
    await press(pilot, "o", "g")
    for _ in range(20):
        if words in under_cursor(pilot):
            return
        await pilot.press("j")
    raise AssertionError(f"{words} is not due:\n{shown(pilot)}")


@SIZED
def test_golden_today(busy: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> tuple[str, str, str]:
        first = shown(pilot)
        everything = await press(pilot, "o")
        await press(pilot, "o", "z")
        return first, everything, await until(pilot, "Put off until")

    today, everything, put_off = played(busy, scenario, size, begin=None)
    check_golden(f"today_{size[0]}x{size[1]}", today)
    check_golden(f"today_all_{size[0]}x{size[1]}", everything)
    check_golden(f"put_off_{size[0]}x{size[1]}", put_off)


@SIZED
@pytest.mark.parametrize("there", ["nobody", "people", "target"])
def test_golden_today_at_the_beginning(path: Path, there: str, size: tuple[int, int]) -> None:
    with Store(path) as store:
        if there != "nobody":
            add_three(store)
        if there == "target":
            add_target(store)

    async def scenario(pilot: Pilot[Any]) -> str:
        return shown(pilot)

    check_golden(f"today_with_{there}_{size[0]}x{size[1]}", played(path, scenario, size, begin=None))


def test_the_most_urgent_comes_first_with_why_and_who_says_so(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert lines_of(pilot, "due") == [
            f"! Thank {KEN}",
            "Confirm with Priya Raman",
            "Prepare Priya Raman",
            f"Keep your promise to {KEN}: send the map",
            "Read the annual report of the port",
            f"Follow up {NOOR} once",
            "Second person at Port Authority: Jonas Feld (rank 29)",
            f"Tell {MAYA} how it went with {KEN}",
        ]
        assert lines_of(pilot, "waiting") == [
            "Talk with Priya Raman",
            f"{ADA}, asked 3 days ago",
            f"{BO} said later",
            f"{NOOR}, asked 11 days ago",
            f"{KEN}, about Jonas Feld",
        ]
        assert "Name one concrete thing" in shown(pilot) and "Bolles: the same day" in shown(pilot)

    played(busy, scenario, begin=None)


def test_the_cursor_goes_through_all_lists_and_says_why_for_each(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, *"jjjjjjj")
        assert under_cursor(pilot).startswith("Tell Maya")
        await press(pilot, "j")
        assert under_cursor(pilot) == "Talk with Priya Raman"
        await press(pilot, *"jjjjj")
        assert under_cursor(pilot).endswith("Jonas Feld")
        await press(pilot, "k")
        assert under_cursor(pilot) == f"{KEN}, about Jonas Feld"
        await press(pilot, "tab")
        assert under_cursor(pilot).endswith("Jonas Feld")

    played(busy, scenario, begin=None)


def test_what_is_put_off_comes_back_on_its_day(busy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to(pilot, "Follow up")
        await press(pilot, "z")
        await press(pilot, *"wed", "enter")
        assert told(pilot)[-1] == "Put off until Wed 4 Mar. u takes it back."
        assert f"Follow up {NOOR} once" not in lines_of(pilot, "due")
        await press(pilot, "u")
        assert f"Follow up {NOOR} once" in lines_of(pilot, "due")
        await press(pilot, "z")
        await press(pilot, "enter")
        assert told(pilot)[-1] == "Put off until Tue 3 Mar. u takes it back."
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
        await press(pilot, "o", "o", "1")
        pilot.app.screen._look_again()  # type: ignore[attr-defined]
        await press(pilot)
        assert f"Follow up {NOOR} once" in lines_of(pilot, "due")

    played(busy, scenario, begin=None)


def test_a_day_that_is_none_is_said_and_asked_again(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "z")
        await press(pilot, *"noday", "enter")
        assert "Put off until" in shown(pilot) and "is no day" in shown(pilot)
        await press(pilot, "ctrl+u")
        await press(pilot, *"today", "enter")
        assert "Put off until" in shown(pilot) and "is not ahead" in shown(pilot)
        await press(pilot, "escape")
        assert len(lines_of(pilot, "due")) == 8

    played(busy, scenario, begin=None)


def test_done_keeps_a_promise_ends_a_reminder_and_dismisses_the_rest(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        for words in ("Keep your promise", "Read the annual", "Second person"):
            await go_to(pilot, words)
            await press(pilot, "x")
            assert not [line for line in lines_of(pilot, "due") if words in line]
        store = store_of(pilot)
        (promise,) = tables.select(store.connection, Promise)
        assert promise.state == "done"
        marks = tables.select(store.connection, Reminder, "done_at IS NOT NULL")
        assert [(mark.title, mark.rule) for mark in marks] == [
            ("Read the annual report of the port", None),
            (None, "second_person"),
        ]
        await press(pilot, "u", "u", "u")
        assert len(lines_of(pilot, "due")) == 8

    played(busy, scenario, begin=None)


def test_a_reminder_of_ones_own_is_about_whom_the_cursor_is_on(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "a")
        assert f"Remind me, about {KEN}" in shown(pilot)
        await press(pilot, *"book", "enter", *"wed", "enter")
        assert told(pilot)[-1] == "You will be reminded on Wed 4 Mar."
        store = store_of(pilot)
        (reminder,) = tables.select(store.connection, Reminder, "title = 'book'")
        assert reminder.due == "2026-03-04"
        known = people.detail(store.connection, reminder.person_id or b"")
        assert known and known.name == KEN
        assert "book" not in lines_of(pilot, "due")
        await press(pilot, "u")
        assert tables.select(store.connection, Reminder, "title = 'book'") == []

    played(busy, scenario, begin=None)


def test_what_others_write_shows_by_itself_and_the_cursor_stays(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to(pilot, "Tell Maya")
        await press(pilot, "o")
        noor = next(one for one in agenda.day(store_of(pilot).connection).agenda.due if one.rule == "follow_up")
        with Store(busy) as another:
            touches.reply(another, noor.person_id or b"", "yes")
        await until(pilot, f"Agree on a time with {NOOR}")
        assert under_cursor(pilot) == f"Tell {MAYA} how it went with {KEN}"

    played(busy, scenario, begin=None)


def test_the_lens_says_whom_to_approach_next_and_enter_opens_them(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert under_cursor(pilot) == f"100 {ADA}", "with nothing due the cursor is on whom to approach"
        assert "NEXT TO APPROACH, research" in await press(pilot, "l")
        assert "NEXT TO APPROACH, crystal" in await press(pilot, "l")
        assert "esc Back" in await press(pilot, "enter")
        await press(pilot, "escape")
        target = targets.chosen(store_of(pilot).connection)
        assert target and target.name and target.name in shown(pilot)

    played(three, scenario, begin=None)


def test_a_new_user_adds_somebody_names_a_job_and_sees_whom_to_approach(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "Three ways to begin" in shown(pilot)
        await press(pilot, "a")
        await press(pilot, *"Ada", "enter", *"Planner", "enter", "enter", "enter", "enter")
        await press(pilot, "escape")
        assert "Which job do you truly want?" in shown(pilot)
        await press(pilot, "5", "a")
        await press(pilot, *"Planner", "escape")
        assert "Nothing is due yet" in await press(pilot, "1")
        assert under_cursor(pilot).endswith("Ada")

    played(path, scenario, begin=None)


@pytest.mark.parametrize("size", [(40, 10), (20, 6), (200, 60)], ids=str)
def test_any_size_shows_something_and_takes_keys(busy: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, *"jjkoo", "tab", "z", "escape")
        assert "DUE" in shown(pilot)

    played(busy, scenario, size, begin=None)


def test_with_many_due_seven_are_shown_at_a_glance_and_the_rest_with_a_key(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "DUE, 7 of 8" in shown(pilot)
        assert f"Tell {MAYA}" not in shown(pilot)
        everything = await press(pilot, "o")
        assert "DUE, 7" not in everything and f"Tell {MAYA}" in everything and "WAITING" not in everything
        assert "WAITING" in await press(pilot, "o")

    played(busy, scenario, begin=None)


def test_sending_is_what_takes_a_line_away(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        thanks = agenda.day(store_of(pilot).connection).agenda.due[0]
        send(store_of(pilot), thanks.person_id or b"", "thanks")
        pilot.app.changed()  # type: ignore[attr-defined]
        await press(pilot)
        assert f"! Thank {KEN}" not in lines_of(pilot, "due")

    played(busy, scenario, begin=None)


def test_enter_opens_the_screen_on_which_a_thing_is_done(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> dict[str, str]:
        opened = {}
        for words in (
            "Thank Ken",
            "Confirm with",
            "Prepare Priya",
            "Keep your promise",
            "Read the annual",
            "Follow up",
            "Second person",
            "Tell Maya",
        ):
            await go_to(pilot, words)
            await press(pilot, "enter")
            opened[words] = type(pilot.app.screen_stack[1]).__name__  # above it may ask who writes
            while pilot.app.screen is not pilot.app.screen_stack[0]:
                await press(pilot, "escape")
            await press(pilot, "o")
        return opened

    assert played(busy, scenario, begin=None) == {
        "Thank Ken": "ComposeScreen",
        "Confirm with": "ComposeScreen",
        "Prepare Priya": "PrepareScreen",
        "Keep your promise": "ComposeScreen",
        "Read the annual": "ReminderForm",
        "Follow up": "ComposeScreen",
        "Second person": "ComposeScreen",
        "Tell Maya": "ComposeScreen",
    }


def test_enter_on_what_is_waited_for_notes_the_answer_or_opens_what_is_agreed(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> dict[str, str]:
        opened = {}
        for _ in range(8):
            await pilot.press("j")
        for _ in range(5):
            line = under_cursor(pilot)
            await press(pilot, "enter")
            opened[line] = type(pilot.app.screen).__name__
            await press(pilot, "escape", "j")
        return opened

    assert played(busy, scenario, begin=None) == {
        "Talk with Priya Raman": "ConversationScreen",
        f"{ADA}, asked 3 days ago": "ReplyDialog",
        f"{BO} said later": "PersonScreen",
        f"{NOOR}, asked 11 days ago": "ReplyDialog",
        f"{KEN}, about Jonas Feld": "IntroductionDialog",
    }


def test_who_is_parked_is_silent_until_taken_back(busy: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to(pilot, "Follow up")
        await press(pilot, "P")
        assert told(pilot)[-1] == f"{NOOR} is parked; nothing is due until P takes them back."
        assert not [line for line in lines_of(pilot, "due") if NOOR in line]
        await press(pilot, "u")
        assert f"Follow up {NOOR} once" in lines_of(pilot, "due")
        await press(pilot, "2", "slash")
        await press(pilot, *"noor", "enter", "P")
        assert "Parked. Nothing is due until you take" in shown(pilot)
        await press(pilot, "P")
        assert told(pilot)[-1] == f"{NOOR} is back."
        assert "since Thu 19 Feb" in shown(pilot) and f"▸ Follow up {NOOR} once" in shown(pilot)

    played(busy, scenario, begin=None)


def test_without_a_target_nobody_is_parked(path: Path) -> None:
    with Store(path) as store:
        add_three(store)

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "P")
        assert "There is no target yet" in told(pilot)[-1]

    played(path, scenario)
