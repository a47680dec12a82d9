"""The four kinds of conversation, and how their rules differ: read from `kinds.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct


class Kind(Struct, frozen=True, kw_only=True):
    """One kind: the rules the app goes by, and the sentences that compare it with the others.

    `minutes` is what to ask for. `asker` is `me` or `them`. With `resume_is_locked` the résumé goes only to those who
    asked for it; `may_ask_for_a_job` lets questions about openings through; `thanks_due` starts the clock of the
    thank-you when the talk ends.
    """

    title: str
    asker: str
    minutes: int
    resume_is_locked: bool
    may_ask_for_a_job: bool
    thanks_due: bool
    purpose: str
    asks: str
    judged: str
    partner: str
    resume: str
    time: str
    questions: str
    thanks: str
    source: str


KINDS: Final[dict[str, Kind]] = msgspec.toml.decode(
    Path(__file__).with_name("kinds.toml").read_bytes(), type=dict[str, Kind]
)
"""By the name that is stored, in the order in which they are offered."""

DEFAULT_KIND: Final = "informational"


def kind_of(name: str | None) -> Kind:
    """The kind of this name; one that a later version may have written is taken for an informational one."""
    return KINDS.get(name or "", KINDS[DEFAULT_KIND])
