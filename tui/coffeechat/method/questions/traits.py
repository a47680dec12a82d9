"""What is good about a question: how far it opens, how deep it goes, whose experience it asks for, what it knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from coffeechat.method.questions.alike import content_words
from coffeechat.method.questions.form import Form, Matches
from coffeechat.method.questions.language import word_list
from coffeechat.method.questions.phrases import Found
from coffeechat.method.questions.reading import Reading
from coffeechat.method.questions.rules import LIMITS

MOST: Final = 2
"""Points for each trait."""

# What a question asks for by one of these phrases is clear, however few words there are in it.
_CLEAR: Final = frozenset(("referral", "Q02", "Q02 plain", "Q03", "Q05", "Q13"))
_NUMBER: Final = re.compile(r"\d")


class Traits(Struct, frozen=True):
    """Each 0 to 2. `is_vague`: it leaves it to them to find the question."""

    open: int
    penetrating: int
    personal: int
    informed: int
    is_vague: bool


def traits_of(reading: Reading, found: Matches, form: Form, language: str) -> Traits:
    """A closed question gets a yes, a vague one a shrug, whatever they are about; of three at once none goes deep."""
    deep = _depth(reading, found, form, language)
    informed = _informed(reading, found, form, language)
    is_vague = "Q12" in found or (not deep and not informed and _says_nothing(reading, found, form, language))
    most = 1 if form.kind in ("closed", "statement", "none") or is_vague or form.count > 2 else MOST
    return Traits(
        open=min(_openness(form, deep), most),
        penetrating=0 if is_vague else min(deep, most),
        personal=min(_personal(reading, found, language), most),
        informed=informed,
        is_vague=is_vague,
    )


def _says_nothing(reading: Reading, found: Matches, form: Form, language: str) -> bool:
    """ "What does your work look like?" could be asked of anybody: no word in it is about something."""
    if form.kind not in ("open", "narrow") or _CLEAR & found.keys():
        return False
    question = reading.sentence_of(form.begin)
    is_short = question.end - question.begin <= LIMITS.stock_length
    return is_short and content_words(reading.sentence_at(form.begin), language) <= word_list(language, "stock")


def _depth(reading: Reading, found: Matches, form: Form, language: str) -> int:
    marks = 2 * _places(found.get("deep", ())) + _places(found.get("deeper", ()))
    is_specific = len(content_words(reading.sentence_at(form.begin), language)) >= LIMITS.specific_words
    return min(MOST, marks or int(is_specific))


def _openness(form: Form, deep: int) -> int:
    """Short answers are worth something when they lead on: "when did you realise ..."."""
    if form.kind == "short":
        return 1 if deep else 0
    return {"open": 2, "narrow": 1}.get(form.kind, 0)


def _places(matches: Sequence[Found]) -> int:
    return len({match.begin for match in matches})


def _personal(reading: Reading, found: Matches, language: str) -> int:
    """Whether it asks for what they have seen, or whom they know, themselves."""
    politely = {place for match in found.get("request", ()) for place in range(match.begin, match.end)}
    asks_for_it = any(match.begin not in politely for match in found.get("own experience", ()))
    if asks_for_it or "referral" in found or _past_after_you(reading, found, language):
        return 2
    return 1 if "addressed" in found or "here" in found else 0


def _past_after_you(reading: Reading, found: Matches, language: str) -> bool:
    """ "you started", "you never wanted", "you actually worked"."""
    often = word_list(language, "often")
    past = {match.begin for match in found.get("past", ())}
    return any(_after(reading, match.end, often) in past for match in found.get("you", ()))


def _after(reading: Reading, place: int, skipped: frozenset[str]) -> int:
    while place < len(reading.words) and reading.words[place] in skipped:
        place += 1
    return place


def _informed(reading: Reading, found: Matches, form: Form, language: str) -> int:
    """2 for something read, 1 for a number, a year, a name or a step of their path."""
    if "reference" in found:
        return 2
    common = word_list(language, "common")
    return int("named" in found or _names_something(reading, common) or _tells_of_them(reading, found, form))


def _names_something(reading: Reading, common: frozenset[str]) -> bool:
    """A number, or a word with a capital that does not begin its sentence; `common` ones have it, and name nothing."""
    firsts = {reading.spans[sentence.begin] for sentence in reading.sentences}
    return any(
        _NUMBER.search(word) or (_has_capital(reading, span) and span not in firsts and word not in common)
        for span, word in zip(reading.spans, reading.words, strict=True)
    )


def _has_capital(reading: Reading, span: tuple[int, int]) -> bool:
    """Not I'd and I've, whose second word begins with the same letter."""
    typed = reading.text[span[0] : span[1]]
    return typed[0].isupper() and not typed.startswith(("I'", "I’"))


def _tells_of_them(reading: Reading, found: Matches, form: Form) -> bool:
    """A sentence before the question says something of them, beyond a thank you."""
    if form.kind == "none":
        return False
    question = reading.sentence_of(form.begin)
    polite = {place for match in found.get("courtesy", ()) for place in range(match.begin, match.end)}
    told = (match.begin for match in found.get("addressed", ()) if match.begin not in polite)
    return any(place < question.begin for place in told)
