"""The keys by which somebody is known again."""

import pytest

from coffeechat.method.identity import email_key, known_of, linkedin_key, phone_key, url_key


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/ada-müller",
        "https://www.linkedin.com/in/ada-m%C3%BCller/",
        "http://de.linkedin.com/in/Ada-Müller?trk=profile",
        "linkedin.com/in/ada-mu\u0308ller/en",
        "in/ada-müller",
        "Ada-Müller",
    ],
)
def test_a_profile_is_known_by_its_own_part_of_the_address(url: str) -> None:
    assert linkedin_key(url) == "ada-müller"


@pytest.mark.parametrize("url", ["https://www.linkedin.com/company/acme", "https://acme.example/in/ada", "", "a b"])
def test_a_page_that_is_no_profile_has_no_profile_key(url: str) -> None:
    assert linkedin_key(url) is None


def test_an_address_counts_without_case_and_blanks() -> None:
    assert email_key(" mailto:Bob@X.example ") == "bob@x.example"
    assert email_key("<bob@x.example>") == "bob@x.example"


@pytest.mark.parametrize("address", ["info@x.example", "Office@x.example", "no-reply@x.example", "bob", "bob@x", ""])
def test_a_mailbox_of_a_place_and_what_is_no_address_tell_nobody_apart(address: str) -> None:
    assert email_key(address) is None


@pytest.mark.parametrize(
    "text", ["+44 20 7946 0958", "+44 (0)20 7946-0958", "0044 20 7946 0958", "tel:+44-20-7946-0958"]
)
def test_a_phone_number_is_one_number_however_it_is_written(text: str) -> None:
    assert phone_key(text) == "+442079460958"


def test_a_national_number_needs_a_region_to_be_sure() -> None:
    assert phone_key("020 7946 0958", "GB") == "+442079460958"
    assert phone_key("020 7946 0958") == "~02079460958"


def test_two_desks_of_one_switchboard_have_two_numbers() -> None:
    assert phone_key("+49 30 1234567 ext. 12") != phone_key("+49 30 1234567 ext. 13")


@pytest.mark.parametrize("text", ["", "12", "call me", "+1 2", "1" * 30])
def test_what_is_no_phone_number_has_no_key(text: str) -> None:
    assert phone_key(text) is None


def test_a_page_counts_and_a_bare_site_does_not() -> None:
    assert url_key("https://www.Example.org/~Ada/") == url_key("http://example.org/~Ada#top") == "example.org/~Ada"
    assert url_key("https://example.org/who?id=1") != url_key("https://example.org/who?id=2")
    assert url_key("https://example.org/") is None
    assert url_key("nonsense") is None


def test_all_keys_of_a_person_are_worked_out_at_once() -> None:
    known = known_of(
        b"1",
        "Dr. Ada Lindqvist",
        organisations=["Acme GmbH", "ACME", "GmbH"],
        contacts=[
            ("email", "Ada@x.example"),
            ("email", "info@x.example"),
            ("phone", "030 123456"),
            ("linkedin", "https://www.linkedin.com/in/ada"),
            ("url", "https://www.linkedin.com/in/ada/"),
            ("url", "https://x.example/ada"),
            ("address", "1 High Street"),
        ],
        rows=["vcard:1"],
    )
    assert known.name_key == "ada lindqvist"
    assert known.organisation_keys == ("acme", "gmbh")
    assert known.strong == ("email:ada@x.example", "phone:~030123456", "linkedin:ada", "url:x.example/ada")
    assert known.rows == ("vcard:1",)
