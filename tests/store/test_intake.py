"""What arrives from other machines and the list of people: many are listed at the end, whatever happens before."""

from __future__ import annotations

from pathlib import Path

from coffeechat.records import Person
from coffeechat.store import clock, devices, doctor, people
from coffeechat.store.replica import indexes, leaving, merge
from coffeechat.store.replica.arriving import Arrival
from coffeechat.store.replica.contents import Content
from coffeechat.store.replica.history import START, Boundary
from coffeechat.store.store import Store

Covers = dict[bytes, tuple[Boundary, Boundary]]


def everything(store: Store) -> tuple[Covers, list[Content]]:
    """As it would leave this file."""
    connection = store.connection
    device = devices.id_of(connection, devices.own(connection))
    covers: Covers = {device: (START, (devices.last_seq(connection), bytes(8)))}
    return covers, list(leaving.leaving(connection, covers))


def add(store: Store, count: int) -> None:
    with store.change("add") as change:
        names = (f"Ada Lindqvist {number}" for number in range(count))
        store.insert_all(change, (Person(id=clock.new_id(), created_at=change.at, display=name) for name in names))


def listed(store: Store) -> int:
    return int(store.connection.execute("SELECT count(*) FROM listing").get)


def test_a_few_people_are_listed_with_the_frame_that_brings_them(tmp_path: Path) -> None:
    with Store(tmp_path / "one.db") as one, Store(tmp_path / "other.db") as other:
        people.add(one, "Bo Chen")
        covers, (content,) = everything(one)
        merge.Intake(other).take(Arrival(covers), content)
        assert listed(other) == 1


def test_many_people_are_listed_once_all_are_in(tmp_path: Path) -> None:
    with Store(tmp_path / "one.db") as one, Store(tmp_path / "other.db") as other:
        add(one, 300)
        covers, (content,) = everything(one)
        intake = merge.Intake(other)
        assert intake.take(Arrival(covers), content) == 300
        intake.finish()
        assert listed(other) == 300
        assert not any(finding.wrong for finding in doctor.examine(other))


def test_a_process_that_ends_before_the_list_follows_leaves_nobody_out_of_it(tmp_path: Path) -> None:
    with Store(tmp_path / "one.db") as one, Store(tmp_path / "other.db") as other:
        add(one, 300)
        covers, (content,) = everything(one)
        merge.Intake(other).take(Arrival(covers), content)
    with Store(tmp_path / "other.db") as again:
        merge.catch_up(again)
        assert listed(again) == 300
        assert not any(finding.wrong for finding in doctor.examine(again))


def test_what_one_action_changed_in_a_row_travels_as_one(tmp_path: Path) -> None:
    with Store(tmp_path / "one.db") as one:
        indexes.prepare(one)
        person_id = people.add(one, "Bo Chen")
        with one.change("edit"):
            one.update(Person, person_id, nickname="Bo", birthday="1987-03-04", tie="weak")
        with one.change("edit"):
            one.update(Person, person_id, zone="Asia/Tokyo")
        _, (content,) = everything(one)
        assert sorted(len(group.columns) for group in content.groups if not group.is_born) == [1, 3]
