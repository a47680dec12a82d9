"""Opening the file: ours is recognised, a newer one and a stranger's are left untouched, a busy one is waited for."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import apsw
import pytest

from coffeechat.store import people
from coffeechat.store.database import MIGRATIONS, connect, latest_version
from coffeechat.store.errors import (
    CannotOpen,
    CannotUpgrade,
    CannotWrite,
    DamagedDatabase,
    DatabaseBusy,
    NewerDatabase,
    NotOurs,
)
from coffeechat.store.store import Store


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_of_a_newer_version_is_refused_and_untouched(path: Path) -> None:
    Store(path).close()
    connection = apsw.Connection(str(path))
    connection.execute(f"PRAGMA user_version = {latest_version() + 1}")
    connection.close()
    before = digest(path)
    with pytest.raises(NewerDatabase, match="newer coffeechat"):
        Store(path)
    assert digest(path) == before


def test_somebody_elses_database_is_refused_and_untouched(path: Path) -> None:
    connection = apsw.Connection(str(path))
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    before = digest(path)
    with pytest.raises(NotOurs, match="not a coffeechat database"):
        Store(path)
    assert digest(path) == before


def test_a_text_file_is_refused_and_untouched(path: Path) -> None:
    path.write_text("Dear diary, today I met Ada. " * 100)
    before = digest(path)
    with pytest.raises(NotOurs):
        Store(path)
    assert digest(path) == before


def test_a_folder_in_the_files_place_is_said_in_a_sentence(path: Path) -> None:
    path.mkdir()
    with pytest.raises((CannotOpen, CannotWrite), match=str(path)):
        Store(path)


def test_a_damaged_file_is_said_in_a_sentence(path: Path) -> None:
    with Store(path) as store:
        for number in range(200):
            people.add(store, f"Person {number}")
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 20] = b"\x5a" * (4096 * 18)
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase, match="damaged"), Store(path) as store:
        people.add(store, "One more")


def test_a_database_another_process_is_writing_to_is_said_in_a_sentence(path: Path) -> None:
    with Store(path) as store:
        people.add(store, "Ada")
        other = connect(path)
        other.execute("BEGIN IMMEDIATE")
        impatient = Store(path, busy_milliseconds=50)
        with pytest.raises(DatabaseBusy, match="Another program"):
            people.add(impatient, "Bo")
        other.execute("ROLLBACK")
        people.add(impatient, "Bo")
        impatient.close()
        other.close()


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """The real migrations, in a folder to which a test adds one of its own."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))


def test_a_migration_keeps_a_copy_of_the_file_first(path: Path, migrations: Path) -> None:
    with Store(path) as store:
        people.add(store, "Ada")
    (migrations / "9998_hats.sql").write_text("CREATE TABLE hat (id BLOB PRIMARY KEY); UPDATE listing SET name = 'X'")
    upgraded = connect(path, migrations=migrations)
    assert upgraded.execute("SELECT name FROM listing").get == "X"
    assert upgraded.pragma("user_version") == 9998
    upgraded.close()
    with Store(path.with_name("people.before-v9998.db")) as copy:
        assert copy.connection.execute("SELECT name FROM listing").get == "Ada"


def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(path: Path, migrations: Path) -> None:
    with Store(path) as store:
        people.add(store, "Ada")
    (migrations / "9998_wrong.sql").write_text("UPDATE listing SET name = 'X'; CREATE TABLE person (id)")
    with pytest.raises(CannotUpgrade, match="left as it was"):
        connect(path, migrations=migrations)
    with Store(path) as store:
        assert store.connection.execute("SELECT name FROM listing").get == "Ada"


def test_opening_and_closing_leaves_the_file_byte_for_byte(path: Path) -> None:
    with Store(path) as store:
        people.add(store, "Ada")
    before = digest(path)
    Store(path).close()
    assert digest(path) == before
