"""What many people said: claims weighed by people and by independent chains, topics that are heard out, beliefs."""

from coffeechat.method.insights.beliefs import suggested
from coffeechat.method.insights.probes import probe
from coffeechat.method.insights.tally import (
    SIDES,
    STANCES,
    Heard,
    Stance,
    Tally,
    Voice,
    is_saturated,
    stance,
    status,
    tally,
)

__all__ = [
    "SIDES",
    "STANCES",
    "Heard",
    "Stance",
    "Tally",
    "Voice",
    "is_saturated",
    "probe",
    "stance",
    "status",
    "suggested",
    "tally",
]
