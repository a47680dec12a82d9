"""`sync`: set up, join, look, sync now, watch, shut a device out."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coffeechat.cli.database import db_option, open_store
from coffeechat.cli.output import plain, write_json

if TYPE_CHECKING:
    from coffeechat.store.store import Store
    from coffeechat.sync.membership import Members
    from coffeechat.sync.session import Session
    from coffeechat.sync.status import Progress, Status


@click.group()
def sync() -> None:
    """Keep the same people and talks on several machines, encrypted on the way.

    On the first machine `sync setup URL`, on each other `sync join` with the line it prints.
    """


@sync.command()
@click.argument("url")
@click.option("--invite", default="", metavar="CODE", help="From whoever runs the relay, where it asks for one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@db_option
def setup(url: str, invite: str, as_json: bool, db: Path | None) -> None:
    """Make a vault at the relay URL, send everything there, and print the line that lets other machines in."""
    from coffeechat.sync import membership
    from coffeechat.sync.session import Session, note

    with open_store(db) as store:
        membership.set_up(store, url, invite)
        with Session(store, _show_progress) as session:
            session.sync()
            note(store, time.time())
            _end_progress()
            _show_link(session, as_json)


@sync.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@db_option
def link(as_json: bool, db: Path | None) -> None:
    """Show again what lets other machines in: the line, 24 words for paper, a QR code."""
    from coffeechat.sync.errors import Unreachable
    from coffeechat.sync.session import Session

    with open_store(db) as store, Session(store) as session:
        try:
            session.learn_keys()
        except Unreachable as error:
            click.echo(f"{error} If a machine was shut out since the last sync, this opens nothing any more.", err=True)
        _show_link(session, as_json)


@sync.command()
@click.argument("line", metavar="LINE|URL")
@db_option
def join(line: str, db: Path | None) -> None:
    """Let this machine into a vault.

    LINE is what `sync setup` or `sync link` prints on another machine. With the relay's URL alone the 24 words are
    asked for. What is in this file already stays, and comes to the others.
    """
    from coffeechat.sync import membership, recovery
    from coffeechat.sync.session import Session, note

    if "#" in line:
        url, secret = recovery.read_line(line)
    else:
        url, secret = line, recovery.read_words(_asked_words())
    with open_store(db) as store:
        membership.join(store, url, secret)
        with Session(store, _show_progress) as session:
            outcome = session.sync()
            note(store, time.time())
        _end_progress()
        click.echo(f"Joined; {outcome.changes:,} rows and cells came.", err=True)


@sync.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@db_option
def status(as_json: bool, db: Path | None) -> None:
    """Say whether everything is synced, what waits, which devices there are, and what the last audit found."""
    with open_store(db) as store:
        document, members, sentence = _status(store)
    if as_json:
        write_json(document)
        return
    click.echo(f"{document['state']}, {document['waiting']} waiting, last {document['last'] or 'never'}")
    if members:
        for one in members.members:
            marks = [word for word, holds in (("this one", one.is_this), ("revoked", one.is_revoked)) if holds]
            seen = f"seen {_instant(one.seen / 1000)}"
            click.echo(f"  {one.id.hex()[:8]}  {plain(one.name)}  {', '.join([seen, *marks])}")
        click.echo(f"  {members.room}")
    if sentence:
        click.echo(sentence, err=True)


def _status(store: Store) -> tuple[dict[str, object], Members | None, str]:
    from coffeechat.errors import CoffeechatError
    from coffeechat.store import settings
    from coffeechat.sync import session as sessions
    from coffeechat.sync.errors import NotSetUp, Unreachable

    members, sentence, state = None, "", "synced"
    try:
        with sessions.Session(store) as session:
            members = session.members()
    except NotSetUp as error:
        state, sentence = "off", str(error)
    except Unreachable as error:
        state, sentence = "offline", str(error)
    except CoffeechatError as error:
        state, sentence = "attention", str(error)
    waiting = sessions.waiting(store) if state != "off" else 0
    if state == "synced" and waiting:
        state = "waiting"
    at = settings.local(store.connection, "audit_at")
    agrees = settings.local(store.connection, "audit_agrees")
    synced = settings.local(store.connection, "synced_at")
    document: dict[str, object] = {
        "state": state,
        "waiting": waiting,
        "last": synced and _instant(synced),
        "devices": [
            {
                "id": one.id.hex(),
                "name": one.name,
                "this": one.is_this,
                "seen": _instant(one.seen / 1000),
                "revoked": one.is_revoked,
            }
            for one in (members.members if members else ())
        ],
        "audit": at and {"at": _instant(at), "agrees": bool(agrees)},
    }
    return document, members, sentence


@sync.command()
@click.option("--anew", is_flag=True, help="Send all that is here as one batch, for a relay that has lost something.")
@db_option
@click.pass_context
def now(context: click.Context, anew: bool, db: Path | None) -> None:
    """Send and fetch everything; exit code 0 only when nothing is left to do."""
    from coffeechat.sync import session as sessions

    with open_store(db) as store:
        with sessions.Session(store, _show_progress) as session:
            outcome = session.sync(is_thorough=not anew)  # else with a checkpoint, after which no other is taken
            if anew:
                session.send_anew()
            sessions.note(store, time.time())
        waiting = sessions.waiting(store)
    _end_progress()
    click.echo(f"Synced: {outcome.changes:,} rows and cells came, {waiting} changes wait.", err=True)
    if waiting:
        context.exit(1)


@sync.command()
@db_option
def watch(db: Path | None) -> None:
    """Keep syncing until ctrl+c, for a machine on which the app is not open."""
    from coffeechat.folders import database_path
    from coffeechat.sync.engine import Engine

    with open_store(db):
        pass  # what is wrong with the file is said now
    engine = Engine(db or database_path(), _tell)
    engine.start()
    try:
        while engine.is_alive():
            engine.join(0.5)
    except KeyboardInterrupt:
        engine.stop(2)


@sync.command()
@click.argument("device")
@db_option
def revoke(device: str, db: Path | None) -> None:
    """Shut DEVICE (its name, or the beginning of its id) out, and change the vault's keys.

    The other devices get the new keys by themselves. The line and the words change: note the new ones.
    """
    from coffeechat.sync import membership
    from coffeechat.sync.session import Session

    with open_store(db) as store, Session(store) as session:
        session.sync()
        found = membership.named(session.members().members, device)
        if found.is_revoked:  # perhaps this was broken off, before the new line was shown
            said = f"was shut out before ({found.id.hex()[:8]}); if you mean another one, see `coffeechat sync status`."
        else:
            session.revoke(found.id)
            session.sync()
            said = "is shut out. What it has it keeps, but nothing new."
        click.echo(f"{plain(found.name)} {said}", err=True)
        _show_link(session, as_json=False)


def _show_link(session: Session, as_json: bool) -> None:
    from coffeechat.sync import recovery

    secret = session.vault.keys[session.vault.epoch].secret
    line = recovery.line(session.url, secret)
    words = recovery.words(secret)
    if as_json:
        write_json({"vault": session.vault.id.hex(), "code": line, "words": words})
        return
    click.echo(f"coffeechat sync join '{line}'")
    click.echo("\nRun this on each other machine. Whoever has the line can read everything: keep it secret.", err=True)
    click.echo("The same as 24 words, for paper:\n", err=True)
    said = words.split()
    for at in range(0, len(said), 6):
        click.echo("  " + " ".join(f"{n:2} {word:<9}" for n, word in enumerate(said[at : at + 6], at + 1)), err=True)
    if sys.stderr.isatty():
        click.echo("\n" + recovery.qr(line), err=True)


def _asked_words() -> str:
    return str(click.prompt("The 24 words", err=True)) if sys.stdin.isatty() else sys.stdin.read()


def _show_progress(progress: Progress) -> None:
    if sys.stderr.isatty() and progress.total > 1:
        done = 30 * progress.done // progress.total
        click.echo(f"\r{'█' * done}{'░' * (30 - done)} {100 * progress.done // progress.total:3} %", err=True, nl=False)


def _end_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def _tell(status: Status) -> None:
    line = f"{time.strftime('%H:%M:%S')}  {status.state}, {status.waiting} waiting"
    click.echo(f"{line}. {status.sentence}" if status.sentence else line, err=True)


def _instant(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
