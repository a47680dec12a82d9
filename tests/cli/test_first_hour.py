"""The first hour: a LinkedIn export, a job truly wanted, and a list that says whom to talk to first and why."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cli.command import coffeechat, here
from coffeechat.store import targets
from coffeechat.store.imports import runs
from coffeechat.store.store import Store

NOTES = [
    "Notes:",
    '"When exporting your connection data, you may notice that some of the email addresses are missing."',
    "",
]
PLANNERS = ("Ada Lindqvist", "Jonas Feld", "Maya Okonjo")
LEADER = "Greta Brandt"
RECRUITERS = ("Paul Haddad", "Ruth Novak")
OTHERS = """Account Manager|Software Engineer|Nurse|Teacher|Journalist|Barista|Photographer|Controller|Lawyer|Chemist
Pharmacist|Electrician|Actor|Baker|Translator|Pilot|Librarian|Dentist|Veterinarian|Curator|Sales Assistant
Data Analyst|Product Designer|Physicist|Accountant|Musician|Gardener|Warehouse Clerk|Student|Editor|Coach""".replace(
    "\n", "|"
).split("|")


def rows() -> list[list[str]]:
    """41: 39 people, one of them twice, and one row of nothing but commas."""
    found = [
        row("Ada", "Lindqvist", "Urban Planner"),
        row("Jonas", "Feld", "Senior Urban Planner"),
        row("Maya", "Okonjo", "Urban Planner, Transport"),
        row("Greta", "Brandt", "Leiterin Stadtentwicklung"),
        row("Paul", "Haddad", "Technical Recruiter"),
        row("Ruth", "Novak", "Senior Recruiter"),
        row("Jürgen", "Müller", "Stadtrat", company=""),
        row("Chloé", "Mota", "Consultant", company=""),
        *(row(f"Person{number}", "Sample", title) for number, title in enumerate(OTHERS)),
    ]
    return [*found, row("Ada", "Lindqvist", "Urban Planner"), [""] * 7]


def row(given: str, family: str, title: str, company: str = "Stadtwerk") -> list[str]:
    link = f"https://www.linkedin.com/in/{given}-{family}".casefold()
    return [given, family, link, "", company, title, "05 Nov 2023"]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Connections.csv, three lines of notes first."""
    path = tmp_path / "Connections.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("\n".join(NOTES) + "\n")
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
        writer.writerows(rows())
    assert len(rows()) == 41
    return path


def test_from_a_linkedin_export_to_a_ranked_list_and_back(export: Path, path: Path) -> None:
    with Store(path) as store:
        targets.add(store, name="Urban planner", level=2)

    preview = coffeechat("import", export, "--dry-run", "--json", db=path)
    assert preview.code == 0
    said = preview.document
    assert (said["run"], said["new"], said["same"], said["updated"]) == (None, 39, 1, 0)
    assert [skipped["line"] for skipped in said["skipped"]] == [45]
    assert here("people", "--json", db=path).document == []

    run = coffeechat("import", export, "--json", db=path).document
    assert (run["new"], run["same"], len(run["skipped"])) == (39, 1, 1)

    everybody = coffeechat("people", "--json", db=path).document
    assert len(everybody) == 39
    names = [person["name"] for person in everybody]
    assert "Jürgen Müller" in names
    best_recruiter = min(names.index(name) for name in RECRUITERS)
    assert all(names.index(name) < best_recruiter for name in (*PLANNERS, LEADER))
    assert [person["score"] for person in everybody] == sorted((p["score"] for p in everybody), reverse=True)
    assert all(set(person["factors"]) == {"knowledge", "power", "personnel", "reach"} for person in everybody)

    again = coffeechat("import", export, "--json", db=path).document
    assert (again["run"], again["new"], again["updated"], again["same"]) == (None, 0, 0, 40)

    undone = coffeechat("undo-import", run["run"], db=path)
    assert (undone.code, undone.out) == (0, "Took back Connections.csv: 39 people gone.\n")
    assert coffeechat("people", "--json", db=path).document == []
    with Store(path) as store:
        (kept,) = runs.all_runs(store.connection)
        assert (kept.id.hex(), kept.is_undone, kept.new) == (run["run"], True, 39)


def test_after_the_undo_the_same_file_brings_everybody_again(export: Path, path: Path) -> None:
    first = here("import", export, "--json", db=path).document
    here("undo-import", db=path)
    second = here("import", export, "--json", db=path).document
    assert second["new"] == first["new"] == 39
    assert len(here("people", "--json", db=path).document) == 39


def test_the_preview_for_people_names_the_row_that_was_left_out(export: Path, path: Path) -> None:
    preview = here("import", export, "--dry-run", db=path)
    assert "39 would be new" in preview.out
    assert "line 45 left out" in preview.err
