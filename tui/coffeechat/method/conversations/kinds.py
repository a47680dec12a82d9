"""The four kinds of conversation, and how their rules differ: read from `kinds.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.method.folding import fold


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


class NotAKind(CoffeechatError):
    def __init__(self, text: str) -> None:
        known = ", ".join(kind.title.lower() for kind in KINDS.values())
        super().__init__(f"“{text}” is no kind of talk. There are {known}; the beginning of the word is enough.")


def kind_named(text: str) -> str:
    """The kind that is meant: by its stored name, its title, or how that begins. Raises NotAKind."""
    wanted = fold(text).replace("-", " ").replace("_", " ")
    found = [name for name in KINDS if name.replace("_", " ").startswith(wanted)]
    if not wanted or len(found) != 1:
        raise NotAKind(text)
    return found[0]
