"""A LinkedIn export brought in, and once more, against reading its rows and doing nothing with them."""

from __future__ import annotations

from collections.abc import Iterator

from bench.children import answer_of
from bench.databases import connections
from bench.figures import Figure, Target, medians
from bench.plan import Plan


def measure(plan: Plan) -> Iterator[Figure]:
    source = connections(plan.home, plan.rows)
    runs = [answer_of("imported_twice", plan.home, source) for _ in range(max(1, plan.rounds // 3))]
    rows = [1000 * seconds for run in runs for seconds in run["rows"]]
    first, second, preview = ([1000 * run[name] for run in runs] for name in ("first", "second", "preview"))
    bare = [1000 * run["bare"] for run in runs]
    what = f"{plan.rows:,} rows"
    yield medians(f"{what}, preview and apply", "ms", first, rows, "csv.reader", Target(30))
    yield medians("    the same, to bare rows", "ms", first, bare, "executemany")
    yield medians(f"{what}, preview alone", "ms", preview, rows, "csv.reader")
    yield medians("the same file again", "ms", second, first, "first time", Target(0.5))
    yield medians("most memory held", "MB", [run["peak"] for run in runs])
