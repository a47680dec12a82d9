"""`export` and `restore`: everything out, and back in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coffeechat.cli.database import db_option, open_store


@click.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False, allow_dash=True), metavar="FILE|-")
@click.option(
    "--format",
    "format_name",
    help="json (everything), csv or vcf (people), ics, md or txt (talks). By default from FILE's ending, else json.",
)
@click.option("--talk", "person", metavar="PERSON", help="Only the talk with this person (ics, md, txt).")
@click.option("--vcard-version", type=click.Choice(["3.0", "4.0"]), help="For vcf; 3.0 is read by the most programs.")
@db_option
def export(file: Path, format_name: str | None, person: str | None, vcard_version: str | None, db: Path | None) -> None:
    """Write everything (json), the people (csv, vcf) or the talks to come (ics, md, txt) to FILE, or to stdout with -.

    A json export holds the whole database: `coffeechat restore` brings it back. An ics file changes the same calendar
    entries when it is read again after a talk was moved or cancelled. What was said off the record never leaves in
    md or txt.
    """
    from coffeechat.exchange.exporting import export_to, export_to_file
    from coffeechat.store import clock
    from coffeechat.store.conversation_list import talk_with

    name = format_name or (file.suffix.removeprefix(".").casefold() or "json")
    with open_store(db) as store:
        talk = talk_with(store.connection, person, clock.now()) if person else None
        if str(file) == "-":
            written = export_to(store, sys.stdout.buffer, name, vcard_version, talk)
        else:
            written = export_to_file(store, file, name, vcard_version, talk)
    click.echo(f"{written} written{'' if str(file) == '-' else f' to {file}'}.", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False), metavar="FILE.json")
@db_option
def restore(file: Path, db: Path | None) -> None:
    """Bring a json export back: what is missing is added, and of two versions the newer stands."""
    from coffeechat.store import archive

    with open_store(db) as store:
        restored = archive.restore(store, file)
    click.echo(f"{restored.rows:,} rows added, {restored.cells:,} cells brought up to date.")
