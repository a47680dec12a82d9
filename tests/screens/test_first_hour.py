"""The first hour at the screen: a LinkedIn export, a job truly wanted, a ranked list that says why, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from cli.test_first_hour import LEADER, PLANNERS, RECRUITERS, export
from coffeechat.screens.people.portrait import FACTORS
from coffeechat.store.imports import runs
from screens.opened import SIZES, names_in, paste, played, press, shown, store_of, table_of, told, until

__all__ = ["export"]  # the same file as at the command line


async def want_to_be_a_planner(pilot: Pilot[Any]) -> None:
    await press(pilot, "5", "a")
    await paste(pilot, "Urban planner")
    await press(pilot, "tab")
    await paste(pilot, "2")
    assert "▸" in await press(pilot, "escape")


async def preview(pilot: Pilot[Any], path: Path) -> str:
    await press(pilot, "2", "i")
    await paste(pilot, str(path))
    return await press(pilot, "enter")


async def everybody_says_why(pilot: Pilot[Any]) -> None:
    """Beside each row stand its score and a sentence for every factor."""
    table = table_of(pilot)
    for place in range(table.row_count):
        table.cursor_row = place
        row = table.highlighted
        assert row
        text = await until(pilot, f"│ {row.cells[1]}")
        assert f"Why {row.cells[0][:3].strip()} for Urban planner" in text, row
        assert all(label in text for label in FACTORS.values()), row


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_from_a_linkedin_export_to_a_ranked_list_and_back(export: Path, path: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await want_to_be_a_planner(pilot)

        text = await preview(pilot, export)
        assert "Connections.csv, read as linkedin" in text
        assert "39 new   1 the same   1 left out" in text
        assert "line 45 left out" in text
        assert "Add 39 people (a)" in text

        text = await press(pilot, "a")
        assert "There are now 39 people. u takes it back." in told(pilot)[-1]
        names = names_in(pilot)
        assert len(names) == 39
        best_recruiter = min(names.index(name) for name in RECRUITERS)
        assert all(names.index(name) < best_recruiter for name in (*PLANNERS, LEADER))
        assert "39 people, crystal lens" in text

        text = await preview(pilot, export)
        assert "40 the same   1 left out   Nothing in it is new." in text and "(a)" not in text
        await press(pilot, "a", "escape")
        assert len(names_in(pilot)) == 39

        text = await press(pilot, "8", "d")
        assert "taken back" in text
        assert told(pilot)[-1].startswith("Took back Connections.csv: 39 people gone.")
        (run,) = runs.all_runs(store_of(pilot).connection)
        assert (run.new, run.is_undone) == (39, True)
        assert "Three ways to begin" in await press(pilot, "2")

        await press(pilot, "ctrl+r")
        assert len(names_in(pilot)) == 39

    played(path, scenario, size)


def test_every_row_explains_its_score(export: Path, path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await want_to_be_a_planner(pilot)
        await preview(pilot, export)
        await press(pilot, "a")
        await everybody_says_why(pilot)

    played(path, scenario, (100, 30))


def test_without_a_target_the_list_says_what_to_do_next(export: Path, path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await preview(pilot, export)
        assert "Press 5 and name the job you want" in await press(pilot, "a")
        assert "39 people by name" in shown(pilot)
        await want_to_be_a_planner(pilot)
        assert told(pilot)[-1] == "People are ranked for Urban planner now; 2 shows them."
        text = await press(pilot, "2")
        assert "39 people, crystal lens" in text and "Press 2" not in text

    played(path, scenario, (80, 24))
