"""A plan of 12 questions, reviewed one by one and as a whole: opened, and after a letter was typed in one of them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import count

from bench.figures import Figure, Target, medians
from bench.plan import Plan
from bench.rounds import alternate
from coffeechat.method.questions import PlanContext, Planned, review_plan, reviews
from coffeechat.packs import all_packs

CONTEXT = PlanContext(minutes=20, level=6, topics=("path", "culture"))
WORD = re.compile(r"\w+")


def measure(plan: Plan) -> Iterator[Figure]:
    (pack,) = (pack for pack in all_packs() if pack.key == "career-changer")
    texts = [question.text for question in pack.questions]
    fresh = count()
    measures: dict[str, Callable[[], float]] = {
        "opened": lambda: _reviewed([f"{text} {next(fresh)}" for text in texts]),
        "typed": lambda: _reviewed([f"{texts[0]} {next(fresh)}", *texts[1:]]),
        "words": lambda: _timed(lambda: [WORD.findall(text) for text in texts]),
    }
    runs = alternate(plan.rounds * 5, measures)
    yield medians("none of them seen before", "ms", runs["opened"], runs["words"], "their words", Target(5, of="value"))
    yield medians("one of them changed", "ms", runs["typed"], runs["words"], "their words", Target(2, of="value"))


def _reviewed(texts: list[str]) -> float:
    items = [Planned(text=text) for text in texts]
    return _timed(lambda: (reviews(items, CONTEXT), review_plan(items, CONTEXT)))


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000
