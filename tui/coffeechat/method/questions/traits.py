"""What is good about a question: how far it opens, how deep it goes, whose experience it asks for, what it knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from coffeechat.method.questions.form import Form, Matches
from coffeechat.method.questions.phrases import Found
from coffeechat.method.questions.reading import Reading

MOST: Final = 2
"""Points for each trait."""

_NUMBER: Final = re.compile(r"\d")


def openness(form: Form, depth: int) -> int:
    """Short answers are worth something when they lead on: "when did you realise ..."."""
    match form.kind:
        case "open":
            return 2
        case "narrow":
            return 1
        case "short":
            return 1 if depth else 0
        case _:
            return 0


def depth(found: Matches) -> int:
    """Whether it asks why, what changed, what goes wrong."""
    return min(MOST, 2 * _places(found.get("deep", ())) + _places(found.get("deeper", ())))


def personal(reading: Reading, found: Matches, often: frozenset[str]) -> int:
    """Whether it asks for what they have seen, or whom they know, themselves."""
    if found.get("own experience") or found.get("referral") or _past_after_you(reading, found, often):
        return 2
    return 1 if found.get("addressed") else 0


def informed(reading: Reading, found: Matches, form: Form, has_source: bool) -> int:
    """2 for a linked source or something read, 1 for a number, a year, a name or a step of their path."""
    if has_source or found.get("reference"):
        return 2
    return 1 if found.get("named") or _names_something(reading) or _tells_of_them(reading, found, form) else 0


def _places(matches: Sequence[Found]) -> int:
    return len({match.begin for match in matches})


def _past_after_you(reading: Reading, found: Matches, often: frozenset[str]) -> bool:
    """ "you started", "you never wanted", "you actually worked"."""
    past = {match.begin for match in found.get("past", ())}
    words = reading.words
    for match in found.get("addressed", ()):
        place = match.end
        while place < len(words) and words[place] in often:
            place += 1
        if words[match.begin] == "you" and place in past:
            return True
    return False


def _names_something(reading: Reading) -> bool:
    """A number, or a word with a capital that does not begin its sentence."""
    firsts = {reading.spans[sentence.begin] for sentence in reading.sentences}
    for span, word in zip(reading.spans, reading.words, strict=True):
        typed = reading.text[span[0] : span[1]]
        is_name = typed[0].isupper() and span not in firsts and not typed.startswith(("I'", "I’")) and word != "i"
        if is_name or _NUMBER.search(word):
            return True
    return False


def _tells_of_them(reading: Reading, found: Matches, form: Form) -> bool:
    """A sentence before the question says something of them, beyond a thank you."""
    if form.kind == "none":
        return False
    question = reading.sentence_of(form.begin)
    polite = {place for match in found.get("courtesy", ()) for place in range(match.begin, match.end)}
    told = (match.begin for match in found.get("addressed", ()) if match.begin not in polite)
    return any(place < question.begin for place in told)
