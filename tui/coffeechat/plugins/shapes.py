"""Checks that what a hook returned is what it promises, before anything of it is used."""

from __future__ import annotations

from collections.abc import Mapping

METHODS: Mapping[str, tuple[str, ...]] = {
    "coffeechat_importers": ("sniff", "parse"),
    "coffeechat_exporters": ("write",),
}


def complaint(hook: str, thing: object) -> str | None:
    """What is wrong with one contribution, or None."""
    kind = type(thing).__name__
    if isinstance(thing, type):
        return f"it returned the class {thing.__name__}, an object of it is needed"
    for attribute in ("name", "title"):
        if not isinstance(text := getattr(thing, attribute, None), str) or not text:
            return f"{kind}.{attribute} is {text!r}, a text is needed"
    suffixes = getattr(thing, "suffixes", None)
    if not isinstance(suffixes, tuple) or not all(isinstance(suffix, str) for suffix in suffixes):
        return f"{kind}.suffixes is {suffixes!r}, a tuple of texts is needed"
    missing = [method for method in METHODS[hook] if not callable(getattr(thing, method, None))]
    return f"{kind} has no method {missing[0]}" if missing else None
