"""The five prompts of a debrief: what is written down while the talk is fresh."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct


class Prompt(Struct, frozen=True):
    """One question to oneself. `column` of the conversation keeps the text."""

    column: str
    question: str
    hint: str
    source: str


class _File(Struct, frozen=True):
    prompt: tuple[Prompt, ...]


PROMPTS: Final = msgspec.toml.decode(Path(__file__).with_suffix(".toml").read_bytes(), type=_File).prompt
