"""`ask`, `thank` and `note`: a message to somebody, or a line about them, without opening the app."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from coffeechat.cli.database import db_option, open_store
from coffeechat.cli.output import coloured, plain, write_json
from coffeechat.errors import CoffeechatError

if TYPE_CHECKING:
    from coffeechat.method.messages import Finding
    from coffeechat.method.templates import MessageTemplate
    from coffeechat.records import Touch
    from coffeechat.store.addressees import Addressee
    from coffeechat.store.store import Store

COLOURS = {"stops": "red", "warns": "yellow", "hints": "cyan"}
SUBJECT = "Subject:"


class NoSuchTemplate(CoffeechatError):
    def __init__(self, name: str, known: list[str]) -> None:
        there = ", ".join(f"“{one}”" for one in known)
        super().__init__(f"No template of this kind is called {name!r}. There are: {there}.")


class NothingToNote(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("There is nothing to note. Write it after the name, or pipe it in.")


class CanNotReadText(CoffeechatError):
    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"Can't read {path} ({why}). Name a text file, or - for stdin.")


class Written(Struct, frozen=True):
    """A message as it stands now."""

    to: Addressee
    kind: str
    subject: str
    body: str
    findings: list[Finding]


def _message_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.argument("person"),
        click.option("--template", "template_name", help="Write from this template: words of its name."),
        click.option(
            "--file",
            type=click.Path(path_type=Path, readable=False, allow_dash=True),
            metavar="FILE|-",
            help="The words, a line “Subject: …” first if you like; they are kept as a draft.",
        ),
        click.option("--send", is_flag=True, help="Mark it as sent, now; the app itself sends nothing."),
        click.option("--json", "as_json", is_flag=True, help="A JSON document on stdout."),
        db_option,
    )[::-1]:
        command = option(command)
    return command


@click.command()
@_message_options
def ask(person: str, template_name: str | None, file: Path | None, send: bool, as_json: bool, db: Path | None) -> None:
    """Write the ask to PERSON: the message goes to stdout, what to mend in it to stderr.

    PERSON is a name or a part of one. Without --file the words are those of your draft, or of the template that fits.
    """
    _write("ask", person, template_name, file, send, as_json, db)


@click.command()
@_message_options
def thank(
    person: str, template_name: str | None, file: Path | None, send: bool, as_json: bool, db: Path | None
) -> None:
    """Write the thank-you to PERSON after a talk, with one insight and one promise from it.

    PERSON is a name or a part of one. Without --file the words are those of your draft, or of the template that fits.
    """
    _write("thanks", person, template_name, file, send, as_json, db)


@click.command()
@click.argument("person")
@click.argument("text", nargs=-1)
@db_option
def note(person: str, text: tuple[str, ...], db: Path | None) -> None:
    """Write down a line about PERSON, with today's date. Without TEXT it is read from stdin."""
    from coffeechat.store import people, touches
    from coffeechat.store.person_named import person_named

    said = " ".join(text).strip() or (_stdin().strip() if not sys.stdin.isatty() else "")
    if not said:
        raise NothingToNote
    with open_store(db) as store:
        person_id = person_named(store.connection, person)
        touches.note(store, person_id, said)
        click.echo(f"Noted on {plain(people.name_of(store.connection, person_id))}.", err=True)


def _write(
    kind: str,
    person: str,
    template_name: str | None,
    file: Path | None,
    send: bool,
    as_json: bool,
    db: Path | None,
) -> None:
    from coffeechat.method.messages import check_ready
    from coffeechat.store import addressees, touches
    from coffeechat.store.person_named import person_named

    text = _text(file) if file else None
    with open_store(db) as store:
        to = addressees.find(store.connection, person_named(store.connection, person), kind)
        assert to is not None, "who was just found by name is there"
        message, draft = _composed(store, to, kind, template_name, text)
        if not as_json:
            _show(message, touches.refusal(store.connection, to.detail.person.id, kind))
        if send:
            check_ready(message.findings)
        if text is not None or send:
            kept = _keep(store, message, draft)
            if send:
                _send(store, message, kept)
    if as_json:
        write_json(_as_json(message, is_sent=send))


def _composed(
    store: Store, to: Addressee, kind: str, template_name: str | None, text: str | None
) -> tuple[Written, Touch | None]:
    """The words given, or from a template named, or as begun before; and the draft they belong to."""
    from coffeechat.method.messages import Draft, review
    from coffeechat.store import addressees, rules

    begun = addressees.beginning(store.connection, to, kind)
    subject, body = begun.subject, begun.body
    if template_name is not None:
        subject, body = addressees.filled(store.connection, to, _template_named(store, kind, template_name))
    if text is not None:
        subject, body = _parted(text, subject)
    attachment = begun.draft.attachment if begun.draft else None
    findings = review(Draft(body, subject, attachment), to.context(kind), rules.load(store.connection))
    return Written(to, kind, subject, body, findings), begun.draft


def _template_named(store: Store, kind: str, name: str) -> MessageTemplate:
    from coffeechat.method.folding import fold
    from coffeechat.store import templates

    known = [template for template in templates.everything(store.connection) if template.kind == kind]
    found = [template for template in known if all(word in fold(template.name) for word in fold(name).split())]
    if not found:
        raise NoSuchTemplate(name, [template.name for template in known])
    return found[0]


def _parted(text: str, subject: str) -> tuple[str, str]:
    """Subject and words of a text whose first line may be the subject."""
    first, _, rest = text.partition("\n")
    if first.casefold().startswith(SUBJECT.casefold()):
        return first[len(SUBJECT) :].strip(), rest.strip("\n")
    return subject, text.strip("\n")


def _keep(store: Store, message: Written, draft: Touch | None) -> Touch:
    """As a draft, like one typed in the app."""
    from coffeechat.store import touches

    if draft is None:
        talk = message.to.talk
        return touches.draft(
            store,
            message.to.detail.person.id,
            message.kind,
            subject=message.subject,
            body=message.body,
            conversation_id=talk.id if talk else None,
        )
    touches.edit_body(store, draft, message.body, opened=draft.body or "")
    if message.subject != (draft.subject or ""):
        touches.edit(store, draft, subject=message.subject or None)
    return draft


def _send(store: Store, message: Written, draft: Touch) -> None:
    from coffeechat.store import touches

    address = message.to.address
    touches.send(store, draft.id, channel=address[0] if address else None)
    click.echo(f"Marked as sent to {plain(message.to.name)}.", err=True)


def _show(message: Written, refusal: str | None) -> None:
    if message.subject:
        click.echo(f"{SUBJECT} {plain(message.subject)}\n")
    click.echo("\n".join(map(plain, message.body.splitlines())))
    if refusal:
        click.echo(coloured(plain(refusal), fg="red"), err=True)
    for finding in message.findings:
        code = coloured(finding.rule, fg=COLOURS[finding.weight])
        click.echo(f"{code} {plain(finding.message)}\n    → {plain(finding.fix)} ({finding.source})", err=True)


def _as_json(message: Written, *, is_sent: bool) -> dict[str, Any]:
    address = message.to.address
    return {
        "person": message.to.name,
        "kind": message.kind,
        "to": address[1] if address else None,
        "subject": message.subject,
        "body": message.body,
        "sent": is_sent,
        "findings": [
            {"rule": one.rule, "name": one.name, "message": one.message, "fix": one.fix, "source": one.source}
            for one in message.findings
        ],
    }


def _text(file: Path) -> str:
    if str(file) == "-":
        return _stdin()
    try:
        return _lines(file.read_bytes())
    except OSError as error:
        raise CanNotReadText(file, error.strerror or str(error)) from None


def _stdin() -> str:
    return _lines(sys.stdin.buffer.read())


def _lines(content: bytes) -> str:
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
