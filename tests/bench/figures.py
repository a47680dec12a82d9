"""One measured figure: its value, the baseline of the same run it is compared with, and the target it should meet."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct


class CannotMeasure(Exception):
    """What was to be measured is not there or does not work; the message is a sentence."""


class Target(Struct, frozen=True):
    """`of` says what is limited: the ratio to the baseline, or the value itself, in its own unit."""

    limit: float
    of: Literal["ratio", "value"] = "ratio"
    at_least: bool = False

    def is_met(self, figure: float) -> bool:
        return figure >= self.limit if self.at_least else figure <= self.limit


class Figure(Struct, frozen=True, kw_only=True):
    """`runs` are the single measurements behind `value`; `baseline` is in the unit of `value`."""

    name: str
    value: float
    unit: str
    runs: Sequence[float] = ()
    baseline: float | None = None
    against: str = ""
    target: Target | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.baseline if self.baseline else None

    @property
    def is_within(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        limited = self.value if self.target.of == "value" else self.ratio
        return limited is not None and self.target.is_met(limited)


def medians(
    name: str,
    unit: str,
    runs: Sequence[float],
    baseline: Sequence[float] = (),
    against: str = "",
    target: Target | None = None,
) -> Figure:
    """The median of some runs against the median of the baseline's."""
    return Figure(
        name=name,
        value=statistics.median(runs),
        unit=unit,
        runs=runs,
        baseline=statistics.median(baseline) if baseline else None,
        against=against,
        target=target,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of all do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
