"""How long a talk is to be, as it is typed."""

from __future__ import annotations

from coffeechat.errors import CoffeechatError

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
