"""The command line, against a Python that does nothing; and what it must not import."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial

from bench.children import COFFEECHAT, answer_of, seconds_of
from bench.figures import Figure, Target, medians
from bench.plan import Plan
from bench.rounds import alternate

SMALL = 100
TITLE = "Head of Urban Planning"


def measure(plan: Plan) -> Iterator[Figure]:
    many, small = (str(plan.databases.of(count)) for count in (plan.many, SMALL))
    commands = {
        "--help": ["--help"],
        "--version": ["--version"],
        f"people --json --limit 20, {plan.many:,}": ["people", "--json", "--limit", "20", "--db", many],
        "title --json": ["title", TITLE, "--json"],
        f"doctor, {SMALL:,} people": ["doctor", "--db", small],
    }
    baseline = "python -c pass"
    runs = alternate(
        2 * plan.rounds,
        {
            baseline: partial(seconds_of, [sys.executable, "-c", "pass"], plan.home),
            **{name: partial(seconds_of, [str(COFFEECHAT), *words], plan.home) for name, words in commands.items()},
        },
    )
    least = [1000 * seconds for seconds in runs.pop(baseline)]
    for name, seconds in runs.items():
        yield medians(name, "ms", [1000 * each for each in seconds], least, baseline, Target(6))
    for name, words in commands.items():
        counted = answer_of("imported_modules", plan.home, *words)
        yield Figure(
            name=f"modules of textual, {name.partition(',')[0]} ({counted['all']} in all)",
            value=counted["textual"],
            unit="",
            target=Target(0, of="value"),
        )
