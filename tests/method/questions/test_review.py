"""The question checker on the method's own examples, on questions as people ask them, and the laws it keeps."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.questions import KINDS, Breakdown, Context, Review, review
from method.questions.cases import Case, cases, is_right

TEXTS = st.one_of(
    st.text(max_size=300),
    st.sampled_from([case.text for name in ("method", "seen") for case in cases(name)]),
    st.lists(
        st.sampled_from("how what why do you hiring my résumé earn , . ? and which I read 2023 Acme least".split()),
        max_size=40,
    ).map(" ".join),
)
CONTEXTS = st.builds(
    Context,
    kind=st.sampled_from(KINDS),
    notes=st.lists(st.text(max_size=80), max_size=2).map(tuple),
    part=st.none() | st.floats(0, 1),
)


def rules_of(told: Review) -> list[str]:
    return [finding.rule for finding in told.findings]


def share_right(name: str) -> float:
    asked = cases(name)
    return sum(map(is_right, asked)) / len(asked)


@pytest.mark.parametrize("case", cases("method"), ids=lambda case: case.text)
def test_the_methods_examples_score_as_it_says(case: Case) -> None:
    assert case.score is not None
    assert abs(review(case.text).score - case.score) <= 1
    assert is_right(case)


@pytest.mark.parametrize("name", ["seen", "more"])
def test_questions_as_people_ask_them_are_told_apart(name: str) -> None:
    assert [case for case in cases(name) if not is_right(case)] == []


@pytest.mark.parametrize("name", ["holdout", "aside"])
def test_of_questions_that_were_kept_aside_nine_in_ten_are_judged_as_their_author_did(name: str) -> None:
    assert share_right(name) >= 0.9


def test_most_other_ways_to_ask_the_same_are_judged_alike() -> None:
    assert share_right("rephrased") >= 0.95


def test_what_somebody_pastes_by_mistake_is_reviewed_at_once() -> None:
    begun = time.process_time()
    for text in ("do you hire me? " * 10_000, ", what would" * 10_000, "how " * 50_000):
        review(text)
    assert time.process_time() - begun < 2


@given(TEXTS, CONTEXTS)
def test_any_text_has_a_score_that_is_the_sum_of_its_parts(text: str, context: Context) -> None:
    told = review(text, context)
    parts = [getattr(told.breakdown, name) for name in Breakdown.__struct_fields__]
    assert all(0 <= part <= 2 for part in parts)
    assert told.score == (min(sum(parts), 2) if told.is_blocked else sum(parts))
    assert told == review(text, context)


@given(TEXTS, CONTEXTS)
def test_a_linked_source_never_lowers_the_score(text: str, context: Context) -> None:
    linked = Context(kind=context.kind, notes=context.notes, part=context.part, has_source=True)
    assert review(text, linked).score >= review(text, context).score
