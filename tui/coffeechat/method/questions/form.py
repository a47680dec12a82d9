"""What kind of question it is: how openly it asks, and how many questions there are in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from coffeechat.method.questions.language import word_list
from coffeechat.method.questions.phrases import Found
from coffeechat.method.questions.reading import Reading

Kind = Literal["open", "narrow", "short", "closed", "none"]
Matches = Mapping[str, Sequence[Found]]

# Which list of phrases means what. Where two begin at one word the later one counts: "how" is open, "how many" short.
_LISTS: Final[tuple[tuple[str, Kind], ...]] = (
    ("closed", "closed"),
    ("narrow", "narrow"),
    ("open", "open"),
    ("short", "short"),
    ("request", "open"),
    ("closed request", "closed"),
)
_OPENNESS: Final[tuple[Kind, ...]] = ("open", "narrow", "short", "closed", "none")


class Form(Struct, frozen=True):
    """The kind of the most open question in a text, at which word it begins, and how many questions there are.

    `narrow`: which, who; `short`: how many, when, where; `none`: nothing in it asks. `joints` are the places
    where a sentence goes on to ask something else.
    """

    kind: Kind
    begin: int = 0
    count: int = 0
    joints: tuple[int, ...] = ()


def form_of(reading: Reading, found: Matches, language: str) -> Form:
    heads = _heads(reading, found)
    if not heads:
        asks = any(sentence.asks for sentence in reading.sentences)
        return Form("closed" if asks else "none", count=int(asks))
    begin = min(heads, key=lambda place: (_OPENNESS.index(heads[place]), place))
    joints = _joints(reading, found, min(heads), word_list(language, "joint"))
    sentences = {reading.sentence_of(place).begin for place in heads}
    return Form(heads[begin], begin, len(sentences) + len(joints), joints)


def _heads(reading: Reading, found: Matches) -> dict[int, Kind]:
    """Where questions begin; a request to tell needs no question mark."""
    heads: dict[int, Kind] = {}
    for name, kind in _LISTS:
        heads |= {match.begin: kind for match in found.get(name, ())}
    requests = {match.begin for match in found.get("request", ())}
    heads = {place: kind for place, kind in heads.items() if place in requests or reading.sentence_of(place).asks}
    inside = (match.begin for match in found.get("open inside", ()))
    return heads or {place: "open" for place in inside if reading.sentence_of(place).asks}


def _joints(reading: Reading, found: Matches, first: int, joints: frozenset[str]) -> tuple[int, ...]:
    turned = {match.begin for match in found.get("same question", ())}
    places = {match.begin for match in found.get("joined", ())} - turned
    return tuple(
        place
        for place in sorted(places)
        if place > first and reading.words[place - 1] in joints and reading.sentence_of(place).asks
    )
