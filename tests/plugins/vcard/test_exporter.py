"""What an export looks like, byte by byte, for the programs that will read it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeechat.api import CoffeechatError, ContactRecord, PersonRecord
from coffeechat_vcard.writer import fold

Export = Callable[..., bytes]

MAYA = PersonRecord(
    line=1,
    display="Maya Okonjo",
    key="linkedin:maya-okonjo",
    given="Maya",
    family="Okonjo",
    title="Planner; Traffic, Freight",
    organisation="Tide; Sons, Inc.",
    contacts=(
        ContactRecord("email", "maya@example.org", "work", True),
        ContactRecord("phone", "+49 30 1", "work fax"),
        ContactRecord("phone", "+49 30 2", "Assistant, Bo"),
        ContactRecord("linkedin", "https://www.linkedin.com/in/maya-okonjo"),
        ContactRecord("url", "https://example.org/a,b;c"),
        ContactRecord("address", "Elm 4, Town; Land"),
    ),
    tags=("freight, rail", "maps"),
    birthday="--04-12",
    known_since="2019-05-06",
    note="Met in May;\nlikes C:\\maps, a lot.",
    card="X-SKYPE:maya",
)


def lines_of(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def without_revision(content: bytes) -> list[str]:
    return [line for line in lines_of(content) if not line.startswith("REV:")]


def test_version_3_is_written_unless_asked_otherwise(export: Export) -> None:
    assert without_revision(export(MAYA)) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//coffeechat//vCard//EN",
        "UID:urn:uuid:049c7b52-285f-5280-8a4e-37aa314f439e",
        "FN:Maya Okonjo",
        "N:Okonjo;Maya;;;",
        "ORG:Tide\\; Sons\\, Inc.",
        "TITLE:Planner; Traffic\\, Freight",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12",
        "EMAIL;TYPE=INTERNET,WORK,PREF:maya@example.org",
        "TEL;TYPE=WORK,FAX:+49 30 1",
        "item1.TEL:+49 30 2",
        "item1.X-ABLabel:Assistant\\, Bo",
        "item2.URL:https://www.linkedin.com/in/maya-okonjo",
        "item2.X-ABLabel:LinkedIn",
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/maya-okonjo",
        "URL:https://example.org/a,b;c",
        "ADR:;;Elm 4\\, Town\\; Land;;;;",
        "CATEGORIES:freight\\, rail,maps",
        "NOTE:Met in May;\\nlikes C:\\\\maps\\, a lot.",
        "X-COFFEECHAT-KNOWN-SINCE:2019-05-06",
        "X-COFFEECHAT-KEY:linkedin:maya-okonjo",
        "X-SKYPE:maya",
        "END:VCARD",
    ]


def test_version_4_differs_in_types_preference_and_birthday(export: Export) -> None:
    old, new = without_revision(export(MAYA)), without_revision(export(MAYA, version="4.0"))
    assert [line for line in new if line not in old] == [
        "VERSION:4.0",
        "BDAY:--0412",
        "EMAIL;TYPE=work;PREF=1:maya@example.org",
        "TEL;TYPE=work,fax:+49 30 1",
    ]
    assert len(old) == len(new)


@pytest.mark.parametrize("version", ["2.1", "5", "jpeg"])
def test_another_version_is_refused(export: Export, version: str) -> None:
    with pytest.raises(CoffeechatError, match=rf"^vCard {version} can't be written\. Choose 3\.0"):
        export(MAYA, version=version)


@pytest.mark.parametrize(
    ("birthday", "in_3", "in_4"),
    [
        ("1985-04-12", "BDAY:1985-04-12", "BDAY:19850412"),
        ("--02-29", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "BDAY:--0229"),
        ("in spring, 1985", "BDAY;VALUE=text:in spring\\, 1985", "BDAY;VALUE=text:in spring\\, 1985"),
        ("1985-13-45", "BDAY;VALUE=text:1985-13-45", "BDAY;VALUE=text:1985-13-45"),
    ],
)
def test_a_birthday_is_written_as_the_version_has_it(export: Export, birthday: str, in_3: str, in_4: str) -> None:
    person = PersonRecord(line=1, display="Maya", birthday=birthday)
    assert in_3 in lines_of(export(person))
    assert in_4 in lines_of(export(person, version="4.0"))


def test_a_revision_is_an_instant_in_utc(export: Export) -> None:
    (revision,) = (line for line in lines_of(export(MAYA)) if line.startswith("REV:"))
    assert re.fullmatch(r"REV:\d{8}T\d{6}Z", revision)


def test_a_name_that_is_all_blank_still_gives_an_fn(export: Export) -> None:
    written = lines_of(export(PersonRecord(line=1, display="\x00")))
    assert "FN:?" in written
    assert "N:;;;;" in written


def test_a_key_that_was_a_uid_is_written_as_it_was(export: Export) -> None:
    written = lines_of(export(PersonRecord(line=1, display="Maya", key="vcard:photo,v4")))
    assert "UID:photo\\,v4" in written
    assert not [line for line in written if "COFFEECHAT" in line]


def test_the_uid_of_a_person_without_key_depends_on_what_is_known(export: Export) -> None:
    def uid(line: int, display: str) -> str:
        return lines_of(export(PersonRecord(line=line, display=display)))[4]

    assert uid(1, "Maya") == uid(2, "Maya")
    assert uid(1, "Maya") != uid(1, "Ken")


def test_a_label_group_never_takes_a_number_that_a_kept_line_has(export: Export) -> None:
    kept = "Item1.X-ABDATE:2019-02-20\nItem1.X-ABLabel:Met\nitem3.X-A:1"
    contacts = (ContactRecord("phone", "1", "Boat"), ContactRecord("phone", "2", "Car, old"))
    written = lines_of(export(PersonRecord(line=1, display="Maya", contacts=contacts, card=kept)))
    assert "item2.TEL:1" in written
    assert "item4.TEL:2" in written
    assert written[-4:-1] == kept.split("\n")


def test_a_kind_of_contact_that_vcard_has_no_name_for_is_written_as_an_own_property(export: Export) -> None:
    person = PersonRecord(line=1, display="Maya", contacts=(ContactRecord("chat room", "#maps"),))
    assert "X-CHAT-ROOM:#maps" in lines_of(export(person))


def test_kept_lines_never_repeat_what_is_written_anyway(export: Export) -> None:
    kept = "FN:Old\nVERSION:2.1\nUID:old\nEND:VCARD\nBEGIN:VCARD\nTITLE:Old\nROLE:Old\nno property\nX-A:1"
    written = lines_of(export(PersonRecord(line=1, display="Maya", key="vcard:new", card=kept)))
    assert not [line for line in written if "ld" in line or "2.1" in line or line == "no property"]
    assert written[-2] == "X-A:1"
    assert written.count("END:VCARD") == 1


def test_kept_names_employers_and_addresses_are_used_while_they_still_fit(export: Export) -> None:
    kept = "N:Okonjo;Maya;Ada;;\nORG:Tide;Lab\nADR:;;Elm 4;Town;;;"
    contacts = (ContactRecord("address", "Elm 4, Town", "home"),)
    fitting = PersonRecord(
        line=1,
        display="M",
        given="Maya",
        family="Okonjo",
        organisation="Tide",
        contacts=contacts,
        card=kept,
    )
    written = lines_of(export(fitting))
    assert {"N:Okonjo;Maya;Ada;;", "ORG:Tide;Lab", "ADR;TYPE=HOME:;;Elm 4;Town;;;"} < set(written)
    changed = lines_of(export(PersonRecord(line=1, display="M", family="Wrona", organisation="Brook", card=kept)))
    assert {"N:Wrona;;;;", "ORG:Brook"} < set(changed)
    assert not [line for line in changed if line in kept.split("\n")]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_folded_lines_have_at_most_75_octets_and_whole_characters(text: str) -> None:
    folded = fold(text)
    pieces = folded.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    assert "".join([pieces[0].decode(), *(piece[1:].decode() for piece in pieces[1:])]) == text
