"""Introductions: which step may follow which, and what each needs."""

from coffeechat.method.introductions.chains import Chains, chains_of, has_led
from coffeechat.method.introductions.states import (
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
    "PATH",
    "STAMPS",
    "Chains",
    "Facts",
    "Step",
    "chains_of",
    "has_led",
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
