"""What goes out comes back: people as vCards, everything as JSON, and a csv no spreadsheet runs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cli.command import coffeechat, here
from coffeechat.incoming import PersonRecord
from coffeechat.store import merging, pages, people, person_records, targets
from coffeechat.store.store import Store
from sample_people import Sample, write_cards, write_connections
from sample_people import people as invented

CARDS = r"""BEGIN:VCARD
VERSION:3.0
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
N:García Márquez;José;de la;Dr.;
FN:Dr. José de la García Márquez
NICKNAME:Pepe
ORG:Bücher\; & Söhne\, GmbH;Verlag
TITLE:Leiter\, Programm
EMAIL;TYPE=WORK,PREF:jose@x.example
EMAIL;TYPE=HOME:pepe@home.example
TEL;TYPE=CELL:+49 170 1234567
item1.TEL:+34 600 000 000
item1.X-ABLabel:Sommerhaus
ADR;TYPE=HOME:;;Lange Straße 1\, 3. OG;Köln;;50667;Deutschland
URL:https://jose.example/a,b;c
CATEGORIES:Chor,alumni,two words
BDAY:1980-02-29
NOTE:Line one\nline two\, with “quotes”\; and 🚀
X-ODD-ONE;X-P="a:b":keep me
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:no-year
FN:李 小龙
BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12
TEL:110
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:only-a-firm
FN:Acme
ORG:Acme
END:VCARD
"""


@pytest.fixture
def lived_in(path: Path, tmp_path: Path) -> Path:
    """LinkedIn, a phone, people added by hand, a merge, a removal."""
    odd = tmp_path / "odd.vcf"
    odd.write_text(CARDS.replace("\n", "\r\n"), encoding="utf-8", newline="")
    phone = write_cards(tmp_path / "phone.vcf", invented(40, seed=5))
    export = write_connections(tmp_path / "Connections.csv", invented(60, seed=6))
    for file in (odd, phone, export):
        assert here("import", file, db=path).code == 0
    with Store(path) as store:
        ada = people.add(
            store, "Ada O'Brien-Müller", title="Planner", organisation="Elm, Oak & Co.", email="ada@x.example"
        )
        known = people.detail(store.connection, ada)
        assert known
        people.set_tags(store, known, ["met, in Oslo", "choir"])
        people.edit(store, known.person, birthday="--12-24", about="Knows\r\neverybody", interest="Trams")
        ids = pages.People(store.connection, text="at:quartz").ids()
        merging.merge(store, ids[0], ids[1])
        people.remove(store, ids[2:3], "remove")
        targets.add(store, name="Urban planner", level=2)
    return path


def everybody(path: Path) -> dict[str, PersonRecord]:
    """By their keys; what only tells where a row stood is left out."""
    with Store(path) as store:
        records = list(person_records.everybody(store.connection))
    return {record.key or "": msgspec.structs.replace(record, line=0) for record in records}


def comparable(record: PersonRecord) -> dict[str, Any]:
    """What a card says, with the lines as they are read and in no order where order means nothing."""
    said = msgspec.structs.asdict(record)
    said["contacts"] = sorted(map(msgspec.structs.astuple, record.contacts), key=str)
    said["tags"] = sorted(record.tags)
    said["note"] = (record.note or "").replace("\r\n", "\n")
    said.pop("card")
    return said


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_vcards_bring_the_same_people_into_an_empty_database(lived_in: Path, tmp_path: Path, version: str) -> None:
    cards, other = tmp_path / "out.vcf", tmp_path / "other.db"
    before = everybody(lived_in)
    said = coffeechat("export", cards, "--vcard-version", version, db=lived_in)
    assert (said.code, said.out) == (0, "") and said.err == f"{len(before)} people written to {cards}.\n"
    brought = here("import", cards, "--json", db=other).document
    assert (brought["new"], brought["skipped"], brought["warnings"]) == (len(before), [], [])
    after = everybody(other)
    assert after.keys() == before.keys()
    for key, record in before.items():
        assert comparable(after[key]) == comparable(record)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_vcards_brought_back_where_they_came_from_change_nothing(lived_in: Path, tmp_path: Path, version: str) -> None:
    cards = tmp_path / "out.vcf"
    before = everybody(lived_in)
    here("export", cards, "--vcard-version", version, db=lived_in)
    said = here("import", cards, "--json", db=lived_in).document
    assert (said["new"], said["likely"], said["review"]) == (0, 0, 0)
    assert {key: comparable(one) for key, one in everybody(lived_in).items()} == {
        key: comparable(one) for key, one in before.items()
    }


def test_a_second_export_has_the_same_cards(lived_in: Path, tmp_path: Path) -> None:
    here("export", tmp_path / "one.vcf", db=lived_in)
    here("import", tmp_path / "one.vcf", db=tmp_path / "other.db")
    here("export", tmp_path / "two.vcf", db=tmp_path / "other.db")
    assert cards_of(tmp_path / "one.vcf") == cards_of(tmp_path / "two.vcf")


def cards_of(path: Path) -> set[str]:
    text = path.read_bytes().decode().replace("\r\n ", "")
    return {"\n".join(sorted(re.sub(r"REV:.*", "", card).split("\r\n"))) for card in text.split("BEGIN:VCARD\r\n")}


def test_people_told_apart_here_are_not_joined_when_their_vcards_are_read(path: Path, tmp_path: Path) -> None:
    ada = Sample("Ada", "Lindqvist", "", "Acme", "ada@x.example", "https://linkedin.com/in/ada", "05 Nov 2023")
    here("import", write_connections(tmp_path / "Connections.csv", iter([ada])), db=path)
    with Store(path) as store:
        for _ in range(2):
            people.add(store, "Ada Lindqvist", organisation="Acme", email="ada@x.example")
    here("export", tmp_path / "three.vcf", db=path)
    assert here("import", tmp_path / "three.vcf", "--json", db=tmp_path / "other.db").document["new"] == 3


def test_everything_comes_back_from_json_byte_for_byte(lived_in: Path, tmp_path: Path) -> None:
    first, second, other = tmp_path / "one.json", tmp_path / "two.json", tmp_path / "other.db"
    assert coffeechat("export", first, db=lived_in).code == 0
    said = coffeechat("restore", first, db=other)
    assert said.code == 0 and re.fullmatch(r"[\d,]+ rows added, 0 cells brought up to date\.\n", said.out)
    assert coffeechat("export", second, db=other).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert here("people", "--json", db=other).document == here("people", "--json", db=lived_in).document
    assert here("restore", first, db=other).out == "0 rows added, 0 cells brought up to date.\n"
    assert here("export", "-", db=other).out.encode() == first.read_bytes()
    assert coffeechat("doctor", db=other).code == 0


def test_a_restored_import_is_known_again(lived_in: Path, tmp_path: Path) -> None:
    here("export", tmp_path / "all.json", db=lived_in)
    here("restore", tmp_path / "all.json", db=tmp_path / "other.db")
    said = here("import", tmp_path / "phone.vcf", "--json", db=tmp_path / "other.db").document
    assert (said["new"], said["updated"]) == (0, 0)


def test_a_restore_is_not_an_import_and_can_not_be_taken_back_as_one(lived_in: Path, tmp_path: Path) -> None:
    here("export", tmp_path / "all.json", db=lived_in)
    here("restore", tmp_path / "all.json", db=tmp_path / "other.db")
    assert here("undo-import", db=tmp_path / "other.db").code == 1
    assert len(everybody(tmp_path / "other.db")) == len(everybody(lived_in))


def rows(path: Path, *arguments: str) -> Iterator[dict[str, str]]:
    text = coffeechat("export", "-", "--format", "csv", *arguments, db=path).out
    return csv.DictReader(text.splitlines(keepends=True))


def test_csv_holds_a_row_for_each_with_many_values_in_a_cell(lived_in: Path) -> None:
    found = {row["name"]: row for row in rows(lived_in)}
    assert len(found) > 90
    jose = found["Dr. José de la García Márquez"]
    assert jose["emails"] == "jose@x.example; pepe@home.example"
    assert (jose["birthday"], jose["organisation"]) == ("1980-02-29", "Bücher; & Söhne, GmbH")
    assert jose["note"] == "Line one\nline two, with “quotes”; and 🚀"
    assert set(jose["tags"].split("; ")) == {"Chor", "alumni", "two words"}


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "@SUM(1)",
        "+SUM(1)",
        "-1+1|cmd",
        "-2+3+cmd|' /C calc'!A0",
        "+1+cmd|' /C calc'!A0",
        '=HYPERLINK("http://x.example")',
        "\t=1",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_given_an_apostrophe(path: Path, text: str) -> None:
    with Store(path) as store:
        people.add(store, text, title=text, organisation=text, email=text)
    (row,) = rows(path)
    assert row["name"] == row["title"] == row["organisation"] == row["emails"] == f"'{text}"


@pytest.mark.parametrize("number", ["+49 170 1234567", "+1 (555) 123-4567", "+49-40-123/45", "040 123", "110"])
def test_a_phone_number_stays_one(path: Path, number: str) -> None:
    with Store(path) as store:
        people.add(store, "Ada", phone=number)
    (row,) = rows(path)
    assert row["phones"] == number


def test_an_empty_database_is_written_and_read_too(path: Path, tmp_path: Path) -> None:
    for name in ("none.json", "none.csv", "none.vcf"):
        said = here("export", tmp_path / name, db=path)
        assert (said.code, said.err) == (0, f"0 people written to {tmp_path / name}.\n")
    assert here("restore", tmp_path / "none.json", db=path).code == 0
    empty = here("import", tmp_path / "none.vcf", db=path)
    assert empty.code == 1 and "is empty" in empty.err
