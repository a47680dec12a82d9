"""A question as the checker reads it: words, where its clauses begin, its sentences."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from coffeechat.method.folding import fold_letters
from coffeechat.method.questions.language import contractions, word_list

_PIECE: Final = re.compile(r"\w+(?:[-’'ʼ]\w+)*|[?!.,;:()–—…]")
_ENDS: Final = frozenset("?!.…")
_BREAKS: Final = frozenset("?!.…,;:()–—-")


class Sentence(Struct, frozen=True):
    """From which word to which (the end not included), and whether it asks: it ends in a ? or is not at its end yet."""

    begin: int
    end: int
    asks: bool


class Reading(Struct, frozen=True):
    """`words` are folded, contractions undone, marks among them; `spans` say where each stands in `text`."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    starts: frozenset[int]
    sentences: tuple[Sentence, ...]

    @property
    def count(self) -> int:
        """How many words there are, marks not counted."""
        return len({span for word, span in zip(self.words, self.spans, strict=True) if word not in _BREAKS})

    def original(self, begin: int, end: int) -> str:
        """The words from `begin` up to `end` as they were typed, without marks at their end."""
        return self.text[self.spans[begin][0] : self.spans[end - 1][1]].rstrip("?!.,;: ") if begin < end else ""

    def sentence_of(self, place: int) -> Sentence:
        return next(sentence for sentence in self.sentences if place < sentence.end)

    def sentence_at(self, place: int) -> str:
        """The sentence with that word, as it was typed; of an empty text nothing."""
        if not self.words:
            return ""
        sentence = self.sentence_of(place)
        return self.original(sentence.begin, sentence.end)


def read(text: str, language: str) -> Reading:
    words, spans = _pieces(text, contractions(language))
    return Reading(text, words, spans, _starts(words, word_list(language, "filler")), _sentences(words))


def _pieces(text: str, two_in_one: dict[str, tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(text):
        word = piece[0].lower() if piece[0].isascii() else fold_letters(piece[0])
        parts = two_in_one.get(word) or ((word[:-2], "'s") if word.endswith("'s") else (word,))
        words.extend(parts)
        spans.extend([piece.span()] * len(parts))
    return tuple(words), tuple(spans)


def _starts(words: tuple[str, ...], fillers: frozenset[str]) -> frozenset[int]:
    """Where clauses begin: "so what ..." does so twice."""
    begins = True
    found = set()
    for place, word in enumerate(words):
        if begins and word not in _BREAKS:
            found.add(place)
        begins = word in _BREAKS or word in fillers
    return frozenset(found)


def _sentences(words: tuple[str, ...]) -> tuple[Sentence, ...]:
    found = []
    begin = 0
    for place, word in enumerate(words):
        if word in _ENDS and place + 1 < len(words) and words[place + 1] in _ENDS:
            continue
        if word in _ENDS or place + 1 == len(words):
            found.append(Sentence(begin, place + 1, word == "?" or word not in _ENDS))
            begin = place + 1
    return tuple(found)
