"""Capture and undo: every change is stamped, and every action has one inverse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coffeechat.records import Person, Position
from coffeechat.store import clock, doctor, journal, pages, people, tables
from coffeechat.store.capture import stamp_of
from coffeechat.store.journal import NothingToRedo, NothingToUndo
from coffeechat.store.store import Store


def names(store: Store) -> list[str]:
    return [line.name for line in pages.People(store.connection).lines(0, 1000)]


def person(store: Store, person_id: bytes) -> Person:
    found = tables.get(store.connection, Person, person_id)
    assert found
    return found


def test_an_added_person_is_listed_and_undo_takes_them_off_again(store: Store) -> None:
    people.add(store, "Ada Lindqvist", title="Head of Data", organisation="Acme Ltd")
    assert names(store) == ["Ada Lindqvist"]
    assert store.undo().label == "add Ada Lindqvist"
    assert names(store) == []


def test_what_belongs_together_is_one_undo_and_one_redo(store: Store) -> None:
    with store.as_one("adding"):
        ada = people.add(store, "Ada")
    with store.as_one("adding"):
        people.edit(store, person(store, ada), display="Ada Lindqvist")
        people.add(store, "Ada's deputy", title="Planner")
    assert store.undo().label == "add Ada" and names(store) == []
    store.redo()
    assert names(store) == ["Ada Lindqvist", "Ada's deputy"]


def test_what_comes_between_ends_what_belongs_together(store: Store) -> None:
    with store.as_one("adding"):
        people.add(store, "Ada")
    people.add(store, "Bo")
    with store.as_one("adding"):
        people.add(store, "Cy")
    store.undo()
    assert names(store) == ["Ada", "Bo"]


def test_what_came_and_went_within_what_belongs_together_stays_gone(store: Store) -> None:
    ada = people.add(store, "Ada")
    for addresses in (["ada@"], ["ada@example.org"]):
        with store.as_one("typing"):
            known = people.detail(store.connection, ada)
            assert known
            people.set_contacts(store, known, "email", addresses)
    for turn, expected in ((store.undo, []), (store.redo, ["ada@example.org"]), (store.undo, [])):
        turn()
        known = people.detail(store.connection, ada)
        assert known and [contact.value for contact in known.contacts] == expected


def test_redo_brings_back_what_undo_took(store: Store) -> None:
    ada = people.add(store, "Ada", organisation="Acme")
    store.undo()
    store.redo()
    found = people.detail(store.connection, ada)
    assert found and found.name == "Ada"
    assert found.job and found.job.organisation and found.job.organisation.name == "Acme"


def test_undo_and_redo_work_across_a_restart(path: Path) -> None:
    with Store(path) as store:
        ada = people.add(store, "Ada")
        people.edit(store, person(store, ada), display="Ada L.")
    with Store(path) as store:
        store.undo()
        assert names(store) == ["Ada"]
        store.redo()
        assert names(store) == ["Ada L."]


def test_a_new_change_ends_the_way_forward(store: Store) -> None:
    people.add(store, "Ada")
    store.undo()
    people.add(store, "Bo")
    with pytest.raises(NothingToRedo):
        store.redo()


def test_nothing_to_undo_is_said_in_a_sentence(store: Store) -> None:
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        store.undo()


def test_typing_in_one_field_is_undone_as_one(store: Store) -> None:
    ada = people.add(store, "A")
    for text in ("Ad", "Ada", "Ada L"):
        people.edit(store, person(store, ada), display=text)
    store.undo()
    assert names(store) == ["A"]


def test_edits_of_two_fields_are_undone_one_by_one(store: Store) -> None:
    ada = people.add(store, "Ada")
    people.edit(store, person(store, ada), nickname="Countess")
    people.edit(store, person(store, ada), display="Ada L")
    store.undo()
    assert person(store, ada).nickname == "Countess"
    assert person(store, ada).display == "Ada"


def test_a_row_travels_under_one_stamp_and_only_a_changed_cell_gets_its_own(store: Store) -> None:
    ada = people.add(store, "Ada")
    born = store.connection.execute("SELECT born FROM person WHERE id = ?", (ada,)).get
    assert stamp_of(store.connection, ("person", ada, "display")) == born
    people.edit(store, person(store, ada), display="Ada L")
    assert stamp_of(store.connection, ("person", ada, "display")) > born
    assert stamp_of(store.connection, ("person", ada, "nickname")) == born


def test_stamps_of_one_device_rise_even_when_the_clock_stands_still(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 1_700_000_000_000_000_000)
    for name in ("Ada", "Bo", "Ken"):
        people.add(store, name)
    stamps = list(store.connection.execute("SELECT hlc, seq FROM stamp ORDER BY n"))
    assert stamps == sorted(set(stamps)) and len(stamps) == 3


def test_an_edit_wins_over_a_cell_stamped_far_in_the_future_without_dragging_the_clock(store: Store) -> None:
    ada = people.add(store, "Ada")
    far = clock.next_hlc(0) + (1 << 50)
    store.connection.execute("INSERT INTO device (id) VALUES (x'00')")
    store.connection.execute(
        "INSERT INTO stamp (space, hlc, writer, origin, seq) SELECT 1, ?, n, n, 1 FROM device WHERE id = x'00'", (far,)
    )
    table = tables.tables()["person"]
    store.connection.execute(
        "INSERT INTO cell_stamp VALUES (?, ?, ?, last_insert_rowid())",
        (table.number, ada, table.numbers["display"]),
    )
    people.edit(store, person(store, ada), display="Ada L")

    def hlc(cell: tuple[str, bytes, str]) -> int:
        return int(
            store.connection.execute("SELECT hlc FROM stamp WHERE n = ?", (stamp_of(store.connection, cell),)).get
        )

    assert hlc(("person", ada, "display")) > far
    bo = people.add(store, "Bo")
    assert hlc(("person", bo, "display")) < far


def test_an_action_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    ada = people.add(store, "Ada")
    before = store.connection.execute("SELECT count(*) FROM stamp").get
    people.edit(store, person(store, ada), display="Ada")
    assert store.connection.execute("SELECT count(*) FROM stamp").get == before
    assert len(journal.actions(store.connection)) == 1


def test_an_error_in_the_middle_of_an_action_leaves_the_file_as_it_was(store: Store) -> None:
    def half_an_action() -> None:
        with store.change("add two people") as change:
            store.insert(change, Person(id=clock.new_id(), created_at=change.at, display="Ada"))
            raise RuntimeError("the second one fails")

    with pytest.raises(RuntimeError):
        half_an_action()
    assert names(store) == []
    assert not any(finding.wrong for finding in doctor.examine(store))


def test_a_row_can_not_be_deleted_behind_the_journal(store: Store) -> None:
    people.add(store, "Ada")
    with pytest.raises(AssertionError, match="never by DELETE"), store.change("wipe"):
        store.connection.execute("DELETE FROM person")
    assert names(store) == ["Ada"]


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 5)),
        st.tuples(st.just("rename"), st.integers(0, 5)),
        st.tuples(st.just("remove"), st.integers(0, 5)),
        st.tuples(st.just("job"), st.integers(0, 5)),
    ),
    min_size=1,
    max_size=12,
)


def content(store: Store) -> dict[str, list[object]]:
    """What a user can see of people and their jobs."""
    return {
        "people": list(tables.select(store.connection, Person)),
        "jobs": list(tables.select(store.connection, Position)),
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_undoing_everything_and_redoing_it_passes_through_the_same_states(
    actions: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Store(tmp_path_factory.mktemp("law") / "people.db") as store:
        states = [content(store)]
        known: list[bytes] = []
        for number, (what, which) in enumerate(actions):
            if what == "add" or not known:
                known.append(people.add(store, f"Person {number}"))
            else:
                _act(store, what, known[which % len(known)], number)
            if content(store) != states[-1]:
                states.append(content(store))
        for state in reversed(states[:-1]):
            store.undo()
            assert content(store) == state
        for state in states[1:]:
            store.redo()
            assert content(store) == state
        assert not any(finding.wrong for finding in doctor.examine(store))


def _act(store: Store, what: str, person_id: bytes, number: int) -> None:
    found = people.detail(store.connection, person_id)
    if found is None:
        return
    if what == "rename":
        with store.change(f"rename {number}"):  # not joined with the one before, as typing is
            store.update(Person, person_id, display=f"Name {number}")
    elif what == "remove":
        people.remove(store, [person_id], "remove")
    else:
        people.edit_job(store, found, f"Title {number}", "Acme")
