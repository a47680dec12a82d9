"""The law of the two: what is exported comes back as it was."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeechat.api import ContactRecord, Options, PersonRecord, Record, Source
from coffeechat_vcard import VCardExporter, VCardImporter
from coffeechat_vcard.escapes import escape_component

SPECIAL = [
    *";,:\\\"'^=#<>\t",
    "\\n",
    ";;",
    "=3D",
    "=",
    "é",
    "👩‍💻",
    "🇩🇪",
    "مايا",
    "שלום",
    "\u200d",
    "\u2028",
    "\ufeff",
]
SPECIAL += ["BEGIN:VCARD", "END:VCARD", "long" * 40, "ß" * 80, "tel:", "Ã©"]
PIECES = st.sampled_from(SPECIAL) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)
PLAIN = st.lists(PIECES, max_size=6).map("".join).map(str.strip).filter(bool)
NOTES = st.lists(PIECES | st.sampled_from(["\n", "\n\n", "\n ", "\n\t"]), max_size=9).map("".join).map(str.strip)
MAYBE = st.none() | PLAIN
DAYS = st.dates(min_value=date(1800, 1, 1)).map(str)
TYPED = st.sampled_from(["home", "work", "cell", "work fax", "home home", "Home", "pref", "internet"])
LABELS = st.none() | TYPED | PLAIN


def _is_bare(value: str) -> bool:
    return not value.lower().startswith(("mailto:", "tel:")) and not value.endswith(">")


BARE = PLAIN.filter(_is_bare)
CONTACTS = st.lists(
    st.builds(ContactRecord, st.sampled_from(["email", "phone", "url", "address"]), BARE, LABELS, st.booleans())
    | st.builds(
        ContactRecord,
        st.just("linkedin"),
        BARE.map("https://linkedin.com/in/{}".format),
        LABELS,
        st.booleans(),
    ),
    max_size=4,
    unique_by=lambda contact: (contact.kind, contact.value),
).map(tuple)
UNKNOWN = st.lists(
    st.builds(
        "{}X-T{}{}:{}".format,
        st.sampled_from(["", "item1.", "ITEM2.", "a-b."]),
        st.text("ABC-", max_size=3),
        st.sampled_from(["", ";TYPE=a,b", ';X="1;2:3"', ";PLAIN"]),
        PLAIN,
    ),
    max_size=3,
)


@st.composite
def people(draw: st.DrawFn) -> PersonRecord:
    """A person as some importer might yield them; at times with lines kept from a richer card."""
    given, family, organisation, title = (draw(MAYBE) for _ in range(4))
    lines = draw(UNKNOWN)
    if organisation and draw(st.booleans()):
        lines = [f"ORG:{escape_component(organisation)};Lab", *lines]
    if draw(st.booleans()):
        lines = [f"N:{escape_component(family or '')};{escape_component(given or '')};Ada;;", *lines]
    if title and draw(st.booleans()):
        lines = [*lines, "ROLE:Adviser"]
    return PersonRecord(
        line=1,
        display=draw(PLAIN),
        key=draw(st.none() | PLAIN.map("vcard:{}".format) | PLAIN.map("linkedin:{}".format)),
        other_key=draw(MAYBE),
        given=given,
        family=family,
        nickname=draw(MAYBE),
        title=title,
        organisation=organisation,
        contacts=draw(CONTACTS),
        tags=tuple(draw(st.lists(PLAIN, max_size=3, unique=True))),
        birthday=draw(st.none() | DAYS | DAYS.map(lambda day: f"-{day[4:]}") | PLAIN),
        known_since=draw(st.none() | DAYS),
        note=draw(NOTES) or None,
        card="\n".join(lines) or None,
    )


def exported(people: list[PersonRecord], version: str) -> bytes:
    stream = io.BytesIO()
    VCardExporter().write(people, stream, version=version)
    return stream.getvalue()


def imported(content: bytes) -> list[PersonRecord]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "people.vcf")
        path.write_bytes(content)
        records: list[Record] = list(VCardImporter().parse(Source(path), Options()))
    return [item for item in records if isinstance(item, PersonRecord)]


def with_the_key_of(person: PersonRecord, other: PersonRecord) -> PersonRecord:
    return msgspec.structs.replace(person, line=other.line, key=person.key or other.key)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@settings(deadline=None)
@given(st.lists(people(), min_size=1, max_size=3))
def test_people_come_back_as_they_were_and_who_had_no_key_has_the_uid_s(
    version: str, before: list[PersonRecord]
) -> None:
    after = imported(exported(before, version))
    assert after == [with_the_key_of(old, new) for old, new in zip(before, after, strict=True)]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@settings(deadline=None)
@given(st.lists(people(), min_size=1, max_size=2))
def test_the_key_that_a_first_import_gives_lasts(version: str, before: list[PersonRecord]) -> None:
    once = imported(exported(before, version))
    assert imported(exported(once, version)) == once


def test_line_breaks_in_a_name_come_back_as_blanks() -> None:
    (found,) = imported(exported([PersonRecord(line=1, display="Maya\r\nOkonjo", title="a\nb")], "3.0"))
    assert (found.display, found.title) == ("Maya Okonjo", "a b")


def test_a_profile_that_is_also_a_page_comes_back_once() -> None:
    url = "https://www.linkedin.com/in/maya"
    twice = (ContactRecord("linkedin", url), ContactRecord("url", url, "LinkedIn"))
    for version in ("3.0", "4.0"):
        once = imported(exported([PersonRecord(line=1, display="Maya", contacts=twice)], version))
        assert [person.contacts for person in once] == [(ContactRecord("linkedin", url),)]
        assert imported(exported(once, version)) == once


def test_a_card_of_an_old_phone_keeps_what_nobody_reads_through_both_versions() -> None:
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=88=C0=93=A1;=83=8D=83C=83h;=88=EA\r\n"
        "LABEL;WORK;ENCODING=QUOTED-PRINTABLE:Elm 4=0D=0A=\r\nTown\r\nADR;WORK:Box 1;;Elm 4;Town;;12;Land\r\n"
        "item1.X-ABDATE:20190220\r\nitem1.X-ABLabel:Met\r\nTEL;CELL;PREF:1\r\nX-CLASS:PUBLIC\r\nEND:VCARD\r\n"
    )
    before = imported(card.encode())
    assert before[0].display == "ロイド 一 安藤"
    for version in ("3.0", "4.0"):
        after = imported(exported(before, version))
        assert after == [with_the_key_of(old, new) for old, new in zip(before, after, strict=True)]
