"""A quotation mark that is never closed costs its own row at most, never the rows behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coffeechat.api import ImporterError, PersonRecord, Record, Skipped, Warned

Read = Callable[..., list[Record]]
Write = Callable[..., Path]

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def row(number: int) -> str:
    return f"Given{number},Family,https://www.linkedin.com/in/p{number},,Org,Engineer,05 Nov 2023\n"


def keys(records: list[Record]) -> list[str | None]:
    return [record.key for record in records if isinstance(record, PersonRecord)]


@pytest.mark.parametrize("count", [1, 5, 40, 3000], ids=["last row", "small", "page", "past the field limit"])
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_all_rows_around_an_unclosed_quote_are_read(read: Read, write: Write, count: int, place: float) -> None:
    broken = int(place * (count - 1))
    rows = [row(number) for number in range(count)]
    rows[broken] = rows[broken].replace("Family", '"Family')
    records = read(write(HEADER + "".join(rows)))
    assert keys(records) == [f"linkedin:p{number}" for number in range(count)]
    assert [r.line for r in records if isinstance(r, PersonRecord)] == list(range(2, count + 2))
    (said,) = [record for record in records if isinstance(record, Warned)]
    assert said.message == f"Line {broken + 2} of Connections.csv has a quotation mark that is never closed."


def test_quotes_that_are_closed_in_a_later_row_don_t_swallow_the_rows_between(read: Read, write: Write) -> None:
    rows = [row(0), row(1).replace("Family", '"Family'), row(2), row(3).replace("Org", '"Org, Inc."'), row(4)]
    assert keys(read(write(HEADER + "".join(rows)))) == [f"linkedin:p{number}" for number in range(5)]


def test_a_broken_row_that_doesn_t_fit_the_columns_is_skipped_with_its_line(read: Read, write: Write) -> None:
    records = read(write(HEADER + row(0) + 'Ada,"Lind, and more, and more, and more\n' + row(2)))
    assert keys(records) == ["linkedin:p0", "linkedin:p2"]
    assert [r for r in records if isinstance(r, Skipped)] == [Skipped(3, "a quotation mark that is never closed")]


def test_a_cell_over_several_lines_is_one_row_and_the_lines_still_count(read: Read, write: Write) -> None:
    text = HEADER + 'Ada,Lind,,,"Acme\n\nLtd",,05 Nov 2023\n' + row(1)
    ada, other = (record for record in read(write(text)) if isinstance(record, PersonRecord))
    assert (ada.line, ada.organisation) == (2, "Acme Ltd")
    assert other.line == 5


def test_a_line_of_five_megabytes_is_skipped_and_the_next_one_read(read: Read, write: Write) -> None:
    records = read(write(HEADER + "x" * 5_000_000 + "\n" + row(1)))
    assert keys(records) == ["linkedin:p1"]


def test_a_file_of_nothing_but_open_quotes_is_given_up_with_a_sentence(read: Read, write: Write) -> None:
    rows = "".join(row(number).replace("Family", '"Family') for number in range(500))
    with pytest.raises(ImporterError, match="never closed in more than 100 places"):
        read(write(HEADER + rows))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(body=st.text(alphabet='ab,;"\n\r\t0é\ufeff\x00', max_size=300))
def test_whatever_stands_below_the_header_is_read_or_refused_with_a_sentence(
    read: Read, write: Write, body: str
) -> None:
    records = read(write(HEADER + body))
    lines = [record.line for record in records if isinstance(record, (PersonRecord, Skipped))]
    assert lines == sorted(set(lines))
    assert all(record.display for record in records if isinstance(record, PersonRecord))
