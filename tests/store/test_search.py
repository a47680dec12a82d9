"""What is typed in a search box finds people as they are written by anybody, and never breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coffeechat.records import Organisation, Person, Row
from coffeechat.store import clock, everywhere, pages, people, search, tables, targets
from coffeechat.store.store import Store

PEOPLE = (
    ("Jürgen Müller", "Stadtplaner", "Stadtwerk Süd"),
    ("Łukasz Wrona", "Head of Data", "Acme GmbH"),
    ("Ada Lindqvist", "Urban Planner", "Acme Robotics"),
    ("Søren Strauß", "Recruiter", "North & Sons"),
    ("李 小龙", "Engineer", "東京電力"),
    ("O'Brien, Anne-Marie", "Nurse", ""),
    ("Adalbert Moss", "Planner", "Elm"),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A few people whom nobody here changes."""
    with Store(tmp_path_factory.mktemp("search") / "people.db") as store:
        for name, title, organisation in PEOPLE:
            people.add(store, name, title=title, organisation=organisation, email=f"{len(name)}@example.org")
        ada = people.detail(store.connection, found_ids(store, "ada lindqvist")[0])
        assert ada
        people.set_tags(store, ada, ["Alumni", "book club"])
        people.edit(store, ada.person, about="Wrote a thesis on tramways", nickname="Countess")
        yield store


def found_ids(store: Store, text: str) -> list[bytes]:
    return [line.id for line in pages.lines(store.connection, search.people(store.connection, text).numbers)]


def names(store: Store, text: str) -> list[str]:
    numbers = search.people(store.connection, text).numbers
    return [line.name for line in pages.lines(store.connection, numbers)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("muller", "Jürgen Müller"),
        ("MÜLLER", "Jürgen Müller"),
        ("Mu\u0308ller", "Jürgen Müller"),
        ("jurgen mu", "Jürgen Müller"),
        ("lukasz", "Łukasz Wrona"),
        ("strauss", "Søren Strauß"),
        ("soren", "Søren Strauß"),
        ("李", "李 小龙"),
        ("東京", "李 小龙"),
        ("anne marie", "O'Brien, Anne-Marie"),
        ("o'brien", "O'Brien, Anne-Marie"),
        ("countess", "Ada Lindqvist"),
        ("tramw", "Ada Lindqvist"),
        ("19@example", "O'Brien, Anne-Marie"),
    ],
)
def test_people_are_found_however_they_are_typed(library: Store, text: str, name: str) -> None:
    assert names(library, text) == [name]


def test_every_word_is_a_beginning_and_all_of_them_are_needed(library: Store) -> None:
    assert set(names(library, "ada plan")) == {"Ada Lindqvist", "Adalbert Moss"}
    assert names(library, "ada urb acm") == ["Ada Lindqvist"]
    assert names(library, "lanner") == []


def test_those_whose_name_begins_so_come_before_those_who_only_mention_it(store: Store) -> None:
    people.add(store, "Bo Chen", title="Planner", organisation="Moss Ltd")
    people.add(store, "Moss, Ann")
    assert names(store, "moss") == ["Moss, Ann", "Bo Chen"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at:acme", {"Łukasz Wrona", "Ada Lindqvist"}),
        ("AT:Acme", {"Łukasz Wrona", "Ada Lindqvist"}),
        ("at:acme title:planner", {"Ada Lindqvist"}),
        ("title:head", {"Łukasz Wrona"}),
        ("title:acme", set()),
        ("tag:alum", {"Ada Lindqvist"}),
        ("tag:book-club", {"Ada Lindqvist"}),
        ("tag:planner", set()),
        ("note:thesis", {"Ada Lindqvist"}),
        ("name:muller", {"Jürgen Müller"}),
        ("name:planner", set()),
        ("contact:example", {name for name, _, _ in PEOPLE}),
        ("at:acme ada", {"Ada Lindqvist"}),
        ("at:sud", {"Jürgen Müller"}),
    ],
)
def test_a_label_and_a_colon_look_in_one_place_only(library: Store, text: str, expected: set[str]) -> None:
    assert set(names(library, text)) == expected


@pytest.mark.parametrize("text", ["", "   ", "…", "()", "at:", ":", '"', "*", "at:…", "--"])
def test_nothing_but_signs_finds_nobody(library: Store, text: str) -> None:
    assert names(library, text) == []


SIGNS = st.sampled_from(
    ["at:", "tag:", '"', "*", "NOT ", "NEAR(", ")", "(", ":", "-", "^", "AND", "OR", "+", "'", "\\"]
)
ANYTHING = st.one_of(st.text(), SIGNS, st.text(st.characters(codec=None)), st.sampled_from(["ada", "müller"]))


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(ANYTHING, max_size=6), joint=st.sampled_from(["", " "]))
@example(parts=["ada\udcff"], joint="")
@example(parts=["name:\udcff"], joint="")
@example(parts=["a\x00b"], joint="")
@example(parts=["a\u19b0b"], joint="")
@example(parts=["ⓐ²½"], joint="")
@example(parts=["ada"] * 600, joint=" ")
@example(parts=["x" * 200_000], joint="")
def test_whatever_is_typed_a_search_gives_an_answer(library: Store, parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    known = set(range(1, len(PEOPLE) + 1))
    assert set(search.people(library.connection, text).numbers) <= known
    assert {hit.kind for hit in everywhere.find(library.connection, text)} <= {"person"}


@settings(max_examples=60, deadline=None)
@given(
    which=st.integers(0, len(PEOPLE) - 1),
    length=st.integers(1, 30),
    shout=st.booleans(),
)
def test_whoever_is_there_is_found_by_any_beginning_of_their_name(
    library: Store, which: int, length: int, shout: bool
) -> None:
    name = PEOPLE[which][0]
    typed = name[:length].upper() if shout else name[:length]
    assert name in names(library, typed)


def test_more_matches_than_the_cap_are_said_to_be_capped(store: Store) -> None:
    with store.change("many") as change:
        store.insert_all(change, (person(number, change.at) for number in range(search.CAP + 1)))
    assert search.people(store.connection, "pat").is_capped
    assert len(search.people(store.connection, "pat").numbers) == search.CAP
    few = search.people(store.connection, "pat 77")
    assert not few.is_capped and len(few.numbers) == 11  # 77 and 770 to 779


def person(number: int, at: str) -> Row:
    return Person(id=clock.new_id(), created_at=at, display=f"Pat {number}")


def test_words_that_are_changed_or_removed_find_nobody_any_more(store: Store) -> None:
    ada = people.add(store, "Ada Lindqvist", title="Planner", organisation="Acme")
    known = people.detail(store.connection, ada)
    assert known
    people.edit_job(store, known, "Nurse", "Elm")
    assert names(store, "planner") == [] and names(store, "acme") == []
    assert names(store, "nurse") == ["Ada Lindqvist"]
    store.undo()
    assert names(store, "nurse") == [] and names(store, "planner") == ["Ada Lindqvist"]
    people.remove(store, [ada], "remove Ada")
    assert names(store, "ada") == []


def test_a_target_and_an_employers_notes_are_found_beside_the_people(store: Store) -> None:
    people.add(store, "Ada Lindqvist", organisation="Acme")
    target = targets.add(store, name="Urban planner", level=2, hypothesis="Städte are for people")
    (acme,) = tables.select(store.connection, Organisation)
    with store.change("note"):
        store.update(Organisation, acme.id, notes="Builds trams in Łódź")
    assert [(hit.kind, hit.id) for hit in everywhere.find(store.connection, "stadte")] == [("target", target.id)]
    (hit,) = everywhere.find(store.connection, "lodz")
    assert (hit.kind, hit.name, "trams" in hit.detail) == ("organisation", "Acme", True)
    targets.remove(store, target)
    assert everywhere.find(store.connection, "stadte") == []
