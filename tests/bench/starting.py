"""From starting the app to seeing people, and the memory it then holds, against an empty Textual app."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.children import COFFEECHAT, environment
from bench.figures import Figure, Target, medians
from bench.memory import proportional_megabytes
from bench.plan import Plan
from bench.rounds import alternate
from bench.terminal import Terminal
from coffeechat.store import pages
from coffeechat.store.store import Store

EMPTY_APP = Path(__file__).with_name("empty_app.py")
FIRST_PAINT = "Targets"
"""A word of the bar on top."""
SURE = 12
"""Letters of a name that no column cuts off."""


class Start(NamedTuple):
    first_paint: float
    usable: float
    megabytes: float


def measure(plan: Plan) -> Iterator[Figure]:
    starts = alternate(
        plan.rounds,
        {
            "empty": _starting([sys.executable, str(EMPTY_APP)], plan, "Nothing in here", ["row number 20"]),
            "few": _opening(plan, plan.few),
            "many": _opening(plan, plan.many),
        },
    )
    empty = starts.pop("empty")
    for size, of_size in zip((plan.few, plan.many), starts.values(), strict=True):
        yield _milliseconds(f"first paint, {size:,} people", [each.first_paint for each in of_size], empty, 1.3)
        yield _milliseconds(f"people in sight, {size:,}", [each.usable for each in of_size], empty, 1.5)
    for size, of_size in zip((plan.few, plan.many), starts.values(), strict=True):
        least = statistics.median(each.megabytes for each in empty)
        above = [each.megabytes - least for each in of_size]
        yield medians(f"memory above the empty app, {size:,}", "MB", above, target=Target(60, of="value"))


def _opening(plan: Plan, size: int) -> Callable[[], Start]:
    path = plan.databases.of(size)
    with Store(path) as store:
        first = [line.name[:SURE] for line in pages.People(store.connection, "crystal").lines(0, 3)]
    return _starting([str(COFFEECHAT), "--db", str(path)], plan, FIRST_PAINT, first)


def _starting(command: Sequence[str], plan: Plan, first_paint: str, useful: Sequence[str]) -> Callable[[], Start]:
    def start() -> Start:
        with Terminal(command, environment(plan.home)) as terminal:
            return Start(
                terminal.seconds_until(first_paint),
                terminal.seconds_until(*useful),
                proportional_megabytes(terminal.pid),
            )

    return start


def _milliseconds(name: str, runs: Sequence[float], empty: Sequence[Start], most: float) -> Figure:
    baseline = [1000 * each.usable for each in empty]
    return medians(name, "ms", [1000 * run for run in runs], baseline, "empty app", Target(most))
