"""Messages looked at while they are written: short, about them, asking for advice; each finding with its source."""

from __future__ import annotations

from coffeechat.method.messages.findings import Finding, NotReady, Weight, check_ready
from coffeechat.method.messages.phrases import LANGUAGES, language_of
from coffeechat.method.messages.reading import Context, Draft, count_words
from coffeechat.method.messages.review import review, word_limit

__all__ = [
    "LANGUAGES",
    "Context",
    "Draft",
    "Finding",
    "NotReady",
    "Weight",
    "check_ready",
    "count_words",
    "language_of",
    "review",
    "word_limit",
]
