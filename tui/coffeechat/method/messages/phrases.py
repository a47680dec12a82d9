"""How messages of each language say things, from its data file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

FALLBACK: Final = "en"


@cache
def phrases(language: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a language by name, or the English ones where it has no file."""
    file = Path(__file__).parent / f"{language}.toml"
    if not file.is_file():
        return phrases(FALLBACK)
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: _pattern(lines) for name, lines in said.items()}


def _pattern(lines: str) -> re.Pattern[str]:
    """Any of the lines."""
    return re.compile("|".join(f"(?:{line})" for line in lines.strip().splitlines()), re.IGNORECASE)
