"""How far an introduction has come, as a picture and in words."""

from __future__ import annotations

from typing import Final

from coffeechat.method import introductions as method
from coffeechat.widgets.pages import Tone

MARKS: Final = {
    "wished": "○",
    "asked": "◔",
    "introducer_ok": "◑",
    "target_ok": "◕",
    "made": "●",
    "contacted": "●",
    "met": "●",
    "loop_closed": "✓",
    "declined_by_introducer": "×",
    "declined_by_target": "×",
    "expired": "·",
}
TONES: Final[dict[str, Tone]] = {
    "met": "accent",
    "loop_closed": "success",
    "declined_by_introducer": "dim",
    "declined_by_target": "dim",
    "expired": "warning",
}
_DONE, _TO_DO = "●", "○"


def track(standing: str) -> str:
    """Its way as eight dots, those behind it full."""
    if standing not in method.PATH:
        return MARKS.get(standing, "·").ljust(len(method.PATH))
    done = method.PATH.index(standing) + 1
    return _DONE * done + _TO_DO * (len(method.PATH) - done)
