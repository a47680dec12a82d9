"""Names of keys: as Textual wants them, as people read them, and which of them a terminal knows."""

from __future__ import annotations

from functools import lru_cache

from textual.keys import KEY_DISPLAY_ALIASES, Keys, format_key, key_to_character

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "meta", "super", "hyper"})
# What the page of a manual calls it; Textual's own sign for enter is not in every font.
_READ_AS = KEY_DISPLAY_ALIASES | {"enter": "enter", "tab": "tab", "backspace": "backspace"}


@lru_cache(512)
def textual_key(key: str) -> str:
    """`key` as Textual's bindings spell it: `?` is `question_mark`."""
    from textual.binding import Binding

    if len(key) != 1 or key == ",":
        return "comma" if key == "," else key
    return next(iter(Binding.make_bindings([Binding(key, "")]))).key


@lru_cache(512)
def shown_key(key: str) -> str:
    """`key` as people read it: `?`, `ctrl+p`, `↓`."""
    *modifiers, name = textual_key(key).split("+")
    return "+".join([*modifiers, _READ_AS.get(name) or format_key(name)])


def is_key(key: str) -> bool:
    """Whether a terminal could send a key of this name."""
    if not key.strip():
        return False
    *modifiers, name = textual_key(key).split("+")
    is_named = key_to_character(name) is not None or name in {known.value for known in Keys}
    return is_named and _MODIFIERS.issuperset(modifiers)
