"""Files that are not what they should be: refused in a sentence, or read as far as they can be."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.command import here
from faults.conftest import write_csv
from faults.refusal import assert_refused, untouched

ROW = ["Ada", "Lindqvist", "https://www.linkedin.com/in/ada", "", "Elm", "Planner", "05 Nov 2023"]
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 200
PICTURE = b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(20_000)


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(f"{name}.csv", content)
    return path


def truncated_zip(folder: Path) -> Path:
    path = zipped(folder / "export.zip", Connections=random.Random(2).randbytes(50_000))
    path.write_bytes(path.read_bytes()[:20_000])
    return path


def zip_bomb(folder: Path) -> Path:
    """70 MB in 70 kB."""
    return zipped(folder / "bomb.zip", Connections=b"First Name,Last Name,URL\n" + b"a,b,c\n" * 12_000_000)


def zip_with_a_wrong_checksum(folder: Path) -> Path:
    path = zipped(folder / "export.zip", Connections=b"First Name,Last Name,URL\n" + b"a,b,c\n" * 5_000)
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    return path


def written(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (written("people.csv", PDF), ["is of no kind that can be imported", "name it with --as"]),
        (written("people.vcf", PICTURE), ["holds no contacts", "Choose the .vcf file"]),
        (written("diary.txt", b"Dear diary, today I met Ada.\n" * 99), ["is of no kind that can be imported"]),
        (written("people.csv", b""), ["is empty", "Download or export it again"]),
        (written("people.vcf", b""), ["is empty", "Download or export it again"]),
        (written("Connections.csv", b" \n\n \n"), ["Connections.csv"]),
        (written("people.vcf", b"\r\n\r\n"), ["holds no contacts"]),
        (truncated_zip, ["is a damaged or half-downloaded zip file", "Download it again"]),
        (zip_with_a_wrong_checksum, ["is a damaged or half-downloaded zip file", "Download it again"]),
        (zip_bomb, ["holds more than 64 MB", "import a Connections.csv alone"]),
        (lambda folder: zipped(folder / "other.zip", Rich_Media=b"x"), ["is of no kind that can be imported"]),
        (lambda folder: folder / "nosuch.csv", ["There is no file or folder", "Check the name"]),
        (lambda folder: folder / "data", ["is of no kind that can be imported"]),
        (lambda _: Path("/dev/null"), ["is neither a file nor a folder"]),
    ],
)  # fmt: skip
def test_a_file_that_is_no_address_book_is_refused(
    database: Path, tmp_path: Path, make: Callable[[Path], Path], words: list[str]
) -> None:
    path = make(tmp_path)
    with untouched(database):
        assert_refused(here("import", path, db=database), *words)
        assert_refused(here("import", path, "--dry-run", "--json", db=database), *words)


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        (PDF, ["--as", "linkedin"], ["no row of column names that LinkedIn writes", "import the one LinkedIn sent"]),
        (PDF, ["--as", "vcard"], ["holds no contacts"]),
        (b"a,b\n", ["--as", "outlook"], ["There is no importer “outlook”", "you can say “linkedin”"]),
        (b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", ["--encoding", "utf-99"], ["No encoding is called 'utf-99'"]),
        (b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", ["--encoding", "utf-16"], ["It was read as utf-16", "without an"]),
    ],
)  # fmt: skip
def test_a_wrong_word_about_a_file_is_said(
    database: Path, tmp_path: Path, content: bytes, arguments: list[str], words: list[str]
) -> None:
    path = tmp_path / "people.any"
    path.write_bytes(content)
    with untouched(database):
        assert_refused(here("import", path, *arguments, db=database), *words)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-99", "base64", "rot13", "idna"])
def test_an_export_read_in_a_wrong_encoding_is_refused(database: Path, tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "Connections.csv", ROW)
    with untouched(database):
        assert_refused(here("import", path, "--encoding", encoding, db=database))


def test_an_export_without_its_header_is_refused_even_when_it_is_named(database: Path, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "Connections.csv", ROW, ROW, header=False)
    with untouched(database):
        assert_refused(here("import", path, db=database), "name it with --as")
        assert_refused(here("import", path, "--as", "linkedin", db=database), "no row of column names", "“Ada,Lind")


def test_a_cell_larger_than_any_cell_costs_its_row_and_the_line_is_named(database: Path, tmp_path: Path) -> None:
    """131,072 characters are the most that csv allows; an unclosed quotation mark runs into it."""
    long = [*ROW[:4], ", and more" * 13_108, *ROW[5:]]
    assert len(long[4]) == 131_080
    bo = ["Bo", "Chen", "https://www.linkedin.com/in/bo", "", "Elm", "Planner", "05 Nov 2023"]
    said = here("import", write_csv(tmp_path / "Connections.csv", long, bo), "--json", db=database)
    assert (said.code, said.document["new"]) == (0, 1)
    assert [skipped["line"] for skipped in said.document["skipped"]] == [2]


def test_of_two_files_the_sound_one_is_in_and_the_broken_one_is_said(
    database: Path, export: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "people.vcf"
    broken.write_bytes(PICTURE)
    said = here("import", export, broken, db=database)
    assert said.code == 1 and "400 new" in said.out and "holds no contacts" in said.err
    assert len(here("people", "--json", db=database).document) == 430
