"""A pack: questions as data, for a kind of talk. What the fields of its TOML file mean stands in docs/packs.md."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

from coffeechat.method.questions import Kind

Phase = Literal["open", "core", "probe", "close"]
Origin = Literal["bundled", "own", "installed"]


class PackQuestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question. `probe` follows up on the answer; `minutes` None means: by how deep it goes."""

    text: str
    phase: Phase
    topic: str
    probe: str | None = None
    minutes: float | None = None


class PackFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands in the file of a pack."""

    title: str
    version: str
    language: str
    author: str
    licence: str
    kinds: tuple[Kind, ...]
    topics: tuple[str, ...]
    questions: tuple[PackQuestion, ...]
    description: str = ""


class Pack(Struct, frozen=True):
    """A pack and where it lies. `key` is the name of its file without .toml."""

    key: str
    file: PackFile
    path: Path
    origin: Origin
    sha256: str

    @property
    def title(self) -> str:
        return self.file.title

    @property
    def questions(self) -> tuple[PackQuestion, ...]:
        return self.file.questions

    def question_key(self, number: int) -> str:
        """How a plan refers to a question of this pack, `number` from 1."""
        return f"{self.key}/{number}"
