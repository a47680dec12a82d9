"""Child: previews an export, brings it in, and brings it in again; times each, and a bare pass over its rows."""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from bench.children import answer
from bench.memory import peak_megabytes
from coffeechat.exchange.importing import bring_in
from coffeechat.store.store import Store

PASSES = 5


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def read_rows(source: Path) -> None:
    with source.open(encoding="utf-8", newline="") as stream:
        deque(csv.reader(stream), maxlen=0)


def main() -> None:
    source = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "people.db") as store:
        document = {
            "rows": [seconds(lambda: read_rows(source)) for _ in range(PASSES)],
            "preview": seconds(lambda: bring_in(store, source, dry_run=True)),
            "first": seconds(lambda: bring_in(store, source)),
            "second": seconds(lambda: bring_in(store, source)),
            "peak": peak_megabytes(),
        }
    answer(document)


if __name__ == "__main__":
    main()
