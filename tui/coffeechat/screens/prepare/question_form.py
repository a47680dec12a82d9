"""A question of the plan, with the checker reading along."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import TextArea

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.questions import Context, review, topics
from coffeechat.records import PlanItem
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.questions.reviewed import reviewed, reviewed_briefly
from coffeechat.store import plans
from coffeechat.store.plans import NewItem
from coffeechat.store.tables import Value
from coffeechat.widgets.form import Field, Form
from coffeechat.widgets.paragraphs import Paragraphs


class PlanQuestion(FormDialog):
    """Its words, its topic, what to follow up with. Gives back its id when it is new."""

    EXPLANATION = (
        "Write as you would say it. The checker (rules Q01 to Q15) reads along: what the score is made of, what is "
        "found, how else to ask, and who says so. It never keeps you from asking."
    )
    CSS = """
    PlanQuestion > Vertical { width: 90; height: 100%; }
    PlanQuestion Form { height: auto; max-height: 12; }
    PlanQuestion #says { height: 1fr; min-height: 3; margin-top: 1; }
    PlanQuestion.-short #says { margin-top: 0; }
    """

    def __init__(self, conversation_id: bytes, item: PlanItem | None, suggested: str | None = None) -> None:
        """`suggested`: words to begin with instead of those it has."""
        super().__init__()
        self._conversation_id = conversation_id
        self._item = item
        self._is_new = item is None
        self._suggested = suggested

    def title_text(self) -> str:
        return "A question of your own" if self._is_new else "A question of the plan"

    def fields(self) -> list[Field]:
        item = self._item or PlanItem(id=b"", created_at="")
        minutes = "" if item.minutes is None else f"{item.minutes:g}"
        return [
            Field("text", "Question", item.text or "", lines=3),
            Field("topic", "Topic", item.topic or "", ", ".join(topics())),
            Field("probe", "Follow up with", item.probe or "", "And then? How did you notice?"),
            Field("minutes", "Minutes", minutes, "by its depth"),
        ]

    def compose(self) -> ComposeResult:
        self.form = Form(*self.fields())
        with self.framed(self.title_text()):
            yield self.form
            with VerticalScroll(id="says", can_focus=False):
                yield Paragraphs()
            yield CommandFooter()

    def on_mount(self) -> None:
        self._say()
        if self._suggested:
            self.query_one("#text", TextArea).text = self._suggested

    def on_form_typed(self) -> None:
        self._say()

    def store_field(self, name: str, value: str) -> None:
        with self.store.as_one(self.joined):
            self._store_field(name, value)

    def _store_field(self, name: str, value: str) -> None:
        if name == "text" and not value:
            if self._item:
                self.coffeechat.tell("A question needs words: the old ones stay until you type others.", is_error=True)
        elif self._item is None:
            self._add()
        elif name == "minutes" and value and _minutes(value) is None:
            self.coffeechat.tell(f"“{value}” is no number of minutes; it stays as it was.", is_error=True)
        else:
            plans.edit(self.store, self._item, **{name: _cell(name, value)})

    def answer(self) -> bytes | None:
        return self._item.id if self._is_new and self._item else None

    def _add(self) -> None:
        """As soon as there are words, with whatever else was typed before them."""
        typed = self.form.values
        if typed["text"]:
            cells = {name: _cell(name, typed[name]) for name in ("topic", "probe", "minutes")}
            question = NewItem(typed["text"], **cells)
            added = plans.add(self.store, self._conversation_id, [question], "write a question")
            self._item = next(iter(added), None)

    def _say(self) -> None:
        has_source = bool(self._item and self._item.source_id)
        told = review(self.form.values["text"], Context(has_source=has_source))
        picture = reviewed if self.has_class("-wide") else reviewed_briefly
        self.query_one(Paragraphs).paragraphs = picture(told)

    def on_resize(self) -> None:
        self._say()


def _cell(name: str, value: str) -> Value:
    return _minutes(value) if name == "minutes" else value or None


def _minutes(text: str) -> float | None:
    try:
        minutes = float(text.replace(",", "."))
    except ValueError:
        return None
    return minutes if 0 < minutes <= 60 else None
