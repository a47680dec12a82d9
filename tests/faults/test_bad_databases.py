"""A database that can't be used: said in a sentence, and left exactly as it is."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from cli.command import COFFEECHAT, Ran, coffeechat, here
from coffeechat.store.database import latest_version
from faults.refusal import assert_refused, digest, untouched

PAGE = 4096
BOUNDED = Path(__file__).with_name("bounded.py")


def newer(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute(f"PRAGMA user_version = {latest_version() + 1}")


def somebody_elses(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name)")


def diary(path: Path) -> None:
    path.write_text("Dear diary, today I met Ada. " * 200)


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)


def half_of_it(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 8192 * 4096])


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (newer, ["was written by a newer coffeechat", "Upgrade coffeechat"]),
        (somebody_elses, ["is not a coffeechat database", "Choose another file with --db"]),
        (diary, ["is not a coffeechat database", "Choose another file with --db"]),
        (damaged, ["is damaged", "the newest copy from the folder 'backups'"]),
        (half_of_it, ["is damaged", "the newest copy from the folder 'backups'"]),
    ],
)
@pytest.mark.parametrize("command", ["people", "import EXPORT", "export -", "restore ARCHIVE", "doctor"])
def test_a_file_that_is_no_usable_database_is_refused_and_left_as_it_is(
    database: Path,
    export: Path,
    tmp_path: Path,
    make: Callable[[Path], None],
    words: list[str],
    command: str,
) -> None:
    archive = tmp_path / "all.json"
    here("export", archive, db=database)
    make(database)
    named = {"EXPORT": str(export), "ARCHIVE": str(archive)}
    with untouched(database):
        assert_refused(here(*(named.get(word, word) for word in command.split()), db=database), *words)


def test_whichever_page_is_damaged_no_command_breaks_and_doctor_finds_it(
    database: Path, export: Path, tmp_path: Path
) -> None:
    sound = database.read_bytes()
    chance = random.Random(5)
    pages = chance.sample(range(1, len(sound) // PAGE), 30)
    found = []
    for page in pages:
        content = bytearray(sound)
        content[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)
        database.write_bytes(content)
        for command in (["people", "--json"], ["people", "ada"], ["export", "-"], ["backup", tmp_path / "copy.db"]):
            said = here(*command, db=database)
            assert said.code == 0 or "is damaged" in said.err
        found.append(here("doctor", db=database).code)
        assert here("import", export, db=database).code in (0, 1)
    assert sum(found) == len(pages)


def test_a_path_below_a_file_is_said(database: Path) -> None:
    with untouched(database):
        assert_refused(here("people", db=database / "people.db"), "Can't open", "choose another with --db")


def test_a_folder_where_the_database_should_be_is_said(tmp_path: Path) -> None:
    for said in (here("people", db=tmp_path), coffeechat("people", COFFEECHAT_DB=str(tmp_path))):
        assert_refused(said, f"Can't open {tmp_path}", "choose another with --db")


def obeying_permissions(*arguments: str | Path) -> Ran:
    done = subprocess.run(
        [sys.executable, BOUNDED, "permissions", COFFEECHAT, *arguments], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def closed(database: Path) -> Iterator[Path]:
    """A folder in which nobody may write, opened again at the end so that it can be removed."""
    database.parent.chmod(0o500)
    yield database
    database.parent.chmod(0o700)


def test_a_folder_without_permission_to_write_is_said(closed: Path, export: Path) -> None:
    with untouched(closed):
        assert_refused(obeying_permissions("import", export, "--db", closed), "data", "--db")


def test_a_database_without_permission_to_read_or_write_is_said(database: Path, export: Path) -> None:
    for mode in (0o000, 0o400):
        database.chmod(mode)
        before = digest(database)
        assert_refused(obeying_permissions("import", export, "--db", database), str(database), "--db")
        assert digest(database) == before
    database.chmod(0o600)


def test_a_folder_that_can_not_be_made_is_said(closed: Path) -> None:
    said = obeying_permissions("people", "--db", closed.parent / "new" / "people.db")
    assert_refused(said, "Can't open", "permissions")


def test_an_export_and_a_backup_into_a_closed_folder_are_said(closed: Path, filled: Path) -> None:
    assert_refused(obeying_permissions("export", closed.parent / "x.csv", "--db", filled), "Can't write", "Choose")
    assert_refused(obeying_permissions("backup", closed.parent / "x.db", "--db", filled), "Can't write a copy")


def test_a_file_to_import_without_permission_to_read_is_said(database: Path, export: Path) -> None:
    export.chmod(0o000)
    with untouched(database):
        assert_refused(obeying_permissions("import", export, "--db", database), str(export), "Check its permissions")


def test_a_database_another_process_is_writing_to_is_said_after_a_while(database: Path, export: Path) -> None:
    before = digest(database)
    with closing(apsw.Connection(str(database))) as other:
        other.execute("BEGIN IMMEDIATE")
        said = coffeechat("import", export, db=database)
        assert_refused(said, "Another program is writing to", "try again")
        assert len(here("people", "--json", db=database).document) == 30  # reading goes on
        other.execute("ROLLBACK")
    assert digest(database) == before
    assert "400 new" in here("import", export, db=database).out


def test_a_reader_in_another_process_is_in_nobodys_way(database: Path, export: Path) -> None:
    with closing(apsw.Connection(str(database))) as other:
        other.execute("BEGIN")
        seen = other.execute("SELECT count(*) FROM person").get
        assert here("import", export, db=database).code == 0
        assert other.execute("SELECT count(*) FROM person").get == seen
