"""Sources are found by whom or what they are about."""

from __future__ import annotations

from coffeechat.store import conversations, people, research, targets
from coffeechat.store.research import Subject
from coffeechat.store.store import Store

ACME, ADA = b"organisation...a", b"person.........a"
ABOUT = Subject(person_id=ADA, organisation_id=ACME)


def test_a_source_is_found_by_everything_it_is_about(store: Store) -> None:
    report = research.add(store, "Annual report", ABOUT, "organisation", kind="report")
    post = research.add(store, "A post", ABOUT, "person")
    assert research.about(store.connection, ABOUT) == [post, report]
    assert research.about(store.connection, Subject(person_id=ADA)) == [post]
    assert research.about(store.connection, Subject()) == []


def test_one_reads_about_a_person_where_they_work_and_the_job_wanted(store: Store) -> None:
    ada = people.add(store, "Ada Lindqvist", "Head of Planning", "City of Elmhafen")
    target = targets.add(store, name="Urban planner")
    subject = research.subject_of_person(store.connection, ada)
    assert subject.names == ("Ada Lindqvist", "City of Elmhafen", "Urban planner")
    assert (subject.person_id, subject.target_id) == (ada, target.id)
    talk = conversations.known(store, conversations.plan(store, [ada]))
    assert research.subject_of_talk(talk) == subject


def test_each_field_can_be_edited_and_taken_back(store: Store) -> None:
    source = research.add(store, "Annual report", ABOUT, "organisation")
    research.edit(store, source, "facts", "Releases went from monthly to weekly in 2023.")
    research.edit(store, source, "url", "https://acme.example/report")
    edited = research.get(store.connection, source.id)
    assert edited and (edited.facts, edited.url) == (
        "Releases went from monthly to weekly in 2023.",
        "https://acme.example/report",
    )
    assert "weekly in 2023" in research.text_of(edited)
    store.undo()
    store.undo()
    assert research.get(store.connection, source.id) == source


def test_a_removed_source_is_gone_until_undo(store: Store) -> None:
    source = research.add(store, "Annual report", ABOUT, "organisation")
    research.remove(store, source)
    assert research.about(store.connection, Subject(organisation_id=ACME)) == []
    store.undo()
    assert research.about(store.connection, Subject(organisation_id=ACME)) == [source]
