"""`people` and `title`: whom to talk to first, and how a job title is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coffeechat.cli.database import db_option, open_store
from coffeechat.cli.output import plain, write_json

if TYPE_CHECKING:
    from coffeechat.method.ranking import Lens
    from coffeechat.store.ranked import Ranked

FACTORS = ("knowledge", "power", "personnel", "reach")


@click.command()
@click.argument("query", required=False, default="")
@click.option("--target", help="Rank for this target instead of the chosen one (its name or the beginning of it).")
@click.option("--lens", type=click.Choice(["crystal", "research"]), default="crystal", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many people.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list on stdout.")
@db_option
def people(query: str, target: str | None, lens: Lens, limit: int | None, as_json: bool, db: Path | None) -> None:
    """List people, the best to talk to first.

    QUERY narrows by words; at:acme, title:planner, tag:alumni and note:thesis look in one place only.
    """
    from coffeechat.store import ranked

    with open_store(db) as store:
        found = ranked.people(store, query, target, lens, limit)
    if as_json:
        write_json([_as_json(one) for one in found])
        return
    for one in found:
        line = one.line
        score = "  –" if one.rank.score is None else f"{one.rank.score:3.0f}"
        told = f"{line.name}  {', '.join(part for part in (line.title, line.organisation) if part)}"
        click.echo(f"{score}  {plain(told)}")
    if not found:
        click.echo(
            "Nobody found." if query else "There is nobody yet: `coffeechat import FILE` brings people in.",
            err=True,
        )


def _as_json(one: Ranked) -> dict[str, Any]:
    def values(*kinds: str) -> list[str]:
        return [value for kind, value in one.contacts if kind in kinds]

    score, parts = one.rank.score, one.rank.factors
    return {
        "id": one.line.id.hex(),
        "name": one.line.name,
        "title": one.line.title,
        "organisation": one.line.organisation,
        "level": one.rank.level,
        "personnel": one.rank.personnel,
        "emails": values("email"),
        "phones": values("phone"),
        "urls": values("linkedin", "url"),
        "score": None if score is None else round(score, 1),
        "factors": parts and dict(zip(FACTORS, (round(part, 3) for part in parts), strict=True)),
    }


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT…")
@click.option("--json", "as_json", is_flag=True, help="A JSON list on stdout.")
def title(texts: tuple[str, ...], as_json: bool) -> None:
    """Show how job titles are read: level 0 (student) to 9 (founder, C-level), personnel, function."""
    from coffeechat.method.titles import read

    whole = (text.encode(errors="replace").decode() for text in texts)  # a shell can hand over half a character
    readings = [(text, read(text)) for text in whole]
    if as_json:
        fields = ("level", "personnel", "advisory", "former", "assistant_to")
        write_json([{"text": text, **{field: getattr(told, field) for field in fields}} for text, told in readings])
        return
    for text, reading in readings:
        flags = [name for name in ("personnel", "advisory", "former") if getattr(reading, name)]
        door = [f"assistant to {reading.assistant_to}"] if reading.assistant_to else []
        function = [reading.function] if reading.function else []
        level = "no level" if reading.level is None else f"level {reading.level}"
        click.echo(f"{plain(text)}: {', '.join([level, *function, *flags, *door])}")
