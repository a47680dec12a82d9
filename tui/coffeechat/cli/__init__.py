"""The command line: stdout is data, stderr is talk; exit code 0 ok, 1 the thing asked for failed, 2 wrong usage."""

from __future__ import annotations

import gc


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code. Nobody sees a traceback for a mistake of theirs."""
    gc.set_threshold(50_000, 20, 20)  # what imports make stays: looking for garbage in it is 5 % of a short command
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
    except OSError as error:  # most likely of stdout; a reader that has gone (`| head`) click lets go in silence
        where = error.filename or "The output"
        click.echo(
            f"{where}: {error.strerror or error}. Check the disk and your rights there, and try again.", err=True
        )
        return 1
    return int(code or 0)  # what `context.exit` was given; a command that ends by itself returns None
