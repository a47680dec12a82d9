"""The stage somebody is in, and what that forbids: computed from facts, never stored.

`stages.tsv` says what the stages are called, `refusals.tsv` why something may not be sent now.
"""

from coffeechat.method.stages.refusals import refusal
from coffeechat.method.stages.stage import (
    RESPONSIVENESS,
    STAGES,
    Stage,
    again_on,
    rhythm,
    stage,
    standing,
    wakes_on,
    word,
)

__all__ = [
    "RESPONSIVENESS",
    "STAGES",
    "Stage",
    "again_on",
    "refusal",
    "rhythm",
    "stage",
    "standing",
    "wakes_on",
    "word",
]
