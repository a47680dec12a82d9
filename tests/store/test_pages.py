"""The list of people in any order: whatever page is read from whichever end, it is a slice of one sorted list."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coffeechat.method.folding import fold
from coffeechat.method.names import organisation_key
from coffeechat.records import Touch
from coffeechat.store import clock, pages, people, targets
from coffeechat.store.pages import Line, Order, People
from coffeechat.store.store import Store

ORDERS: tuple[Order, ...] = get_args(Order)
NAMES = ("Ada Lindqvist", "Łukasz Ångström", "ada lindqvist", "Bo", "Zoë Çelik", "Émile Zola", "李 小龙", "Ünal")
TITLES = ("", "Urban Planner", "Head of Planning", "Recruiter", "Nurse", "CEO")
EMPLOYERS = ("", "Acme GmbH", "ACME", "Ångström AB", "Zebra", "élan")
DATES = (None, "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")

SOMEBODY = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(TITLES), st.sampled_from(EMPLOYERS), st.sampled_from(DATES)
)


def fill(store: Store, everybody: list[tuple[str, str, str, str | None]]) -> None:
    for name, title, employer, contacted in everybody:
        person_id = people.add(store, name, title=title, organisation=employer)
        if contacted:
            touch(store, person_id, contacted)


def touch(store: Store, person_id: bytes, at: str) -> None:
    with store.change("log a contact") as change:
        row = Touch(id=clock.new_id(), created_at=change.at, person_id=person_id, at=at, state="sent")
        store.insert(change, row)


def sorted_plainly(everybody: list[Line], order: Order, is_reversed: bool) -> list[int]:
    """What any reader of the table would expect: names rise, dates and scores fall, nothing is less than something."""
    ranked = sorted(everybody, key=lambda line: (surname_first(line.name), line.n))
    if order == "organisation":
        ranked.sort(key=lambda line: organisation_key(line.organisation) if line.organisation else "")
    elif order == "contacted":
        ranked.sort(key=lambda line: line.contacted or "", reverse=True)
    elif order in ("crystal", "research"):
        ranked.sort(key=lambda line: -score(line, order))
    numbers = [line.n for line in ranked]
    return numbers[::-1] if is_reversed else numbers


def surname_first(name: str) -> str:
    return fold(name)


def score(line: Line, order: Order) -> float:
    value = line.crystal if order == "crystal" else line.research
    assert value is not None
    return value


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    everybody=st.lists(SOMEBODY, max_size=14),
    order=st.sampled_from(ORDERS),
    is_reversed=st.booleans(),
    offset=st.integers(0, 15),
    limit=st.integers(1, 6),
)
def test_a_page_is_a_slice_of_the_sorted_list_from_whichever_end_it_is_read(
    everybody: list[tuple[str, str, str, str | None]],
    order: Order,
    is_reversed: bool,
    offset: int,
    limit: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with Store(tmp_path_factory.mktemp("pages") / "people.db") as store:
        targets.add(store, name="Urban planner", level=2)
        fill(store, everybody)
        store.rank_everybody()
        listed = pages.lines(store.connection, [*People(store.connection).numbers(0)])
        expected = sorted_plainly(listed, order, is_reversed)
        shown = People(store.connection, order, is_reversed)
        assert shown.count() == len(everybody)
        assert list(shown.numbers(0)) == expected
        assert list(shown.numbers(offset, limit)) == expected[offset : offset + limit]
        assert [line.n for line in shown.lines(offset, limit)] == expected[offset : offset + limit]
        assert [shown.position(n) for n in expected] == list(range(len(expected)))


@pytest.fixture
def three(store: Store) -> Store:
    """Without, with an early and with a late contact."""
    fill(
        store,
        [
            ("Ada Lindqvist", "Urban Planner", "Acme", None),
            ("Bo Chen", "Recruiter", "", "2026-01-01T00:00:00Z"),
            ("Chloé Adler", "Head of Planning", "Ångström AB", "2026-03-01T00:00:00Z"),
        ],
    )
    return store


def shown(store: Store, order: Order = "name", is_reversed: bool = False, text: str = "") -> list[str]:
    return [line.name for line in People(store.connection, order, is_reversed, text).lines(0, 100)]


def test_people_without_an_employer_come_first_and_without_a_contact_last(three: Store) -> None:
    assert shown(three, "organisation") == ["Bo Chen", "Ada Lindqvist", "Chloé Adler"]
    assert shown(three, "contacted") == ["Chloé Adler", "Bo Chen", "Ada Lindqvist"]
    assert shown(three, "contacted", is_reversed=True) == ["Ada Lindqvist", "Bo Chen", "Chloé Adler"]


def test_what_was_searched_for_stands_in_the_same_order_as_the_whole_list(three: Store) -> None:
    for order in ("name", "organisation", "contacted"):
        everybody = shown(three, order)
        found = shown(three, order, text="a")
        assert found == [name for name in everybody if name in found]
        assert len(found) == 2  # Ada and Acme are one person, Adler and Ångström the other


def test_position_and_page_agree_in_a_narrowed_list(three: Store) -> None:
    found = People(three.connection, "contacted", text="plan")
    numbers = found.numbers(0)
    assert [found.position(n) for n in numbers] == [0, 1]
    recruiter = People(three.connection, text="recruiter").numbers(0)[0]
    assert found.position(recruiter) is None


def test_somebody_who_is_not_there_has_no_position(three: Store) -> None:
    assert People(three.connection).position(99) is None
    assert People(three.connection, "crystal").position(99) is None


def test_a_page_beyond_the_end_is_empty(three: Store) -> None:
    everybody = People(three.connection)
    assert list(everybody.numbers(3, 10)) == []
    assert list(everybody.numbers(50, 10)) == []
    assert [line.name for line in everybody.lines(2, 10)] == ["Chloé Adler"]


def test_the_ids_of_a_narrowed_list_are_only_theirs(three: Store) -> None:
    assert len(People(three.connection).ids()) == 3
    (found,) = People(three.connection, text="chloe").ids()
    line = pages.line_of(three.connection, found)
    assert line and line.name == "Chloé Adler"


def test_a_removed_person_leaves_every_order_and_undo_puts_them_back(three: Store) -> None:
    targets.add(three, name="Urban planner", level=2)
    three.rank_everybody()
    (ada,) = People(three.connection, text="ada").ids()
    people.remove(three, [ada], "remove Ada")
    for order in ORDERS:
        assert "Ada Lindqvist" not in shown(three, order)
    three.undo()
    for order in ORDERS:
        assert "Ada Lindqvist" in shown(three, order)


def test_a_change_of_employers_name_moves_all_its_people(path: Path, three: Store) -> None:
    (ada,) = People(three.connection, text="ada").ids()
    known = people.detail(three.connection, ada)
    assert known and known.job and known.job.organisation
    with three.change("rename Acme"):
        three.update(type(known.job.organisation), known.job.organisation.id, name="Zebra")
    assert shown(three, "organisation") == ["Bo Chen", "Chloé Adler", "Ada Lindqvist"]
    assert shown(three, text="at:zebra") == ["Ada Lindqvist"]
    assert shown(three, text="at:acme") == []
