"""Child: reads one vCard file with the importer and keeps nothing; how long that took, and how much memory."""

from __future__ import annotations

import sys
import time
from collections import deque
from pathlib import Path

from bench.children import answer
from bench.memory import peak_megabytes, resident_megabytes
from coffeechat.api import Options, PersonRecord, Source
from coffeechat_vcard import VCardImporter


def main() -> None:
    path = Path(sys.argv[1])
    with path.open("rb") as stream:
        head = stream.read(4096)
        begun = time.perf_counter()
        deque(stream, maxlen=0)
        lines = time.perf_counter() - begun
    before = resident_megabytes()
    begun = time.perf_counter()
    cards = sum(isinstance(record, PersonRecord) for record in VCardImporter().parse(Source(path, head), Options()))
    answer(
        {
            "lines": lines,
            "seconds": time.perf_counter() - begun,
            "cards": cards,
            "peak": peak_megabytes(),
            "growth": max(0.0, peak_megabytes() - before),
        }
    )


if __name__ == "__main__":
    main()
