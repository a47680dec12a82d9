"""`packs`: the question packs there are, and the ways to check one, to add one and to remove it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coffeechat.cli.output import plain, write_json

if TYPE_CHECKING:
    from coffeechat.packs import Pack


@click.group(invoke_without_command=True)
@click.pass_context
def packs(context: click.Context) -> None:
    """List question packs, check one, add one, remove one.

    A pack is a TOML file with questions; docs/packs.md says how one is written. Packs are data, no code is run.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_packs)


@packs.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="A JSON list on stdout.")
def list_packs(as_json: bool = False) -> None:
    """List the packs that came with the app, those installed beside it, and your own."""
    from coffeechat.packs import shelf

    found = shelf()
    if as_json:
        write_json([_as_json(pack) for pack in found.packs])
    else:
        for pack in found.packs:
            click.echo(plain(f"{pack.key:<22} {len(pack.questions):>3}  {pack.origin:<9}  {pack.title}"))
    for problem in found.problems:
        click.echo(str(problem), err=True)


@packs.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.pass_context
def check(context: click.Context, file: Path) -> None:
    """Check the pack in FILE: whether it is written as a pack, and what the question checker says of it."""
    from coffeechat.packs import line_of, read_pack, remarks

    pack = read_pack(file, "own")
    blocked = set()
    for number, finding in remarks(pack):
        blocked |= {number} if finding.effect == "blocks" else set()
        told = f"{file}:{line_of(pack, number)}: {finding.rule} {finding.message}"
        click.echo(f"{plain(told)}\n    → {plain(finding.rewrite)}")
    told = f"{pack.title}: written as a pack is, {len(pack.questions)} questions, {len(blocked)} blocked."
    click.echo(plain(told), err=True)
    if blocked:
        context.exit(1)


@packs.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--yes", is_flag=True, help="Add it without asking.")
def add(file: Path, yes: bool) -> None:
    """Show the pack in FILE, and copy it into your packs folder if you say yes."""
    from coffeechat.packs import own, read_pack

    pack = read_pack(file, "own")
    click.echo(_preview(pack), err=True)
    if own.own_path(pack.key).exists():
        click.echo(f"It takes the place of your pack “{pack.key}”.", err=True)
    if yes or click.confirm("Add it?", err=True):
        click.echo(own.add(pack).path)


@packs.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove the pack NAME from your packs folder; the app's own and installed ones stay."""
    from coffeechat.packs import own

    click.echo(f"Removed {own.remove(name)}.", err=True)


def _preview(pack: Pack) -> str:
    file = pack.file
    lines = [
        f"{file.title}, version {file.version}, by {file.author}, {file.licence}",
        f"for {', '.join(file.kinds)} · {file.language} · topics {', '.join(file.topics)}",
        f"sha256 {pack.sha256}",
        "",
        *(f"{number:3}. {question.text}" for number, question in enumerate(file.questions, start=1)),
    ]
    return "\n".join(map(plain, lines))


def _as_json(pack: Pack) -> dict[str, Any]:
    from msgspec import to_builtins

    about = {name: value for name, value in to_builtins(pack.file).items() if name != "questions"}
    return {
        "key": pack.key,
        "origin": pack.origin,
        "path": str(pack.path),
        "sha256": pack.sha256,
        **about,
        "questions": to_builtins(pack.questions),
    }
