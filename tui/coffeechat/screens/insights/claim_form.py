"""The fields of a claim; a new one comes into being with its words."""

from __future__ import annotations

from coffeechat.records import Insight
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.store import insights
from coffeechat.widgets.form import Field


class ClaimForm(FormDialog):
    """Gives back the claim's id. `topic` is what a new one is about, unless another is typed."""

    EXPLANATION = (
        "A claim is one sentence that can be right or wrong, such as “you get in without a degree”. "
        "Claims on one topic stand together."
    )

    def __init__(self, insight: Insight | None, topic: str = "", title: str = "A claim") -> None:
        super().__init__()
        self._insight = insight
        self._topic = topic
        self._title_text = title
        self._note = (insight and insight.note) or ""

    def title_text(self) -> str:
        return self._title_text

    def fields(self) -> list[Field]:
        insight = self._insight or Insight(id=b"", created_at="", topic=self._topic)
        fields = [
            Field("claim", "Claim", insight.claim or "", "one sentence that can be right or wrong"),
            Field("topic", "Topic", insight.topic or "", "degree, day to day, pay …"),
        ]
        return fields if self._insight is None else [*fields, Field("note", "Note", insight.note or "", lines=3)]

    def answer(self) -> bytes | None:
        return self._insight.id if self._insight else None

    def store_field(self, name: str, value: str) -> None:
        with self.store.as_one(self.joined):
            if self._insight is None:
                self._add()
            elif name == "claim" and not value:
                raise insights.NoClaim
            elif name == "note":
                insights.edit_note(self.store, self._insight, value, opened=self._note)
                self._note = value
            else:
                insights.edit(self.store, self._insight, **{name: value or None})

    def action_close(self) -> None:
        super().action_close()
        if self._insight is None and self.form.values["topic"] != self._topic:
            self.coffeechat.tell("Without its words there is no claim, so nothing was kept.", is_error=True)

    def _add(self) -> None:
        """As soon as there are words, with the topic they have by then."""
        values = self.form.values
        if values["claim"]:
            self._insight = insights.add(self.store, values["claim"], values["topic"])
