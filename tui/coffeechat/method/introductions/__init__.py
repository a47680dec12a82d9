"""Introductions: which step may follow which, and what each needs."""

from coffeechat.method.introductions.states import (
    EXPIRES_AFTER_DAYS,
    PATH,
    STAMPS,
    Facts,
    Step,
    is_open,
    lapses_at,
    next_states,
    refusal,
    state,
    steps,
    what_next,
    without_consent,
    word,
    written,
)

__all__ = [
    "EXPIRES_AFTER_DAYS",
    "PATH",
    "STAMPS",
    "Facts",
    "Step",
    "is_open",
    "lapses_at",
    "next_states",
    "refusal",
    "state",
    "steps",
    "what_next",
    "without_consent",
    "word",
    "written",
]
