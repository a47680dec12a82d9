"""`import` and `undo-import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coffeechat.cli.database import db_option, open_store
from coffeechat.cli.output import plain, write_json

if TYPE_CHECKING:
    from coffeechat.store.imports.plan import Plan

EXAMPLES = 5


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False), metavar="FILE…")
@click.option("--as", "importer", help="Read as this kind (linkedin, vcard) instead of finding out.")
@click.option("--encoding", help="The text encoding, where it is not found out rightly (cp1252, utf-16 …).")
@click.option("--accept-likely", is_flag=True, help="Join people of one name and organisation without asking.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout; for several files a list.")
@db_option
def import_(
    files: tuple[Path, ...],
    importer: str | None,
    encoding: str | None,
    accept_likely: bool,
    dry_run: bool,
    as_json: bool,
    db: Path | None,
) -> None:
    """Bring in people from LinkedIn exports and vCard files.

    FILE is a Connections.csv, the whole LinkedIn archive (zip or folder), or a .vcf file. The same file twice changes
    nothing. People who only may be the same are added and shown as duplicates; nobody is lost.
    """
    from coffeechat.exchange.importing import bring_in

    reports: list[dict[str, object]] = []
    try:
        with open_store(db) as store:
            for file in files:
                plan, run = bring_in(
                    store,
                    file,
                    importer=importer,
                    encoding=encoding,
                    accept_likely=accept_likely,
                    dry_run=dry_run,
                    on_progress=_show_progress,
                )
                click.echo("\r\x1b[K" if _is_terminal() else "", err=True, nl=False)
                reports.append(_report(plan, run))
                if not as_json:
                    _tell(file, plan, run, accept_likely, dry_run)
    finally:  # what came in before a file that failed is told of, too
        if as_json and reports:
            write_json(reports if len(files) > 1 else reports[0])


@click.command("undo-import")
@click.argument("run", required=False, metavar="[RUN]")
@db_option
def undo_import(run: str | None, db: Path | None) -> None:
    """Take back the last import, or the one with this id.

    People whom you have edited since stay; they are named.
    """
    from coffeechat.exchange.importing import undo

    with open_store(db) as store:
        undone = undo(store, run)
    click.echo(f"Took back {undone.file_name}: {undone.gone} people gone.")
    if undone.kept:
        click.echo(f"Kept, because you have edited them since: {plain(', '.join(undone.kept))}.", err=True)


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def _show_progress(done: int, total: int) -> None:
    if _is_terminal() and total:
        click.echo(f"\rReading … {100 * done // total} %", err=True, nl=False)


def _report(plan: Plan, run: bytes | None) -> dict[str, object]:
    return {
        "run": run.hex() if run else None,
        "new": plan.new,
        "updated": plan.updated,
        "same": plan.same,
        "likely": plan.likely,
        "review": plan.review,
        "skipped": [{"line": skipped.line, "reason": skipped.reason} for skipped in plan.skipped],
        "warnings": list(plan.warnings),
    }


def _tell(file: Path, plan: Plan, run: bytes | None, accept_likely: bool, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    click.echo(f"{file.name}, read as {plan.importer}")
    click.echo(f"  {plan.new:6,} {would}new")
    click.echo(f"  {plan.updated:6,} {would}updated")
    click.echo(f"  {plan.same:6,} the same as before")
    joined = f"{would}joined" if accept_likely else f"{would}added beside them; see Duplicates in the app"
    for count, what in (
        (plan.likely, f"likely known already: {joined}"),
        (plan.review, f"to be looked at: {would}added beside"),
    ):
        if count:
            click.echo(f"  {count:6,} {what}")
    for example in plan.examples(EXAMPLES):
        click.echo(f"         {plain(example)}", err=True)
    for skipped in plan.skipped[:EXAMPLES]:
        click.echo(f"  line {skipped.line} left out: {skipped.reason}", err=True)
    if len(plan.skipped) > EXAMPLES:
        click.echo(f"  … and {len(plan.skipped) - EXAMPLES} more lines left out (--json lists them all)", err=True)
    for warning in plan.warnings:
        click.echo(f"  {warning}", err=True)
    if run:
        click.echo(f"Take it back with: coffeechat undo-import {run.hex()}", err=True)
