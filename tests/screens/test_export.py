"""Export from the screen: the file's ending says the format, and no file is replaced without asking."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from screens.opened import paste, played, press, told, until
from screens.three_people import ADA, BO, RUTH


async def export_to(pilot: Pilot[Any], name: str) -> str:
    await press(pilot, "ctrl+p")
    await paste(pilot, "writes everybody")
    await until(pilot, "Writes everybody, or everything")
    await press(pilot, "down", "enter")
    await until(pilot, "Export to which file?")
    await press(pilot, "ctrl+u")
    await paste(pilot, name)
    return await press(pilot, "enter")


@pytest.mark.parametrize("ending", ["json", "csv", "vcf"])
def test_everybody_is_written_in_the_format_of_the_ending(three: Path, ending: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await export_to(pilot, f"~/people.{ending}")
        assert told(pilot)[-1].startswith("3 people written to ")

    played(three, scenario)
    text = (Path.home() / f"people.{ending}").read_text(encoding="utf-8")
    if ending == "csv":
        assert {row["name"] for row in csv.DictReader(text.splitlines())} == {ADA, BO, RUTH}
    elif ending == "json":
        assert json.loads(text)
    assert all(name in text for name in (ADA, BO, RUTH))


def test_a_file_that_is_there_is_replaced_only_when_asked_twice(three: Path) -> None:
    there = Path.home() / "people.json"
    there.write_text("mine")

    async def scenario(pilot: Pilot[Any]) -> None:
        text = await export_to(pilot, "~/people.json")
        assert "people.json is there already; enter again replaces it." in text
        assert there.read_text() == "mine"
        await press(pilot, "enter")
        assert told(pilot)[-1].startswith("3 people written")

    played(three, scenario)
    assert there.read_text() != "mine"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("~/people.xlsx", "people.xlsx must end in .json, .vcf, .csv, .ics, .md: the ending says what is written."),
        ("~/people", "people must end in"),
        ("", "must end in"),
        ("/no/such/folder/people.json", "Can't write /no/such/folder/people.json"),
        (f"~/{'x' * 300}.csv", "Can't write"),
    ],
    ids=["other ending", "no ending", "nothing", "no folder", "long"],
)
def test_what_can_not_be_written_is_said_and_the_dialog_stays(three: Path, name: str, said: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "Export to which file?" in await export_to(pilot, name)
        assert said in told(pilot)[-1]
        assert "3 people" in await press(pilot, "escape")

    played(three, scenario)
