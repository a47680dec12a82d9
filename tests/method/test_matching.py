"""What a new record is to the people known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.identity import Index, Known
from method.people import numbers, person

PROFILE = "https://www.linkedin.com/in/"


def tier(record: Known, *known: Known) -> str:
    """The tier of `record` among `known`."""
    return Index(known).match(record).tier


@pytest.mark.parametrize("contact", ["bob@x.example", f"{PROFILE}bob", "+49 30 1234567", "x.example/~bob"])
def test_a_shared_key_and_an_agreeing_name_are_the_same_person(contact: str) -> None:
    match = Index([person(1, "Bob Smith", contact)]).match(person(2, "Smith, Bob", contact))
    assert (match.tier, numbers(match.ids)) == ("same", [1])
    assert match.why.startswith("same ")


def test_the_reason_names_the_key() -> None:
    match = Index([person(1, "Bob Smith", "bob@x.example")]).match(person(2, "Bob Smith", "BOB@x.example"))
    assert match.why == "same e-mail bob@x.example"


def test_another_name_at_the_same_address_is_to_be_reviewed() -> None:
    match = Index([person(1, "Bob Smith", "bob@x.example")]).match(person(2, "Robert Smith", "bob@x.example"))
    assert (match.tier, numbers(match.ids)) == ("review", [1])
    assert match.why == "same e-mail bob@x.example, other name"


def test_an_initial_is_enough_with_an_address_and_too_little_with_a_phone() -> None:
    assert tier(person(2, "J. Smith", "j@x.example"), person(1, "John Smith", "j@x.example")) == "same"
    assert tier(person(2, "J. Smith", "+49 30 123456"), person(1, "John Smith", "+49 30 123456")) == "review"


def test_spouses_with_one_surname_and_one_phone_are_not_joined() -> None:
    anna = person(1, "Anna Meyer-Schulz", "+49 30 123456")
    assert tier(person(2, "Peter Meyer-Schulz", "+49 30 123456"), anna) == "review"


def test_father_and_son_at_one_landline_are_not_joined() -> None:
    assert (
        tier(person(2, "John Smith Jr", "+1 650 253 0000"), person(1, "John Smith Sr", "+1 650 253 0000")) == "review"
    )


def test_a_mailbox_of_the_firm_joins_nobody() -> None:
    assert tier(person(2, "Ada Berg", "info@x.example"), person(1, "Bo Chen", "info@x.example")) == "new"


def test_two_people_of_one_name_in_one_firm_are_not_joined() -> None:
    ada, other = person(1, "Ada Berg", f"{PROFILE}ada", at="Acme"), person(2, "Ada Berg", f"{PROFILE}ada2", at="Acme")
    assert tier(person(3, "Ada Berg", at="Acme"), ada, other) == "possible"
    assert tier(other, ada) == "possible"


def test_another_profile_speaks_against_the_same_address() -> None:
    known = person(1, "Ada Berg", "ada@x.example", f"{PROFILE}ada-1")
    match = Index([known]).match(person(2, "Ada Berg", "ada@x.example", f"{PROFILE}ada-2"))
    assert (match.tier, match.why) == ("review", "same e-mail ada@x.example, other profile")


def test_another_row_of_the_same_source_speaks_against_it_and_of_another_source_does_not() -> None:
    known = person(1, "Ada Berg", "ada@x.example", rows=("vcard:1",))
    assert tier(person(2, "Ada Berg", "ada@x.example", rows=("vcard:2",)), known) == "review"
    assert tier(person(2, "Ada Berg", "ada@x.example", rows=("linkedin:ada",)), known) == "same"


def test_several_people_with_the_key_are_to_be_reviewed() -> None:
    twins = person(1, "Ada Berg", "ada@x.example"), person(2, "Ada Berg", "ada@x.example")
    match = Index(twins).match(person(3, "Ada Berg", "ada@x.example"))
    assert (match.tier, numbers(match.ids)) == ("review", [1, 2])


def test_of_those_who_share_a_key_the_one_with_the_name_is_the_same() -> None:
    family = person(1, "Ada Berg", "+49 30 123456"), person(2, "Bo Berg", "+49 30 123456")
    match = Index(family).match(person(3, "Bo Berg", "+49 30 123456"))
    assert (match.tier, numbers(match.ids)) == ("same", [2])


def test_keys_that_lead_to_different_people_are_to_be_reviewed() -> None:
    known = person(1, "Ada Berg", "ada@x.example"), person(2, "Bo Chen", "+49 30 123456")
    assert tier(person(3, "Ada Berg", "ada@x.example", "+49 30 123456"), *known) == "review"


def test_a_switchboard_of_more_than_three_says_nothing_of_strangers_and_little_of_namesakes() -> None:
    office = [person(number, f"Person{'abcd'[number]} Berg", "+49 30 123456") for number in range(4)]
    assert tier(person(9, "Zoe Adler", "+49 30 123456"), *office) == "new"
    assert tier(person(9, "Persona Berg", "+49 30 123456"), *office) == "review"


def test_a_national_number_of_no_known_country_is_only_a_hint() -> None:
    known = person(1, "Ada Berg", "030 123456")
    assert tier(person(2, "Ada Berg", "030 123456"), known) == "review"
    assert tier(person(2, "Bo Chen", "030 123456"), known) == "new"
    at_home = person(1, "Ada Berg", "030 123456", region="DE")
    assert tier(person(2, "Ada Berg", "030 123456", region="DE"), at_home) == "same"


def test_a_name_in_one_firm_is_likely_and_elsewhere_possible() -> None:
    known = person(1, "Ada Berg", at="Acme GmbH")
    assert tier(person(2, "Berg, Ada", at="ACME"), known) == "likely"
    assert tier(person(2, "Ada Berg", at="Other"), known) == "possible"
    assert tier(person(2, "Ada Berg"), known) == "possible"


def test_a_first_name_alone_says_nothing() -> None:
    assert tier(person(2, "Ada"), person(1, "Ada")) == "new"
    assert tier(person(2, "Ada", at="Acme"), person(1, "Ada", at="Acme")) == "possible"


def test_namesakes_with_profiles_of_their_own_are_two_people() -> None:
    assert tier(person(2, "Ada Berg", f"{PROFILE}ada-2"), person(1, "Ada Berg", f"{PROFILE}ada-1")) == "new"


@pytest.mark.parametrize(
    "slip", ["Katarina Lindqist", "Katarina Lindqvits", "Katarinna Lindqvist", "Katerina Lindqvist"]
)
def test_one_slip_in_a_long_name_is_possible(slip: str) -> None:
    match = Index([person(1, "Katarina Lindqvist")]).match(person(2, slip))
    assert (match.tier, match.why) == ("possible", "names one letter apart")


def test_one_letter_in_a_short_name_is_another_name() -> None:
    assert tier(person(2, "Jon Ek"), person(1, "Jan Ek")) == "new"


def test_a_record_is_not_its_own_match() -> None:
    ada = person(1, "Ada Berg", "ada@x.example")
    assert Index([ada]).match(ada).tier == "new"


def test_records_of_one_file_find_each_other_as_they_are_added() -> None:
    index = Index([person(5, "Katarina Lindqvist")])
    assert index.match(person(1, "Zacharias Okonkwo")).tier == "new"
    index.add(person(1, "Zacharias Okonkwo", "zo@x.example"))
    assert index.match(person(2, "Zacharias Okonkwo", "zo@x.example")).tier == "same"
    assert index.match(person(2, "Zacharias Okonkvo")).tier == "possible"


def test_a_person_met_again_gains_the_new_keys() -> None:
    index = Index([person(1, "Ada Berg", "ada@x.example")])
    index.add(person(1, "Ada Berg", "ada@home.example"))
    for address in ("ada@x.example", "ada@home.example"):
        assert index.match(person(2, "Ada Berg", address)).tier == "same"


PEOPLE = st.lists(
    st.builds(
        lambda name, contacts, at: (name, contacts, at),
        st.sampled_from(["Ada Berg", "A. Berg", "Berg, Ada", "Ada Borg", "Bo Chen", "Bo", "王小明", ""]),
        st.lists(
            st.sampled_from(
                ["a@x.example", "b@x.example", "+49 30 123456", "030 123456", f"{PROFILE}a", f"{PROFILE}b"]
            ),
            max_size=3,
        ),
        st.sampled_from([None, "Acme", "Other"]),
    ),
    min_size=1,
    max_size=8,
).map(lambda facts: [person(number, name, *contacts, at=at) for number, (name, contacts, at) in enumerate(facts)])


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_in_which_people_became_known_does_not_matter(people: list[Known], random: object) -> None:
    record, *known = people
    shuffled = sorted(known, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert Index(shuffled).match(record) == Index(known).match(record)


@given(PEOPLE)
def test_a_match_names_known_people_in_order_and_only_one_where_it_is_sure(people: list[Known]) -> None:
    record, *known = people
    match = Index(known).match(record)
    assert list(match.ids) == sorted(set(match.ids) & {person.id for person in known})
    assert bool(match.ids) == (match.tier != "new") == bool(match.why)
    assert len(match.ids) == 1 or match.tier not in ("same", "likely")


@given(PEOPLE)
def test_people_and_records_are_the_same_both_ways(people: list[Known]) -> None:
    one, other = people[0], people[-1]
    assert Index([one]).match(other).tier == Index([other]).match(one).tier
