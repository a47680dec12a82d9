"""Names of people and organisations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.folding import fold
from coffeechat.method.names import (
    agreement,
    compatible,
    name_key,
    name_of,
    organisation_key,
    sort_key,
    split_display,
    without_credentials,
)


@pytest.mark.parametrize(
    "display",
    [
        "Ada Lindqvist",
        "LINDQVIST, Ada",
        "Lindqvist Ada",
        "Dr. Ada Lindqvist",
        "Prof. Dr. Ada Lindqvist, MBA, PMP®",
        "Ada Lindqvist PhD",
        "Ada Lindqvist, CISSP-ISSAP",
        "Ada 🚀 Lindqvist (she/her)",
        'Ada "Countess" Lindqvist',
        "  ada   líndqvist ",
    ],
)
def test_one_name_has_one_key_however_it_is_written(display: str) -> None:
    assert name_key(display) == "ada lindqvist"


def test_different_names_have_different_keys() -> None:
    names = [
        "Jack Ma",
        "Jack",
        "Jack Maa",
        "John Smith",
        "John Smith Jr.",
        "王小明",
        "Anne-Marie O'Neil",
        "かき",
        "がぎ",
    ]
    assert len({name_key(name) for name in names}) == len(names)


def test_a_key_is_empty_only_where_no_name_is() -> None:
    assert name_key("🚀 …") == ""
    assert name_key("MBA") == "mba"


def test_credentials_go_and_names_that_look_like_them_stay() -> None:
    assert without_credentials("Jack Ma, MBA") == "Jack Ma"
    assert without_credentials("Jack Ma") == "Jack Ma"
    assert without_credentials("JACK MA") == "JACK MA"
    assert without_credentials("Yo-Yo Lee M.A.") == "Yo-Yo Lee"
    assert without_credentials("SMITH, JOHN") == "SMITH, JOHN"
    assert without_credentials("John Smith, Jr.") == "John Smith, Jr."
    assert without_credentials("Ada Lindqvist, XYZP, MBA") == "Ada Lindqvist"


@pytest.mark.parametrize(
    ("display", "parts"),
    [
        ("Ada Lindqvist", ("Ada", "Lindqvist")),
        ("Lindqvist, Ada", ("Ada", "Lindqvist")),
        ("Ludwig van Beethoven", ("Ludwig", "van Beethoven")),
        ("Maria de la Cruz", ("Maria", "de la Cruz")),
        ("John Smith Jr.", ("John", "Smith Jr.")),
        ("John Smith, Jr.", ("John", "Smith Jr.")),
        ("Anna Maria Schmidt", ("Anna Maria", "Schmidt")),
        ("Dr. Ada Lindqvist, MBA", ("Ada", "Lindqvist")),
        ("Al Green", ("Al", "Green")),
        ("Madonna", ("Madonna", None)),
        ("王小明", ("王小明", None)),
        ("", (None, None)),
    ],
)
def test_given_and_family_name_are_told_apart(display: str, parts: tuple[str | None, str | None]) -> None:
    assert split_display(display) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "Smith, John"),
        ("John Smith", "Smith John"),
        ("J. Smith", "John Smith"),
        ("John S.", "John Smith"),
        ("John Quincy Smith", "John Q. Smith"),
        ("John Smith", "John Quincy Smith"),
        ("Jürgen Müller", "JURGEN MULLER"),
        ("John Smith Jr", "John Smith Junior"),
        ("Madonna", "madonna"),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str) -> None:
    assert compatible(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bob Smith", "Robert Smith"),
        ("John Smith Jr", "John Smith Sr"),
        ("John Smith Jr", "John Smith"),
        ("Anna Meyer-Schulz", "Peter Meyer-Schulz"),
        ("Anna Meyer", "Anna Meyer-Schulz"),
        ("J. S.", "John Smith"),
        ("John A. Smith", "John B. Smith"),
        ("John S", "Sam John"),
        ("John Smith", "John"),
        ("Anna Maria Schmidt", "Maria Anna Schmidt"),
        ("", ""),
    ],
)
def test_names_that_are_two_peoples(one: str, other: str) -> None:
    assert not compatible(one, other)


def test_an_initial_or_a_single_name_is_only_half_an_agreement() -> None:
    assert agreement("J. Smith", "John Smith") == "partial"
    assert agreement("Madonna", "Madonna") == "partial"
    assert agreement("John Smith", "Smith, John") == "full"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Acme GmbH & Co. KG", "acme"),
        ("The Acme Company, Inc.", "acme"),
        ("Acme S.p.A.", "acme"),
        ("Acme Sp. z o.o.", "acme"),
        ("ACME (Germany)", "acme"),
        ("Müller & Söhne AG", "muller sohne"),
        ("Booking.com B.V.", "booking com"),
        ("SA", "sa"),
        ("王府井", "王府井"),
        ("", ""),
    ],
)
def test_an_organisation_is_known_without_its_legal_form(name: str, key: str) -> None:
    assert organisation_key(name) == key


def test_a_list_goes_by_family_name_where_there_is_one() -> None:
    assert sort_key("Ada", "Öz", "Ada Öz") == "oz ada"
    assert sort_key(None, None, "Madonna") == "madonna"
    assert sort_key("Ada", None, None) == "ada"


WORDS = st.lists(
    st.sampled_from(
        ["Ada", "J.", "John", "Smith", "van", "Jr", "Müller-Lüdenscheidt", "O'Neil", "MBA", "Dr.", "王", "🚀", ","]
    ),
    max_size=5,
)
NAMES = st.text(max_size=20) | WORDS.map(" ".join)


@given(NAMES, NAMES)
def test_whether_names_agree_does_not_depend_on_who_is_asked(one: str, other: str) -> None:
    assert agreement(one, other) == agreement(other, one)


@given(NAMES)
def test_a_name_agrees_with_itself_unless_there_is_none(name: str) -> None:
    assert compatible(name, name) == bool(name_of(name).words)


@given(st.permutations(["Ada", "Maria", "Müller"]), st.booleans())
def test_the_order_and_case_of_words_do_not_change_a_key(words: list[str], loud: bool) -> None:
    name = " ".join(words)
    assert name_key(name.upper() if loud else name) == "ada maria muller"


@given(st.text())
def test_any_text_can_be_a_name_or_an_organisation(text: str) -> None:
    assert fold(name_key(text)) == name_key(text)
    assert fold(organisation_key(text)) == organisation_key(text)
