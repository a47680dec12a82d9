"""What was read is noted on anybody, saves itself, and is about them, their organisation or the job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from coffeechat.store import pages, research
from screens.opened import paste, played, press, shown, store_of, told


async def go_to(pilot: Pilot[Any], field: str) -> None:
    pilot.app.screen.query_one(f"#{field}").focus()
    await pilot.pause()


def noted(pilot: Pilot[Any]) -> list[tuple[str, str, str]]:
    """Title, what it is about and what it says, of everything noted on the first in the list."""
    connection = store_of(pilot).connection
    subject = research.subject_of_person(connection, pages.People(connection, order="crystal").ids()[0])
    found = research.about(connection, subject)
    return [(source.title or "", research.scope_of(source), source.facts or "") for source in found]


def test_a_source_is_noted_with_its_title_and_shows_what_it_says(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "R", "a")
        await paste(pilot, "Annual report")
        await go_to(pilot, "facts")
        await paste(pilot, "Releases went from monthly to weekly.")
        text = await press(pilot, "escape")
        assert "Annual report" in text and "from monthly to weekly" in text
        assert noted(pilot) == [("Annual report", "organisation", "Releases went from monthly to weekly.")]
        await press(pilot, "d")
        assert told(pilot)[-1] == "Removed Annual report. u takes it back."
        assert "Annual report" in await press(pilot, "escape", "u", "R")

    played(three, scenario)


def test_a_source_can_be_about_the_person_or_the_job_and_nothing_else(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "R", "a")
        await paste(pilot, "A talk of hers")
        await go_to(pilot, "about")
        await press(pilot, "ctrl+u")
        await paste(pilot, "person")
        await press(pilot, "escape", "e")
        await go_to(pilot, "about")
        await press(pilot, "ctrl+u")
        await paste(pilot, "weather")
        await press(pilot, "escape")
        assert told(pilot)[-1].startswith("A source is about the organisation or person or job, not “weather”")
        assert noted(pilot) == [("A talk of hers", "person", "")]

    played(three, scenario)


def test_without_a_title_nothing_is_kept_and_that_is_said(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "R", "a")
        await go_to(pilot, "facts")
        await paste(pilot, "Something")
        await press(pilot, "escape")
        assert told(pilot)[-1] == "Without a title there is no source, so nothing was kept."
        assert "Nothing is noted yet" in shown(pilot)

    played(three, scenario)
