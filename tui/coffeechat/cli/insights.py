"""`insights`: what was learned across people, on stdout; nothing that was told off the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coffeechat.cli.database import db_option, open_store
from coffeechat.cli.output import plain, write_json

if TYPE_CHECKING:
    from coffeechat.store.topics import Claim, Said, Topic


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON list of topics on stdout, with what was said.")
@db_option
def insights(as_json: bool, db: Path | None) -> None:
    """List what was learned: topics, claims, how many people and independent chains stand for and against each.

    What was told off the record is counted, and not shown; a claim that stands on nothing else is left out.
    """
    from coffeechat.store import topics

    with open_store(db) as store:
        found = topics.overview(store.connection)
    if as_json:
        write_json([_as_json(topic) for topic in found.topics])
        return
    for topic in found.topics:
        click.echo(plain(f"{topic.name or '(no topic)'}: {_heard(topic)}"))
        for claim in _open(topic):
            numbers = f"{claim.tally.sides}, chains {claim.tally.chains}, {claim.status}"
            click.echo(plain(f"  {claim.text}: {numbers}"))
    if not found.topics:
        click.echo("Nothing was learned yet: answers noted in a talk are sorted into claims in the app.", err=True)
    elif found.unsorted:
        click.echo(f"Answers in no insight yet: {found.unsorted}. Sort them in the app.", err=True)


def _heard(topic: Topic) -> str:
    people = "1 person" if len(topic.people) == 1 else f"{len(topic.people)} people"
    return f"{people}, saturated" if topic.is_saturated else people


def _open(topic: Topic) -> list[Claim]:
    return [claim for claim in topic.claims if not claim.is_off_record]


def _as_json(topic: Topic) -> dict[str, Any]:
    return {
        "topic": topic.name,
        "people": len(topic.people),
        "talks": topic.talks,
        "unsorted": topic.unsorted,
        "saturated": topic.is_saturated,
        "claims": [_claim(claim) for claim in _open(topic)],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    counted = claim.tally
    return {
        "claim": claim.text,
        "status": claim.status,
        "people": counted.people,
        "for": counted.supports,
        "against": counted.contradicts,
        "chains_for": counted.chains_for,
        "chains_against": counted.chains_against,
        "said": [_said(said) for said in claim.said if not said.is_off_record],
    }


def _said(said: Said) -> dict[str, Any]:
    return {"stance": said.stance, "text": said.text, "by": said.person, "on": said.at[:10], "quote": said.is_quote}
