"""Every shape of connections file seen in the wild is read alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coffeechat.api import ContactRecord, ImporterError, PersonRecord, Progress, Record, Skipped, Warned

Read = Callable[..., list[Record]]
Write = Callable[..., Path]

CURRENT = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ADA = "Ada,Lindqvist,https://www.linkedin.com/in/ada-lindqvist,ada@example.org,Acme,Engineer,05 Nov 2023"


def people(records: list[Record]) -> list[PersonRecord]:
    return [record for record in records if isinstance(record, PersonRecord)]


def test_a_current_export_is_read_with_everything_it_says(read: Read, write: Write, preamble: str) -> None:
    records = read(write(f"{preamble}{CURRENT}\n{ADA}\n"))
    assert records == [
        PersonRecord(
            line=5,
            display="Ada Lindqvist",
            key="linkedin:ada-lindqvist",
            other_key="linkedin:ada lindqvist|2023-11-05",
            given="Ada",
            family="Lindqvist",
            title="Engineer",
            organisation="Acme",
            contacts=(
                ContactRecord("linkedin", "https://www.linkedin.com/in/ada-lindqvist"),
                ContactRecord("email", "ada@example.org"),
            ),
            known_since="2023-11-05",
        )
    ]


@pytest.mark.parametrize(
    ("text", "known_since"),
    [
        (
            "First Name,Last Name,Email Address,Company,Position,Connected On\r\n"
            'Ada,Lindqvist,ada@example.org,Acme,Engineer,"11/4/18, 5:32 PM"\r\n',
            "2018-11-04",
        ),
        (
            "First Name;Last Name;URL;Email Address;Company;Position;Connected On\r\n"
            "Ada;Lindqvist;;ada@example.org;Acme;Engineer;5-Nov-23\r\n",
            "2023-11-05",
        ),
        (
            "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n"
            "Ada,Lindqvist,,ada@example.org,Acme,Engineer,05 Dez 2023\n",
            "2023-12-05",
        ),
        (
            '"First Name","Middle Name","Last Name","Title","E-mail Address","Company","Job Title"\r\n'
            '"Ada","","Lindqvist","","ada@example.org","Acme","Engineer"\r\n',
            None,
        ),
        (
            "sep=;\r\nConnected On;Position;Company;Email Address;Last Name;First Name\r\n"
            "05.11.2023;Engineer;Acme;ada@example.org;Lindqvist;Ada\r\n",
            "2023-11-05",
        ),
        (
            "FIRST NAME\t Last Name \tNickname\tEmail Address\tCompany\tPosition\r"
            "Ada\tLindqvist\tx\tada@example.org\tAcme\tEngineer\r",
            None,
        ),
    ],
    ids=["2018", "excel", "german", "outlook", "reordered", "tabs"],
)
def test_older_and_resaved_shapes_are_read(read: Read, write: Write, text: str, known_since: str | None) -> None:
    (ada,) = people(read(write(text)))
    assert (ada.display, ada.organisation, ada.title) == ("Ada Lindqvist", "Acme", "Engineer")
    assert ada.contacts == (ContactRecord("email", "ada@example.org"),)
    assert ada.known_since == known_since


@pytest.mark.parametrize("count", range(13))
def test_the_header_is_found_below_any_number_of_notes(read: Read, write: Write, count: int) -> None:
    (ada,) = people(read(write("Some note, with a comma\n" * count + f"{CURRENT}\n{ADA}\n")))
    assert ada.line == count + 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_recognised_with_and_without_a_mark(read: Read, write: Write, encoding: str) -> None:
    text = f"{CURRENT}\nZoë,Müller,https://www.linkedin.com/in/zoë,,Ærø,,\n"
    records = read(write(text.encode(encoding)))
    assert [person.display for person in people(records)] == ["Zoë Müller"]
    assert not [record for record in records if isinstance(record, Warned)]


def test_western_windows_text_is_read_and_said_to_be_a_guess(read: Read, write: Write) -> None:
    records = read(write(f"{CURRENT}\nZoë,Müller,,,Café,,05 Nov 2023\n".encode("cp1252")))
    assert [person.display for person in people(records)] == ["Zoë Müller"]
    (said,) = [record for record in records if isinstance(record, Warned)]
    assert "cp1252" in said.message and "--encoding" in said.message


def test_an_encoding_that_is_named_wins(read: Read, write: Write) -> None:
    path = write(f"{CURRENT}\nŁukasz,Żak,,,,,05 Nov 2023\n".encode("cp1250"))
    assert people(read(path, encoding="cp1250"))[0].display == "Łukasz Żak"


@pytest.mark.parametrize("encoding", ["cp9999", "hex", "a\0b"])
def test_an_encoding_nobody_knows_is_refused_with_those_to_try(read: Read, write: Write, encoding: str) -> None:
    with pytest.raises(ImporterError, match=r"No text encoding is called .* cp1252"):
        read(write(f"{CURRENT}\n{ADA}\n"), encoding=encoding)


def test_without_a_header_the_first_line_and_the_expected_one_are_shown(read: Read, write: Write) -> None:
    with pytest.raises(ImporterError, match=r"“id,amount”, expected was “First Name,Last Name,URL"):
        read(write("id,amount\n1,2\n"))


@pytest.mark.parametrize("content", ["", " \n\n"])
def test_an_empty_file_is_said_to_be_empty(read: Read, write: Write, content: str) -> None:
    with pytest.raises(ImporterError, match=r"Connections\.csv is empty"):
        read(write(content))


def test_the_first_hour_of_a_newcomer(read: Read, write: Write, preamble: str) -> None:
    """40 people, one link twice, two without company, one Müller, and one row of commas only."""
    rows = [
        f"Given{n},Family{n},https://www.linkedin.com/in/person-{n},,Org {n},Planner,0{n % 9 + 1} Mar 2020"
        for n in range(36)
    ]
    rows += ["Jo,Müller,https://www.linkedin.com/in/jo-m%C3%BCller,,Stadtwerk,Leiterin,07 Mar 2020"]
    rows += [f"No{n},Company,https://www.linkedin.com/in/no-{n},,,,07 Mar 2020" for n in range(2)]
    rows += [rows[0], ",,,,,,"]
    records = read(write(f"{preamble}{CURRENT}\n" + "\n".join(rows) + "\n"))
    found = people(records)
    assert len(found) == 40
    assert len({person.key for person in found}) == 39
    assert sum(person.organisation is None for person in found) == 2
    assert found[36].display == "Jo Müller"
    assert found[36].key == "linkedin:jo-müller"
    skipped = [record for record in records if isinstance(record, Skipped)]
    assert [(record.line, "no name and no profile link" in record.reason) for record in skipped] == [(45, True)]


def test_progress_comes_at_least_every_512_rows_and_grows(read: Read, write: Write) -> None:
    path = write(f"{CURRENT}\n" + f"{ADA}\n" * 3000)
    since, last = 0, 0
    for record in read(path):
        since += 1
        if isinstance(record, Progress):
            assert since <= 513
            assert last <= record.done <= record.total == path.stat().st_size
            since, last = 0, record.done
    assert last > 0


CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=8),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_whatever_a_csv_writer_writes_is_read_back_row_by_row(
    read: Read, write: Write, rows: list[tuple[str, str, str]], delimiter: str, encoding: str, ends: str
) -> None:
    text = io.StringIO(newline="")
    writer: Any = csv.writer(text, delimiter=delimiter, lineterminator=ends)
    writer.writerow(["URL", "First Name", "Company", "Position"])
    writer.writerows([[f"https://www.linkedin.com/in/p{n}", *row] for n, row in enumerate(rows)])
    found = people(read(write(text.getvalue().encode(encoding))))
    tidy = [[" ".join(cell.split()) or None for cell in row[1:]] for row in rows]
    assert [[person.organisation, person.title] for person in found] == tidy
    assert [(person.line, person.key) for person in found] == [(n + 2, f"linkedin:p{n}") for n in range(len(rows))]
