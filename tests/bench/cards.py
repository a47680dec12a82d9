"""A phone's address book, read: cards a second, against reading its lines; and the memory that takes."""

from __future__ import annotations

from collections.abc import Iterator

from bench.children import answer_of
from bench.figures import Figure, Target, medians
from bench.plan import Plan
from sample_people import people, write_cards


def measure(plan: Plan) -> Iterator[Figure]:
    path = write_cards(plan.home / "phone.vcf", people(plan.rows))
    runs = [answer_of("read_cards", plan.home, path) for _ in range(plan.rounds)]
    seconds, lines = ([1000 * run[name] for run in runs] for name in ("seconds", "lines"))
    rates = [run["cards"] / run["seconds"] for run in runs]
    what = f"{plan.rows:,} cards"
    yield medians(what, "ms", seconds, lines, "its lines")
    yield medians("cards a second", "", rates, (), "", Target(10_000, of="value", at_least=True))
    yield medians(f"memory {what} take", "MB", [run["growth"] for run in runs], (), "", Target(10, of="value"))
