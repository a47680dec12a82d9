"""Every screen as text, at 80x24 and 120x40, with three people: what has changed is seen in the difference."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.exchange.importing import bring_in
from coffeechat.store import people
from coffeechat.store.store import Store
from sample_people import people as invented
from sample_people import write_connections
from screen_text import check_golden
from screens.everywhere import SCREENS, go_to
from screens.opened import SIZES, played, press, shown, until

AT = 1_772_438_400  # 2 March 2026, 8 o'clock

SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def phone(downloads: Path) -> Path:
    """Three cards in Downloads: somebody likely known, somebody to look at, and somebody new; and an empty line."""
    path = downloads / "phone.vcf"
    path.write_text(
        "".join(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nORG:{organisation}\r\nTITLE:{title}\r\nEMAIL:{email}\r\nEND:VCARD\r\n"
            for name, organisation, title, email in (
                ("Ada Lindqvist", "City of Elmhafen", "Head of Urban Planning", "ada@home.example"),
                ("R. Novak-Adler", "Opal", "Recruiter", "ruth@example.com"),
                ("Maya Okonjo", "Brook & Vale Publishing", "Managing Editor", "maya@example.com"),
            )
        )
    )
    write_connections(downloads / "Connections.csv", invented(3))
    (downloads / "Photos").mkdir()
    for number, name in enumerate(("Connections.csv", "phone.vcf")):
        os.utime(downloads / name, (AT + number, AT + number))
    return path


OF_THEIR_OWN = ("duplicates", "imports", "file_picker", "search", "after_a_talk", "today", "settings")
"""Screens that are looked at elsewhere, with more on them."""


@SIZED
@pytest.mark.parametrize("name", [name for name in SCREENS if name not in OF_THEIR_OWN])
def test_golden_screen(three: Path, name: str, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await until(pilot, "Why 100" if size[0] >= 100 else "3 people")
        return await go_to(pilot, name)

    check(name, size, played(three, scenario, size))


@SIZED
def test_golden_welcome(path: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        return shown(pilot)

    check("welcome", size, played(path, scenario, size))


@SIZED
def test_golden_people_without_a_target(path: Path, size: tuple[int, int]) -> None:
    with Store(path) as store:
        people.add(store, "Bo Chen", "Pastry Chef", "Copper Bakery")

    async def scenario(pilot: Pilot[Any]) -> str:
        return await until(pilot, "│ Bo Chen" if size[0] >= 100 else "by name")

    check("people_without_target", size, played(path, scenario, size))


@SIZED
def test_golden_file_picker(phone: Path, three: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await until(pilot, "Why 100" if size[0] >= 100 else "3 people")
        return await go_to(pilot, "file_picker")

    check("file_picker", size, played(three, scenario, size))


@SIZED
def test_golden_import_preview_and_imports(phone: Path, three: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> tuple[str, str]:
        await go_to(pilot, "file_picker")
        preview = await press(pilot, "enter")
        await press(pilot, "a")
        pilot.app.clear_notifications()
        await press(pilot, "8")
        return preview, await until(pilot, "▌", is_gone=True)

    preview, imports = played(three, scenario, size)
    check("import_preview", size, preview)
    check("imports", size, imports)


@SIZED
def test_golden_duplicates(path: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    with Store(path) as store:
        bring_in(store, write_connections(tmp_path / "Connections.csv", invented(1)))
        people.add(store, "Bob Smith", "Planner", "Elm", "bob@example.com", "+49 40 555 0101")
        people.add(store, "Robert Smith", "Urban Planner", "Elm GmbH", "bob@example.com")

    async def scenario(pilot: Pilot[Any]) -> str:
        await press(pilot, "7")
        return await until(pilot, "certain")

    check("duplicates", size, played(path, scenario, size))


@SIZED
def test_golden_search(three: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await until(pilot, "Why 100" if size[0] >= 100 else "3 people")
        await go_to(pilot, "search")
        return await press(pilot, *"plan")

    check("search", size, played(three, scenario, size))


@SIZED
def test_golden_export(three: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await until(pilot, "Why 100" if size[0] >= 100 else "3 people")
        await pilot.app.run_action("app.export")
        return await press(pilot)

    check("export", size, played(three, scenario, size))


def check(name: str, size: tuple[int, int], text: str) -> None:
    check_golden(f"{name}_{size[0]}x{size[1]}", text)
