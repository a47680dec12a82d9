"""A question read once: everything about it that does not depend on the talk it is for."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from coffeechat.method.questions.form import Form, Matches, form_of
from coffeechat.method.questions.phrases import phrases
from coffeechat.method.questions.reading import Reading, read
from coffeechat.method.questions.rules import LIMITS
from coffeechat.method.questions.traits import Traits, traits_of


class Asked(Struct, frozen=True):
    """The words of a question, the phrases found in them, what kind of question it is, and what is good about it."""

    reading: Reading
    found: Matches
    form: Form
    traits: Traits


def asked(text: str, language: str) -> Asked:
    """The question read, as far as anybody would listen."""
    return _asked(text[: LIMITS.longest_read], language)


@lru_cache(maxsize=512)
def _asked(text: str, language: str) -> Asked:
    """0.1 ms; remembered, because a plan is reviewed anew with every key while only one of its questions changes."""
    reading = read(text, language)
    found = phrases(language).find(reading)
    form = form_of(reading, found, language)
    return Asked(reading, found, form, traits_of(reading, found, form, language))
