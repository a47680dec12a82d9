"""The plan of a conversation keeps its order, also when two machines have put two questions in one place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeechat.records import PlanItem
from coffeechat.store import plans
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store

TALK = b"conversation...."
TEXTS = ("How did you begin?", "What surprised you?", "Who else?", "Why so?")


def planned(store: Store, texts: tuple[str, ...] = TEXTS) -> list[PlanItem]:
    return plans.add(store, TALK, [NewItem(text) for text in texts], "take questions of a pack")


def order(store: Store) -> list[str]:
    return [item.text or "" for item in plans.items(store.connection, TALK)]


def test_questions_are_asked_in_the_order_in_which_they_were_added(store: Store) -> None:
    planned(store)
    plans.add(store, TALK, [NewItem("And you?")], "add a question")
    assert order(store) == [*TEXTS, "And you?"]


def test_a_question_that_is_in_the_plan_is_not_taken_twice(store: Store) -> None:
    planned(store)
    planned(store)
    assert order(store) == list(TEXTS)


def test_taking_a_pack_is_one_undo(store: Store) -> None:
    planned(store)
    assert store.undo().label == "take questions of a pack" and order(store) == []


def test_moving_changes_one_place_and_can_be_undone(store: Store) -> None:
    plan = planned(store)
    plans.move(store, plan[3], -3)
    assert order(store) == ["Why so?", *TEXTS[:3]]
    assert [item.place for item in plans.items(store.connection, TALK)][1:] == [item.place for item in plan[:3]]
    store.undo()
    assert order(store) == list(TEXTS)


@settings(max_examples=40, deadline=None)
@given(moves=st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 5)), max_size=12), tie=st.booleans())
def test_a_moved_question_stands_where_it_was_moved_to(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, int]], tie: bool
) -> None:
    with Store(tmp_path_factory.mktemp("plan") / "p.db") as store:
        plan = planned(store)
        if tie:
            plans.edit(store, plan[1], place=plan[0].place)
        for which, steps in moves:
            expected = order(store)
            text = plan[which].text or ""
            here = expected.index(text)
            expected.insert(max(0, min(here + steps, 3)), expected.pop(here))
            plans.move(store, plan[which], steps)
            assert order(store) == expected


def test_removing_leaves_the_rest_in_order(store: Store) -> None:
    plan = planned(store)
    plans.remove(store, plan[1:3])
    assert order(store) == [TEXTS[0], TEXTS[3]]
