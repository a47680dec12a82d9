"""Pairs of people who may be one."""

from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.identity import Index, Known, pairs
from method.people import numbers, person

PROFILE = "https://www.linkedin.com/in/"


def found(*people: Known) -> list[tuple[str, list[int]]]:
    """Tier and numbers of every pair."""
    return [(pair.tier, numbers((pair.one, pair.other))) for pair in pairs(Index(people))]


def test_surest_pairs_come_first_and_every_pair_once() -> None:
    people = [
        person(1, "Katarina Lindqvist"),
        person(2, "Katarina Lindqist"),
        person(3, "Ada Berg", at="Acme"),
        person(4, "Ada Berg", at="Acme"),
        person(5, "Bob Smith", "bob@x.example", at="Acme"),
        person(6, "Robert Smith", "bob@x.example", at="Acme"),
        person(7, "Bo Chen", f"{PROFILE}bo", "bo@x.example", at="Acme"),
        person(8, "Bo Chen", f"{PROFILE}bo", "bo@x.example", at="Acme"),
        person(9, "Bo Chen"),
    ]
    assert found(*people) == [
        ("certain", [5, 6]),
        ("certain", [7, 8]),
        ("likely", [3, 4]),
        ("possible", [1, 2]),
        ("possible", [7, 9]),
        ("possible", [8, 9]),
    ]


def test_the_best_reason_is_told() -> None:
    bo, same = (person(number, "Bo Chen", "bo@x.example", f"{PROFILE}bo") for number in (1, 2))
    assert [pair.why for pair in pairs(Index([bo, same]))] == ["same LinkedIn profile bo"]


def test_a_phone_is_likely_where_the_names_agree_and_nothing_where_they_do_not() -> None:
    assert found(person(1, "John Smith", "+49 30 123456"), person(2, "J. Smith", "+49 30 123456")) == [
        ("likely", [1, 2])
    ]
    assert found(person(1, "John Smith Sr", "+49 30 123456"), person(2, "John Smith Jr", "+49 30 123456")) == []


def test_an_address_that_more_than_three_hold_makes_no_certain_pair() -> None:
    family = [person(number, f"{name} Berg", "berg@x.example") for number, name in enumerate(["Ada", "Bo", "Cy", "Di"])]
    assert [tier for tier, _ in found(*family[:3])] == ["certain"] * 3
    assert found(*family) == []


def test_namesakes_with_profiles_of_their_own_are_no_pair() -> None:
    assert found(person(1, "Ada Berg", f"{PROFILE}a", at="Acme"), person(2, "Ada Berg", f"{PROFILE}b", at="Acme")) == []


def test_a_name_that_very_many_bear_makes_no_possible_pairs() -> None:
    assert len(found(*(person(number, "Maria Silva") for number in range(20)))) == 190
    assert found(*(person(number, "Maria Silva") for number in range(21))) == []


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Katarina Berg", "Katarina Borg", "Berg, Katarina", "Bo Chen", "K. Berg", "Bo"]),
        st.lists(
            st.sampled_from(["a@x.example", "b@x.example", "+49 30 123456", f"{PROFILE}a", f"{PROFILE}b"]), max_size=2
        ),
        st.sampled_from([None, "Acme"]),
    ),
    max_size=7,
).map(lambda facts: [person(number, name, *contacts, at=at) for number, (name, contacts, at) in enumerate(facts)])


@given(PEOPLE)
def test_pairs_are_distinct_ordered_and_independent_of_the_order_of_people(people: list[Known]) -> None:
    listed = list(pairs(Index(people)))
    assert listed == list(pairs(Index(people[::-1])))
    assert len({(pair.one, pair.other) for pair in listed}) == len(listed)
    assert all(pair.one < pair.other for pair in listed)
    tiers = ["certain", "likely", "possible"]
    assert listed == sorted(listed, key=lambda pair: (tiers.index(pair.tier), pair.one, pair.other))


@given(PEOPLE)
def test_whoever_an_import_would_join_is_also_a_pair(people: list[Known]) -> None:
    index = Index(people)
    paired = {(pair.one, pair.other) for pair in pairs(index)}
    for record in people:
        match = index.match(record)
        if match.tier in ("same", "likely"):
            assert (min(record.id, match.ids[0]), max(record.id, match.ids[0])) in paired
