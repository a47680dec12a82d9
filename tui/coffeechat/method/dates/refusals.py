"""Why something typed is no time or no time zone, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from coffeechat.errors import CoffeechatError


class NotATime(CoffeechatError):
    """What was typed names no moment; carries its sentence."""


class UnknownZone(CoffeechatError):
    """No time zone has this name."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = f"Did you mean {' or '.join(near)}?" if near else "Name a place, such as Europe/Berlin or New York."
        super().__init__(f"“{name}” is no time zone. {hint}")
