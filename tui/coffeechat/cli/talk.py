"""`talk`: what is agreed, and a talk planned, scheduled or moved in one line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coffeechat.cli.database import db_option, open_store
from coffeechat.cli.output import plain, write_json

if TYPE_CHECKING:
    from coffeechat.store.conversation_list import Listed
    from coffeechat.store.store import Store


@click.command()
@click.argument("person", required=False)
@click.argument("when", nargs=-1)
@click.option("--kind", help="practice, informational, job interview or catch-up; the beginning is enough.")
@click.option("--minutes", help="How long; by default your rule's, or what the kind takes.")
@click.option("--zone", help="By the clock of which place WHEN is meant; by default theirs if it is known, else yours.")
@click.option("--channel", help="video, phone, in person …")
@click.option("--place", help="An address, a link, a number.")
@click.option("--another", "is_another", is_flag=True, help="One more, though a talk with them is still to come.")
@click.option("--brief", is_flag=True, help="Print the talk with PERSON on one page, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout: a list, or with PERSON their talk.")
@db_option
def talk(person: str | None, when: tuple[str, ...], brief: bool, as_json: bool, db: Path | None, **typed: Any) -> None:
    """List the talks to come; with PERSON plan one, and with WHEN schedule or move it.

    WHEN is a line such as fri 15:00, tomorrow 10, +3d 9:30 or 2026-03-12 14:00.
    """
    with open_store(db) as store:
        if person is None:
            _list(store, as_json)
        elif brief:
            _print_brief(store, person)
        else:
            _agree(store, as_json, person=person, when=" ".join(when), **typed)


def _list(store: Store, as_json: bool) -> None:
    from coffeechat.store import conversation_list

    found = conversation_list.upcoming(store.connection)
    if as_json:
        write_json([_as_json(store, listed) for listed in found])
        return
    for listed in found:
        click.echo(_line(store, listed))
    if not found:
        click.echo("There is no talk to come: `coffeechat talk PERSON WHEN` plans one.", err=True)


def _agree(store: Store, as_json: bool, **typed: Any) -> None:
    from coffeechat.cli.agreeing import Wish, agree
    from coffeechat.store import conversation_list

    agreed = agree(store, Wish(**typed))
    listed = conversation_list.listed(store.connection, agreed.talk)
    assert listed is not None, "it was written just now"
    if as_json:
        write_json(_as_json(store, listed))
    else:
        click.echo(_line(store, listed))
    for note in agreed.notes:
        click.echo(note, err=True)


def _print_brief(store: Store, person: str) -> None:
    import sys

    from coffeechat.exchange.talk_files import write
    from coffeechat.store import clock
    from coffeechat.store.conversation_list import talk_with

    write(store.connection, sys.stdout.buffer, "txt", talk_with(store.connection, person, clock.now()))


def _line(store: Store, listed: Listed) -> str:
    from coffeechat.method.conversations import kind_of, state_title, when
    from coffeechat.store import clock, zones

    talk, here = listed.conversation, zones.here()
    there = when.by_their_clock(talk, here)
    with_whom = ", ".join(part for part in (listed.name, listed.organisation) if part)
    what = f"{kind_of(talk.kind).title.lower()}, {state_title(talk.state)}"
    lacks = ", ".join(_missing(store, listed))
    parts = (f"{when.in_short(talk, clock.now(), here):<16}", with_whom, f"({there})" if there else "", what, lacks)
    return plain("  ".join(part for part in parts if part))


def _as_json(store: Store, listed: Listed) -> dict[str, Any]:
    talk = listed.conversation
    return {
        "id": talk.id.hex(),
        "people": list(listed.names),
        "organisation": listed.organisation or None,
        "kind": talk.kind,
        "state": talk.state,
        "at": talk.at,
        "zone": talk.zone,
        "minutes": talk.minutes,
        "channel": talk.channel,
        "place": talk.place,
        "missing": _missing(store, listed),
    }


def _missing(store: Store, listed: Listed) -> list[str]:
    from coffeechat.method.conversations.missing import missing
    from coffeechat.store import clock, rules

    lacks = missing(listed.conversation, listed.questions, listed.is_thanked, clock.now(), rules.load(store.connection))
    return [str(lack) for lack in lacks]
