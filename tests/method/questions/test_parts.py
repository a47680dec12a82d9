"""A text that asks several things comes apart into the questions it could be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.questions.parts import parts_of

SEVERAL = {
    "How did you begin? And what would you do otherwise today?": [
        "How did you begin?",
        "What would you do otherwise today?",
    ],
    "I read your report. How did you begin and what came next?": [
        "I read your report. How did you begin?",
        "What came next?",
    ],
    "What skills do I need and how long does it take and do you have any openings for me?": [
        "What skills do I need?",
        "How long does it take?",
        "Do you have any openings for me?",
    ],
    "Why now? Why here?": ["Why now?", "Why here?"],
}


@pytest.mark.parametrize("text", SEVERAL)
def test_several_questions_come_apart(text: str) -> None:
    assert parts_of(text) == SEVERAL[text]


@pytest.mark.parametrize("text", ["How did you get here?", "You know bread and butter. What else?", "Why", ""])
def test_one_question_stays_whole(text: str) -> None:
    assert len(parts_of(text)) == 1


@given(st.text(max_size=200))
def test_any_text_comes_apart_into_at_least_one(text: str) -> None:
    assert parts_of(text)
