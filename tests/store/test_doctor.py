"""The doctor finds long texts that do not say what was written in them, and mends what can be mended."""

from __future__ import annotations

from coffeechat.records import Person
from coffeechat.store import doctor, notes, people, tables
from coffeechat.store.store import Store

CHECK = "long texts say what was written in them"


def wrong(store: Store) -> tuple[str, ...]:
    return next(finding.wrong for finding in doctor.examine(store) if finding.check == CHECK)


def about(store: Store, person_id: bytes) -> str | None:
    found = tables.get(store.connection, Person, person_id)
    return found.about if found else None


def written(store: Store) -> bytes:
    ada = people.add(store, "Ada")
    notes.edit(store, Person, ada, "about", "Met at the fair.", opened="", label="note")
    notes.edit(store, Person, ada, "about", "Met at the fair. Likes jazz.", opened="Met at the fair.", label="note")
    return ada


def test_a_text_that_does_not_say_what_its_slots_say_is_found_and_mended_and_what_it_said_can_be_had_again(
    store: Store,
) -> None:
    ada = written(store)
    assert wrong(store) == ()
    store.connection.execute("UPDATE person SET about = 'Something else.' WHERE id = ?", (ada,))
    assert wrong(store) == ("1 long texts do not say what was written in them; --mend puts that right",)
    doctor.mend(store)
    assert about(store, ada) == "Met at the fair. Likes jazz."
    assert not any(finding.wrong for finding in doctor.examine(store))
    assert store.undo().label == "mend long texts"
    assert about(store, ada) == "Something else."
    assert wrong(store) == ()


def test_mending_what_is_well_leaves_no_action_behind(store: Store) -> None:
    written(store)
    before = store.connection.execute("SELECT count(*) FROM action").get
    doctor.mend(store)
    assert store.connection.execute("SELECT count(*) FROM action").get == before


def test_a_text_whose_slots_are_damaged_keeps_what_it_says(store: Store) -> None:
    ada = written(store)
    store.connection.execute("UPDATE note_slot SET state = x'ffffff'")
    [sentence] = wrong(store)
    assert sentence.startswith("1 long texts can't be put together")
    doctor.mend(store)
    assert about(store, ada) == "Met at the fair. Likes jazz."


def test_slots_of_a_row_that_has_not_come_yet_are_nothing_wrong(store: Store) -> None:
    written(store)
    store.connection.execute("UPDATE note_slot SET of_id = zeroblob(16)")
    assert wrong(store) == ()
