"""Each rule of the checker by itself, and the data files it stands on."""

from __future__ import annotations

import re

import pytest

from coffeechat.method.questions import LIMITS, Context, Finding, explanations, review, rules
from coffeechat.method.questions.language import HERE, languages, phrase_rows, rows
from coffeechat.method.questions.rules import sentences


def finding(rule: str, text: str, context: Context = Context()) -> Finding | None:  # noqa: B008
    return next((finding for finding in review(text, context).findings if finding.rule == rule), None)


@pytest.mark.parametrize(
    "text",
    [
        "Could you tell me how a change gets from an idea to production?",
        "Would you mind describing the last release that went wrong?",
        "Do you have any advice on learning to read contracts?",
        "Do you know anyone who moved from teaching into this work?",
        "I'd love to hear what made you stay.",
        "Can you think of a project that taught you something you did not expect?",
    ],
)
def test_polite_openings_are_not_closed_questions(text: str) -> None:
    assert finding("Q01", text) is None
    assert review(text).breakdown.open == 2


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        ("Do you like working in a hospital?", "What do you like most about working in a hospital?"),
        ("Did you study law?", "How did you come to study law?"),
        ("Is it stressful?", "What makes it stressful?"),
        ("What is a product manager?", "What do people outside usually get wrong about the work of a product manager?"),
        ("Don't you think consulting is dull?", "How do you see it: consulting is dull?"),
    ],
)
def test_a_rewrite_is_made_of_the_question_itself(text: str, rewrite: str) -> None:
    assert rewrite in [finding.rewrite for finding in review(text).findings]


def test_what_the_own_notes_say_is_not_asked() -> None:
    notes = ("The team moved to weekly releases in 2023, because customers had complained.",)
    asked = "Why did your team move to weekly releases?"
    told = finding("Q02", asked, Context(notes=notes))
    assert told and told.title == "Can be looked up" and review(asked, Context(notes=notes)).score <= 2
    assert finding("Q02", asked) is None
    assert finding("Q02", asked, Context(notes=notes, has_source=True)) is None
    assert finding("Q02", "I read that you release weekly. What changed for the testers?", Context(notes=notes)) is None


def test_a_job_and_a_resume_may_be_spoken_of_in_a_job_interview() -> None:
    for rule, text in (("Q03", "How do I apply for the open position?"), ("Q04", "What do you miss in my résumé?")):
        assert finding(rule, text)
        assert finding(rule, text, Context(kind="job_interview")) is None


def test_a_linked_source_makes_a_question_well_informed() -> None:
    text = "What changed in your team's week?"
    assert review(text).breakdown.informed == 0
    assert review(text, Context(has_source=True)).breakdown.informed == 2


def test_a_pay_range_is_a_hint_and_their_own_pay_blocks() -> None:
    assert (told := finding("Q05b", "What is the usual pay range in this field?")) and told.effect == "hints"
    assert (told := finding("Q05", "What is your own salary?")) and told.effect == "blocks"


def test_a_second_question_costs_a_point_and_is_cut_off_in_the_rewrite() -> None:
    told = finding("Q06", "How did you get here, and what would you do differently?")
    assert told and told.rewrite == "How did you get here?"
    assert finding("Q06", "Which skills carried over, and which didn't?") is None


def test_what_is_worst_is_asked_from_the_middle_on() -> None:
    text = "What is the hardest part of your week?"
    assert finding("Q14", text, Context(part=0.2))
    assert not finding("Q14", text, Context(part=0.5)) and not finding("Q14", text)


def test_speaking_of_oneself_is_noted_but_not_where_one_asks_what_to_do() -> None:
    assert finding("Q15", "I have my degree, my plan and my savings, so how do I begin?")
    assert finding("Q15", "What could I do, what should I read and what might I try?") is None


@pytest.mark.parametrize(
    ("text", "title"), [("Any advice?", "Too short"), ("What " + "and then again " * 20 + "happens?", "Too long")]
)
def test_length_is_told(text: str, title: str) -> None:
    assert title in [finding.title for finding in review(text).findings]


def test_a_dull_question_is_told_what_would_lift_it() -> None:
    told = review("How is the work divided?")
    assert told.verdict == "look again" and [finding.rule for finding in told.findings] == ["Q11"]


def test_a_question_without_its_mark_yet_is_read_like_one_with_it() -> None:
    for text in ("Do you like your job", "How did you come to leave teaching"):
        assert review(text).breakdown == review(text + "?").breakdown


@pytest.mark.parametrize("language", languages())
def test_the_data_files_agree_with_each_other(language: str) -> None:
    said = sentences(language)
    assert {sentence.code for sentence in said.values()} == set(rules())
    assert [told.code for told in explanations(language)] == list(rules())
    assert all(
        rule.source and (rule.points or rule.effect != "costs" or rule.code[0] == "P") for rule in rules().values()
    )
    lists = {row[0] for row in phrase_rows(language)}
    assert {code for name in lists if re.fullmatch(r"[QP]\d+b?", code := name.split()[0])} <= set(rules())


@pytest.mark.parametrize("language", languages())
def test_every_rewrite_that_is_a_whole_question_is_a_good_one(language: str) -> None:
    written = [row[2] for row in phrase_rows(language) if len(row) > 2]
    written += [row[3] for row in rows(HERE / language / "sentences.tsv") if row[3].endswith("?")]
    whole = {text for text in written if not re.search(r"…|[{}]", text)}
    assert {text: review(text).score for text in whole if review(text).score < LIMITS.keep} == {}


@pytest.mark.parametrize("language", languages())
def test_parts_of_words_in_phrases_are_long_enough_to_be_found_by(language: str) -> None:
    for row in phrase_rows(language):
        first = row[1].split()[row[1].startswith("^")]
        assert all(len(word) > 4 for word in first.split("/") if word.endswith("*")), row
        assert all(len(word) > 2 for word in first.split("/") if word.startswith("*")), row
