"""Whatever stands in a field is shown as text on every screen: never read as markup, never obeyed by the terminal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from coffeechat.records import Touch
from coffeechat.store import clock, people, reminders, targets
from coffeechat.store.store import Store
from coffeechat.widgets.cell_text import plain
from screens.opened import box_of, names_in, paste, played, press, shown, store_of, table_of, told

NAMES = [
    "[x]",
    "Anna [Acme] Ltd",
    "[/b] [bold red]Bo[/] [link=https://x.example]y[/link]",
    "[@click=app.quit]Quit[/]",
    "$primary [$error]Z[/]",
    "\x1b[31mRed\x1b[0m \x1b]0;title\x07 \x9b2J",
    "line\nbreak\ttab\rreturn\x00nul\x7f",
    "\u202eright to left\u202c \u05d0\u05d1\u05d2 \u0634\u0643\u0631\u0627",
    "👩\u200d👩\u200d👧\u200d👦 👍🏽 e\u0301\u0302\u0303 ﷽",
    "漢字かな交じり文の名前",
    "x" * 300,
    "{name} {0} %s %(name)s \\",
    "🇪🇺 \ufeff\u200b\u2066 zero width",
]
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def write_hostile(store: Store) -> None:
    """Each of them in every field of a person, and once more, so that there are duplicates."""
    for name in NAMES * 2:
        person_id = people.add(store, name, name, name, name, name)
        known = people.detail(store.connection, person_id)
        assert known
        people.edit(
            store, known.person, given=name, family=name, nickname=name, about=name, how_we_met=name, interest=name,
            birthday=name, tie=name,
        )  # fmt: skip
        people.set_tags(store, known, [name])
        for kind in ("linkedin", "url", "address"):
            people.set_contacts(store, known, kind, [name])
        with store.change(name) as change:
            touch = Touch(
                id=clock.new_id(), created_at=change.at, person_id=person_id, at=name, direction=name, channel=name,
                subject=name, body=name,
            )  # fmt: skip
            store.insert(change, touch)


@pytest.fixture
def hostile(path: Path) -> Path:
    with Store(path) as store:
        write_hostile(store)
        store.rank_everybody()
    return path


def assert_harmless(pilot: Pilot[Any]) -> None:
    """No line is wider than the screen, and nothing on it would be obeyed."""
    width, height = pilot.app.size
    lines = shown(pilot).splitlines()
    assert len(lines) <= height
    for line in lines:
        assert cell_len(line) <= width, line
        assert not CONTROL.search(line), repr(line)


@pytest.mark.parametrize("size", [(120, 40), (40, 10)], ids=str)
def test_every_view_shows_them_as_they_are(hostile: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        shown_names = set(names_in(pilot))
        assert shown_names == set(NAMES)
        for _ in NAMES:
            await pilot.press("j")
            assert_harmless(pilot)
        await press(pilot, "7")
        assert table_of(pilot).row_count > len(NAMES) // 2
        for _ in range(5):
            await pilot.press("j")
            assert_harmless(pilot)
        await press(pilot, "ctrl+f", "x")
        assert_harmless(pilot)

    played(hostile, scenario, size)


@pytest.mark.parametrize("name", [NAMES[2], NAMES[5], NAMES[7]], ids=range(3))
def test_a_person_their_form_and_what_is_said_of_them_show_it_as_it_is(path: Path, name: str) -> None:
    with Store(path) as store:
        person_id = people.add(store, name, name, name, name)
        known = people.detail(store.connection, person_id)
        assert known
        people.edit(store, known.person, about=name)
        targets.add(store, name=name, keywords=name, function=name, hypothesis=name)
        store.rank_everybody()

    async def scenario(pilot: Pilot[Any]) -> None:
        beginning = plain(name)[:12].strip()
        assert beginning in await press(pilot, "enter")
        assert_harmless(pilot)
        await press(pilot, "e")
        assert_harmless(pilot)
        await press(pilot, "escape", "t", "u")
        assert plain(told(pilot)[-1]) == told(pilot)[-1] and "Undone: edit " in told(pilot)[-1]
        assert_harmless(pilot)
        assert beginning in await press(pilot, "escape", "5")
        await press(pilot, "enter")
        assert_harmless(pilot)
        await press(pilot, "escape", "d")
        assert_harmless(pilot)
        known = people.detail(store_of(pilot).connection, person_id)
        assert known and (known.person.display, known.person.about) == (name, name), "looking at it changes nothing"

    played(path, scenario)


@pytest.mark.parametrize("size", [(120, 40), (40, 10)], ids=str)
def test_today_its_reminders_and_the_settings_show_them_as_they_are(path: Path, size: tuple[int, int]) -> None:
    with Store(path) as store:
        targets.add(store, name=NAMES[2])
        for name in NAMES:
            person_id = people.add(store, name, name, name)
            reminders.add(store, name, None, person_id)
        store.rank_everybody()

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "1", "o")
        assert table_of(pilot).row_count == len(NAMES)
        for _ in NAMES:
            await pilot.press("j")
            assert_harmless(pilot)
        await press(pilot, "z")
        assert_harmless(pilot)
        await press(pilot, "escape", "a")
        await paste(pilot, NAMES[7])
        assert_harmless(pilot)
        await press(pilot, "escape", "comma")
        assert_harmless(pilot)
        await press(pilot, "e")
        await paste(pilot, NAMES[7])
        assert_harmless(pilot)

    played(path, scenario, size, begin=None)


def test_what_is_typed_and_pasted_is_kept_as_it_is(path: Path) -> None:
    odd = "[/b] \u05d0\u05d1 👩\u200d👧 {x}"

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "a")
        await paste(pilot, odd)
        assert box_of(pilot).value == odd
        await press(pilot, "tab", "tab", "tab", "tab", "enter", "escape")
        assert names_in(pilot) == [odd]
        assert_harmless(pilot)

    played(path, scenario)


def test_nothing_a_terminal_obeys_can_be_pasted(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "a")
        await paste(pilot, "\x1b[31mAda\x07\u202e")
        assert box_of(pilot).value == "[31mAda"

    played(path, scenario)


def test_a_file_with_such_names_is_previewed_and_brought_in(path: Path, downloads: Path) -> None:
    import csv

    file = downloads / "[b]Connections[-b].csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
        for number, name in enumerate(NAMES):
            writer.writerow([name, name, f"https://www.linkedin.com/in/x{number}", "", name, name, "05 Nov 2023"])

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "[b]Connections[-b].csv" in await press(pilot, "i")
        assert "[b]Connections[-b].csv, read as linkedin" in await press(pilot, "enter")
        assert_harmless(pilot)
        await press(pilot, "a")
        assert "[b]Connections[-b].csv" in told(pilot)[-1]
        assert_harmless(pilot)
        assert "[b]Connections[-b].csv" in await press(pilot, "8")
        assert_harmless(pilot)

    played(path, scenario)
