"""What an import does to those who are there: it adds, follows its source, lets the user's word stand, and can go."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeechat.incoming import ContactRecord, PersonRecord, Skipped, TouchRecord
from coffeechat.records import ImportRow, Person
from coffeechat.store import doctor, duplicates, merging, pages, people, tables
from coffeechat.store.imports import runs
from coffeechat.store.imports.apply import apply
from coffeechat.store.imports.plan import Plan, Planner
from coffeechat.store.people import Detail
from coffeechat.store.store import Store


def plan(store: Store, records: Iterable[PersonRecord | TouchRecord], importer: str = "linkedin") -> Plan:
    planner = Planner(store.connection)
    for record in records:
        if isinstance(record, TouchRecord):
            planner.touches.append(record)
        else:
            planner.person(record)
    return planner.plan(importer, "people.csv", "0" * 64)


def bring(store: Store, *records: PersonRecord | TouchRecord, importer: str = "linkedin", accept: bool = False) -> Plan:
    """Plan and apply as the command does."""
    made = plan(store, records, importer)
    if not made.changes_nothing:
        likely = {place for place, entry in enumerate(made.entries) if entry.kind == "likely"}
        apply(store, made, likely if accept else None)
    return made


def ada(**said: object) -> PersonRecord:
    """Ada as LinkedIn has her; what a test is about is said in `said`."""
    usual = {
        "line": 5,
        "display": "Ada Lindqvist",
        "key": "linkedin:ada",
        "title": "Planner",
        "organisation": "Stadtwerk",
        "contacts": (ContactRecord("linkedin", "https://www.linkedin.com/in/ada"),),
    }
    return PersonRecord(**{**usual, **said})  # type: ignore[arg-type]


def bo(**said: object) -> PersonRecord:
    return ada(**{"line": 6, "display": "Bo Chen", "key": "linkedin:bo", "contacts": (), **said})


def written(at: str, person: str = "ada") -> TouchRecord:
    return TouchRecord(line=2, key=f"linkedin:message:{at}", person_key=f"linkedin:{person}", at=at, direction="out")


def names(store: Store) -> list[str]:
    return [line.name for line in pages.People(store.connection).lines(0, 1000)]


def only(store: Store, text: str = "") -> Detail:
    """The one person found."""
    (person_id,) = pages.People(store.connection, text=text).ids()
    known = people.detail(store.connection, person_id)
    assert known
    return known


def values(known: Detail, kind: str) -> list[str | None]:
    return [contact.value for contact in known.contacts if contact.kind == kind]


def jobs(known: Detail) -> list[tuple[str | None, str | None, bool]]:
    """Title, employer, and whether it is over."""
    return [
        (job.position.title, job.organisation.name if job.organisation else None, job.position.until is not None)
        for job in known.jobs
    ]


def test_the_same_records_twice_change_nothing(store: Store) -> None:
    records = (ada(), bo(), written("2026-01-05T10:00:00Z"))
    assert bring(store, *records).new == 2
    again = bring(store, *records)
    assert again.changes_nothing
    assert (again.new, again.updated, again.same) == (0, 0, 2)
    assert len(runs.all_runs(store.connection)) == 1


def test_cards_without_any_key_are_known_again_by_what_they_say(store: Store) -> None:
    cards = (
        PersonRecord(line=1, display="Mum", contacts=(ContactRecord("phone", "040 123456"),)),
        PersonRecord(line=5, display="Ada Lindqvist", organisation="Acme"),
        PersonRecord(line=9, display="Ada Lindqvist", organisation="Acme"),
        PersonRecord(line=13, display="Bo Chen"),
    )
    assert bring(store, *cards, importer="vcard").new == 4
    again = bring(store, *cards, importer="vcard")
    assert again.changes_nothing and again.same == 4
    assert len(names(store)) == 4


def test_messages_with_somebody_who_is_in_no_list_are_no_news_each_time(store: Store) -> None:
    records = (ada(), written("2026-01-05T10:00:00Z", person="nobody-we-know"))
    bring(store, *records)
    assert bring(store, *records).changes_nothing


def test_messages_with_somebody_the_user_removed_are_no_news(store: Store) -> None:
    records = (ada(), written("2026-01-05T10:00:00Z"))
    bring(store, *records)
    people.remove(store, [only(store).person.id], "remove Ada")
    again = bring(store, *records)
    assert again.changes_nothing
    assert [skipped.line for skipped in again.skipped] == [5]


def test_a_newer_message_is_added_to_the_timeline_once(store: Store) -> None:
    bring(store, ada(), written("2026-01-05T10:00:00Z"))
    bring(store, ada(), written("2026-02-05T10:00:00Z"))
    bring(store, ada(), written("2026-02-05T10:00:00Z"))
    assert [touch.at for touch in only(store).touches] == ["2026-02-05T10:00:00Z", "2026-01-05T10:00:00Z"]


def test_what_the_source_changes_is_followed(store: Store) -> None:
    bring(store, ada(birthday="--04-12"))
    said = bring(store, ada(display="Ada Lindqvist-Feld", birthday="1990-04-12"))
    assert (said.new, said.updated) == (0, 1)
    known = only(store)
    assert (known.name, known.person.birthday) == ("Ada Lindqvist-Feld", "1990-04-12")


def test_what_the_user_changed_stands_whatever_the_source_says(store: Store) -> None:
    bring(store, ada(birthday="--04-12"))
    people.edit(store, only(store).person, display="Ada L.", birthday="1990-04-13")
    bring(store, ada(display="Ada Lindqvist-Feld", birthday="1990-04-12"))
    known = only(store)
    assert (known.name, known.person.birthday) == ("Ada L.", "1990-04-13")


def test_a_new_job_ends_the_old_one(store: Store) -> None:
    bring(store, ada())
    bring(store, ada(title="Head of Planning", organisation="Acme"))
    assert jobs(only(store)) == [("Head of Planning", "Acme", False), ("Planner", "Stadtwerk", True)]


def test_a_job_the_user_wrote_down_stays_the_present_one(store: Store) -> None:
    bring(store, ada())
    people.edit_job(store, only(store), "Chief Planner", "Elm")
    bring(store, ada(title="Head of Planning", organisation="Acme"))
    assert jobs(only(store)) == [("Chief Planner", "Elm", False)]


def test_new_addresses_come_and_those_the_user_took_out_stay_out(store: Store) -> None:
    first = ContactRecord("email", "ada@old.example")
    second = ContactRecord("email", "ada@new.example")
    bring(store, ada(contacts=(first,)))
    people.set_contacts(store, only(store), "email", [])
    bring(store, ada(contacts=(first, second)))
    assert values(only(store), "email") == ["ada@new.example"]
    bring(store, ada(contacts=(first, second), title="Chief"))
    assert values(only(store), "email") == ["ada@new.example"]


def test_tags_of_the_source_come_once_and_those_taken_off_stay_off(store: Store) -> None:
    bring(store, ada(tags=("Choir", "Alumni")))
    people.set_tags(store, only(store), ["choir"])
    bring(store, ada(tags=("Choir", "Alumni", "Board")))
    assert {tag.name for tag in only(store).tags} == {"Choir", "Board"}


def test_a_note_of_the_source_is_added_below_the_users_own_and_not_twice(store: Store) -> None:
    bring(store, ada(note="Met at the choir"))
    people.edit(store, only(store).person, about="Likes trams\n\nMet at the choir")
    bring(store, ada(note="Met at the choir", title="Chief"))
    bring(store, ada(note="Moved to Oslo", title="Chief"))
    assert only(store).person.about == "Likes trams\n\nMet at the choir\n\nMoved to Oslo"


def test_a_row_whose_own_key_changed_is_known_by_its_second_one(store: Store) -> None:
    bring(store, ada(other_key="linkedin:ada lindqvist|2023-11-05"))
    said = bring(store, ada(key="linkedin:ada-l", other_key="linkedin:ada lindqvist|2023-11-05"))
    assert said.new == 0 and names(store) == ["Ada Lindqvist"]
    assert bring(store, ada(key="linkedin:ada-l", other_key=None)).new == 0


def test_two_rows_of_one_file_about_one_person_bring_one_person_with_both_ones_words(store: Store) -> None:
    said = bring(
        store,
        ada(contacts=(ContactRecord("email", "ada@x.example"),), title=None, organisation=None),
        ada(line=9, contacts=(ContactRecord("phone", "+49 40 1234567"),)),
    )
    assert (said.new, said.same) == (1, 1)
    known = only(store)
    assert values(known, "email") + values(known, "phone") == ["ada@x.example", "+49 40 1234567"]
    assert jobs(known) == [("Planner", "Stadtwerk", False)]


def test_notes_of_two_rows_about_one_person_are_both_kept(store: Store) -> None:
    bring(store, ada(note="Met at the choir"), ada(line=9, note="Likes trams"))
    assert only(store).person.about == "Met at the choir\n\nLikes trams"
    assert bring(store, ada(note="Met at the choir"), ada(line=9, note="Likes trams")).changes_nothing


def test_the_same_person_from_another_source_is_joined_by_an_email_under_a_compatible_name(store: Store) -> None:
    bring(store, ada(contacts=(ContactRecord("email", "ada@x.example"),)))
    card = PersonRecord(
        line=1,
        display="A. Lindqvist",
        key="vcard:1",
        contacts=(ContactRecord("email", "ADA@x.example"), ContactRecord("phone", "+49 40 1234567")),
    )
    said = bring(store, card, importer="vcard")
    assert (said.new, said.updated) == (0, 1)
    assert only(store).name == "Ada Lindqvist" and values(only(store), "phone") == ["+49 40 1234567"]
    assert bring(store, card, importer="vcard").changes_nothing


@pytest.mark.parametrize(
    "address", [("email", "info@x.example"), ("phone", "040 1234567"), ("url", "https://x.example")]
)
def test_a_shared_mailbox_switchboard_or_home_page_joins_nobody(store: Store, address: tuple[str, str]) -> None:
    bring(store, ada(contacts=(ContactRecord(*address),)))
    other = PersonRecord(line=1, display="Tom Lindqvist", key="vcard:2", contacts=(ContactRecord(*address),))
    bring(store, other, importer="vcard")
    assert len(names(store)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Meyer-Schulz", "Peter Meyer-Schulz"),
        ("John King Jr.", "John King Sr."),
        ("Bob Smith", "Robert Smith"),
    ],
)
def test_two_who_share_an_address_and_not_a_name_are_left_for_the_user_to_judge(
    store: Store, one: str, other: str
) -> None:
    shared = (ContactRecord("email", "home@x.example"), ContactRecord("phone", "+49 40 1234567"))
    bring(store, PersonRecord(line=1, display=one, key="linkedin:1", contacts=shared))
    said = bring(store, PersonRecord(line=1, display=other, key="vcard:1", contacts=shared), importer="vcard")
    assert (said.new, said.review) == (0, 1)
    assert len(names(store)) == 2


def test_a_likely_one_is_added_beside_unless_accepted(store: Store) -> None:
    bring(store, ada(contacts=()))
    card = PersonRecord(line=1, display="Lindqvist, Ada", key="vcard:1", organisation="Stadtwerk GmbH")
    assert plan(store, [card], "vcard").likely == 1
    bring(store, card, importer="vcard")
    assert len(names(store)) == 2
    store.undo()
    bring(store, card, importer="vcard", accept=True)
    assert names(store) == ["Ada Lindqvist"]


def test_two_people_of_one_name_at_one_employer_stay_two(store: Store) -> None:
    twins = [PersonRecord(line=n, display="Ada Lindqvist", key=f"vcard:{n}", organisation="Stadtwerk") for n in (1, 2)]
    assert bring(store, *twins, importer="vcard").new == 2
    assert bring(store, *twins, importer="vcard").changes_nothing


def test_somebody_the_user_removed_is_not_brought_back_and_that_is_said(store: Store) -> None:
    bring(store, ada(), bo())
    people.remove(store, [only(store, "ada").person.id], "remove Ada")
    said = bring(store, ada(title="Chief"), bo())
    assert names(store) == ["Bo Chen"]
    assert said.skipped == [
        Skipped(5, "you have taken this person off the list; add them by hand if they should come back")
    ]


def test_undo_takes_everybody_off_again_and_keeps_the_run(store: Store) -> None:
    bring(store, ada(), bo(), written("2026-01-05T10:00:00Z"))
    assert store.undo().label == "import people.csv"
    assert names(store) == []
    (run,) = runs.all_runs(store.connection)
    assert run.is_undone and run.new == 2
    store.redo()
    assert len(names(store)) == 2
    (run,) = runs.all_runs(store.connection)
    assert not run.is_undone


def test_after_an_undo_the_same_file_is_news_again(store: Store) -> None:
    bring(store, ada())
    store.undo()
    assert bring(store, ada()).new == 1
    assert names(store) == ["Ada Lindqvist"]


def test_undo_of_an_update_gives_back_what_was_there(store: Store) -> None:
    bring(store, ada())
    before = only(store)
    bring(
        store, ada(title="Chief", display="Ada L.", contacts=(ContactRecord("email", "ada@x.example"),), tags=("new",))
    )
    assert only(store) != before
    store.undo()
    assert only(store) == before
    assert bring(store, ada()).changes_nothing


def test_undo_keeps_whoever_was_edited_since_and_names_them(store: Store) -> None:
    bring(store, ada(), bo())
    (action,) = [run.action for run in runs.all_runs(store.connection)]
    people.edit(store, only(store, "ada").person, about="Knows everybody at the Stadtwerk")
    outcome = store.undo(action)
    assert names(store) == ["Ada Lindqvist"]
    assert outcome.kept_people == (only(store).person.id,)
    assert jobs(only(store)) == [("Planner", "Stadtwerk", False)]


def test_redo_of_an_import_does_not_bring_back_whom_the_user_had_removed(store: Store) -> None:
    bring(store, ada(), bo())
    (run,) = runs.all_runs(store.connection)
    people.remove(store, [only(store, "bo").person.id], "remove Bo")
    store.undo(run.action)
    assert names(store) == []
    store.redo()
    assert names(store) == ["Ada Lindqvist"]


def test_undo_of_the_first_import_keeps_those_whom_a_second_one_made_richer(store: Store) -> None:
    bring(store, ada(contacts=(ContactRecord("email", "ada@x.example"),)), bo())
    first = runs.all_runs(store.connection)[0]
    card = PersonRecord(
        line=1,
        display="Ada Lindqvist",
        key="vcard:1",
        contacts=(ContactRecord("email", "ada@x.example"), ContactRecord("phone", "+49 40 1234567")),
    )
    bring(store, card, importer="vcard")
    store.undo(first.action)
    assert names(store) == ["Ada Lindqvist"]
    assert values(only(store), "phone") == ["+49 40 1234567"]
    assert not any(finding.wrong for finding in doctor.examine(store))


def test_undo_leaves_people_of_other_imports_and_by_hand_alone(store: Store) -> None:
    people.add(store, "Zoë Quist")
    bring(store, ada())
    bring(store, bo())
    first = runs.all_runs(store.connection)[1]
    store.undo(first.action)
    assert names(store) == ["Bo Chen", "Zoë Quist"]


def test_a_run_is_found_by_the_beginning_of_its_id_and_never_twice(store: Store) -> None:
    bring(store, ada())
    (run,) = runs.all_runs(store.connection)
    found = runs.find(store.connection, run.id.hex()[:20].upper())
    assert found and found.action == run.action
    assert runs.find(store.connection, "ffff") is None
    store.undo(run.action)
    assert runs.find(store.connection, None) is None
    assert runs.find(store.connection, run.id.hex()) is None


def test_a_merge_is_remembered_by_both_sources(store: Store) -> None:
    bring(store, ada())
    card = PersonRecord(line=1, display="Adelheid Quist", key="vcard:1", organisation="Elm")
    bring(store, card, importer="vcard")
    ids = {known.name: known.person.id for known in (only(store, "lindqvist"), only(store, "quist elm"))}
    merging.merge(store, ids["Ada Lindqvist"], ids["Adelheid Quist"])
    assert bring(store, card, importer="vcard").changes_nothing
    assert bring(store, ada()).changes_nothing
    assert list(duplicates.find(store.connection)) == []


NAMES = ("Ada Lindqvist", "A. Lindqvist", "Bo Chen", "Chen, Bo", "Ines Duarte")
MAILS = ("ada@x.example", "bo@x.example", "ADA@x.example", "info@x.example")
EMPLOYERS = (None, "Acme", "Acme GmbH", "Elm")
RECORDS = st.builds(
    lambda key, name, mails, employer, tag, note: PersonRecord(
        line=1,
        display=name,
        key=key and f"vcard:{key}",
        organisation=employer,
        title="Planner" if employer else None,
        contacts=tuple(ContactRecord("email", mail) for mail in mails),
        tags=("choir",) if tag else (),
        note=note,
    ),
    key=st.sampled_from([None, "1", "2", "3", "4"]),
    name=st.sampled_from(NAMES),
    mails=st.lists(st.sampled_from(MAILS), max_size=2, unique=True),
    employer=st.sampled_from(EMPLOYERS),
    tag=st.booleans(),
    note=st.sampled_from([None, "Met at the choir"]),
)


def content(store: Store) -> tuple[list[Person], list[Detail | None]]:
    listed = tables.select(store.connection, Person)
    return listed, [people.detail(store.connection, person.id) for person in listed]


@settings(max_examples=60, deadline=None)
@given(
    first=st.lists(RECORDS, max_size=4),
    second=st.lists(RECORDS, max_size=5),
    accept=st.booleans(),
)
def test_any_file_brought_twice_is_once_and_undone_is_never(
    first: list[PersonRecord],
    second: list[PersonRecord],
    accept: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with Store(tmp_path_factory.mktemp("law") / "people.db") as store:
        bring(store, *first, importer="vcard")
        before = content(store)
        made = bring(store, *second, importer="vcard", accept=accept)
        after = content(store)
        rows = len(tables.select(store.connection, ImportRow))
        again = bring(store, *second, importer="vcard", accept=accept)
        assert (again.new, again.likely, again.review) == (0, 0, 0)
        assert content(store) == after
        assert len(tables.select(store.connection, ImportRow)) == rows
        if not again.changes_nothing:
            store.undo()
        if not made.changes_nothing:
            store.undo()
        assert content(store) == before
        assert not any(finding.wrong for finding in doctor.examine(store))
