"""The command `coffeechat`: without a subcommand the app opens at once; everything else goes to the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run, and end with exit code 0 (ok), 1 (the thing asked for failed) or 2 (wrong usage)."""
    from coffeechat.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
