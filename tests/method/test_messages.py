"""What is found in a message while it is written: in an eager draft, in its mended form, and rule by rule."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.messages import Context, Draft, Finding, count_words, language_of, review
from coffeechat.method.messages.checks import CHECKS
from coffeechat.method.messages.findings import rules
from coffeechat.method.rules import defaults
from coffeechat.method.touches import NOUNS

ASKS = [
    ask
    for name in ("asks.toml", "asks_de.toml")
    for ask in tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))["message"]
]
ASK = Context(kind="ask", theirs=("Ada", "Lindqvist", "Stadtwerk Elmhafen"), introducers=("Maya", "Maya Okonjo"))

TOO_EAGER = """Dear Ada Lindqvist,

My name is Lena Brandt, and I am in my last year of geography. Cities and their traffic have always been my passion. \
Your department at Stadtwerk Elmhafen plans the new tram lines, and I would be grateful for your advice on how you \
came to planning and what you would study for this field. Are there any openings? You could tell me more in 20 \
minutes, whenever it suits you next week. Thank you very much.

Lena Brandt"""

MENDED = """Dear Ada Lindqvist,

Maya Okonjo suggested that I write to you. Your department at Stadtwerk Elmhafen plans the new tram lines, and I would \
be grateful for your advice on how you came to planning and what you would study today to work in this field. I am in \
my last year of geography. Would you have 20 minutes next week, whenever it suits you best?

Kind regards,
Lena Brandt"""


def found(body: str, context: Context = ASK, **said: str) -> list[Finding]:
    return review(Draft(body, **said), context, defaults())


def names(body: str, context: Context = ASK, **said: str) -> list[str]:
    return [finding.name for finding in found(body, context, **said)]


def test_the_draft_that_asks_for_a_job_has_exactly_its_four_findings() -> None:
    assert count_words(TOO_EAGER) == 82
    assert names(TOO_EAGER) == ["too long", "no connection stated", "job ask", "no question at the end"]


def test_mended_to_seventy_words_it_has_none() -> None:
    assert count_words(MENDED) == 70
    assert names(MENDED) == []


def test_a_finding_says_what_where_what_to_do_and_who_says_so() -> None:
    (job,) = (finding for finding in found(TOO_EAGER) if finding.rule == "M03")
    assert job.message == "“any openings” asks for a job."
    assert job.fix == "Ask for advice instead: “How did you get into …?”"
    assert "Dalton" in job.source and not job.stops
    assert job.span and TOO_EAGER[slice(*job.span)] == "any openings"
    (long,) = (finding for finding in found(TOO_EAGER) if finding.rule == "M01")
    assert (long.message, long.fix) == ("82 words; at most 75.", "Cut 7 words: what is about you goes first.")


def test_a_message_in_daltons_own_form_passes() -> None:
    """The question need not be the very last sentence: his example has one more after it."""
    body = (
        "Hi Bo,\n\nI am a fellow alum of Lighthouse University who found your profile in our directory. May I have 20 "
        "minutes to ask you about your experience at Kiesel? I am trying to learn more about careers in transport, and "
        "your insights would help.\n\nBest regards,\nRobin"
    )
    assert names(body, Context(kind="ask", theirs=("Bo", "Kiesel"))) == []


@pytest.mark.parametrize(
    ("rule", "kind", "bad", "good"),
    [
        ("M02", "ask", "I am Lena. I study. You plan trams. Maya sent me to you.", "Maya sent me to you."),
        ("M02", "ask", "I would like to hear how you work.", "I read your article on bus data."),
        ("M02", "ask", "I would like to hear how you work.", "We both studied at Lighthouse University."),
        ("M03", "ask", "Could you put in a good word for me?", "Could you tell me how you began?"),
        ("M03", "ask", "I am looking for a job in planning.", "I am not looking for a job, only for your view."),
        ("M03", "ask", "Is your team hiring at the moment?", "What do you like about your job?"),
        ("M03", "thanks", "Please pass my CV to your boss.", "Thank you for the map."),
        ("M03", "ask", "Do you have any open positions?", "How open is your position to newcomers?"),
        ("M04", "ask", "Please write when it suits you.", "Would it suit you?"),
        (
            "M04",
            "ask",
            "Would it suit you? I read all about maps. I draw them, too.",
            "Would it suit you? I draw maps.",
        ),
        ("M04", "ask", "I like maps. Is your team hiring?", "How are you? Thank you so much! Lena"),
        ("M05", "ask", "Would you meet me?", "Would you give me your view?"),
        ("M06", "ask", "My paper is attached.", "I read your paper."),
        ("M07", "ask", "May I have an informational interview?", "May I ask for a short talk?"),
        ("M08", "ask", "I studied and I worked and I like it. Do you?", "How did you begin? I studied."),
        ("M09", "ask", "Would you have time?", "Would you have a quarter of an hour?"),
        ("M09", "ask", "Would you have an hour?", "Would you have 15-20 minutes?"),
        ("M10", "ask", "What is it like?", "How did you come to your team, and to this field?"),
        ("M13", "thanks", "Dear Ada,\n\nKind regards,\nLena", "Dear Ada,\n\nYour advice on maps helped."),
        ("M14", "thanks", "Thank you so much for your time!", "What you said about bus data changed my plan."),
        ("M15", "thanks", "I enclose my résumé.", "I enclose nothing."),
        ("M17", "thanks", "I will send you the map by Friday.", "I will read the report."),
        ("M18", "confirm", "I will call you at 10:00.", "I am at +49 40 555 0101."),
        ("M19", "confirm", "Tomorrow at 10:00, then.", "Tomorrow at 10:00 Berlin time, then."),
        (
            "M20",
            "thanks",
            "What you said of maps: she reads each twice.",
            "What you said of maps: you read each twice.",
        ),
        (
            "M20",
            "thanks",
            "Vielen Dank. Geblieben ist mir: sie liest jede Karte.",
            "Vielen Dank. Sie lesen jede Karte.",
        ),
        ("M19", "confirm", "At that time about noon, then.", "Tomorrow at 10:00 CET, then."),
    ],
)
def test_each_rule_finds_what_is_wrong_and_lets_what_is_right_pass(rule: str, kind: str, bad: str, good: str) -> None:
    context = Context(kind=kind, theirs=("Ada", "Stadtwerk"), introducers=("Maya",))
    assert rule in [finding.rule for finding in found(bad, context)]
    assert rule not in [finding.rule for finding in found(good, context)]


def test_a_variable_left_in_stops_the_message_and_those_there_are_are_named() -> None:
    context = Context(kind="thanks", variables={"insight": "one thing they said", "promise": "what you will do"})
    unknown, gap = found("Thank you, {given}. What you said about {insight} helped.", context)
    assert unknown.stops and gap.stops
    assert (unknown.message, unknown.fix) == ("There is no {given}.", "There are: {insight}, {promise}.")
    assert (gap.message, gap.fix) == ("{insight} is still empty.", "Write one thing they said in its place.")


def test_a_variable_is_told_of_once_in_the_subject_and_once_in_the_words() -> None:
    context = Context(kind="message", variables={"given": "their first name"})
    subject, words = found("Hello {given}, hello {given}.", context, subject="To {given}")
    assert (subject.message, subject.span) == ("{given} in the subject is still empty.", (3, 10))
    assert (words.message, words.span) == ("{given} is still empty.", (6, 13))
    assert (subject.in_subject, words.in_subject) == (True, False)


def test_braces_that_are_no_variable_are_let_be() -> None:
    assert "unknown variable" not in names("A set {1, 2}, {} and {not one}.", Context(kind="message"))


def test_an_attachment_is_found_without_a_word_about_it() -> None:
    assert "something attached" in names(MENDED, attachment="resume")
    thanks = Context(kind="thanks")
    assert "résumé with a thank-you" in names("What you said about maps helped.", thanks, attachment="resume")


def test_a_second_message_belongs_in_the_first_ones_thread() -> None:
    context = Context(kind="follow_up", thread="Your way into planning")
    assert "another thread" in names("Would it suit you?", context, subject="Hello again")
    assert "another thread" not in names("Would it suit you?", context, subject="RE: your way into planning")
    assert "another thread" not in names("Would it suit you?", Context(kind="follow_up"), subject="Hello")


def test_a_promise_kept_as_such_already_is_not_told_of_again() -> None:
    context = Context(kind="thanks", promises=("send the map by Friday",))
    assert "promises something" not in names("I will send you the map by Friday.", context)
    assert "promises something" in names("I will send you my thesis.", context)


def test_an_empty_message_is_told_of_nothing_else() -> None:
    assert names("  \n") == ["empty"]


def test_a_book_pasted_by_mistake_is_counted_whole_and_read_at_its_beginning() -> None:
    started = time.perf_counter()
    assert found(f"{TOO_EAGER}\n" * 1000)[0].message == "82000 words; at most 75."
    assert time.perf_counter() - started < 2


def test_a_message_is_read_in_its_own_language() -> None:
    assert language_of(MENDED) == "en"
    assert language_of("Guten Tag, könnten Sie mir von Ihrer Arbeit erzählen?") == "de"
    assert language_of("") == language_of("123") == "en"
    assert "job ask" in names("Guten Tag Ada, suchen Sie gerade jemanden für eine offene Stelle?")


def test_every_code_has_a_check_and_only_kinds_there_are() -> None:
    assert list(rules()) == list(CHECKS)
    assert {kind for rule in rules().values() for kind in rule.kinds} <= NOUNS.keys()


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask["text"].strip().splitlines()[0])
def test_asks_as_people_write_them_are_read_as_people_read_them(ask: dict[str, Any]) -> None:
    warnings = {finding.name for finding in found(ask["text"], Context(kind="ask")) if finding.weight != "hints"}
    if "found" in ask:
        assert warnings == set(ask["found"])
    else:
        assert set(ask["at_least"]) <= warnings


@given(st.text(), st.sampled_from(sorted(NOUNS)))
def test_any_text_of_any_kind_is_read_and_every_span_lies_in_it(body: str, kind: str) -> None:
    for finding in found(body, Context(kind=kind)):
        if finding.span:
            start, end = finding.span
            assert 0 <= start < end <= len(body)
