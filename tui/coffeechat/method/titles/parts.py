"""Cutting a job title into its parts (jobs, fields, employers) and reading the phrases of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from coffeechat.method.folding import fold
from coffeechat.method.titles.phrases import END, START, Phrase, level_phrases, link_words

# (m/w/d), (H/F), Leiter*in, Leiter/-in, LeiterIn, Directeur·rice, director/a, Diretor(a), Chargé(e).
_GENDER_SIGNS: Final = re.compile(r"[*:_·•(/.]|[a-zäöüß]In")
_GENDERS: Final = re.compile(
    r"""
    \(\s*(?:[mwfdhixagnMWFDHIXAGN]\s*[/|,*+.]\s*)+[mwfdhixagnMWFDHIXAGN]\s*\) | \((?:gn|all\ genders|alle)\)
    | (?<=\w)[*:_·•.](?:innen|in|rice|trice|euse|ère|ne|se|te|e|r)(?!\w)
    | (?<=\w)/-?(?:innen|in|rice|trice|euse|ère|ne|se|te|frau|ora|ssa|as|a|o|e|r)(?![\w-])
    | (?<=\w)\((?:in|innen|a|as|o|e|r|ne|euse|rice|trice|ora|A|AS|O|E|IN)\)
    | (?<=[A-Z][A-Z])/(?:A|IN)(?!\w)
    | (?<=[a-zäöüß])(?<!\bLinked)In(?:nen)?(?!\w)
    """,
    re.VERBOSE,
)
_SEPARATORS: Final = re.compile(r"\s*([|;,·•:()\[\]/\n\t–—]|\s[-~]\s)\s*")
_WORDS: Final = re.compile(r"[^\W_]+|[&@]")
# The employer follows.
_EMPLOYER: Final = frozenset(("at", "@", "bei", "chez", "bij", "presso"))
MARKS: Final = frozenset((START, END))
PROFESSIONAL: Final = 2
TOP: Final = 9
# "Senior" lifts nobody who is a director already.
_UNCHANGED_BY_SENIOR: Final = 7


class Part:
    """One part of a title, filled while its words are read."""

    __slots__ = (
        "advisory",
        "boss",
        "change",
        "former",
        "independent",
        "learner",
        "level",
        "lowered",
        "owner",
        "personnel",
        "words",
    )

    def __init__(self) -> None:
        self.words: list[str] = []
        self.level: int | None = None
        self.advisory: int | None = None
        self.change = 0
        self.lowered = 0
        self.boss = ""
        self.former = self.learner = self.owner = self.independent = self.personnel = False

    def rank(self) -> int | None:
        """The level it tells, or None. A senior director stays a director, a deputy one is a step below."""
        if self.learner:
            return 0
        if self.level is None and not self.change:
            return None
        level = PROFESSIONAL if self.level is None else self.level
        change = min(self.change, 0) if level >= _UNCHANGED_BY_SENIOR else self.change
        return max(0, min(TOP, level + change))

    def only_advises(self) -> bool:
        """Whether it is senior without a job: an investor, a member of a board."""
        return self.advisory is not None and self.level is None

    def take(self, phrase: Phrase, last: bool) -> None:
        """Take in what a phrase says; `last`: nothing follows it."""
        match phrase.kind:
            case "level":
                self._raise(phrase.level)
            case "modifier":
                self.change += phrase.level or 0
            case "advisory":
                self.advisory = max(self.advisory or 0, phrase.level or 0)
            case "learner":
                self.learner = True
            case "retired":
                self.former = True
            case "assistant":
                self._assist(phrase.level, last)
            case kind:
                self.personnel |= kind == "personnel"
                self.owner |= kind == "owner"
                self.independent |= kind == "independent"
                self._raise(phrase.level)

    def _raise(self, level: int | None) -> None:
        if level is not None:
            self.level = max(self.level or 0, level - self.lowered)

    def _assist(self, level: int | None, last: bool) -> None:
        """An assistant manager is a step below a manager, a manager assistant no manager at all."""
        if self.level is None or last:
            self.level, self.lowered = level, 1


def parts_of(raw: str) -> list[Part]:
    """The parts of a title that say anything, in its order."""
    parts: list[Part] = []
    separator = ""
    for place, piece in enumerate(_SEPARATORS.split(_without_genders(raw))):
        if place % 2:
            separator = piece.strip()
        elif not (parts and parts[-1].boss and separator in (",", "/")):
            for part in _read_piece(piece):
                _append(parts, part, separator)
    return parts


def _without_genders(raw: str) -> str:
    text = raw if raw.isascii() else normalize("NFC", raw)
    return _GENDERS.sub("", text) if _GENDER_SIGNS.search(text) else text


def _append(parts: list[Part], part: Part, separator: str) -> None:
    """Add `part`; "retired" says it of all before, and "Former VP Sales, Marketing" is past as a whole."""
    if not MARKS.issuperset(part.words):
        before = parts[-1] if parts else part
        if before.former and separator == "," and part.rank() is None and before.rank() is not None:
            part.former = True
        parts.append(part)
    elif part.former:
        for earlier in parts:
            earlier.former = True


def _read_piece(piece: str) -> Iterator[Part]:
    """The job that a piece tells of, and those it says are past."""
    words = _WORDS.findall(fold(piece))
    if not _EMPLOYER.isdisjoint(words):
        words = words[: next(at for at, word in enumerate(words) if word in _EMPLOYER)]
    words = [START, *words, END]
    at = 0
    while at < len(words):
        part, after = _read_job(words, at, piece)
        part.former |= at > 0
        yield part
        at = after


def _read_job(words: list[str], start: int, piece: str) -> tuple[Part, int]:
    """Read from `start` until the text turns to something past, and say where that begins."""
    part, phrases, at = Part(), level_phrases(), start
    while at < len(words):
        found, length = phrases.longest(words, at)
        kind = found[0].kind if found else ""
        if kind == "former":
            return part, at + length
        if kind == "seeking":
            break
        if kind == "secretary":
            part.level = found[0].level
            part.boss = _boss(words, at + (found[0].boss_after or length), piece)
            part.words += words[at:]
            break
        for phrase in found:
            part.take(phrase, last=at + length >= len(words) - 1)
        if kind != "retired":
            part.words += words[at : at + length]
        at += length
    return part, len(words)


def _boss(words: list[str], at: int, piece: str) -> str:
    """The boss's title in the writer's own letters, or empty."""
    while words[at : at + 1] and words[at] in link_words():
        at += 1
    raw = list(_WORDS.finditer(piece))
    first, last = at - 1, len(words) - 3
    return piece[raw[first].start() : raw[last].end()] if first <= last < len(raw) else ""
