"""What kind of question it is: how openly it asks, and how many questions there are in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from coffeechat.method.questions.language import word_list
from coffeechat.method.questions.phrases import Found
from coffeechat.method.questions.reading import Reading

Shape = Literal["open", "narrow", "short", "closed", "statement", "none"]
Matches = Mapping[str, Sequence[Found]]

# Which list of phrases means what. Where two begin at one word the later one counts: "how" is open, "how many" short.
_LISTS: Final[tuple[tuple[str, Shape], ...]] = (
    ("closed", "closed"),
    ("narrow", "narrow"),
    ("open", "open"),
    ("short", "short"),
    ("request", "open"),
    ("closed request", "closed"),
)
_OPENNESS: Final[tuple[Shape, ...]] = ("open", "narrow", "short", "closed")


class Form(Struct, frozen=True):
    """The kind of the most open question in a text, at which word it begins, and how many questions there are.

    `narrow`: which, who; `short`: how many, when, where; `statement`: one with a question mark; `none`: nothing in
    it asks. `joints` are the places where a sentence goes on to ask something else.
    """

    kind: Shape
    begin: int = 0
    count: int = 0
    joints: tuple[int, ...] = ()


def form_of(reading: Reading, found: Matches, language: str) -> Form:
    heads = _heads(reading, found)
    if not heads:
        return _without_head(reading, found)
    begin = min(heads, key=lambda place: (_OPENNESS.index(heads[place]), place))
    joints = _joints(reading, found, min(heads), word_list(language, "joint"))
    sentences = {reading.sentence_of(place).begin for place in heads}
    return Form(heads[begin], begin, len(sentences) + len(joints), joints)


def _without_head(reading: Reading, found: Matches) -> Form:
    """Nothing in it is turned round as questions are."""
    asking = [sentence for sentence in reading.sentences if sentence.asks]
    if not asking:
        return Form("none")
    last = asking[-1]
    if all(match.begin != last.begin for match in found.get("statement", ())):
        return Form("closed", last.begin, 1)
    has_mark = reading.words[last.end - 1] == "?"  # else it may be going to be the context of a question
    return Form("statement", last.begin, 1) if has_mark else Form("none", last.begin)


def _heads(reading: Reading, found: Matches) -> dict[int, Shape]:
    """Where questions begin; a request to tell needs no question mark."""
    heads: dict[int, Shape] = {}
    for name, kind in _LISTS:
        heads |= {match.begin: kind for match in found.get(name, ())}
    requests = {match.begin for match in found.get("request", ())}
    heads = {place: kind for place, kind in heads.items() if place in requests or reading.sentence_of(place).asks}
    inside = (match.begin for match in found.get("open inside", ()))
    return heads or {place: "open" for place in inside if reading.sentence_of(place).asks}


def _joints(reading: Reading, found: Matches, first: int, joints: frozenset[str]) -> tuple[int, ...]:
    """After "and how", and after a comma if what follows is turned round as questions are: ", what would"."""
    turned = {match.begin for match in found.get("same question", ())}
    after_and = {place for place in _begins(found, "joined") if reading.words[place - 1] in joints}
    if first in _begins(found, "request"):  # "tell me about a week and where it goes wrong" is one
        after_and -= _begins(found, "told")
    after_comma = {place for place in _begins(found, "listed") if reading.words[place - 1] == ","}
    return tuple(
        place
        for place in sorted((after_and | after_comma) - turned)
        if place > first and reading.sentence_of(place).asks
    )


def _begins(found: Matches, name: str) -> set[int]:
    return {match.begin for match in found.get(name, ())}
