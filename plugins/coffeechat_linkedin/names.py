"""Cleans names of the credentials people write behind a comma, and folds them for comparing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MIXED_CASE = frozenset(  # after dots are cut: Ph.D., M.Sc., Dipl.-Ing.
    {"ba", "beng", "bsc", "cfa", "cpa", "dba", "dipl", "dipl-ing", "dphil", "dr", "edd", "esq", "ing", "llb"}
    | {"llm", "ma", "mag", "mba", "md", "meng", "mphil", "mpp", "msc", "pharmd", "phd", "pmp", "psyd", "rn"}
)
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]{1,6}(?:[-/+][A-Z0-9]{1,6})*")
_ORNAMENT = str.maketrans("", "", ".®™*()")
# blocks of symbols, joiners and emoji; letters and apostrophes of every script stay
_SYMBOLS = re.compile(
    "[©®\u200b-\u200f\u2028-\u202f\u2060-\u206f\u20d0-\u20ff\u2100-\u2bff\ufe00-\ufe0f"
    "\U0001f000-\U0001ffff\U000e0000-\U000e007f]+"
)


def without_credentials(name: str) -> str:
    """`Lindqvist, MBA, PMP®` becomes `Lindqvist`; `Lindqvist, Ada` and `King, Jr.` stay as they are."""
    if "," not in name:
        return name
    kept, _, tail = name.partition(",")
    # where all is shouted, capitals behind the comma say nothing: SMITH, JOHN
    if kept.strip() and _are_credentials(tail, kept.isupper()):
        return kept.rstrip()
    return name


def fold(name: str) -> str:
    """For comparing rows of the same source: NFC, case folded, symbols and emoji cut, blanks single."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
        name = _SYMBOLS.sub("", name).strip() or name  # a name of nothing but emoji stays
    return " ".join(name.casefold().split())


@lru_cache(maxsize=1024)
def _are_credentials(tail: str, shouted: bool) -> bool:
    return all(_is_credential(word.translate(_ORNAMENT), shouted) for word in tail.replace(",", " ").split())


def _is_credential(word: str, shouted: bool) -> bool:
    small = word.casefold()
    if small in GENERATIONS:
        return False
    return not word or small in MIXED_CASE or (not shouted and _CAPITALS.fullmatch(word) is not None)
