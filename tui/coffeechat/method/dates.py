"""Dates and times as text and back."""

from __future__ import annotations

from datetime import datetime


def moment(text: str | None) -> datetime | None:
    """A stored instant (`2026-03-02T08:00:00Z`); None for none, and for what is not one."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None
