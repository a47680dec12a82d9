"""The list of commands. Each imports what it needs when it runs, so that `--help` answers at once."""

from __future__ import annotations

from pathlib import Path

import click

from coffeechat import __version__
from coffeechat.cli import (
    care,
    exchange,
    importing,
    insights,
    lint,
    opening,
    outreach,
    packs,
    people,
    sync,
    talk,
    today,
)


@click.command()
def demo() -> None:
    """Open the app on a throwaway file of lively sample data."""
    opening.open_demo()


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", type=click.Path(path_type=Path, readable=False), help="Use this database file.")
@click.version_option(__version__, prog_name="coffeechat")
@click.pass_context
def cli(context: click.Context, db: Path | None) -> None:
    """Run your informational interviews: whom to approach, how to ask, what follows.

    Without a command the app opens. Every command takes --db PATH; otherwise the file named by COFFEECHAT_DB is
    used, or coffeechat.db in your user-data folder.
    """
    context.obj = db
    if context.invoked_subcommand is None:
        opening.open_app(db)


for command in (
    importing.import_,
    importing.undo_import,
    today.today,
    people.people,
    people.title,
    outreach.ask,
    talk.talk,
    outreach.thank,
    outreach.note,
    insights.insights,
    lint.lint,
    packs.packs,
    exchange.export,
    exchange.restore,
    care.backup,
    care.doctor,
    sync.sync,
    demo,
):
    cli.add_command(command)
