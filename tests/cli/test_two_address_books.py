"""A phone's vCards and a LinkedIn export hold the same people: found, merged, taken back, and never brought twice."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path

import pytest

from cli.command import coffeechat, here
from coffeechat.method.identity import Pair
from coffeechat.records import Person, Touch
from coffeechat.store import clock, duplicates, merging, pages, people
from coffeechat.store.people import Detail
from coffeechat.store.store import Store
from sample_people import people as invented
from sample_people import write_cards

HEADER = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
CONNECTIONS = [
    ["Bob", "Smith", "https://www.linkedin.com/in/bobsmith", "bob@x.com", "Acme", "Head of Data", "05 Nov 2023"],
    ["Jonas", "Feldmann", "https://www.linkedin.com/in/jfeldmann", "", "Elm", "Planner", "06 Nov 2023"],
    ["Ines", "Duarte", "https://www.linkedin.com/in/ines-duarte", "", "Tide Foods GmbH", "Buyer", "07 Nov 2023"],
]
MESSAGES = [
    ["CONVERSATION ID", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE"],
    ["1", "Marcus Lang", "https://www.linkedin.com/in/marcus-lang", "Bob Smith",
     "https://www.linkedin.com/in/bobsmith", "2026-01-15 10:30:00 UTC"],
    ["2", "Marcus Lang", "https://www.linkedin.com/in/marcus-lang", "Jonas Feldmann",
     "https://www.linkedin.com/in/jfeldmann", "2026-01-16 10:30:00 UTC"],
]  # fmt: skip
CARDS = """BEGIN:VCARD
VERSION:3.0
UID:robert-1
N:Smith;Robert;;;
FN:Robert Smith
ORG:Acme Corporation
EMAIL:bob@x.com
EMAIL:robert@home.example
TEL:+49 40 5550123
CATEGORIES:choir,alumni
NOTE:Met at the choir
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:joe-1
N:Felder;Joe;;;
FN:Joe Felder
URL:https://linkedin.com/in/JFeldmann/
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:ines-1
N:Duarte;Ines;;;
FN:Ines Duarte
ORG:Tide Foods
END:VCARD
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """What LinkedIn sends: a zip with connections and messages."""
    path = tmp_path / "Basic_LinkedInDataExport.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Connections.csv", _csv([HEADER, *CONNECTIONS]))
        packed.writestr("messages.csv", _csv(MESSAGES))
    return path


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """900 cards, three of them of people who are on LinkedIn too."""
    path = write_cards(tmp_path / "phone.vcf", invented(897, seed=3))
    with path.open("a", encoding="utf-8", newline="") as stream:
        stream.write(CARDS.replace("\n", "\r\n"))
    assert path.read_text(encoding="utf-8").count("BEGIN:VCARD") == 900
    return path


@pytest.fixture
def both(archive: Path, phone: Path, path: Path) -> Path:
    """A database into which both were brought."""
    assert here("import", archive, db=path).code == 0
    assert here("import", phone, db=path).code == 0
    return path


@pytest.fixture
def store(both: Path) -> Iterator[Store]:
    with Store(both) as opened:
        yield opened


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def named(store: Store, name: str) -> Detail:
    (line,) = (line for line in pages.People(store.connection, text=name).lines(0, 9) if line.name == name)
    found = people.detail(store.connection, line.id)
    assert found
    return found


def pair(store: Store, one: str, other: str) -> Pair:
    ids = {named(store, one).person.id, named(store, other).person.id}
    return next(found for found in duplicates.find(store.connection) if {found.one, found.other} == ids)


def emails(known: Detail) -> set[str]:
    return {contact.value or "" for contact in known.contacts if contact.kind == "email"}


def log_a_talk(store: Store, person: Person) -> None:
    with store.change("log a talk") as change:
        store.insert(
            change,
            Touch(
                id=clock.new_id(),
                created_at=change.at,
                person_id=person.id,
                direction="in",
                at="2026-02-01T09:00:00Z",
                state="sent",
            ),
        )


def test_both_address_books_are_brought_in_and_nobody_is_joined_on_a_guess(
    archive: Path, phone: Path, path: Path
) -> None:
    assert coffeechat("import", archive, "--json", db=path).document["new"] == 3
    said = coffeechat("import", phone, "--json", db=path).document
    assert (said["new"], said["likely"], said["review"]) == (897, 1, 2)
    assert len(here("people", "--json", db=path).document) == 903


def test_the_same_name_and_organisation_are_joined_at_once_where_that_is_asked_for(
    archive: Path, phone: Path, path: Path
) -> None:
    here("import", archive, db=path)
    said = here("import", phone, "--accept-likely", "--json", db=path).document
    assert (said["new"], said["likely"], said["review"]) == (897, 1, 2)
    (ines,) = here("people", "ines duarte tide", "--json", db=path).document
    assert ines["title"] == "Buyer"
    assert len(here("people", "--json", db=path).document) == 902


def test_pairs_with_an_equal_email_or_profile_come_first_as_certain(store: Store) -> None:
    pairs = list(duplicates.find(store.connection))
    assert pair(store, "Bob Smith", "Robert Smith").tier == "certain"
    assert pair(store, "Jonas Feldmann", "Joe Felder").tier == "certain"
    tiers = [found.tier for found in pairs]
    order = ("certain", "likely", "possible")
    assert tiers == sorted(tiers, key=order.index)
    likely = next(dropwhile(lambda found: found.tier == "certain", pairs))
    assert likely.tier == "likely" and likely.why == "same name and organisation"


def test_merging_keeps_both_timelines_emails_and_tags_and_undo_gives_back_two(store: Store, phone: Path) -> None:
    bob, robert = named(store, "Bob Smith"), named(store, "Robert Smith")
    log_a_talk(store, robert.person)
    people.add_tag(store, [bob.person.id], "met in Oslo")
    bob, robert = named(store, "Bob Smith"), named(store, "Robert Smith")

    merging.merge(store, bob.person.id, robert.person.id)
    kept = people.detail(store.connection, bob.person.id)
    assert kept and people.detail(store.connection, robert.person.id) is None
    assert [touch.at for touch in kept.touches] == ["2026-02-01T09:00:00Z", "2026-01-15T10:30:00Z"]
    assert emails(kept) == {"bob@x.com", "robert@home.example"}
    assert {tag.name for tag in kept.tags} == {"met in Oslo", "choir", "alumni"}
    assert kept.person.nickname == "Robert Smith" and "Met at the choir" in (kept.person.about or "")
    assert {contact.kind for contact in kept.contacts} == {"email", "phone", "linkedin"}

    again = here("import", phone, "--json", db=store.path).document
    assert (again["run"], again["new"], again["likely"], again["review"]) == (None, 0, 0, 0)
    assert len(here("people", "--json", db=store.path).document) == 902

    assert store.undo().label == "merge Robert Smith into Bob Smith"
    assert people.detail(store.connection, bob.person.id) == bob
    assert people.detail(store.connection, robert.person.id) == robert
    assert here("import", phone, "--json", db=store.path).document["new"] == 0


def test_after_a_merge_a_change_in_the_phone_reaches_the_one_who_was_kept(store: Store, phone: Path) -> None:
    bob, robert = named(store, "Bob Smith"), named(store, "Robert Smith")
    merging.merge(store, bob.person.id, robert.person.id)
    text = phone.read_text(encoding="utf-8").replace("TEL:+49 40 5550123", "TEL:+49 40 5550199")
    phone.write_text(text, encoding="utf-8", newline="")
    said = here("import", phone, "--json", db=store.path).document
    assert (said["new"], said["updated"]) == (0, 1)
    kept = people.detail(store.connection, bob.person.id)
    assert kept and "+49 40 5550199" in {contact.value for contact in kept.contacts}


def test_a_pair_that_was_told_apart_is_not_proposed_again(store: Store) -> None:
    found = pair(store, "Bob Smith", "Robert Smith")
    merging.tell_apart(store, [(found.other, found.one)])
    assert found not in list(duplicates.find(store.connection))
    store.undo()
    assert found in list(duplicates.find(store.connection))
