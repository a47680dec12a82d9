"""Turns the link to a profile into the key a person keeps across exports."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote


def profile_key(url: str) -> str | None:
    """`ada-lindqvist` for `https://www.linkedin.com/in/ada-lindqvist/`; None if it isn't a link to LinkedIn.

    Percent signs decoded, NFC, case folded; scheme, host, query and slashes dropped. Old `/pub/` links keep
    their path.
    """
    before, found, path = url.casefold().partition("linkedin.com/")
    if not found or before[-1:] not in {"", "/", "."}:
        return None
    path = path.partition("?")[0].partition("#")[0].lstrip("/")
    path = path[3:].lstrip("/").partition("/")[0] if path.startswith("in/") else path.rstrip("/")
    if not path.isascii() or "%" in path:
        path = unicodedata.normalize("NFC", unquote(path)).casefold()
    return path or None
