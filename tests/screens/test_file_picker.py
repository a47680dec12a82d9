"""Picking the file to import: typed as a path, found by a part of its name, or walked to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sample_people import people as invented
from sample_people import write_connections
from screens.opened import box_of, names_in, paste, played, press, shown, table_of, told


def files_in(pilot: Pilot[Any]) -> list[str]:
    return names_in(pilot, 0)


@pytest.fixture
def tree(downloads: Path) -> Path:
    """Downloads with two files and a folder with one more; only the newest of them is a LinkedIn export."""
    deeper = downloads / "Exports"
    deeper.mkdir()
    write_connections(downloads / "Connections.csv", invented(3))
    write_connections(deeper / "Older.csv", invented(2, seed=2))
    (downloads / "phone.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Maya Okonjo\nEND:VCARD\n")
    (downloads / "photo.png").write_bytes(b"\x89PNG")
    (downloads / ".hidden.csv").write_text("")
    os.utime(downloads / "Connections.csv", (2_000_000_000, 2_000_000_000))
    return downloads


def test_it_begins_in_downloads_with_the_newest_file_first(tree: Path, path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "i")
        assert "~/Downloads" in text
        assert files_in(pilot) == ["Connections.csv", "phone.vcf", "../", "Exports/"]
        assert "Connections.csv, read as linkedin" in await press(pilot, "enter")

    played(path, scenario)


def test_a_part_of_a_name_narrows_and_enter_takes_the_first(tree: Path, path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i", *"vcf")
        assert files_in(pilot) == ["phone.vcf"]
        assert "phone.vcf, read as vcard" in await press(pilot, "enter")

    played(path, scenario)


def test_the_arrows_move_in_the_list_while_the_box_keeps_the_keys(tree: Path, path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i", "down", "down", "down")
        assert box_of(pilot).has_focus
        await press(pilot, "enter")
        assert files_in(pilot) == ["Older.csv", "../"]
        await press(pilot, "backspace")
        assert "Exports/" in files_in(pilot)
        await press(pilot, "pagedown", "up", "enter")
        assert "~/Downloads" not in shown(pilot), "the way up is a row of its own"

    played(path, scenario)


def test_a_typed_path_shows_what_is_in_its_folder(tree: Path, path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        await paste(pilot, "~/Downloads/Exports/")
        assert files_in(pilot) == ["Older.csv", "../"]
        assert "Older.csv, read as linkedin" in await press(pilot, "enter")

    played(path, scenario)


@pytest.mark.parametrize(
    "typed", ["~/nowhere/Conn", "/no/such/folder/Connections.csv", "~nobody/x.csv", "x" * 300, "Exports/../nothing/x"]
)
def test_a_path_that_leads_nowhere_is_said_and_no_other_file_is_taken(tree: Path, path: Path, typed: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        await paste(pilot, typed)
        text = await press(pilot, "enter")
        assert "Import which file?" in text
        assert told(pilot)[-1].startswith("There is no file ")
        assert "Import which file?" not in await press(pilot, "escape")

    played(path, scenario)


def test_the_next_import_begins_where_the_last_one_came_from(tree: Path, path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        await paste(pilot, "Exports/Older.csv")
        await press(pilot, "enter", "escape")
        assert "~/Downloads/Exports" in await press(pilot, "i")

    played(path, scenario)


def test_an_unpacked_linkedin_archive_is_taken_as_it_is(tree: Path, path: Path) -> None:
    (tree / "Connections.csv").rename(tree / "Exports" / "Connections.csv")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i", *"exp")
        assert "Exports, read as linkedin" in await press(pilot, "enter")

    played(path, scenario)


def test_a_link_that_leads_nowhere_is_left_out(tree: Path, path: Path) -> None:
    (tree / "gone.csv").symlink_to(tree / "never")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        assert "gone.csv" not in files_in(pilot)

    played(path, scenario)


def test_a_click_opens_a_file_and_backspace_goes_up_from_the_list_too(tree: Path, path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        await pilot.click("VirtualTable", offset=(4, 4), times=2)
        await press(pilot)
        assert files_in(pilot) == ["Older.csv", "../"] and table_of(pilot).has_focus
        await press(pilot, "backspace")
        assert "Exports/" in files_in(pilot)

    played(path, scenario)


def test_a_folder_with_nothing_to_import_says_so(downloads: Path, path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "~/Downloads: nothing to import in here" in await press(pilot, "i")

    played(path, scenario)
