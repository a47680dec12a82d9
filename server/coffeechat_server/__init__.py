"""The relay: takes, keeps and hands out what it cannot read."""

from __future__ import annotations


def version() -> str:
    """Of the installed distribution."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("coffeechat")
    except PackageNotFoundError:
        return "unknown"
