"""No room on the disk: everything or nothing comes in, and the person is told to make room."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.command import COFFEECHAT, Ran, coffeechat, here
from coffeechat.exchange.importing import bring_in
from coffeechat.store import doctor, merging, pages, people
from coffeechat.store.errors import DiskFull
from coffeechat.store.store import Store
from faults.refusal import assert_refused, digest, untouched

BOUNDED = Path(__file__).with_name("bounded.py")
BEFORE, BROUGHT = 30, 400
SMALLEST = 40_000  # that the file beside an open database needs


def bounded(size: int, *arguments: str | Path) -> Ran:
    """The command, whose files may not grow beyond `size` bytes: what a full disk does, on any system."""
    done = subprocess.run(
        [sys.executable, BOUNDED, str(size), COFFEECHAT, *arguments], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of so many bytes, for those who may mount one."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def may_mount(folder: Path) -> bool:
    try:
        with small_disk(folder / "tried", 1 << 20):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_an_import_that_finds_no_room_is_said_and_leaves_all_as_it_was(
    database: Path, export: Path, tmp_path: Path, share: float
) -> None:
    """There is room for this share of the file as it would be. Near its end all may come in: it is written beside the
    file first, and moved into it when there is room."""
    whole = Path(shutil.copy(database, tmp_path / "whole.db"))
    here("import", export, db=whole)
    before = digest(database)
    said = bounded(max(SMALLEST, int(share * whole.stat().st_size)), "import", export, "--db", database)
    if said.code:
        assert_refused(said, str(database), "so nothing was changed")
        assert digest(database) == before
    assert (said.code == 0) == (len(here("people", "--json", db=database).document) == BEFORE + BROUGHT)
    assert said.code == 1 or share > 0.5
    here("import", export, db=database)
    assert len(here("people", "--json", db=database).document) == BEFORE + BROUGHT


def test_on_a_disk_that_is_full_everything_or_nothing_comes_in(database: Path, export: Path, tmp_path: Path) -> None:
    """A real small disk where one can be mounted; elsewhere SQLite's own bound on a file, which fails alike."""
    outcomes = set()
    for extra in (0, 64, 256, 768, 4096):
        if may_mount(tmp_path):
            outcomes.add(import_on_a_small_disk(database, export, tmp_path / f"disk-{extra}", extra * 1024))
        else:
            outcomes.add(import_within_pages(database, export, tmp_path / f"{extra}.db", extra // 4))
        shutil.rmtree(tmp_path / "tried", ignore_errors=True)
    assert outcomes == {BEFORE, BEFORE + BROUGHT}


def import_on_a_small_disk(database: Path, export: Path, folder: Path, extra: int) -> int:
    """How many people are there afterwards."""
    with small_disk(folder, database.stat().st_size + 65_536 + extra) as disk:
        copy = Path(shutil.copy(database, disk / "people.db"))
        before = digest(copy)
        said = coffeechat("import", export, db=copy)
        if said.code:
            assert_refused(said, "is full, so nothing was changed", "Free some space")
            assert digest(copy) == before
        with Store(copy) as store:
            assert not any(finding.wrong for finding in doctor.examine(store))
            return pages.everybody(store.connection)


def import_within_pages(database: Path, export: Path, copy: Path, extra: int) -> int:
    shutil.copy(database, copy)
    with Store(copy) as store:
        store.connection.pragma("max_page_count", int(store.connection.pragma("page_count")) + extra)
        try:
            bring_in(store, export)
        except DiskFull as error:
            assert "Free some space there and try again." in str(error)
        assert not any(finding.wrong for finding in doctor.examine(store))
        return pages.everybody(store.connection)


def test_after_a_full_disk_the_same_open_database_goes_on_working(database: Path, export: Path) -> None:
    with Store(database) as store:
        count = int(store.connection.pragma("page_count"))
        store.connection.pragma("max_page_count", count + 20)
        with pytest.raises(DiskFull, match="so nothing was changed"):
            bring_in(store, export)
        assert pages.everybody(store.connection) == BEFORE
        store.connection.pragma("max_page_count", count * 100)
        bring_in(store, export)
        assert pages.everybody(store.connection) == BEFORE + BROUGHT
        assert not any(finding.wrong for finding in doctor.examine(store))


def test_an_edit_a_merge_and_an_undo_that_find_no_room_change_nothing(database: Path) -> None:
    with Store(database) as store:
        one, other, third = (line.id for line in pages.People(store.connection).lines(0, 3))
        known = people.detail(store.connection, one)
        assert known
        people.remove(store, [third], "remove")
        store.connection.pragma("max_page_count", int(store.connection.pragma("page_count")))
        with pytest.raises(DiskFull):
            people.edit(store, known.person, about="words " * 20_000)
        assert people.detail(store.connection, one) == known
        store.connection.pragma("max_page_count", 1 << 20)
        merging.merge(store, one, other)
        store.undo()
        store.undo()
        assert pages.everybody(store.connection) == BEFORE


def test_a_backup_and_an_export_that_find_no_room_leave_no_half_of_one(database: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    with untouched(database):
        assert_refused(bounded(SMALLEST, "backup", copies / "copy.db", "--db", database), "Can't write a copy to")
        assert_refused(
            bounded(SMALLEST, "export", copies / "all.json", "--db", database), "Can't write", "another place"
        )
    assert list(copies.iterdir()) == []


def test_a_first_start_that_finds_no_room_leaves_nothing_that_is_in_the_way_later(tmp_path: Path) -> None:
    path = tmp_path / "people.db"
    said = bounded(8_192, "people", "--db", path)
    assert_refused(said, str(path))
    assert here("people", db=path).code == 0
