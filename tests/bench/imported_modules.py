"""Child: runs one command of coffeechat and counts the modules it has imported."""

from __future__ import annotations

import contextlib
import io
import sys

from coffeechat.cli import run


def main() -> None:
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        run(sys.argv[1:])
    counts = {"all": len(sys.modules), "textual": sum(name.partition(".")[0] == "textual" for name in sys.modules)}

    from bench.children import answer

    answer(counts)


if __name__ == "__main__":
    main()
