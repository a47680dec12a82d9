"""How soon a key shows: from its event to the end of the frame that shows what it did, with many people and few."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.children import TESTS, environment
from bench.figures import Figure, Target, medians, percentile
from bench.plan import Plan
from bench.rounds import alternate
from bench.terminal import Terminal

KINDS = {"filter": "a letter in the filter", "page": "page down"}
MOST = {"filter": (16.0, 33.0), "page": (16.0,)}
"""Milliseconds: of the median, and of 95 in a hundred. A frame at 60 Hz lasts 16."""


def measure(plan: Plan) -> Iterator[Figure]:
    sizes: dict[int, Callable[[], dict[str, list[tuple[float, float]]]]] = {
        size: partial(_press_keys, plan, plan.databases.of(size)) for size in (plan.few, plan.many)
    }
    runs = alternate(max(1, plan.rounds // 4), sizes, warm_up=False)  # the child has warmed up before its first key
    for kind, what in KINDS.items():
        few, many = ([shown for run in runs[size] for shown in run[kind]] for size in sizes)
        yield from _figures(f"{what}, {plan.many:,} people", [here for here, _ in many], MOST[kind])
        yield medians(
            "    growth with the people",
            "ms",
            [here for here, _ in many],
            [here for here, _ in few],
            f"{plan.few:,} people",
            Target(2),
        )
        yield from _figures("    with the panel beside", [everywhere for _, everywhere in many])


def _figures(name: str, milliseconds: list[float], most: tuple[float, ...] = ()) -> Iterator[Figure]:
    """Median and 95th percentile, and their limits where there are some."""
    slow = percentile(milliseconds, 0.95)
    of_median, of_slow = (Target(limit, of="value") if limit else None for limit in (*most, 0, 0)[:2])
    yield medians(f"{name}, median", "ms", milliseconds, target=of_median)
    yield Figure(name=f"{name}, p95", value=slow, unit="ms", target=of_slow)


def _press_keys(plan: Plan, path: Path) -> dict[str, list[tuple[float, float]]]:
    """For each key, by kind: milliseconds until it shows in list and field, and until all is painted."""
    answer = plan.home / "keys.json"
    answer.unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.pressed_keys", str(path), str(answer)]
    with Terminal(command, {**environment(plan.home), "PYTHONPATH": str(TESTS)}) as terminal:
        terminal.wait(60)
    shown: dict[str, list[tuple[float, float]]] = json.loads(answer.read_bytes())
    return shown
