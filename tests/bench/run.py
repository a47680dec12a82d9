"""`make bench`: measures everything that has a target, prints a table and writes bench.json."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import (
    cards,
    commands,
    edits,
    hostile,
    imports,
    keys,
    questions,
    ranking,
    relaying,
    starting,
    storing,
    syncing,
    talk,
    today,
)
from bench.databases import Databases
from bench.figures import CannotMeasure, Figure
from bench.plan import Plan
from bench.table import as_json, table

ROOT = Path(__file__).parents[2]
SECTIONS: dict[str, tuple[str, Callable[[Plan], Iterator[Figure]]]] = {
    "start": ("Start, in a terminal of 120 x 40", starting.measure),
    "commands": ("Command line", commands.measure),
    "keys": ("Key to repaint, the app's own time", keys.measure),
    "talk": ("Typing in a talk with 2,000 words of notes", talk.measure),
    "today": ("Today: what is due, what came of asking, whom to approach", today.measure),
    "questions": ("Reviewing a plan of 12 questions", questions.measure),
    "import": ("Import of a LinkedIn export", imports.measure),
    "cards": ("Reading vCards", cards.measure),
    "hostile": ("Hostile vCard files", hostile.measure),
    "ranking": ("Ranking everybody for a new target", ranking.measure),
    "store": ("The relay's store", storing.measure),
    "relay": ("The relay, over loopback", relaying.measure),
    "sync": ("Sync, encrypted, through a relay over loopback", syncing.measure),
    "edits": ("One edit, with stamps, list, search index and undo", edits.measure),
}


def main() -> int:
    """Exit code 0, also when a target is missed; 1 if something could not be measured."""
    wanted = _arguments()
    names = wanted.only or list(SECTIONS)
    measured: dict[str, list[Figure]] = {}
    failures = []
    with tempfile.TemporaryDirectory(prefix="coffeechat-bench-") as folder:
        plan = _plan(Path(folder), wanted.quick)
        for name in names:
            title, measure = SECTIONS[name]
            figures = measured[title] = []
            begun = time.perf_counter()
            try:
                figures.extend(measure(plan))
            except CannotMeasure as error:
                failures.append(f"{title}: could not be measured. {error}")
            except Exception as error:  # minutes of other figures are not given up for it
                traceback.print_exc()
                failures.append(f"{title}: could not be measured. {type(error).__name__}: {error}")
            print(f"{title}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    print(table(measured))
    (ROOT / "bench.json").write_bytes(as_json(measured, wanted.quick))
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


def _plan(folder: Path, is_quick: bool) -> Plan:
    home = folder / "home"
    home.mkdir()
    databases = Databases(folder)
    if is_quick:
        return Plan(home, databases, many=10_000, few=1_000, rows=3_000, rounds=3)
    return Plan(home, databases)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer people and fewer runs, to see that all works")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="one section; may be given several times")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
