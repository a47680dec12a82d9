"""Rules P1 to P8: a plan as a whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.questions import (
    Answered,
    PlanContext,
    Planned,
    arc_order,
    minutes_of,
    needed_minutes,
    review_plan,
    reviews,
    topics,
)
from coffeechat.packs import all_packs
from method.questions.cases import cases

OPEN = Planned(text="What surprised you most in your first year here?", topic="insights")
WHO = Planned(text="Who else sees this differently from you and would be worth twenty minutes?", topic="contacts")
PLANNED = st.builds(
    Planned,
    text=st.text(max_size=60) | st.sampled_from([case.text for case in cases("seen")]),
    topic=st.none() | st.sampled_from(list(topics())) | st.text(max_size=8),
    minutes=st.none() | st.floats(0, 60),
    must=st.booleans(),
    has_source=st.booleans(),
    kinds=st.sampled_from([(), ("informational",), ("job_interview",)]),
)


def of_pack(key: str, must: int = 0) -> list[Planned]:
    """A pack as a plan, with its first questions marked as must."""
    questions = next(pack for pack in all_packs() if pack.key == key).questions
    return [
        Planned(text=question.text, topic=question.topic, phase=question.phase, must=number < must)
        for number, question in enumerate(questions)
    ]


def found(items: list[Planned], **context: object) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.item) for finding in review_plan(items, PlanContext(**context))]  # type: ignore[arg-type]


def test_twelve_questions_take_forty_minutes_with_the_start_and_the_end() -> None:
    assert needed_minutes(of_pack("career-changer")) == 40


def test_three_open_questions_fit_into_fifteen_minutes_five_into_twenty_and_eight_into_thirty() -> None:
    for minutes, most in ((15, 3), (20, 5), (30, 8)):
        assert ("P1", most) in found([OPEN] * (most + 1), minutes=minutes)
        assert "P1" not in dict(found([OPEN] * most, minutes=minutes))


def test_a_plan_that_is_too_full_fits_once_five_are_marked_as_must() -> None:
    assert ("P1", 5) in found(of_pack("career-changer"), minutes=20)
    assert "P1" not in dict(found(of_pack("career-changer", must=5), minutes=20))


def test_minutes_follow_from_how_deep_a_question_goes() -> None:
    deep = Planned(text="You wrote that most pilots fail. What led you to that view?")
    short = Planned(text="How many days a week are you in the field?")
    assert [minutes_of(item) for item in (deep, OPEN, short, WHO)] == [4, 3, 1.5, 2]
    assert minutes_of(Planned(text=OPEN.text, minutes=7)) == 7
    assert minutes_of(Planned(text=OPEN.text, has_source=True)) == 4


def test_who_else_is_asked_last_and_advice_not_first() -> None:
    advice = Planned(text="What would you learn first in my place?", topic="advice")
    assert ("P2", 0) in found([WHO, OPEN])
    assert ("P2", 0) in found([advice, OPEN, WHO])
    assert "P2" not in dict(found([OPEN, advice, WHO]))


def test_the_arc_goes_from_the_story_to_who_else() -> None:
    items = [WHO, Planned(text="a", topic="advice"), Planned(text="b", topic="path"), Planned(text="c", topic="day")]
    assert arc_order(items) == [2, 3, 1, 0]
    general = of_pack("general")
    assert arc_order(general) == list(range(len(general)))


def test_topics_of_the_goal_that_nobody_asks_about_are_named() -> None:
    (missing,) = [f for f in review_plan([OPEN, WHO], PlanContext(topics=("insights", "culture"))) if f.rule == "P3"]
    assert "Culture" in missing.message


def test_two_questions_with_the_same_words_are_one() -> None:
    again = Planned(text="In your first year here, what was it that surprised you most?")
    assert ("P4", 1) in found([OPEN, again, WHO])
    assert "P4" not in dict(found([OPEN, WHO]))


def test_what_three_people_answered_alike_becomes_a_probe() -> None:
    probe = "Others told me: a degree is not needed. How is it where you work?"
    for people, told in ((2, []), (3, [probe])):
        known = Answered(claim="a degree is not needed", people=people, topic="entry")
        items = [Planned(text="Which degree do newcomers to your team need?", topic="entry"), WHO]
        found = review_plan(items, PlanContext(answered=(known,)))
        assert [one.rewrite for one in found if one.rule == "P5"] == told
        for other in (Planned(text=probe, topic="entry"), OPEN):
            assert "P5" not in {one.rule for one in review_plan([other], PlanContext(answered=(known,)))}


def test_a_question_that_three_people_have_answered_is_known_whatever_they_said() -> None:
    known = Answered(claim="it varies", people=3, question="What surprised you most in the first year?")
    assert ("P5", 0) in found([OPEN, WHO], answered=(known,))


def test_details_are_not_for_the_top_and_strategy_not_for_an_intern() -> None:
    detail = Planned(text="Which tools do you use from day to day?")
    strategy = Planned(text="Where is the strategy of the company taking it in the next five years?")
    assert ("P6", 0) in found([detail, WHO], level=8)
    assert ("P6", 0) in found([strategy, WHO], level=0)
    assert "P6" not in dict(found([detail, strategy, WHO], level=4))


def test_a_plan_asks_for_names_exactly_once_and_leaves_time_for_a_follow_up() -> None:
    assert ("P7", 0) in found([OPEN])
    assert ("P7", 2) in found([OPEN, WHO, WHO])
    assert "P7" not in dict(found([OPEN, WHO], minutes=20))
    assert ("P7", 4) in found([OPEN] * 4 + [WHO], minutes=20)


def test_questions_of_a_job_interview_are_blocked_in_another_talk() -> None:
    items = of_pack("job-interview")
    blocked = [finding for finding in review_plan(items, PlanContext()) if finding.effect == "blocks"]
    assert blocked and all(finding.rule == "P8" for finding in blocked)
    assert "P8" not in dict(found(items, kind="job_interview"))
    assert ("P8", 0) in found([Planned(text=OPEN.text, kinds=("job_interview",)), WHO])


@given(st.lists(PLANNED, max_size=8), st.none() | st.floats(1, 90), st.none() | st.integers(0, 9))
def test_any_plan_is_reviewed_and_every_finding_names_one_of_its_questions(
    items: list[Planned], minutes: float | None, level: int | None
) -> None:
    context = PlanContext(minutes=minutes, level=level, topics=("culture",))
    told = review_plan(items, context)
    assert all(finding.item in range(len(items)) for finding in told)
    assert told == review_plan(items, context)
    assert len(reviews(items, context)) == len(items)
    assert sorted(arc_order(items)) == list(range(len(items)))
