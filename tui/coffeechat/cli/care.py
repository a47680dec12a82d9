"""`backup` and `doctor`: looking after the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coffeechat.cli.database import db_option, open_store
from coffeechat.folders import keys_path

if TYPE_CHECKING:
    from coffeechat.store.store import Store


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, readable=False))
@db_option
def backup(file: Path | None, db: Path | None) -> None:
    """Write a compact copy of the database to FILE.

    Without FILE it goes into the folder 'backups' beside the database. Safe while the app is open.
    """
    from coffeechat.store import backup as backups

    with open_store(db) as store:
        click.echo(backups.to(store, file))


@click.command()
@click.option("--mend", is_flag=True, help="Make long texts, the list of people and the search index anew first.")
@db_option
@click.pass_context
def doctor(context: click.Context, mend: bool, db: Path | None) -> None:
    """Check the database; exit code 1 if something is wrong."""
    from coffeechat.store import doctor as checks

    with open_store(db) as store:
        if mend:
            checks.mend(store)
        findings = checks.examine(store)
        click.echo(
            f"database      {store.path}\nkey bindings  {keys_path()}\nsync's keys   {_sync_keys(store)}", err=True
        )
    for finding in findings:
        click.echo(f"{'✗' if finding.wrong else '✓'} {finding.check}")
        for wrong in finding.wrong:
            click.echo(f"    {wrong}")
    if any(finding.wrong for finding in findings):
        click.echo(
            "Something is wrong. Keep the file, and see the copies in the folder 'backups' beside it.",
            err=True,
        )
        context.exit(1)


def _sync_keys(store: Store) -> str:
    from coffeechat.store import settings

    vault = settings.local(store.connection, "vault")
    if not vault:
        return "none: this file does not sync"
    from coffeechat.sync import keyholder

    return keyholder.place(vault)
