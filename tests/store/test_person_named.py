"""Naming somebody on the command line."""

from __future__ import annotations

import pytest

from coffeechat.store import people
from coffeechat.store.person_named import NobodyNamed, SeveralNamed, person_named
from coffeechat.store.store import Store


def test_a_part_of_a_name_is_enough_where_only_one_has_it(store: Store) -> None:
    ada = people.add(store, "Ada Lindqvist")
    people.add(store, "Bo Chen")
    assert person_named(store.connection, "lind") == ada
    assert person_named(store.connection, "ADA lindqvist") == ada


def test_a_whole_name_wins_over_longer_ones(store: Store) -> None:
    bo = people.add(store, "Bo Chen")
    people.add(store, "Bo Chen-Vale")
    assert person_named(store.connection, "bo chen") == bo


def test_a_name_goes_before_what_else_is_known(store: Store) -> None:
    ada = people.add(store, "Ada Lindqvist")
    people.add(store, "Greta Nilsen", title="Deputy of Ada")
    assert person_named(store.connection, "ada") == ada


def test_several_are_told_apart_by_where_they_work(store: Store) -> None:
    people.add(store, "Bo Chen", "Baker", "Copper Bakery")
    acme = people.add(store, "Bo Chen", "Planner", "Acme")
    with pytest.raises(SeveralNamed, match=r"may be Bo Chen \(Copper Bakery\), Bo Chen \(Acme\)\. Write more"):
        person_named(store.connection, "bo chen")
    assert person_named(store.connection, "bo at:acme") == acme


@pytest.mark.parametrize("text", ["zoe", "", "  ", '"', "\x00"])
def test_nobody_is_told(store: Store, text: str) -> None:
    people.add(store, "Ada Lindqvist")
    with pytest.raises(NobodyNamed, match="Nobody matches"):
        person_named(store.connection, text)
