"""From a file to people: what would happen is shown first, marks decide, and all of it can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import ProgressBar

from coffeechat.exchange.importing import bring_in
from coffeechat.store import pages, people
from coffeechat.store.imports import runs
from coffeechat.store.store import Store
from sample_people import people as invented
from sample_people import write_cards, write_connections
from screens.opened import cursor_on, names_in, paste, played, press, shown, store_of, table_of, tap, told, until
from screens.three_people import ADA


async def preview(pilot: Pilot[Any], path: Path) -> str:
    await press(pilot, "2", "i")
    await paste(pilot, str(path))
    return await press(pilot, "enter")


def cards(path: Path, *lines: tuple[str, str, str]) -> Path:
    """A vCard file with name, organisation and address of each."""
    text = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nORG:{organisation}\nEMAIL:{email}\nEND:VCARD\n"
        for name, organisation, email in lines
    )
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """Three cards: Ada by her name and employer, Ruth by her address, and somebody new."""
    return cards(
        tmp_path / "phone.vcf",
        ("Ada Lindqvist", "City of Elmhafen", "ada@home.example"),
        ("R. Novak-Adler", "Opal", "ruth@example.com"),
        ("Maya Okonjo", "Brook", "maya@example.com"),
    )


def test_what_wants_a_look_comes_first_and_the_likely_are_marked(three: Path, phone: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await preview(pilot, phone)
        assert names_in(pilot, 0) == sorted(
            names_in(pilot, 0), key=["look at", "likely", "updated", "new", "same"].index
        )
        assert "1 new" in text and "1 likely known" in text
        (marked,) = (line for line in text.splitlines() if line.startswith("● "))
        assert ADA in marked and "same name and organisation" in marked

    played(three, scenario)


def test_the_button_says_what_the_marks_mean(three: Path, phone: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "Add 2 people, join 1 (a)" in await preview(pilot, phone)
        assert "Add 3 people (a)" in await press(pilot, "V", "V")
        await press(pilot, "V")
        assert "join" in await until(pilot, "join 2")

    played(three, scenario)


def test_marked_people_are_joined_and_unmarked_ones_become_people_of_their_own(three: Path, phone: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await preview(pilot, phone)
        await press(pilot, "a")
        store = store_of(pilot)
        assert pages.everybody(store.connection) == 5
        assert names_in(pilot).count(ADA) == 1
        await press(pilot, "u")
        assert pages.everybody(store.connection) == 3
        await preview(pilot, phone)
        await press(pilot, "V", "V", "a")
        assert names_in(pilot).count(ADA) == 2

    played(three, scenario)


def test_somebody_new_can_not_be_marked(three: Path, phone: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await preview(pilot, phone)
        await press(pilot, "G")
        assert cursor_on(pilot, 0) == "new"
        before = table_of(pilot).marks
        await press(pilot, "space", "enter")
        assert table_of(pilot).marks == before

    played(three, scenario)


def test_leaving_changes_nothing(three: Path, phone: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await preview(pilot, phone)
        assert "3 people" in await press(pilot, "escape")
        assert runs.all_runs(store_of(pilot).connection) == []

    played(three, scenario)


def test_escape_while_a_file_is_read_stops_reading(three: Path, connections_of_many: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        await paste(pilot, str(connections_of_many))
        tap(pilot, "enter")
        await until(pilot, "Reading Connections.csv")
        tap(pilot, "escape")
        await until(pilot, "3 people")
        assert runs.all_runs(store_of(pilot).connection) == []

    played(three, scenario)


def test_reading_shows_how_far_it_is(path: Path, connections_of_many: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        await paste(pilot, str(connections_of_many))
        tap(pilot, "enter")
        await until(pilot, "%")
        await until(pilot, "30,000 new")
        await until(pilot, "%", is_gone=True)
        bar = pilot.app.screen.query_one(ProgressBar)
        assert bar.percentage and bar.percentage > 0.5

    played(path, scenario)


def test_quitting_while_a_file_is_read_leaves_everything_as_it_was(three: Path, connections_of_many: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        await paste(pilot, str(connections_of_many))
        tap(pilot, "enter")
        await until(pilot, "Reading Connections.csv")
        await pilot.press("ctrl+q")

    played(three, scenario)
    with Store(three) as store:
        assert pages.everybody(store.connection) == 3


WRONG = {
    "letter.csv": (b"Dear Ada,\nhow are you?\n", "letter.csv"),
    "empty.vcf": (b"", "empty.vcf"),
    "photo.png": (b"\x89PNG\r\n\x1a\n" + bytes(200), "photo.png"),
    "broken.zip": (b"PK\x03\x04" + bytes(40), "broken.zip"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_gives_a_sentence_and_the_app_goes_on(three: Path, tmp_path: Path, name: str) -> None:
    content, said = WRONG[name]
    (tmp_path / name).write_bytes(content)

    async def scenario(pilot: Pilot[Any]) -> None:
        await preview(pilot, tmp_path / name)
        if "read as" in shown(pilot):  # it is a vCard file, with nobody in it
            assert "There is nobody in this file." in shown(pilot)
            await press(pilot, "escape")
        else:
            assert said in told(pilot)[-1]
        assert "3 people" in shown(pilot)
        await press(pilot, "j")
        assert table_of(pilot).cursor_row == 1

    played(three, scenario)


def test_people_are_ranked_right_after_an_import_from_the_top(three: Path, tmp_path: Path) -> None:
    file = write_connections(tmp_path / "Connections.csv", invented(400))

    async def scenario(pilot: Pilot[Any]) -> None:
        await preview(pilot, file)
        assert "403 people, crystal lens" in await press(pilot, "a")
        scores = [int(cell[:3]) for cell in names_in(pilot, 0)]
        assert len(scores) == 403 and scores == sorted(scores, reverse=True)
        assert table_of(pilot).cursor_row == 0

    played(three, scenario)


def test_an_import_is_taken_back_from_its_line_and_done_again(three: Path, phone: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await preview(pilot, phone)
        await press(pilot, "a")
        text = await press(pilot, "8")
        assert "2026-03-02 08:00  phone.vcf" in text and "d takes back what it brought." in text
        text = await press(pilot, "d")
        assert "taken back" in text and "Take back" not in text
        assert told(pilot)[-1] == "Took back phone.vcf: 2 people gone. ctrl+r brings it back."
        await press(pilot, "d")
        assert pages.everybody(store_of(pilot).connection) == 3
        assert "taken back" not in await press(pilot, "ctrl+r")
        assert pages.everybody(store_of(pilot).connection) == 5

    played(three, scenario)


def test_people_edited_since_stay_and_are_named(three: Path, phone: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await preview(pilot, phone)
        await press(pilot, "a")
        store = store_of(pilot)
        (maya,) = (line for line in pages.People(store.connection).lines(0, 9) if line.name == "Maya Okonjo")
        known = people.detail(store.connection, maya.id)
        assert known
        people.edit(store, known.person, about="Met again")
        await press(pilot, "8", "d")
        assert "Kept, because you edited them since: Maya Okonjo." in told(pilot)[-1]

    played(three, scenario)


def test_enter_on_an_import_does_nothing(three: Path, phone: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await preview(pilot, phone)
        await press(pilot, "a")
        assert "enter Open" not in await press(pilot, "8")
        await press(pilot, "enter")
        assert pages.everybody(store_of(pilot).connection) == 5

    played(three, scenario)


def test_an_empty_list_of_imports_says_how_to_begin(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "8")
        assert "Nothing was imported yet." in text and "Press i" in text
        assert "Import which file?" in await press(pilot, "i")

    played(path, scenario)


def test_a_card_file_of_900_says_how_many_are_likely_known(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        bring_in(store, write_connections(tmp_path / "Connections.csv", invented(900)))
    file = write_cards(tmp_path / "phone.vcf", invented(900))

    async def scenario(pilot: Pilot[Any]) -> None:
        text = await preview(pilot, file)
        assert "likely known" in text
        joined = len(table_of(pilot).marks)
        assert joined > 500 and f"join {joined:,}" in text
        await press(pilot, "a")
        assert pages.everybody(store_of(pilot).connection) < 1_100

    played(path, scenario, (80, 24))
