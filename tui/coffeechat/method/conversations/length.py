"""How long a talk is to be, as it is typed, and how many questions that is."""

from __future__ import annotations

from coffeechat.errors import CoffeechatError
from coffeechat.method.conversations.kinds import kind_of
from coffeechat.records import Conversation

LEAST_MINUTES, MOST_MINUTES = 5, 480
FRAME_MINUTES, QUESTION_MINUTES = 5, 3
"""Start and end take five minutes; an open question three (P1): 3 questions in 15 minutes, 5 in 20, 8 in 30."""
QUESTIONS_AT_THE_END = 3
"""Where they ask, the own questions come last."""


class NotALength(CoffeechatError):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is no length of a talk: it ends after it begins, in {LEAST_MINUTES} to {MOST_MINUTES} minutes. "
            "Ask for 15, 20 or 30."
        )


def minutes_of(text: str) -> int | None:
    """How long, or None for nothing typed. Raises NotALength."""
    if not text:
        return None
    digits = text.removesuffix("min").strip()
    if not digits.isdecimal() or len(digits) > 4 or not LEAST_MINUTES <= int(digits) <= MOST_MINUTES:
        raise NotALength(text)
    return int(digits)


def enough_questions(talk: Conversation) -> int:
    """How many open questions fill the time of a talk."""
    kind = kind_of(talk.kind)
    if kind.asker == "them":
        return QUESTIONS_AT_THE_END
    return max(1, ((talk.minutes or kind.minutes) - FRAME_MINUTES) // QUESTION_MINUTES)
