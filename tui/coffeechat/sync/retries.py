"""How long to wait before a relay that failed is asked again."""

from __future__ import annotations

import random

FIRST_SECONDS = 1.0
LONGEST_SECONDS = 60.0
_DOUBLINGS = 6
"""Until the longest is reached; 2 to the 1,024th, after half a night offline, would be no number of seconds."""


def pause(failures: int) -> float:
    """Seconds, after the first attempt and so many that failed like it."""
    longest = min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** min(failures, _DOUBLINGS))
    return random.uniform(longest / 10, longest)  # jitter: after an outage not everybody at once
