"""Names of people and organisations: what belongs to them, and which may be one person's."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import or_
from pathlib import Path
from typing import Final, Literal
from unicodedata import category

from msgspec import Struct

from coffeechat.method.folding import fold

Agreement = Literal["full", "partial", "none"]

# (she/her), [Acme], "Bob", «Bob»
_ASIDE: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|\"[^\"]*\"|“[^”]*”|«[^»]*»|[(\[][^)\]]*$")
_WORDS: Final = re.compile(r"[^\W_]+")
_ABBREVIATED: Final = re.compile(r"\b(\w)\.")
_SHORT_FORMS: Final = {"junior": "jr", "senior": "sr"}
_CAPITALS: Final = re.compile(r"[A-Z][A-Za-z]*[A-Z0-9®™.-]+[®™]?")


class Name(Struct, frozen=True):
    """A name in folded words."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    generation: str

    @property
    def words(self) -> tuple[str, ...]:
        """All of it, as it is read."""
        return self.given + self.family


def name_key(display: str) -> str:
    """Equal for names that differ only in case, accents, order, credentials and signs; may be empty."""
    words = fold(display).split()
    if not ("".join(words).isalpha() and _beside().isdisjoint(words)):
        words = _words(without_credentials(display))
    words.sort()
    return " ".join(words)


def without_credentials(display: str) -> str:
    """The name as it is written, without degrees after it, titles before it and asides in it."""
    text = " ".join(_ASIDE.sub(" ", display).split())
    before, comma, after = text.rpartition(",")
    while comma and _are_credentials(after.split(), before):
        text = before.rstrip()
        before, comma, after = text.rpartition(",")
    words = text.split(" ")
    while len(words) > 1 and _is_credential(words[-1], words):
        words.pop()
    while len(words) > 1 and _bare(words[0]) in _kind("honorific"):
        del words[0]
    return " ".join(words).rstrip(",") or display.strip()


def split_display(display: str) -> tuple[str | None, str | None]:
    """Given and family name, by order and comma: "Smith, John", "Ludwig van Beethoven"; one word is given."""
    name = without_credentials(display)
    family, comma, given = name.partition(",")
    if comma and given.strip() and _bare(given) not in _kind("generation"):
        return given.strip(), family.strip() or None
    words = name.replace(",", " ").split()
    cut = _family_at(words)
    return " ".join(words[:cut]) or None, " ".join(words[cut:]) or None


def compatible(one: str, other: str) -> bool:
    """Whether both may be the name of one person: given and family name agree, in full or by an initial."""
    return agreement(one, other) != "none"


def agreement(one: str, other: str) -> Agreement:
    """How far two names agree; "partial" when it rests on an initial or on a single word."""
    a, b = name_of(one), name_of(other)
    if a.generation != b.generation or not a.words or not b.words:
        return "none"
    if _is_turned(a.words, b.words):
        return "full" if len(a.words) > 1 else "partial"
    if not (a.given and b.given and _givens_agree(a.given, b.given)):
        return "none"
    same_start = a.given[0] == b.given[0] and len(a.given[0]) > 1
    if a.family == b.family and a.family:
        return "full" if same_start else "partial"
    return "partial" if same_start and _is_initial(a.family, b.family) else "none"


def name_of(display: str) -> Name:
    """The words of a name by what they are."""
    given, family = split_display(display)
    words = _words(family or "")
    generation = ""
    if len(words) > 1 and words[-1] in _kind("generation"):
        generation = words.pop()
    return Name(tuple(_words(given or "")), tuple(words), _SHORT_FORMS.get(generation, generation))


@lru_cache(maxsize=32_768)  # one employer stands in many rows
def organisation_key(name: str) -> str:
    """Equal for names that only differ in case, accents, signs and legal form; may be empty."""
    words = _words(_ABBREVIATED.sub(r"\1", _ASIDE.sub(" ", name)))
    while len(words) > 1 and words[-1] in _kind("legal"):
        words.pop()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def sort_key(given: str | None, family: str | None, display: str | None) -> str:
    """Where a person stands in an alphabetical list: by family name, where there is one."""
    return fold(f"{family} {given or ''}" if family else display or given or "")


def _words(text: str) -> list[str]:
    """Folded words; O'Brien is one, Anne-Marie two, and signs and emoji none."""
    folded = fold(text).replace("'", "")
    if folded.isascii():
        return _WORDS.findall(folded)
    return "".join(letter if _is_of_word(letter) else " " for letter in folded).split()


def _is_of_word(letter: str) -> bool:
    """Letters, numbers and the vowel signs of Indic scripts, but not what makes a sign an emoji."""
    return category(letter)[0] in "LMN" and letter not in "\ufe0e\ufe0f"


def _family_at(words: list[str]) -> int:
    """Where the family name begins: at the last word but "Jr", or at the particles before it."""
    cut = len(words) - 1
    while cut > 1 and _bare(words[cut]) in _kind("generation"):
        cut -= 1
    while cut > 1 and _bare(words[cut - 1]) in _kind("particle"):
        cut -= 1
    return cut or 1


def _are_credentials(words: list[str], before: str) -> bool:
    """Whether what follows a comma is credentials: known ones, or capitals beside a name in small letters."""
    named = len(before.split()) > 1
    unknown_too = named and not before.isupper()
    known = [(named or len(_bare(word)) > 2) and _bare(word) in _kind("credential") for word in words]
    capitals = [unknown_too and _is_in_capitals(word) for word in words]
    return bool(words) and all(map(or_, known, capitals))


def _is_in_capitals(word: str) -> bool:
    return _CAPITALS.fullmatch(word) is not None and _bare(word) not in _kind("generation")


def _is_credential(word: str, words: list[str]) -> bool:
    """Whether the last of `words` is one: Ma is a family name, MA or M.A. after two more words isn't."""
    bare = _bare(word)
    if bare not in _kind("credential") or len(words) < 3:
        return False
    stands_out = word.isupper() and not " ".join(words).isupper()
    return len(bare) > 2 or stands_out or "." in word[:-1]


def _is_turned(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both are the same words, with the family name first in one of them."""
    return len(one) == len(other) and any(one[cut:] + one[:cut] == other for cut in range(len(one)))


def _givens_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(a == b or _is_initial((a,), (b,)) for a, b in zip(one, other, strict=False))


def _is_initial(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one is the first letter of the other."""
    short, long = sorted(("".join(one), "".join(other)), key=len)
    return len(short) == 1 and long.startswith(short)


def _bare(word: str) -> str:
    return fold(word).strip(" .,;®™").replace(".", "")


@cache
def _kind(kind: str) -> frozenset[str]:
    lines = (Path(__file__).parent / "name_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return frozenset(fold(word) for name, words in rows if name == kind for word in words.split())


@cache
def _beside() -> frozenset[str]:
    return _kind("credential") | _kind("honorific")
