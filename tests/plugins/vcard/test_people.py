"""What becomes of one card: names, contacts, labels, birthdays, keys, and the lines that nobody reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coffeechat.api import ContactRecord, PersonRecord, Record, Skipped

Import = Callable[..., list[Record]]
Person = Callable[..., PersonRecord]


@pytest.mark.parametrize(
    ("lines", "display"),
    [
        (["FN:Dr. Maya Okonjo", "N:Okonjo;Maya", "ORG:Tide"], "Dr. Maya Okonjo"),
        (["FN:", "N:Okonjo;Maya;Ada,Bo;Dr.;MBA"], "Maya Ada Bo Okonjo"),
        (["N:;;;;", "ORG:;Tide;Lab"], "Tide"),
        (["ORG:Tide", "NICKNAME:Mo"], "Tide"),
        (["NICKNAME:Mo", "EMAIL:maya@example.org"], "Mo"),
        (["TEL:1", "EMAIL:maya@example.org"], "maya@example.org"),
        (["EMAIL:", "TEL:+49 30 1"], "+49 30 1"),
        (["FN:Maya\\n Okonjo "], "Maya  Okonjo"),
    ],
)
def test_the_first_that_could_be_a_name_is_shown(person: Person, lines: list[str], display: str) -> None:
    assert person(*lines).display == display


def test_given_and_family_names_come_from_n_alone(person: Person) -> None:
    with_n = person("FN:Maya Okonjo", "N:Okonjo;Maya;;;")
    assert (with_n.given, with_n.family) == ("Maya", "Okonjo")
    without_n = person("FN:Maya Okonjo")
    assert (without_n.given, without_n.family) == (None, None)


def test_a_role_is_the_title_where_there_is_no_other(person: Person) -> None:
    assert person("FN:Maya", "ROLE:Planner").title == "Planner"
    assert person("FN:Maya", "ROLE:Planner", "TITLE:Head of Planning").title == "Head of Planning"


def test_the_organisation_is_the_first_part_of_org(person: Person) -> None:
    assert person("FN:Maya", "ORG:Tide\\, Inc.;Lab\\;One;Desk").organisation == "Tide, Inc."


def test_nicknames_stand_together(person: Person) -> None:
    assert person("FN:Maya", "NICKNAME:Mo,May\\, the", "NICKNAME:M").nickname == "Mo, May, the, M"


def test_contacts_keep_the_order_of_the_card(person: Person) -> None:
    found = person("FN:Maya", "TEL:1", "URL:https://example.org", "EMAIL:a@example.org", "TEL:2").contacts
    assert [(contact.kind, contact.value) for contact in found] == [
        ("phone", "1"),
        ("url", "https://example.org"),
        ("email", "a@example.org"),
        ("phone", "2"),
    ]


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        ("TEL;TYPE=WORK,FAX:1", ContactRecord("phone", "1", "work fax")),
        ("TEL;CELL;VOICE;PREF:1", ContactRecord("phone", "1", "cell", True)),
        ('TEL;PREF=1;TYPE="voice,home":tel:+1-555;x=5', ContactRecord("phone", "+1-555;x=5", "home", True)),
        ("TEL;PREF=2:1", ContactRecord("phone", "1")),
        ("EMAIL;type=INTERNET;type=HOME;type=home:a@b.org", ContactRecord("email", "a@b.org", "home")),
        ("EMAIL:mailto:a@b.org", ContactRecord("email", "a@b.org")),
        ('EMAIL:"Maya" <a@b.org>', ContactRecord("email", "a@b.org")),
        ("URL:http\\://b.org/?a=1\\,2", ContactRecord("url", "http://b.org/?a=1,2")),
        (
            "ADR;TYPE=HOME:;Flat 2;Elm 4;;;12;Land",
            ContactRecord("address", "Flat 2, Elm 4, 12, Land", "home"),
        ),
        ("ADR:;;Elm 4\\nBack yard;;;;", ContactRecord("address", "Elm 4, Back yard")),
    ],
)
def test_a_contact_has_kind_value_label_and_preference(person: Person, line: str, contact: ContactRecord) -> None:
    assert person("FN:Maya", line).contacts == (contact,)


@pytest.mark.parametrize(
    ("label", "read"),
    [("Assistant", "Assistant"), ("_$!<Home>!$_", "home"), ("_$!<HomePage>!$_", "homepage")],
)
def test_a_label_of_the_group_goes_before_the_type(person: Person, label: str, read: str) -> None:
    found = person("FN:Maya", "item1.TEL;TYPE=WORK:1", f"ITEM1.X-ABLabel:{label}", "TEL;TYPE=WORK:2")
    assert [contact.label for contact in found.contacts] == [read, "work"]
    assert found.card is None


@pytest.mark.parametrize(
    "lines",
    [
        ["URL:https://www.linkedin.com/in/maya-okonjo"],
        ["item1.URL;TYPE=PREF:linkedin.com/in/maya", "item1.X-ABLabel:LinkedIn"],
        ["X-SOCIALPROFILE;TYPE=linkedin;x-user=maya:http://de.linkedin.com/in/maya/"],
        ["SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://LinkedIn.com/in/maya?x=1"],
    ],
)
def test_a_linkedin_profile_is_known_wherever_it_stands(person: Person, lines: list[str]) -> None:
    (contact,) = person("FN:Maya", *lines).contacts
    assert (contact.kind, contact.label) == ("linkedin", None)


def test_other_pages_of_linkedin_are_pages(person: Person) -> None:
    (contact,) = person("FN:Maya", "URL:https://www.linkedin.com/company/tide").contacts
    assert contact.kind == "url"


def test_a_value_said_twice_is_one_contact_with_what_both_say(person: Person) -> None:
    found = person(
        "FN:Maya",
        "item1.URL:https://linkedin.com/in/maya",
        "item1.X-ABLabel:LinkedIn",
        "X-SOCIALPROFILE;TYPE=linkedin,pref:https://linkedin.com/in/maya",
        "TEL:1",
        "TEL;TYPE=CELL:1",
    )
    assert found.contacts == (
        ContactRecord("linkedin", "https://linkedin.com/in/maya", None, True),
        ContactRecord("phone", "1", "cell"),
    )


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1985-04-12", "1985-04-12"),
        ("BDAY:19850412", "1985-04-12"),
        ("BDAY;VALUE=date:1985-04-12", "1985-04-12"),
        ("BDAY:1985-04-12T03:45:12Z", "1985-04-12"),
        ("BDAY:--0412", "--04-12"),
        ("BDAY:--04-12", "--04-12"),
        ("BDAY:1604-04-12", "--04-12"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "--02-29"),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-04-12", "--04-12"),
        ("BDAY;VALUE=text:circa 1800", "circa 1800"),
        ("BDAY;VALUE=TEXT:19850412", "19850412"),
        ("BDAY:1985-13-45", "1985-13-45"),
        ("BDAY:--0230", "--0230"),
        ("BDAY:70-7-14", "70-7-14"),
        ("BDAY:1985", "1985"),
        ("BDAY:", None),
    ],
)
def test_a_birthday_is_a_date_or_the_card_s_own_words(person: Person, line: str, birthday: str | None) -> None:
    assert person("FN:Maya", line).birthday == birthday


def test_notes_are_joined_by_an_empty_line(person: Person) -> None:
    assert person("FN:Maya", "NOTE:one\\ntwo ", "NOTE:", "NOTE:three").note == "one\ntwo\n\nthree"


def test_categories_are_tags_each_once(person: Person) -> None:
    assert person("FN:Maya", "CATEGORIES:Friends,Work\\, old,,Friends", "CATEGORIES:Work").tags == (
        "Friends",
        "Work, old",
        "Work",
    )


def test_the_uid_is_the_key(person: Person) -> None:
    found = person("FN:Maya", "UID:urn:uuid:1")
    assert (found.key, found.other_key) == ("vcard:urn:uuid:1", None)
    assert person("FN:Maya", "UID: ").key is None
    assert person("FN:Maya").key is None


def test_people_may_share_a_uid(import_file: Import) -> None:
    records = import_file("BEGIN:VCARD\nUID:1\nFN:Maya\nEND:VCARD\n" * 3)
    assert [item.key for item in records if isinstance(item, PersonRecord)] == ["vcard:1"] * 3


def test_unknown_properties_are_kept_as_they_stand(person: Person) -> None:
    lines = [
        "item1.X-ABDATE;type=pref:2019-02-20",
        "item1.X-ABLabel:_$!<Anniversary>!$_",
        "X-SOCIALPROFILE;TYPE=mastodon:https://example.org/@maya",
        'RELATED;TYPE="friend,met":urn:uuid:2',
        "ROLE:Planner",
        "X-EMPTY:",
        "X-Odd: a\\;b\\q ",
    ]
    assert person("VERSION:4.0", "FN:Maya", "TITLE:Head", "PRODID:x", "REV:1", *lines).card == "\n".join(lines)


def test_folded_and_broken_lines_are_kept_on_one(person: Person) -> None:
    assert (
        person("FN:Maya", "X-LONG:one", "  two", "three", "four\\", "five").card
        == "X-LONG:one two\\nthree\\nfour\\nfive"
    )


def test_encoded_properties_are_kept_as_plain_text(person: Person) -> None:
    found = person("FN:Maya", "item1.LABEL;HOME;X-A=b,c;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Elm=0D=0A=D6rebro")
    assert found.card == 'item1.LABEL;TYPE=HOME;X-A="b,c":Elm\\nÖrebro'


def test_names_employers_and_addresses_of_more_parts_are_kept(person: Person) -> None:
    found = person(
        "X-FIRST:1",
        "FN:Maya",
        "item1.ADR;TYPE=HOME:;;Elm 4;Town;;;",
        "ADR:;;Elm 5;;;;",
        "N;SORT-AS=x:Okonjo;Maya;Ada",
        "ORG:Tide;Lab",
        "ORG:Brook;Desk",
    )
    assert found.card == "N:Okonjo;Maya;Ada;;\nORG:Tide;Lab\nADR:;;Elm 4;Town;;;\nX-FIRST:1"


def test_names_employers_and_addresses_of_one_part_are_not(person: Person) -> None:
    assert person("FN:Maya", "N:Okonjo;Maya;;;", "ORG:Tide;", "ADR:;;Elm 4;;;;").card is None


def test_a_small_photo_is_kept_and_a_large_one_is_not(person: Person) -> None:
    small = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 100_000
    assert person("FN:Maya", small).card == small
    assert person("FN:Maya", small + "A").card is None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["VERSION:3.0"], "the card is empty"),
        ([], "the card is empty"),
        (["FN:", "N:"], "the card is empty"),
        (["BDAY:1970-01-01"], "the card has no name, company, e-mail or phone number"),
        (["KIND:Group", "FN:Hiking"], "the card is a list of people, not a person"),
        (["X-ADDRESSBOOKSERVER-KIND:group", "FN:Hiking"], "the card is a list of people, not a person"),
    ],
)
def test_a_card_that_is_nobody_is_skipped(import_file: Import, lines: list[str], reason: str) -> None:
    records = import_file("\n".join(["", "BEGIN:VCARD", *lines, "END:VCARD", ""]))
    assert [item for item in records if isinstance(item, PersonRecord | Skipped)] == [Skipped(2, reason)]
