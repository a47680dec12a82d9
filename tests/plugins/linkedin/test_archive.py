"""Exports as zip and folder: found at any depth; damaged and hostile ones are refused in words."""

from __future__ import annotations

import os
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coffeechat.api import ImporterError, PersonRecord, Record, Warned

Read = Callable[..., list[Record]]
Write = Callable[..., Path]
Sniff = Callable[[Path], float]

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ADA = HEADER + "Ada,Lindqvist,https://www.linkedin.com/in/ada,,Acme,Engineer,05 Nov 2023\n"
BO = HEADER + "Bo,Chen,https://www.linkedin.com/in/bo,,Acme,Engineer,05 Nov 2023\n"


def names(records: list[Record]) -> list[str]:
    return [record.display for record in records if isinstance(record, PersonRecord)]


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    def archive(members: dict[str, str]) -> Path:
        path = tmp_path / "Basic_LinkedInDataExport_01-15-2026.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
            for name, text in members.items():
                opened.writestr(name, text)
        return path

    return archive


Zipped = Callable[[dict[str, str]], Path]


@pytest.mark.parametrize("name", ["Connections.csv", "connections.CSV", "Basic_Export/a/Connections.csv"])
def test_a_zip_is_read_wherever_its_connections_lie(read: Read, sniff: Sniff, zipped: Zipped, name: str) -> None:
    path = zipped({"Profile.csv": "First Name,Last Name\nJo,Doe\n", "Jobs/x.csv": "", name: ADA})
    assert sniff(path) == 0.9
    assert names(read(path)) == ["Ada Lindqvist"]


def test_a_folder_is_read_wherever_its_connections_lie(read: Read, sniff: Sniff, write: Write, tmp_path: Path) -> None:
    write(ADA, "export/deep/down/CONNECTIONS.csv")
    assert sniff(tmp_path) == 0.9
    assert names(read(tmp_path)) == ["Ada Lindqvist"]


def test_of_two_lists_the_one_nearest_the_top_is_read_and_said(read: Read, write: Write, tmp_path: Path) -> None:
    write(ADA, "a/old/Connections.csv")
    write(BO, "z/Connections.csv")
    records = read(tmp_path)
    assert names(records) == ["Bo Chen"]
    assert any(isinstance(record, Warned) and "2 lists of connections" in record.message for record in records)


def test_a_folder_that_leads_back_into_itself_ends(read: Read, write: Write, tmp_path: Path) -> None:
    write(ADA, "export/Connections.csv")
    (tmp_path / "export" / "again").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "messages.csv")
    assert names(read(tmp_path)) == ["Ada Lindqvist"]


def test_an_export_without_connections_says_what_it_holds_and_what_to_ask_for(
    read: Read, sniff: Sniff, zipped: Zipped
) -> None:
    path = zipped({"Profile.csv": "x", "a/messages.csv": "x", "Invitations.csv": "x"})
    assert sniff(path) == 0.3
    with pytest.raises(ImporterError) as raised:
        read(path)
    assert "it holds Invitations.csv, Profile.csv, messages.csv." in str(raised.value)
    assert "tick 'Connections'" in str(raised.value)


def test_a_cut_off_zip_is_said_to_be_damaged(read: Read, sniff: Sniff, zipped: Zipped) -> None:
    path = zipped({"Connections.csv": ADA})
    path.write_bytes(path.read_bytes()[:-40])
    assert sniff(path) == 0.1
    with pytest.raises(ImporterError, match="damaged or half-downloaded zip file"):
        read(path)


def test_a_zip_with_wrong_bytes_inside_is_said_to_be_damaged(read: Read, zipped: Zipped) -> None:
    path = zipped({"Connections.csv": ADA})
    data = bytearray(path.read_bytes())
    data[60:70] = bytes(10)
    path.write_bytes(data)
    with pytest.raises(ImporterError, match="damaged or half-downloaded zip file"):
        read(path)


def test_a_locked_zip_is_said_to_be_locked(read: Read, zipped: Zipped) -> None:
    path = zipped({"Connections.csv": ADA})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + offset
        struct.pack_into("<H", data, place, 1)
    path.write_bytes(data)
    with pytest.raises(ImporterError, match="locked with a password"):
        read(path)


def test_a_zip_bomb_is_refused_without_being_unpacked(read: Read, zipped: Zipped) -> None:
    path = zipped({"Connections.csv": ADA + "," * 120_000_000})
    tracemalloc.start()
    try:
        with pytest.raises(ImporterError, match=r"Connections\.csv holds more than 64 MB"):
            read(path)
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


def test_a_zip_that_lies_about_its_sizes_is_refused(read: Read, zipped: Zipped) -> None:
    path = zipped({"Connections.csv": ADA + "," * 100_000})
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02") + 24
    struct.pack_into("<I", data, place, 100)
    path.write_bytes(data)
    with pytest.raises(ImporterError, match="damaged"):
        read(path)


def test_a_csv_beyond_the_bound_is_refused(read: Read, write: Write) -> None:
    path = write(ADA)
    with path.open("r+b") as stream:
        stream.truncate(64 * 1024 * 1024 + 1)
    with pytest.raises(ImporterError, match=r"Connections\.csv holds more than 64 MB"):
        read(path)
