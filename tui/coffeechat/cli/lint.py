"""`lint`: questions, or a message, looked at as a linter looks at code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import click
from msgspec import Struct

from coffeechat.cli.output import coloured, plain, write_json
from coffeechat.errors import CoffeechatError

if TYPE_CHECKING:
    from coffeechat.method import questions

KINDS: Final = ("informational", "job_interview", "practice", "catch_up", "message")
COLOURS: Final = {"blocks": "red", "costs": "yellow", "hints": "cyan"}
# What a message's findings weigh, in the words of a question's.
EFFECTS: Final = {"stops": "blocks", "warns": "costs", "hints": "hints"}


class CanNotRead(CoffeechatError):
    """The file to look at can't be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Can't read {path} ({reason}). Name a text file with one question a line, or - for stdin.")


class Remark(Struct, frozen=True):
    """What a rule says of a line; `effect` is its colour, and the exit code if it blocks."""

    line: int
    rule: str
    message: str
    rewrite: str
    effect: str


class Looked(Struct, frozen=True):
    """One question, or a whole message, which has no score."""

    line: int
    text: str
    remarks: tuple[Remark, ...]
    score: int | None = None
    breakdown: dict[str, int] = {}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False, allow_dash=True))
@click.option("--kind", type=click.Choice(KINDS), default="informational", show_default=True, help="For which talk.")
@click.option("--minutes", type=click.FloatRange(min=1, max=600), help="Of the talk: the plan is looked at, too.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list on stdout.")
@click.pass_context
def lint(context: click.Context, file: Path, kind: str, minutes: float | None, as_json: bool) -> None:
    """Look at the questions in FILE, one a line, as a linter does; with --kind message, at a message.

    Blank lines and lines that begin with # are left out. With - the text is read from stdin. The exit code is 1 if
    something is blocked.
    """
    text = _text(file)
    if kind == "message":
        looked = [_message(text)]
    else:
        looked = _questions(list(_lines(text)), cast("questions.Kind", kind), minutes)
    if as_json:
        write_json([_as_json(one) for one in looked])
    else:
        _show("stdin" if str(file) == "-" else str(file), looked)
    if any(remark.effect == "blocks" for one in looked for remark in one.remarks):
        context.exit(1)


def _text(file: Path) -> str:
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise CanNotRead(file, error.strerror or str(error)) from None
    return content.decode("utf-8-sig", errors="replace")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The questions with the numbers of their lines."""
    for number, line in enumerate(text.split("\n"), start=1):
        question = line.strip()
        if question and not question.startswith("#"):
            yield number, question


def _questions(lines: Sequence[tuple[int, str]], kind: questions.Kind, minutes: float | None) -> list[Looked]:
    from coffeechat.method.questions import Context, PlanContext, Planned, review, review_plan, reviews

    if minutes is None:
        return [_looked(*line, review(line[1], Context(kind=kind)), ()) for line in lines]
    items = [Planned(text=question) for _, question in lines]
    plan = PlanContext(kind=kind, minutes=minutes)
    of_plan = review_plan(items, plan)
    return [
        _looked(*line, told, [finding for finding in of_plan if finding.item == place])
        for place, (line, told) in enumerate(zip(lines, reviews(items, plan), strict=True))
    ]


def _looked(line: int, text: str, told: questions.Review, of_plan: Iterable[questions.Finding]) -> Looked:
    from msgspec.structs import asdict

    found = (
        Remark(line, finding.rule, finding.message, finding.rewrite, finding.effect)
        for finding in (*told.findings, *of_plan)
    )
    return Looked(line, text, tuple(found), told.score, asdict(told.breakdown))


def _message(text: str) -> Looked:
    """As the first message to somebody, by the rules as they are before anybody has chosen otherwise."""
    from coffeechat.method import messages
    from coffeechat.method.rules import rules_of
    from coffeechat.method.templates import variables

    body = text.replace("\r\n", "\n").strip("\n")
    context = messages.Context(kind="ask", variables=variables())
    found = messages.review(messages.Draft(body), context, rules_of({}))
    remarks = (
        Remark(_line(body, finding.span), finding.rule, finding.message, finding.fix, EFFECTS[finding.weight])
        for finding in found
    )
    return Looked(1, body, tuple(remarks))


def _line(text: str, span: tuple[int, int] | None) -> int:
    return text.count("\n", 0, span[0]) + 1 if span else 1


def _as_json(one: Looked) -> dict[str, Any]:
    return {
        "line": one.line,
        "text": one.text,
        "score": one.score,
        "breakdown": one.breakdown,
        "findings": [
            {"rule": remark.rule, "message": remark.message, "rewrite": remark.rewrite} for remark in one.remarks
        ],
    }


def _show(name: str, looked: Sequence[Looked]) -> None:
    for one in looked:
        if one.score is not None:
            parts = " · ".join(f"{part} {points}" for part, points in one.breakdown.items())
            click.echo(
                f"{name}:{one.line}: {plain(one.text)}\n    {coloured(f'{one.score} of 10', bold=True)}  {parts}"
            )
        for remark in one.remarks:
            code = coloured(remark.rule, fg=COLOURS[remark.effect])
            click.echo(f"{name}:{remark.line}: {code} {plain(remark.message)}\n    → {plain(remark.rewrite)}")
    click.echo(_summary(looked), err=True)


def _summary(looked: Sequence[Looked]) -> str:
    blocked = sum(any(remark.effect == "blocks" for remark in one.remarks) for one in looked)
    remarks = sum(len(one.remarks) for one in looked)
    return f"{len(looked)} looked at: {remarks} remark{'' if remarks == 1 else 's'}, {blocked} blocked."
