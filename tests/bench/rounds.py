"""Measuring several things in turn, so that a slow moment of the machine hits all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

Name = TypeVar("Name")
Measured = TypeVar("Measured")


def alternate(
    rounds: int, measures: Mapping[Name, Callable[[], Measured]], *, warm_up: bool = True
) -> dict[Name, list[Measured]]:
    """Each measure once to warm up, then A B C, C B A, … for so many rounds; the results by name."""
    for measure in measures.values() if warm_up else ():
        measure()
    results: dict[Name, list[Measured]] = {name: [] for name in measures}
    forth = list(measures.items())
    for turn in range(rounds):
        for name, measure in reversed(forth) if turn % 2 else forth:
            results[name].append(measure())
    return results
