"""What becomes of one row: names, keys, dates, contacts, and the rows that are nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.api import ContactRecord, PersonRecord, Record, Skipped, Warned
from coffeechat_linkedin.dates import read_day, read_instant
from coffeechat_linkedin.links import profile_key
from coffeechat_linkedin.names import fold, without_credentials

Read = Callable[..., list[Record]]
Write = Callable[..., Path]

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


@pytest.fixture
def one(read: Read, write: Write) -> Callable[[str], Record]:
    """The single record of a single row."""

    def record(row: str) -> Record:
        (found,) = read(write(HEADER + row + "\n"))
        return found

    return record


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Lindqvist, MBA", "Lindqvist"),
        ("Lindqvist, Ph.D., PMP®, CSM", "Lindqvist"),
        ("Lindqvist, SHRM-CP", "Lindqvist"),
        ("Lindqvist , M.Sc. (Dipl.-Ing.)", "Lindqvist"),
        ("Lindqvist, Ada", "Lindqvist, Ada"),
        ("Lindqvist, Jr.", "Lindqvist, Jr."),
        ("Lindqvist, III", "Lindqvist, III"),
        ("Lindqvist, MBA Jr", "Lindqvist, MBA Jr"),
        ("LINDQVIST, JOHN", "LINDQVIST, JOHN"),
        ("LINDQVIST, PHD", "LINDQVIST"),
        (", MBA", ", MBA"),
        ("Lindqvist MBA", "Lindqvist MBA"),
    ],
)
def test_only_what_looks_like_credentials_is_cut_behind_a_comma(raw: str, clean: str) -> None:
    assert without_credentials(raw) == clean


def test_credentials_don_t_reach_name_or_key(one: Callable[[str], Record]) -> None:
    record = one('Ada,"Lindqvist, MBA",,,,,05 Nov 2023')
    assert isinstance(record, PersonRecord)
    assert (record.display, record.family) == ("Ada Lindqvist", "Lindqvist")
    assert record.key == "linkedin:ada lindqvist|2023-11-05"


def test_blanks_and_line_ends_within_cells_are_tidied(one: Callable[[str], Record]) -> None:
    record = one('" Ada ","Lind\nqvist ",,, Acme\xa0 Ltd ,"Head\tof Data",05 Nov 2023')
    assert isinstance(record, PersonRecord)
    assert (record.display, record.given, record.family) == ("Ada Lind qvist", "Ada", "Lind qvist")
    assert (record.organisation, record.title) == ("Acme Ltd", "Head of Data")


def test_a_cell_like_a_formula_is_only_text(one: Callable[[str], Record]) -> None:
    record = one("=Ada,+Lindqvist,,@example,=1+1,-x,05 Nov 2023")
    assert isinstance(record, PersonRecord)
    assert (record.display, record.organisation) == ("=Ada +Lindqvist", "=1+1")


@pytest.mark.parametrize(
    ("row", "key", "other_key"),
    [
        (
            "Ada,Lind,https://linkedin.com/in/ada,,,,05 Nov 2023",
            "linkedin:ada",
            "linkedin:ada lind|2023-11-05",
        ),
        ("Ada,Lind,https://linkedin.com/in/ada,,,,", "linkedin:ada", None),
        ("Ada,Lind,,ada@example.org,,,05 Nov 2023", "linkedin:ada lind|2023-11-05", None),
        ("Ada,Lind,,Ada@Example.org,,,", "linkedin:ada@example.org", None),
        ("Ada,Lind,,,Acme,,", None, None),
    ],
)
def test_keys_are_the_link_then_name_and_date_then_the_address(
    one: Callable[[str], Record], row: str, key: str | None, other_key: str | None
) -> None:
    record = one(row)
    assert isinstance(record, PersonRecord)
    assert (record.key, record.other_key) == (key, other_key)


@pytest.mark.parametrize("row", [",,,,,,", ",,,,,,05 Nov 2023", ' ,"  ",,,Acme,Engineer,'])
def test_a_row_without_name_and_link_is_skipped(one: Callable[[str], Record], row: str) -> None:
    assert one(row) == Skipped(2, "no name and no profile link: most likely a closed account")


def test_a_row_with_a_link_only_is_shown_by_it(one: Callable[[str], Record]) -> None:
    record = one(",,https://www.linkedin.com/in/ada-l-4711,,,,05 Nov 2023")
    assert isinstance(record, PersonRecord)
    assert (record.display, record.key, record.other_key) == ("ada-l-4711", "linkedin:ada-l-4711", None)


def test_a_link_elsewhere_is_a_page_and_no_key(one: Callable[[str], Record]) -> None:
    record = one("Ada,Lind,https://ada.example.org/in/ada,,,,")
    assert isinstance(record, PersonRecord)
    assert record.key is None
    assert record.contacts == (ContactRecord("url", "https://ada.example.org/in/ada"),)


def test_short_rows_and_long_rows_keep_what_they_have(read: Read, write: Write) -> None:
    records = read(write(HEADER + "Ada,Lind\nBo,Chen,,,Acme,Cook,05 Nov 2023,more,and more\n\nCy\n"))
    assert [(r.line, r.display, r.organisation) for r in records if isinstance(r, PersonRecord)] == [
        (2, "Ada Lind", None),
        (3, "Bo Chen", "Acme"),
        (5, "Cy", None),
    ]


def test_phones_of_an_outlook_file_are_kept(read: Read, write: Write) -> None:
    text = "First Name,Last Name,Mobile Phone,Business Phone\nAda,Lind,+49 30 1,+49 30 2\n"
    (ada,) = read(write(text))
    assert isinstance(ada, PersonRecord)
    assert ada.contacts == (
        ContactRecord("phone", "+49 30 1", "mobile"),
        ContactRecord("phone", "+49 30 2", "work"),
    )


@pytest.mark.parametrize("broken", ["Andr\ufffd", "AndrÃ©", "MÃ¼ller", "Oâ€™Neil Ã\xa0", "Â£ Ltd"])
def test_letters_broken_earlier_are_warned_of_once(read: Read, write: Write, broken: str) -> None:
    records = read(write(HEADER + f"{broken},Lind,,,,,05 Nov 2023\n" * 3))
    (said,) = [record for record in records if isinstance(record, Warned)]
    assert said.message.startswith("Letters are broken in 3 rows, the first on line 2")


@pytest.mark.parametrize("sound", ["São João", "ÂNGELO", "Ângela", "Ødegård", "岸田", "O’Neil", "PÃO"])
def test_letters_that_only_look_alike_are_not(read: Read, write: Write, sound: str) -> None:
    records = read(write(HEADER + f"{sound},Lind,,,{sound},,05 Nov 2023\n"))
    assert not [record for record in records if isinstance(record, Warned)]


def test_dates_nobody_can_read_are_counted_and_the_people_kept(read: Read, write: Write) -> None:
    records = read(write(HEADER + "Ada,Lind,,,,,31 Feb 2023\nBo,Chen,,,,,soon\nCy,Dahl,,,,,01 Feb 2023\n"))
    assert [r.known_since for r in records if isinstance(r, PersonRecord)] == [None, None, "2023-02-01"]
    (said,) = [record for record in records if isinstance(record, Warned)]
    assert "2 rows" in said.message and "line 2 (31 Feb 2023)" in said.message


ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@given(st.dates(min_value=date(2003, 1, 1), max_value=date(2068, 12, 31)))
def test_every_form_of_a_date_is_read_as_that_day(day: date) -> None:
    word, short = ENGLISH[day.month - 1], f"{day.year % 100:02d}"
    forms = [
        f"{day.day:02d} {word} {day.year}",
        f"{day.day}-{word}-{short}",
        f"{day.day:02d}-{word.upper()}-{day.year}",
        f"{day.month}/{day.day}/{short}, 5:32 PM",
        f"{day.month:02d}/{day.day:02d}/{day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        f"{day.isoformat()} 10:30:00 UTC",
        f"{day.isoformat()}T10:30:00Z",
        day.isoformat(),
    ]
    assert {form: read_day(form) for form in forms} == dict.fromkeys(forms, day.isoformat())


@pytest.mark.parametrize("text", ["", "Nov 2023", "31 Feb 2023", "13/13/23", "05 Foo 2023", "2023", "5 Nov 23 x"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-15 10:30:00 UTC", "2026-01-15T10:30:00Z"),
        ("11/4/18, 12:05 AM", "2018-11-04T00:05:00Z"),
        ("11/4/18, 12:05 PM", "2018-11-04T12:05:00Z"),
        ("11/4/18, 5:32 PM", "2018-11-04T17:32:00Z"),
        ("2017-03-06", "2017-03-06T00:00:00Z"),
        ("2017-03-06 25:00:00 UTC", None),
    ],
)
def test_instants_are_read_to_the_second(text: str, instant: str | None) -> None:
    assert read_instant(text) == instant


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/jo-m%C3%BCller",
        "http://de.linkedin.com/in/Jo-M%C3%9Cller/",
        "www.linkedin.com/in/jo-müller?trk=abc#top",
        "linkedin.com/in/jo-mu\u0308ller/en",
        "HTTPS://WWW.LINKEDIN.COM/IN/JO-MÜLLER",
    ],
)
def test_every_way_to_write_a_link_gives_one_key(url: str) -> None:
    assert profile_key(url) == "jo-müller"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.linkedin.com/pub/Ada-Lind/1/2/3", "pub/ada-lind/1/2/3"),
        ("https://www.linkedin.com/", None),
        ("https://www.linkedin.com/in/", None),
        ("https://notlinkedin.com/in/ada", None),
        ("ada", None),
        ("", None),
    ],
)
def test_other_links_keep_their_path_or_have_no_key(url: str, key: str | None) -> None:
    assert profile_key(url) == key


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40))
def test_blanks_around_and_within_a_name_don_t_count(name: str) -> None:
    assert fold(f" {name}\t") == fold("  ".join(name.split(" "))) == fold(name)


def test_emoji_and_case_make_no_other_person_of_somebody() -> None:
    assert fold("Ada  LINDQVIST 🚀✨") == fold("ada lindqvist")
    assert fold("Zoë") == fold("Zoe\u0308")
    assert fold("🚀") != fold("✨")
