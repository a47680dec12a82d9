"""What a talk shows as text: the question in front, what comes next, what to say now, the plan, what was captured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from coffeechat.method.arc import Step
from coffeechat.method.dates import day, said
from coffeechat.method.timing import Timing, clock_face, sentence
from coffeechat.records import Answer, Promise
from coffeechat.widgets.cell_text import plain, shorten
from coffeechat.widgets.paragraphs import Paragraph

_MUTED = "$text-muted"
_AMBER = "bold $text-warning"
_LEAD_CELLS = 8
_PLAN_CELLS = 34
"""Of a question in the plan: a line each, so that a plan of twelve leaves room for what was captured."""
_MARKS = {"asked": "●", "skipped": "–", "open": "○"}


def question(step: Step, is_off_record: bool) -> tuple[Paragraph, ...]:
    """The thing to be at, its probe beneath."""
    weight = ("must " if step.item.must else "nice ") if step.item and step.item.must is not None else ""
    kind = "who else  " if step.is_referral else weight
    tags = f"{kind}{'  off the record' if is_off_record else ''}".strip()
    lead = Content.assemble((f"{tags}  ", "$text-accent")) if tags else Content("")
    text = Content.assemble((plain(step.text), "bold" if step.is_question else ""))
    probe = Paragraph(Content.assemble((plain(step.hint), _MUTED)), Content.assemble(("↳ ", _MUTED)))
    return (Paragraph(text, lead), *([probe] if step.hint else []))


def coming(steps: Sequence[Step], place: int | None, timing: Timing) -> Content:
    """The next question, small; in the last minutes the referral question stands out here."""
    if place is None:
        return Content.assemble(("That was the last one.", _MUTED))
    step = steps[place]
    if step.is_referral and timing.phase != "open":
        return Content.assemble(("tab ", _AMBER), (f"Now ask: {plain(step.text)}", _AMBER))
    words = plain(step.text) if step.movement == "questions" else step.movement
    return Content.assemble(("tab ", "bold"), (f"next: {words}", _MUTED))


def to_say(timing: Timing, was_extended: bool) -> Content:
    """The sentence for the time, when it is time for one."""
    if timing.phase == "open":
        return Content("")
    keys = "" if timing.phase == "closing" else "  (esc x five more, esc e end)"
    style = "bold $text-error" if timing.phase == "over" else _AMBER
    return Content.assemble(("Say: ", _MUTED), (f"“{sentence(timing, was_extended=was_extended)}”", style), keys)


def plan(steps: Sequence[Step], place: int) -> list[Paragraph]:
    """The whole talk, with what was asked and what was left out."""
    return [_planned(step, is_here=number == place) for number, step in enumerate(steps)]


def _planned(step: Step, *, is_here: bool) -> Paragraph:
    state = "open"
    if step.item and step.is_done:
        state = "asked" if step.item.asked_at else "skipped"
    mark = "▸" if is_here else _MARKS[state] if step.is_question else " "
    words = shorten(step.text, _PLAN_CELLS) if step.movement == "questions" else step.movement
    style = "bold" if is_here else "" if state == "open" else _MUTED
    return Paragraph(Content.assemble((words, style)), Content(f"{mark} "))


def promised(promise: Promise, today: date) -> Paragraph:
    due = f", by {said(due, today)}" if (due := day(promise.due)) else ""
    return _captured("I will" if promise.by == "me" else "they", f"{promise.text or ''}{due}")


def quoted(answer: Answer) -> Paragraph:
    return _captured(clock_face(answer.second) if answer.second is not None else "", f"“{answer.text or ''}”")


def named(name: str) -> Paragraph:
    return _captured("name", name)


def _captured(lead: str, text: str) -> Paragraph:
    return Paragraph(Content(plain(text)), Content.assemble((lead.ljust(_LEAD_CELLS), _MUTED)))


def tally(promises: int, names: int, quotes: int) -> str:
    """`2 promises · 1 name`."""
    counts = ((promises, "promise"), (names, "name"), (quotes, "quote"))
    return " · ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count)
