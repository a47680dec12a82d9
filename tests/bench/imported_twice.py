"""Child: previews an export, brings it in, and brings it in again; times each, and a bare pass over its rows."""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import apsw

from bench.children import answer
from bench.memory import peak_megabytes
from coffeechat.exchange.importing import bring_in
from coffeechat.store import database
from coffeechat.store.store import Store

PASSES = 5
TABLES = ("person", "contact_point", "organisation", "position", "import_row", "listing")
WORDS = "SELECT n, fold(name), fold(title), fold(organisation) FROM listing ORDER BY n"


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def read_rows(source: Path) -> None:
    with source.open(encoding="utf-8", newline="") as stream:
        deque(csv.reader(stream), maxlen=0)


def insert_bare(imported: apsw.Connection, path: Path) -> float:
    """Seconds to write what the import brought into an empty file of the same shape: no thought, no stamps, no undo."""
    rows = {name: list(imported.execute(f"SELECT * FROM {name}")) for name in TABLES}
    rows["search (rowid, name, title, organisation)"] = list(imported.execute(WORDS))
    bare = database.connect(path)
    begun = time.perf_counter()
    with bare:
        for table, of_table in rows.items():
            marks = ", ".join("?" * len(of_table[0]))
            bare.executemany(f"INSERT INTO {table} VALUES ({marks})", of_table)
    elapsed = time.perf_counter() - begun
    bare.close()
    return elapsed


def main() -> None:
    source = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "people.db") as store:
        document = {
            "rows": [seconds(lambda: read_rows(source)) for _ in range(PASSES)],
            "preview": seconds(lambda: bring_in(store, source, dry_run=True)),
            "first": seconds(lambda: bring_in(store, source)),
            "second": seconds(lambda: bring_in(store, source)),
            "bare": insert_bare(store.connection, Path(folder) / "bare.db"),
            "peak": peak_megabytes(),
        }
    answer(document)


if __name__ == "__main__":
    main()
