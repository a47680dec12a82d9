"""The command line: stdout is data, stderr is talk; exit code 0 ok, 1 the thing asked for failed, 2 wrong usage."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from coffeechat.errors import CoffeechatError


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code. Nobody sees a traceback for a mistake of theirs."""
    match arguments:
        case [] | ["--db", _]:  # the app itself needs no click, which takes 30 ms to import
            return _guarded(lambda: _open(*arguments[1:]))
        case _:
            return _guarded(lambda: _command(arguments))


def _open(db: str | None = None) -> int:
    from pathlib import Path

    gc.disable()  # until the first frame: all that is made on the way to it stays, a tenth of the start is saved
    from coffeechat.cli.opening import open_app

    open_app(Path(db) if db else None)
    return 0


def _command(arguments: list[str]) -> int:
    import click

    from coffeechat.cli.commands import cli

    try:
        code = cli.main(arguments, prog_name="coffeechat", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return int(code or 0)  # what `context.exit` was given; a command that ends by itself returns None


def _guarded(act: Callable[[], int]) -> int:
    try:
        code = act()
        print(end="", flush=True)
        return code
    except KeyboardInterrupt:
        return _failed("Stopped.")
    except CoffeechatError as error:
        return _failed(str(error))
    except OSError as error:  # most likely of stdout; a reader that has gone (`| head`) click lets go in silence
        where = error.filename or "The output"
        return _failed(f"{where}: {error.strerror or error}. Check the disk and your rights there, and try again.")


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
