"""The one guarded boundary around a plugin's code: whatever it raises becomes a Fault with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

LONGEST_REASON = 300

T = TypeVar("T")


class Fault(Struct, frozen=True, tag="fault"):
    """What went wrong in a plugin. `where`: `load`, `sniff` or a hook's name; `sentence` is for people."""

    plugin: str
    where: str
    sentence: str


WHAT_FAILED = {
    "load": "could not be loaded",
    "sniff": "failed when it looked at the file",
}


def guarded(plugin: str, where: str, function: Callable[[], T]) -> T | Fault:
    """What `function` returns, or the Fault it caused; also SystemExit is one. Only ctrl+c goes through."""
    try:
        return function()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return fault(plugin, where, reason(error))


def fault(plugin: str, where: str, why: str) -> Fault:
    failed = WHAT_FAILED.get(where, f"failed in its hook {where}")
    sentence = f"The plugin “{plugin}” {failed} ({why}). It is left out; update or remove it."
    return Fault(plugin, where, sentence)


def reason(error: BaseException) -> str:
    """One line for people: `ValueError: no such field`."""
    if isinstance(error, SystemExit):
        return "it tried to end the whole program"
    if isinstance(error, MemoryError):
        return "it ran out of memory"
    try:
        text = " ".join(str(error).split())
    except Exception as second:  # a plugin's own error class may fail as well
        text = f"{type(second).__name__} when asked for its message"
    text = text if len(text) <= LONGEST_REASON else text[: LONGEST_REASON - 1] + "…"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
