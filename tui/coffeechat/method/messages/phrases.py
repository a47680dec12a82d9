"""How messages of each language say things, from its data file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "de")
"""Those with a data file, the one that is taken where nothing tells first."""
_WORD: Final = re.compile(r"\w+")


@cache
def phrases(language: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a language by name."""
    said = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    return {name: _pattern(lines) for name, lines in said.items()}


def language_of(text: str) -> str:
    """The language whose commonest words stand in a text most often."""
    words = _WORD.findall(text)
    return max(LANGUAGES, key=lambda language: sum(map(bool, map(phrases(language)["telltale"].fullmatch, words))))


def _pattern(lines: str) -> re.Pattern[str]:
    """Any of the lines."""
    return re.compile("|".join(f"(?:{line})" for line in lines.strip().splitlines()), re.IGNORECASE)
