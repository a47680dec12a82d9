"""The command line: stdout is data, stderr is talk; exit code 0 ok, 1 the thing asked for failed, 2 wrong usage."""

from __future__ import annotations

import gc
import sys


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code. Nobody sees a traceback for a mistake of theirs."""
    gc.freeze()  # what imports made stays; collecting it again and again is a tenth of a short command's time
    import click

    from coffeechat.cli.commands import cli
    from coffeechat.errors import CoffeechatError

    try:
        code = cli.main(arguments, prog_name="coffeechat", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 1
    except CoffeechatError as error:
        click.echo(str(error), err=True)
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone (`| head`); nothing is left to say
        return 1
    return int(code or 0)  # what `context.exit` was given; a command that ends by itself returns None
