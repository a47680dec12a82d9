"""Two entries for one person become one with nothing dropped, and one undo makes them two again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeechat.records import (
    TABLES,
    ContactPoint,
    Introduction,
    NoteSlot,
    NotSame,
    Relationship,
    Row,
    Touch,
)
from coffeechat.store import clock, doctor, duplicates, merging, pages, people, tables, targets
from coffeechat.store.people import Detail
from coffeechat.store.store import Store
from coffeechat.store.tables import Value


@pytest.fixture
def pair(store: Store) -> tuple[bytes, bytes]:
    """Bob and Robert, one person."""
    bob = people.add(store, "Bob Smith", title="Head of Data", organisation="Acme", email="bob@x.example")
    robert = people.add(store, "Robert Smith", title="VP Data", organisation="Acme Inc.", email="rob@home.example")
    return bob, robert


def detail(store: Store, person_id: bytes) -> Detail:
    known = people.detail(store.connection, person_id)
    assert known
    return known


def add(store: Store, record: type[Row], **cells: Value) -> bytes:
    with store.change("add") as change:
        row = record(id=clock.new_id(), created_at=change.at, **cells)
        store.insert(change, row)
    return row.id


def everything(store: Store) -> dict[str, list[Row]]:
    """All that is not deleted, table by table; but not from which edits a text came to be."""
    records = (record for record in TABLES if record is not NoteSlot)
    return {record.__name__: list(tables.select(store.connection, record)) for record in records}


def test_of_two_in_the_list_one_is_left_with_both_ones_addresses_jobs_and_tags(
    store: Store, pair: tuple[bytes, bytes]
) -> None:
    people.add_tag(store, [pair[0]], "alumni")
    people.add_tag(store, list(pair), "choir")
    merging.merge(store, *pair)
    kept = detail(store, pair[0])
    assert [line.id for line in pages.People(store.connection).lines(0, 9)] == [pair[0]]
    assert {contact.value for contact in kept.contacts} == {"bob@x.example", "rob@home.example"}
    assert {job.position.title for job in kept.jobs} == {"Head of Data", "VP Data"}
    assert sorted(tag.name or "" for tag in kept.tags) == ["alumni", "choir"]


def test_the_one_who_was_merged_says_into_whom(store: Store, pair: tuple[bytes, bytes]) -> None:
    merging.merge(store, *pair)
    merged = store.connection.execute("SELECT merged_into, deleted_at FROM person WHERE id = ?", (pair[1],)).get
    assert merged[0] == pair[0] and merged[1] is not None


def test_the_other_name_becomes_a_nickname_and_finds_the_person(store: Store, pair: tuple[bytes, bytes]) -> None:
    merging.merge(store, *pair)
    assert detail(store, pair[0]).person.nickname == "Robert Smith"
    assert pages.People(store.connection, text="robert").ids() == [pair[0]]


def test_what_both_say_differently_is_kept_in_the_notes(store: Store, pair: tuple[bytes, bytes]) -> None:
    people.edit(store, detail(store, pair[0]).person, birthday="--04-12", nickname="Bobby", about="Likes trams")
    people.edit(store, detail(store, pair[1]).person, birthday="1980-04-13", tie="weak", about="Sings")
    merging.merge(store, *pair)
    person = detail(store, pair[0]).person
    assert (person.birthday, person.tie) == ("--04-12", "weak")
    assert person.about == "Likes trams\n\nSings\n\nAlso: display Robert Smith, birthday 1980-04-13"


def test_everything_that_points_to_the_merged_person_points_to_the_kept_one(
    store: Store, pair: tuple[bytes, bytes]
) -> None:
    maya = people.add(store, "Maya Okonjo")
    add(store, Touch, person_id=pair[1], at="2026-01-01T00:00:00Z")
    add(store, Relationship, from_id=maya, to_id=pair[1])
    add(store, Introduction, introducer_id=pair[1], person_id=maya)
    merging.merge(store, *pair)
    pointing = {
        (name, column)
        for name, column in tables.person_references()
        for row in store.connection.execute(
            f'SELECT 1 FROM "{name}" WHERE "{column}" = ? AND deleted_at IS NULL', (pair[1],)
        )
    }
    assert pointing == set()
    assert detail(store, pair[0]).touches and detail(store, maya).introductions[0].introducer_id == pair[0]
    assert not any(finding.wrong for finding in doctor.examine(store))


def test_the_same_address_of_both_stands_once_with_what_either_says_of_it(
    store: Store, pair: tuple[bytes, bytes]
) -> None:
    add(store, ContactPoint, person_id=pair[1], kind="email", value="BOB@x.example", label="work", preferred=True)
    merging.merge(store, *pair)
    (found,) = (contact for contact in detail(store, pair[0]).contacts if contact.value == "bob@x.example")
    assert (found.label, found.preferred) == ("work", True)
    assert len(detail(store, pair[0]).contacts) == 2


def test_a_correction_of_the_same_title_and_a_word_on_the_same_target_survive(
    store: Store, pair: tuple[bytes, bytes]
) -> None:
    known = detail(store, pair[1])
    people.edit_job(store, known, "Head of Data", "Acme")
    known = detail(store, pair[1])
    assert known.job
    people.correct_title(store, known, known.job.position, level=7)
    target = targets.add(store, name="Data analyst")
    targets.say_of(store, pair[0], "Bob", target, reason="Taught me SQL")
    targets.say_of(store, pair[1], "Robert", target, knowledge=0.9, reason="Hires analysts")
    merging.merge(store, *pair)
    kept = detail(store, pair[0])
    assert [job.position.level for job in kept.jobs] == [7]
    (said,) = kept.for_targets
    assert (said.knowledge, said.reason) == (0.9, "Taught me SQL\n\nHires analysts")


def test_whoever_asked_not_to_be_contacted_is_not_contacted_after_a_merge(
    store: Store, pair: tuple[bytes, bytes]
) -> None:
    people.edit(store, detail(store, pair[0]).person, do_not_contact=False)
    people.edit(store, detail(store, pair[1]).person, do_not_contact=True)
    merging.merge(store, *pair)
    assert detail(store, pair[0]).person.do_not_contact is True


def test_undo_gives_back_two_people_under_their_own_ids(store: Store, pair: tuple[bytes, bytes]) -> None:
    people.add_tag(store, list(pair), "choir")
    add(store, Touch, person_id=pair[1], at="2026-01-01T00:00:00Z")
    before = everything(store)
    merging.merge(store, *pair)
    assert store.undo().label == "merge Robert Smith into Bob Smith"
    assert everything(store) == before
    store.redo()
    assert [line.id for line in pages.People(store.connection).lines(0, 9)] == [pair[0]]


def test_merges_one_into_the_other_and_on_are_undone_one_by_one(store: Store, pair: tuple[bytes, bytes]) -> None:
    rob = people.add(store, "Rob Smith", email="rob@x.example")
    before = everything(store)
    merging.merge(store, pair[1], pair[0])
    between = everything(store)
    merging.merge(store, rob, pair[1])
    assert {contact.value for contact in detail(store, rob).contacts} == {
        "rob@x.example",
        "bob@x.example",
        "rob@home.example",
    }
    store.undo()
    assert everything(store) == between
    store.undo()
    assert everything(store) == before


def test_people_told_apart_stay_apart_when_one_of_them_takes_in_a_third(store: Store) -> None:
    ids = [people.add(store, "Ada Lindqvist", organisation="Acme") for _ in range(3)]
    merging.tell_apart(store, [(ids[1], ids[2])])
    proposed = {(found.one, found.other) for found in duplicates.find(store.connection)}
    assert proposed == {(ids[0], ids[1]), (ids[0], ids[2])}
    merging.merge(store, ids[0], ids[1])
    assert list(duplicates.find(store.connection)) == []
    store.undo()
    assert {(found.one, found.other) for found in duplicates.find(store.connection)} == proposed


def test_two_who_were_told_apart_can_be_merged_all_the_same(store: Store, pair: tuple[bytes, bytes]) -> None:
    merging.tell_apart(store, [pair])
    merging.merge(store, *pair)
    assert list(duplicates.find(store.connection)) == []
    assert [line.id for line in pages.People(store.connection).lines(0, 9)] == [pair[0]]


def test_many_pairs_are_merged_as_one_action_and_undone_as_one(store: Store) -> None:
    ids = [people.add(store, name, email=f"{name}@x.example") for name in ("ann", "bea", "cat", "dot")]
    before = everything(store)
    merging.merge_pairs(store, [(ids[0], ids[1]), (ids[1], ids[2]), (ids[0], ids[2])])
    assert len(detail(store, ids[0]).contacts) == 3
    assert {line.id for line in pages.People(store.connection).lines(0, 9)} == {ids[0], ids[3]}
    store.undo()
    assert everything(store) == before


def test_many_pairs_are_told_apart_as_one_action(store: Store) -> None:
    ids = [people.add(store, "Ada Lindqvist", organisation="Acme") for _ in range(3)]
    merging.tell_apart(store, [(found.one, found.other) for found in duplicates.find(store.connection)])
    assert list(duplicates.find(store.connection)) == []
    store.undo()
    assert len(list(duplicates.find(store.connection))) == len(ids)


def test_a_pair_told_apart_is_found_whichever_way_round_it_was_said(store: Store) -> None:
    ids = [people.add(store, "Ada Lindqvist", organisation="Acme") for _ in range(2)]
    merging.tell_apart(store, [(ids[1], ids[0])])
    assert list(duplicates.find(store.connection)) == []
    (said,) = tables.select(store.connection, NotSame)
    assert (said.one_id, said.other_id) == (ids[0], ids[1])


TEXTS = st.sampled_from([None, "trams", "choirs", "1990-01-01"])
CELLS = st.fixed_dictionaries(
    dict.fromkeys(("nickname", "birthday", "known_since", "tie", "interest", "how_we_met", "about", "card"), TEXTS)
)


def words(store: Store, person_id: bytes) -> Iterator[str]:
    """Every text that is known of somebody."""
    known = detail(store, person_id)
    for row in (known.person, *known.contacts, *(job.position for job in known.jobs), *known.tags):
        for name in row.__struct_fields__:
            value = getattr(row, name)
            if isinstance(value, str) and name not in ("created_at", "source"):
                yield value


@settings(max_examples=40, deadline=None)
@given(one=CELLS, other=CELLS, mails=st.lists(st.sampled_from(["a@x.example", "b@x.example"]), min_size=2, max_size=2))
def test_no_word_of_either_is_dropped_and_undo_restores_each(
    one: dict[str, str | None], other: dict[str, str | None], mails: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Store(tmp_path_factory.mktemp("law") / "people.db") as store:
        bob = people.add(store, "Bob Smith", title="Head of Data", email=mails[0])
        robert = people.add(store, "Robert Smith", title="Head of Data", email=mails[1])
        people.edit(store, detail(store, bob).person, **one)
        people.edit(store, detail(store, robert).person, **other)
        said = {*words(store, bob), *words(store, robert)}
        before = everything(store)
        merging.merge(store, bob, robert)
        kept = "\n".join(words(store, bob))
        assert {word for word in said if word not in kept} == set()
        assert not any(finding.wrong for finding in doctor.examine(store))
        store.undo()
        assert everything(store) == before
