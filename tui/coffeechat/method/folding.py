"""The one folding of text that search and matching use: Müller, MULLER and muller become the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

_LETTERS: Final = {
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "‘": "'",
    "’": "'",
    "ʼ": "'",
    "‐": "-",
    "–": "-",
    "—": "-",
}
_SPECIAL: Final = re.compile("[" + "".join(_LETTERS) + "]")
# Soft hyphens, joiners and marks of writing direction come along with names copied from web pages.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
# Marks carry meaning in other scripts (が is not か), so only Latin, Greek and Cyrillic letters lose them.
_ACCENTS: Final = re.compile(
    "(?<=[A-Za-z\u00aa\u00ba\u00c0-\u02af\u0370-\u0482\u048a-\u052f\u1d00-\u1dbf\u1e00-\u1fff"
    "\u2c60-\u2c7f\ua640-\ua66e\ua680-\ua69d\ua722-\ua7ff\uab30-\uab6f])"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+"
)


def fold(text: str) -> str:
    """The form of `text` in which case, accents and the number of blanks don't count. Idempotent."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(filter(None, map(_folded_word, text.split())))


@lru_cache(maxsize=16_384)  # people share the words of their names: a third of the time for names with accents
def _folded_word(word: str) -> str:
    return " ".join(fold_letters(word).split())


def fold_letters(text: str) -> str:
    """Like `fold`, but blanks and line ends stay as they are."""
    decomposed = normalize("NFKD", normalize("NFKD", _INVISIBLE.sub("", text)).casefold())
    return _SPECIAL.sub(lambda letter: _LETTERS[letter[0]], _ACCENTS.sub("", decomposed))
