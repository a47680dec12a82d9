"""The stage of a person: every transition of the method, and those that it forbids over random histories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coffeechat.method.agenda import agenda
from coffeechat.method.funnel import funnel
from coffeechat.method.rules import defaults
from coffeechat.method.stages import STAGES
from method.story import HERE, MONDAY, Story


def test_somebody_found_is_on_the_shortlist_by_rank_or_by_the_users_word() -> None:
    assert Story().stage == "found"
    assert Story().know(score=40.0).stage == "shortlisted"
    assert Story().know(score=39.0).stage == "found"
    assert Story().know(score=80.0, researched_at="2026-03-01T10:00:00Z").stage == "researched"


def test_an_ask_waits_for_an_answer_until_ten_business_days_after_the_follow_up() -> None:
    story = Story().sent("ask")
    assert story.stage == "asked"
    story.until("2026-03-11").sent("follow_up")
    assert story.stage == "asked", "a follow-up is no new ask"
    assert story.until("2026-03-24").stage == "asked"
    assert story.until("2026-03-25").stage == "no_reply"
    assert story.responsiveness == "curmudgeon"


def test_after_six_months_somebody_who_did_not_answer_may_be_asked_again() -> None:
    story = Story().know(score=80.0).sent("ask").until("2026-09-24")
    assert story.stage == "no_reply"
    assert "ask Ada Lindqvist again from Fri 25 Sep on" in (story.refusal("ask") or "")
    story.until("2026-09-25")
    assert story.stage == "shortlisted"
    assert story.refusal("ask") is None


@pytest.mark.parametrize(
    ("kind", "stage"),
    [("yes", "replying"), ("refers", "replying"), (None, "replying"), ("no", "declined"), ("later", "later")],
)
def test_an_answer_says_where_it_goes_on(kind: str | None, stage: str) -> None:
    assert Story().sent("ask").wait(1).came(kind).stage == stage


@pytest.mark.parametrize(
    ("day", "kind", "who"),
    [
        ("2026-03-04", "yes", "booster"),
        ("2026-03-05", "yes", "booster"),
        ("2026-03-06", "yes", "obligate"),
        ("2026-03-04", "no", "obligate"),
    ],
)
def test_who_answers_within_three_business_days_and_helps_is_a_booster(day: str, kind: str, who: str) -> None:
    assert Story().sent("ask").until(day).came(kind).responsiveness == who


def test_an_imported_message_is_an_answer_but_no_ask() -> None:
    assert Story().sent("message").wait(1).came(kind="message").stage == "found"
    assert Story().sent("ask").wait(1).came(kind="message").stage == "replying"


def test_out_of_office_is_no_answer_and_the_days_count_from_their_return() -> None:
    story = Story().sent("ask").came("out_of_office", wake_on="2026-03-16")
    assert story.stage == "asked"
    assert "7B is Wed 25 Mar" in (story.until("2026-03-24").refusal("follow_up") or "")
    assert story.until("2026-03-25").refusal("follow_up") is None


def test_what_came_back_was_never_asked() -> None:
    story = Story().sent("ask", state="bounced")
    assert story.stage == "found"
    assert story.refusal("ask") is None


def test_an_ask_that_was_closed_is_not_waited_for() -> None:
    assert Story().sent("ask", state="closed").stage == "no_reply"


@pytest.mark.parametrize("state", ["cancelled", "no_show"])
def test_a_talk_that_came_to_nothing_is_no_answer_to_an_ask_made_since(state: str) -> None:
    story = Story().sent("ask").wait(1).came("yes").wait(1).talk("scheduled", in_days=9)
    story.wait(1).move(0, state).wait(1).sent("ask")
    assert story.stage == "asked"
    assert story.refusal("ask")


def test_a_second_person_was_asked_as_well() -> None:
    story = Story().sent("second_contact")
    assert story.stage == "asked"
    assert story.refusal("ask")


def test_a_talk_goes_from_scheduled_to_thanked_in_touch_and_quiet() -> None:
    story = Story().sent("ask").wait(1).came("yes").talk("scheduled", in_days=2)
    assert story.stage == "scheduled"
    assert story.wait(3).move(0, "ended", ended_at="2026-03-05T09:30:00Z").stage == "met"
    assert story.move(0, "debriefed").stage == "met"
    assert story.sent("thanks").stage == "thanked"
    assert story.wait(14).sent("update").stage == "in_touch"
    assert story.wait(122).stage == "in_touch"
    assert story.wait(1).stage == "quiet"
    assert story.came(kind="message").stage == "in_touch"


def test_a_rhythm_of_ones_own_says_when_somebody_is_quiet() -> None:
    story = Story().talk("closed").wait(1).sent("thanks").sent("update")
    story.know(person=msgspec.structs.replace(story.facts.person, cadence_days=20, cadence_max_days=30))
    assert story.wait(30).stage == "in_touch"
    assert story.wait(1).stage == "quiet"


def test_a_talk_that_came_to_nothing_leaves_one_in_contact() -> None:
    for state in ("cancelled", "no_show"):
        assert Story().sent("ask").wait(1).talk("scheduled", in_days=1).move(0, state).stage == "replying"
    assert Story().talk("cancelled").stage == "replying"


def test_a_time_agreed_on_is_an_answer_though_none_was_logged() -> None:
    story = Story().sent("ask").wait(1).talk("scheduled", in_days=30)
    assert story.until("2026-03-11").refusal("follow_up")
    assert story.move(0, "cancelled").refusal("follow_up")


def test_a_talk_planned_before_the_ask_is_no_answer() -> None:
    story = Story().talk("planned").wait(1).sent("ask")
    assert story.stage == "asked"


def test_a_catch_up_needs_no_thanks() -> None:
    assert Story().talk("ended", kind="catch_up").wait(1).stage == "in_touch"


def test_whoever_opens_a_door_after_the_talk_is_an_advocate() -> None:
    story = Story().talk("ended").introduces("introducer_ok")
    assert story.wait(1).stage == "met", "thanks come first"
    assert story.sent("thanks").stage == "advocate"
    asked_only = Story().talk("ended").wait(1).sent("thanks").introduces("asked")
    assert asked_only.stage == "thanked"
    assert asked_only.wait(1).came("refers").stage == "advocate"


def test_who_was_met_and_is_asked_again_is_asked() -> None:
    story = Story().talk("ended").wait(1).sent("thanks").wait(90).sent("ask")
    assert story.stage == "asked"
    assert story.wait(400).stage == "quiet"


def test_parked_and_not_to_be_contacted_are_silent_and_come_back() -> None:
    story = Story().sent("ask").park()
    assert story.stage == "parked"
    assert "P takes them back" in (story.refusal("ask") or "")
    assert story.park(False).stage == "asked"
    story.know(person=msgspec.structs.replace(story.facts.person, do_not_contact=True))
    assert story.stage == "parked"
    for act in ("ask", "thanks", "update", "message"):
        assert "not to contact" in (story.refusal(act) or "")
    assert story.refusal("note") is None


def test_nothing_leads_out_of_forgotten() -> None:
    story = Story().sent("ask").came("yes").talk("scheduled")
    story.know(person=msgspec.structs.replace(story.facts.person, deleted_at="2026-03-03T09:00:00Z"))
    assert story.stage == "forgotten"
    for act in ACTS:
        assert story.refusal(act)


def test_asking_twice_is_refused_with_the_day_to_follow_up_instead() -> None:
    story = Story().sent("ask").wait(2)
    assert story.refusal("ask") == (
        "You asked Ada Lindqvist on Mon 2 Mar and wait for the answer. "
        "Do not ask twice: follow up once, from Wed 11 Mar on (3B7, Dalton)."
    )
    assert story.refusal("follow_up") == (
        "It is too early to follow up with Ada Lindqvist: you asked on Mon 2 Mar, and 7B is Wed 11 Mar (3B7, Dalton)."
    )


def test_a_third_message_for_one_ask_is_refused() -> None:
    story = Story().sent("ask").until("2026-03-11").sent("follow_up").wait(7)
    for act in ("ask", "follow_up", "second_contact"):
        assert "third message" in (story.refusal(act) or "")


def test_later_means_not_before_the_day_they_named() -> None:
    story = Story().sent("ask").wait(1).came("later", wake_on="2026-04-13").until("2026-04-12")
    assert "from Mon 13 Apr on" in (story.refusal("ask") or "")
    assert story.until("2026-04-13").refusal("ask") is None


def test_thanks_need_a_talk_an_introduction_or_an_honest_no() -> None:
    assert "no talk" in (Story().refusal("thanks") or "")
    assert "no talk" in (Story().sent("ask").came("yes").talk("scheduled", in_days=1).refusal("thanks") or "")
    assert Story().sent("ask").wait(1).came("no").refusal("thanks") is None
    assert Story().introduces("made").refusal("thanks") is None
    assert Story().talk("ended").refusal("thanks") is None


def test_what_came_of_it_comes_after_the_thanks() -> None:
    story = Story()
    assert "outcome" in (story.refusal("update") or "")
    assert "first" in (story.talk("ended").refusal("update") or "")
    assert story.wait(1).sent("thanks").refusal("update") is None
    assert Story().introduces("made").refusal("update") is None


def test_only_a_talk_with_a_time_is_confirmed() -> None:
    assert Story().talk("planned").refusal("confirm")
    assert Story().talk("scheduled", in_days=3).refusal("confirm") is None
    assert "agreed already" in (Story().talk("scheduled", in_days=3).refusal("ask") or "")


ACTS = ("ask", "second_contact", "follow_up", "thanks", "update", "confirm", "message", "news")
Step = Callable[[Story], object]


def _try(act: str) -> Step:
    def step(story: Story) -> None:
        if story.refusal(act) is None:
            story.sent(act)

    return step


def _move_last(states: tuple[str, ...], to: str) -> Step:
    def step(story: Story) -> None:
        if story.facts.conversations and story.facts.conversations[-1].state in states:
            story.move(-1, to)

    return step


STEPS: dict[str, Step] = {
    **{act: _try(act) for act in ACTS},
    **{f"came {kind}": (lambda story, kind=kind: story.came(kind)) for kind in ("yes", "no", "later", "out_of_office")},  # type: ignore[misc]
    "they write": lambda story: story.came(kind="message"),
    "plan": lambda story: story.talk("planned"),
    "schedule": lambda story: story.talk("scheduled", in_days=1),
    "end": _move_last(("scheduled", "confirmed"), "ended"),
    "debrief": _move_last(("ended",), "debriefed"),
    "cancel": _move_last(("scheduled",), "cancelled"),
    "no show": _move_last(("scheduled",), "no_show"),
    "introduces": lambda story: story.introduces("made"),
    "park": lambda story: story.park(not story.facts.is_parked),
    **{f"{days} days": (lambda story, days=days: story.wait(days)) for days in (0.1, 1, 4, 10, 45, 200)},  # type: ignore[misc]
}
histories = st.lists(st.sampled_from(sorted(STEPS)), max_size=25)

HALF_A_YEAR = timedelta(days=180)
FOLLOWS_TALK = {"met", "thanked", "in_touch", "advocate", "quiet"}


@given(histories)
def test_no_sequence_of_actions_reaches_a_forbidden_stage(history: list[str]) -> None:
    story = Story()
    for name in history:
        before = story.stage
        STEPS[name](story)
        after = story.stage
        assert after in STAGES
        talks = story.facts.held
        if after in FOLLOWS_TALK:
            assert talks, f"{before} → {after} without a talk"
        if after in ("thanked", "in_touch", "advocate", "quiet"):
            assert any(touch.kind == "thanks" for touch in story.facts.touches), "nobody is thanked without thanks"
        if before == "found" and after == "met":
            raise AssertionError("found → met")
        if name in ("ask", "second_contact") and after != before:
            assert after == "asked"
        if before == "met" and after == "thanked":
            assert name == "thanks"


@given(histories)
@example(["schedule", "no show", "ask", "ask"])
@example(["schedule", "cancel", "1 days", "ask", "ask"])
def test_nobody_is_asked_twice_without_an_answer_or_written_to_a_third_time(history: list[str]) -> None:
    story, unanswered, asked = Story(), list[str](), MONDAY
    for name in history:
        if story.now - asked > HALF_A_YEAR or name == "schedule":  # a time agreed on is an answer
            unanswered = []
        before = len(story.facts.touches)
        STEPS[name](story)
        for touch in story.facts.touches[before:]:
            if touch.direction == "in" and touch.reply_kind != "out_of_office":
                unanswered = []
            elif touch.kind == "follow_up":
                assert unanswered == ["ask"], "once, and only after an ask"
                unanswered.append("follow_up")
            elif touch.kind in ("ask", "second_contact"):
                assert not unanswered, "asked twice"
                unanswered, asked = ["ask"], story.now


@given(histories)
def test_nothing_goes_to_somebody_who_is_not_to_be_contacted(history: list[str]) -> None:
    story = Story()
    story.know(person=msgspec.structs.replace(story.facts.person, do_not_contact=True))
    for name in history:
        STEPS[name](story)
    assert [touch for touch in story.facts.touches if touch.direction == "out"] == []


ODD = st.sampled_from(
    ["soon", None, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T09:00:00Z", "2026-03-02"]
)


@given(histories, st.permutations(range(25)), ODD, ODD)
def test_any_rows_in_any_order_have_a_stage(history: list[str], order: list[int], at: str | None, on: str) -> None:
    """Another machine's rows come in any order, and what nobody could have done here may come with them."""
    story = Story()
    for name in history:
        STEPS[name](story)
    touches, talks = story.facts.touches, story.facts.conversations
    shuffled = tuple(touches[place] for place in order if place < len(touches))
    odd = tuple(msgspec.structs.replace(touch, at=at or "", wake_on=on) for touch in shuffled[::3])
    moved = tuple(msgspec.structs.replace(talk, at=at, ended_at=on) for talk in talks)
    story.know(touches=(*shuffled, *odd), conversations=moved)
    assert story.stage in STAGES
    for act in ACTS:
        story.refusal(act)
    agenda([story.facts], story.now, story.rules, HERE)
    funnel([story.facts], story.now, story.rules, HERE)


def test_the_rules_settings_move_the_days() -> None:
    quick = msgspec.structs.replace(defaults(), follow_up=2, no_reply=1)
    story = Story(quick).sent("ask").until("2026-03-04")
    assert story.refusal("follow_up") is None
    assert story.until("2026-03-05").stage == "no_reply"
