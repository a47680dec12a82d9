"""How much two texts speak of the same: by their words that say what they are about."""

from __future__ import annotations

from functools import lru_cache

from coffeechat.method.questions.language import stop_words
from coffeechat.method.questions.reading import read


@lru_cache(maxsize=512)
def content_words(text: str, language: str) -> frozenset[str]:
    """The words that say what a text is about, in the singular."""
    left_out = stop_words(language)
    words = (word for word in read(text, language).words if word[0].isalnum() and word not in left_out)
    return frozenset(map(_singular, words))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of both that they have in common, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def share_within(words: frozenset[str], text: frozenset[str]) -> float:
    """The share of `words` that also stand in `text`, 0 to 1."""
    return len(words & text) / len(words) if words else 0.0


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
