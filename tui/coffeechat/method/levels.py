"""What the ten levels of jobs are called."""

from __future__ import annotations

from typing import Final

LEVELS: Final = (
    "student or intern",
    "beginner",
    "professional",
    "senior",
    "lead",
    "manager of people",
    "head of a department",
    "director",
    "vice president",
    "owner, partner or C-level",
)
"""By level, 0 to 9."""
