"""How soon a key shows: from its event to the end of the frame that shows what it did, with many people and few."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from bench.children import TESTS, environment
from bench.figures import Figure, Target, medians, percentile
from bench.plan import Plan
from bench.rounds import alternate
from bench.terminal import Terminal

KINDS = {"filter": "a letter in the filter", "page": "page down"}


def measure(plan: Plan) -> Iterator[Figure]:
    sizes: dict[int, Callable[[], dict[str, list[float]]]] = {
        size: partial(_press_keys, plan, plan.databases.of(size)) for size in (plan.few, plan.many)
    }
    runs = alternate(max(1, plan.rounds // 4), sizes)
    for kind, what in KINDS.items():
        few, many = (list(chain.from_iterable(run[kind] for run in runs[size])) for size in sizes)
        against = f"{plan.few:,} people"
        yield medians(f"{what}, {plan.many:,} people, median", "ms", many, (), "", Target(16, of="value"))
        if kind == "filter":
            slow = percentile(many, 0.95)
            yield Figure(name=f"{what}, p95", value=slow, unit="ms", target=Target(33, of="value"))
        yield medians(f"{what}, growth with the people", "ms", many, few, against, Target(2))


def _press_keys(plan: Plan, path: Path) -> dict[str, list[float]]:
    """Milliseconds for each key, by kind."""
    answer = plan.home / "keys.json"
    answer.unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.pressed_keys", str(path), str(answer)]
    with Terminal(command, {**environment(plan.home), "PYTHONPATH": str(TESTS)}) as terminal:
        terminal.wait(60)
    milliseconds: dict[str, list[float]] = json.loads(answer.read_bytes())
    return milliseconds
