"""The command `coffeechat`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run, and end with exit code 0 (ok), 1 (the thing asked for failed) or 2 (wrong usage)."""
    from coffeechat.cli import run

    code = run(sys.argv[1:])
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None: closed from the start
        try:
            stream.flush()
        except OSError:  # the disk is full, or who was reading has gone: nothing more can be said to them
            code = code or 1
    if "textual" in sys.modules:
        sys.exit(code)
    # A command has closed its files by now; taking the interpreter apart would add a fifth to its time.
    os._exit(code)


if __name__ == "__main__":
    main()
