"""Whatever moment the process is killed at, the file opens, is healthy, and holds all or nothing of each action."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sample_people
from coffeechat.exchange.importing import bring_in
from coffeechat.records import TABLES, NoteSlot, Person, Row
from coffeechat.store import doctor, pages, tables
from coffeechat.store.store import Store

ACTING = Path(__file__).with_name("acting.py")
BEFORE, BROUGHT = 40, 1_500
KILLS = {"merge": 15, "edit": 15}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A database of forty people, and an export of many more."""
    folder = tmp_path_factory.mktemp("killed")
    first = sample_people.write_connections(folder / "first.csv", sample_people.people(BEFORE, seed=7))
    more = sample_people.write_connections(folder / "more.csv", sample_people.people(BROUGHT, seed=8))
    with Store(folder / "people.db") as store:
        bring_in(store, first)
    return folder / "people.db", more


def begun(action: str, database: Path, export: Path) -> subprocess.Popen[str]:
    """A child that has just begun to act."""
    child = subprocess.Popen(
        [sys.executable, str(ACTING), action, str(database), str(export)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout and child.stdout.readline() == "begun\n"
    return child


def killed_after(seconds: float, action: str, database: Path, export: Path) -> None:
    child = begun(action, database, export)
    time.sleep(seconds)
    child.kill()
    child.communicate()


def time_of_an_import(database: Path, export: Path, folder: Path) -> float:
    shutil.copy(database, folder / "timed.db")
    start = time.perf_counter()
    child = begun("import", folder / "timed.db", export)
    child.communicate()
    return time.perf_counter() - start


def is_healthy(store: Store) -> bool:
    return not any(finding.wrong for finding in doctor.examine(store))


def content(store: Store) -> list[list[Row]]:
    """All that a person can see, table by table. Of a long text that is the text: taking an edit of it back is one more
    edit, and the slots it is merged from remember both."""
    return [list(tables.select(store.connection, record)) for record in TABLES if record is not NoteSlot]


@pytest.mark.parametrize("kills", [24, pytest.param(300, marks=(pytest.mark.soak, pytest.mark.timeout(1_200)))])
def test_an_import_that_is_killed_leaves_all_of_it_or_nothing(
    prepared: tuple[Path, Path], tmp_path: Path, kills: int
) -> None:
    database, export = prepared
    whole = time_of_an_import(database, export, tmp_path)
    chance = random.Random(1)
    counts = set()
    for place in range(kills):
        copy = tmp_path / f"{place}.db"
        shutil.copy(database, copy)
        # Evenly over the import and a little beyond it, so that some are killed before, within and after the change.
        killed_after(whole * 1.4 * (place + chance.random()) / kills, "import", copy, export)
        with Store(copy) as store:
            assert is_healthy(store)
            counts.add(pages.everybody(store.connection))
    assert counts == {BEFORE, BEFORE + BROUGHT}


def test_a_merge_that_is_killed_leaves_one_person_or_two(prepared: tuple[Path, Path], tmp_path: Path) -> None:
    database, export = prepared
    copy = tmp_path / "people.db"
    shutil.copy(database, copy)
    with Store(copy) as store:
        two = content(store)
    chance = random.Random(2)
    counts = set()
    for _ in range(KILLS["merge"]):
        killed_after(chance.random() / 10, "merge", copy, export)
        with Store(copy) as store:
            assert is_healthy(store)
            counts.add(pages.everybody(store.connection))
            if pages.everybody(store.connection) < BEFORE:
                store.undo()
            assert content(store) == two
    assert counts == {BEFORE, BEFORE - 1}


def test_an_edit_that_is_killed_leaves_both_its_fields_or_neither(prepared: tuple[Path, Path], tmp_path: Path) -> None:
    database, export = prepared
    copy = tmp_path / "people.db"
    shutil.copy(database, copy)
    chance = random.Random(3)
    seen: set[str | None] = set()
    for _ in range(KILLS["edit"]):
        killed_after(chance.random() / 10, "edit", copy, export)
        with Store(copy) as store:
            assert is_healthy(store)
            found = tables.select(store.connection, Person, "about LIKE 'note %' OR nickname LIKE 'note %'")
            assert [person.about for person in found] == [person.nickname for person in found]
            seen.update(person.about for person in found)
    assert len(seen) > 1, "some edits were saved before the process was killed"
