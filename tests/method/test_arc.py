"""The arc of a talk, and where one goes in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method import arc
from coffeechat.records import PlanItem


def item(place: int, topic: str = "path", phase: str = "core", **cells: object) -> PlanItem:
    fields = {"text": f"Question {place}?", "topic": topic, "phase": phase, "place": float(place), **cells}
    return PlanItem(id=bytes([place]), created_at="", **fields)  # type: ignore[arg-type]


PLAN = [item(1), item(2), item(3, "contacts", "close"), item(4, "assignments", "close")]


def test_a_talk_goes_from_small_talk_through_the_questions_to_next_steps() -> None:
    steps = arc.steps("informational", 20, "Learn what planners do", PLAN)
    assert [step.movement for step in steps] == ["small talk", *["questions"] * 4, "next steps"]
    assert "20 minutes" in steps[0].text and steps[0].hint == "Your aim: Learn what planners do"
    assert [step.is_referral for step in steps] == [False, False, False, True, False, False]


def test_without_a_referral_in_the_plan_one_stands_at_its_end() -> None:
    steps = arc.steps("informational", 20, None, [item(1)])
    assert steps[-2].is_referral and steps[-2].item is None and steps[-2].hint


def test_a_job_interview_and_a_catch_up_ask_for_nobody() -> None:
    for kind in ("job_interview", "catch_up"):
        assert not any(step.is_referral for step in arc.steps(kind, 20, None, [item(1), item(2, "contacts")]))


def test_without_a_plan_there_is_still_something_to_go_by() -> None:
    steps = arc.steps("practice", 10, None, [])
    assert [step.movement for step in steps] == ["small talk", "questions", "questions", "next steps"]
    assert "like most" in steps[1].text and not steps[1].is_question


def test_the_next_question_is_the_next_one_still_open() -> None:
    plan = [item(1, asked_at="2026-03-02T10:01:00Z"), item(2, skipped=True), item(3), item(4, "contacts")]
    steps = arc.steps("informational", 20, None, plan)
    assert arc.next_place(steps, 0, is_closing=False) == 3
    assert arc.next_place(steps, 3, is_closing=False) == 4
    assert arc.next_place(steps, 5, is_closing=False) is None


def test_in_the_last_minutes_the_referral_comes_next_and_then_no_more() -> None:
    steps = arc.steps("informational", 20, None, PLAN)
    assert arc.next_place(steps, 1, is_closing=True) == 3
    assert arc.next_place(steps, 3, is_closing=True) == 4
    asked = arc.steps("informational", 20, None, [*PLAN[:2], item(3, "contacts", asked_at="now"), PLAN[3]])
    assert arc.next_place(asked, 1, is_closing=True) == 2


def test_opened_again_it_goes_on_at_the_question_asked_last() -> None:
    plan = [item(1, asked_at="2026-03-02T10:05:00Z"), item(2, asked_at="2026-03-02T10:01:00Z"), item(3)]
    assert arc.resumed_place(arc.steps("informational", 20, None, plan)) == 1
    assert arc.resumed_place(arc.steps("informational", 20, None, PLAN)) == 0


@given(
    st.sampled_from(["practice", "informational", "job_interview", "catch_up", None, "other"]),
    st.lists(st.tuples(st.sampled_from(["path", "contacts"]), st.booleans(), st.booleans()), max_size=12),
)
def test_going_on_always_comes_to_the_end(kind: str | None, drawn: list[tuple[str, bool, bool]]) -> None:
    plan = [
        item(place, topic, asked_at="now" if asked else None, skipped=skipped)
        for place, (topic, asked, skipped) in enumerate(drawn)
    ]
    steps = arc.steps(kind, 20, None, plan)
    place: int | None = 0
    seen = []
    while place is not None:
        seen.append(place)
        place = arc.next_place(steps, place, is_closing=False)
    assert seen[-1] == len(steps) - 1 and seen == sorted(set(seen))
