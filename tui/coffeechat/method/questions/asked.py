"""A question read once: everything about it that does not depend on the talk it is for."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from coffeechat.method.questions import traits
from coffeechat.method.questions.form import Form, Matches, form_of
from coffeechat.method.questions.phrases import phrases
from coffeechat.method.questions.reading import Reading, read


class Asked(Struct, frozen=True):
    """The words of a question, the phrases found in them, what kind of question it is, and how deep it goes."""

    reading: Reading
    found: Matches
    form: Form
    depth: int


@lru_cache(maxsize=512)
def asked(text: str, language: str) -> Asked:
    """0.2 ms; remembered, because a plan is reviewed anew with every key while only one of its questions changes."""
    reading = read(text, language)
    found = phrases(language).find(reading)
    return Asked(reading, found, form_of(reading, found), traits.depth(found))
