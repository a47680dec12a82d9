"""What is typed about a talk, turned into what is stored; each mistake with its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping

import apsw

from coffeechat.errors import CoffeechatError
from coffeechat.store.person_named import NobodyNamed, person_named

LEAST_MINUTES, MOST_MINUTES = 5, 480


class NotALength(CoffeechatError):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is no length of a talk: it ends after it begins, in {LEAST_MINUTES} to {MOST_MINUTES} minutes. "
            "Ask for 15, 20 or 30."
        )


def minutes_of(text: str) -> int | None:
    """How long, or None for nothing typed. Raises NotALength."""
    if not text:
        return None
    digits = text.removesuffix("min").strip()
    if not digits.isdecimal() or len(digits) > 4 or not LEAST_MINUTES <= int(digits) <= MOST_MINUTES:
        raise NotALength(text)
    return int(digits)


def people_of(connection: apsw.Connection, text: str, present: Mapping[str, bytes]) -> list[bytes]:
    """Who takes part, in the order in which they are named: `present` by their whole names, which may have commas in
    them, others by what tells them apart. Raises NobodyNamed, SeveralNamed."""
    names = "|".join(re.escape(name) for name in sorted(present, key=len, reverse=True) if name)
    parts = re.findall(rf"\s*({names}|[^,;]+)\s*(?:[,;]|$)" if names else r"\s*([^,;]+)", text)
    chosen = [part.strip() for part in parts if part.strip()]
    if not chosen:
        raise NobodyNamed(text)
    return list(dict.fromkeys(present.get(name) or person_named(connection, name) for name in chosen))
