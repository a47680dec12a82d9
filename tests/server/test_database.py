"""Opening the file: made, recognised, refused where it would come to harm."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from coffeechat_server.errors import CannotOpen, NewerDatabase, NotOurs, OnANetwork, UnsafeSqlite
from coffeechat_server.store import database


def test_a_new_file_is_private_and_keeps_its_id(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "relay.db"
    first = database.open_for_writing(path, replicated=False)
    id = first.execute("SELECT id FROM relay").get
    first.close()
    again = database.open_for_writing(path, replicated=False)
    assert again.execute("SELECT id FROM relay").get == id
    assert again.pragma("synchronous") == 2
    again.close()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_beside_litestream_the_relay_never_checkpoints(tmp_path: Path) -> None:
    connection = database.open_for_writing(tmp_path / "relay.db", replicated=True)
    assert connection.pragma("wal_autocheckpoint") == 0
    connection.close()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look at" * 100, b"SQLite format 3\0"])
def test_a_file_of_another_kind_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "relay.db"
    path.write_bytes(content)
    with pytest.raises((NotOurs, CannotOpen)):
        database.open_for_writing(path, replicated=False)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotOurs):
        database.open_for_writing(path, replicated=False)
    with pytest.raises(NotOurs):
        database.open_for_reading(path)
    assert path.read_bytes() == before


def test_a_file_from_a_newer_relay_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    connection = database.open_for_writing(path, replicated=False)
    connection.pragma("user_version", 99)
    connection.close()
    with pytest.raises(NewerDatabase, match="file version 99"):
        database.open_for_writing(path, replicated=False)


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2"])
def test_an_sqlite_that_loses_pages_is_refused_beside_litestream(version: str) -> None:
    with pytest.raises(UnsafeSqlite, match=version):
        database.refuse_unsafe_sqlite(version)


def test_the_sqlite_we_come_with_is_safe() -> None:
    database.refuse_unsafe_sqlite()


def test_a_network_disk_is_refused(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    share = tmp_path / "a share"
    share.mkdir()
    named = str(share).replace(" ", "\\040")
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {named} nfs4 rw 0 0\n/dev/b {named}/local ext4 rw 0 0\n")
    database.refuse_network(tmp_path, mounts)
    database.refuse_network(share / "local", mounts)
    with pytest.raises(OnANetwork, match="nfs4"):
        database.refuse_network(share / "folder", mounts)
