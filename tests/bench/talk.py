"""Typing in a talk with 2,000 words of notes: key to paint, and what a saved edit costs, beside a bare text field."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial

from bench.children import TESTS, environment
from bench.figures import Figure, Target, medians, percentile
from bench.plan import Plan
from bench.rounds import alternate
from bench.terminal import Terminal

MOST_PAINTED = 16.0
"""Milliseconds; a frame at 60 Hz lasts 16."""
MOST_SAVED = 5.0

Typed = dict[str, list[float]]


def measure(plan: Plan) -> Iterator[Figure]:
    kinds: dict[str, Callable[[], Typed]] = {kind: partial(_type, plan, kind) for kind in ("bare", "live")}
    runs = alternate(max(1, plan.rounds // 4), kinds, warm_up=False)  # the child has warmed up before its first key
    bare, live = ([one for run in runs[kind] for one in run["painted"]] for kind in ("bare", "live"))
    saved = [one for run in runs["live"] for one in run["saved"]]
    yield medians("a letter to its paint, median", "ms", live, target=Target(MOST_PAINTED, of="value"))
    yield medians("    beside a bare text field", "ms", live, bare, "a bare TextArea")
    yield Figure(name="a letter to its paint, p95", value=percentile(live, 0.95), unit="ms")
    yield medians("saving it, of the screen's thread", "ms", saved, target=Target(MOST_SAVED, of="value"))
    yield Figure(name="saving it, p95", value=percentile(saved, 0.95), unit="ms")


def _type(plan: Plan, kind: str) -> Typed:
    answer = plan.home / "letters.json"
    answer.unlink(missing_ok=True)
    path = plan.databases.copy_of(plan.many)
    command = [sys.executable, "-m", "bench.typed_letters", kind, str(path), str(answer)]
    with Terminal(command, {**environment(plan.home), "PYTHONPATH": str(TESTS)}) as terminal:
        terminal.wait(60)
    typed: Typed = json.loads(answer.read_bytes())
    return typed
