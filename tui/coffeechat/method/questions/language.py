"""The data of one language: its phrases, sentences and word lists, read once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
ENGLISH: Final = "en"


@cache
def languages() -> tuple[str, ...]:
    """Those there are data for."""
    return tuple(sorted(path.parent.name for path in HERE.glob("*/phrases")))


def known(language: str) -> str:
    """The language itself, or English for one there are no data for."""
    return language if language in languages() else ENGLISH


def rows(path: Path) -> Iterator[list[str]]:
    """The lines of a table without its comments, each cut at its tabs."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def phrase_rows(language: str) -> Iterator[list[str]]:
    """List, phrase and perhaps a rewrite, from all files of phrases."""
    for path in sorted((HERE / language / "phrases").glob("*.tsv")):
        yield from rows(path)


@cache
def contractions(language: str) -> dict[str, tuple[str, ...]]:
    return {word: tuple(two.split()) for word, two in rows(HERE / language / "contractions.tsv")}


@cache
def stop_words(language: str) -> frozenset[str]:
    return frozenset(word for (line,) in rows(HERE / language / "stop_words.txt") for word in line.split())


@cache
def word_lists(language: str) -> dict[str, frozenset[str]]:
    """Words that stand for each other, by the name phrases give them."""
    return {name: frozenset(words.split()) for name, words in rows(HERE / language / "words.tsv")}


def word_list(language: str, name: str) -> frozenset[str]:
    return word_lists(language)[name]
