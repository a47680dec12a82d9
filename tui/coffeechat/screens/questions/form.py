"""The fields of an own question, and its review, which follows every key."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.questions import KINDS, topics
from coffeechat.records import Question
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.questions.reviewed import reviewed, reviewed_briefly
from coffeechat.screens.questions.rows import PHASES, shown_own
from coffeechat.store import questions
from coffeechat.store.tables import Value
from coffeechat.widgets.form import Field, Form
from coffeechat.widgets.paragraphs import Paragraphs

NO_TEXT: Final = "A question needs a text: the old one stays until you type another."
NO_PHASE: Final = f"“{{}}” is no phase. It is one of {', '.join(PHASES)}, or nothing."
NO_KIND: Final = f"“{{}}” is no kind of talk. There are {', '.join(KINDS)}."
NO_MINUTES: Final = "“{}” is no number of minutes, such as 3 or 1.5."


class QuestionForm(FormDialog):
    """A question of one's own; a new one comes into being with its text. Gives back its id."""

    EXPLANATION = (
        "Say what you have read, then ask how, what or why, about what they have seen themselves. The review follows "
        "every key; r in the list of questions explains its rules. The phase is where in a talk the question belongs: "
        "open, core, probe or close. Everything saves itself."
    )
    CSS = """
    QuestionForm > Vertical { width: 112; }
    QuestionForm #both { height: auto; max-height: 1fr; layout: vertical; }
    QuestionForm #review { height: auto; max-height: 10; margin-top: 1; }
    QuestionForm.-narrow Form > Horizontal { margin-bottom: 0; }
    QuestionForm.-short #both, QuestionForm.-short Form { height: 1fr; }
    QuestionForm.-short #review { height: 3; margin: 0; }
    QuestionForm.-wide #both { layout: horizontal; height: 24; }
    QuestionForm.-wide Form { width: 1fr; height: 1fr; }
    QuestionForm.-wide #review { width: 46; height: 1fr; max-height: 100%; margin: 0; padding-left: 2; }
    """

    def __init__(self, question: Question | None) -> None:
        super().__init__()
        self._question = question
        self._is_new = question is None

    def title_text(self) -> str:
        return "A question of your own"

    def fields(self) -> list[Field]:
        question = self._question or Question(id=b"", created_at="")
        minutes = "" if question.minutes is None else f"{question.minutes:g}"
        return [
            Field("text", "Question", question.text or "", lines=3),
            Field("probe", "Probe", question.probe or "", "how it goes on, once they have answered"),
            Field("topic", "Topic", question.topic or "", ", ".join(topics())),
            Field("phase", "Phase", question.phase or "", ", ".join(PHASES)),
            Field("kinds", "For", question.kinds or "", ", ".join(KINDS)),
            Field("minutes", "Minutes", minutes, "by how deep it goes"),
            Field("note", "Note", question.note or "", lines=2),
        ]

    def compose(self) -> ComposeResult:
        self.form = Form(*self.fields())
        with self.framed(self.title_text()):
            with Container(id="both"):
                yield self.form
                with VerticalScroll(id="review", can_focus=False):
                    yield Paragraphs()
            yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one("#text").focus()
        self._review()

    def on_resize(self) -> None:
        self.call_after_refresh(self._review)  # once it is known whether the screen is a wide one

    def on_form_typed(self) -> None:
        self._review()

    def _review(self) -> None:
        values = self.form.values
        told = shown_own(Question(id=b"", created_at="", text=values["text"], kinds=values["kinds"])).told
        picture = reviewed if self.has_class("-wide") else reviewed_briefly
        self.query_one(Paragraphs).paragraphs = picture(told) if values["text"] else ()

    def answer(self) -> bytes | None:
        return self._question.id if self._question else None

    def store_field(self, name: str, value: str) -> None:
        problem = _problem(name, value)
        with self.store.as_one(self.joined):
            if problem:
                self.coffeechat.tell(problem, is_error=True)
            elif self._question is None:
                self._add()
            elif name == "text" and not value:
                self.coffeechat.tell(NO_TEXT, is_error=True)
            else:
                questions.edit(self.store, self._question, name, _cell(name, value))
                self._question = questions.get(self.store.connection, self._question.id) or self._question

    def action_close(self) -> None:
        super().action_close()
        if self._question is None and any(self.form.values.values()):
            self.coffeechat.tell("Without a text there is no question, so nothing was kept.", is_error=True)

    def _add(self) -> None:
        """As soon as there is a text, with whatever else was typed before it."""
        values = self.form.values
        if values["text"]:
            cells = {name: _cell(name, value) for name, value in values.items() if not _problem(name, value)}
            self._question = questions.add(self.store, **cells)


def _problem(name: str, value: str) -> str | None:
    """What is wrong with what was typed; nothing may always stand there."""
    if name == "phase" and value and value.lower() not in PHASES:
        return NO_PHASE.format(value)
    if name == "kinds":
        return next((NO_KIND.format(kind) for kind in _kinds(value) if kind not in KINDS), None)
    if name == "minutes" and value and not 0 < (_number(value) or 0) <= 60:
        return NO_MINUTES.format(value)
    return None


def _cell(name: str, value: str) -> Value:
    match name:
        case "phase":
            return value.lower() or None
        case "kinds":
            return ", ".join(_kinds(value)) or None
        case "minutes":
            return _number(value)
        case _:
            return value or None


def _kinds(value: str) -> list[str]:
    """ "job interview" is as good as job_interview."""
    kinds = ("_".join(kind.lower().split()) for kind in value.split(","))
    return [kind for kind in kinds if kind]


def _number(value: str) -> float | None:
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return None
