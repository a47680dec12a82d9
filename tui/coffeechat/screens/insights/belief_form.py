"""The words of a belief, and for a new one how sure one is."""

from __future__ import annotations

from typing import Final

from coffeechat.screens.form_dialog import FormDialog
from coffeechat.store import beliefs
from coffeechat.store.beliefs import Held
from coffeechat.widgets.form import Field

UNDECIDED: Final = 50


class BeliefForm(FormDialog):
    """The words of a belief; a new one comes into being with them, half sure unless said."""

    EXPLANATION = "One sentence on the job you want that people could prove wrong, such as “a degree is required”."

    def __init__(self, held: Held | None) -> None:
        super().__init__()
        self._held = held

    def title_text(self) -> str:
        return "What do you believe?"

    def fields(self) -> list[Field]:
        statement = Field("statement", "I believe", self._held.statement if self._held else "", "a degree is required")
        return [statement] if self._held else [statement, Field("percent", "How sure, in %", "", "50")]

    def store_field(self, name: str, value: str) -> None:
        with self.store.as_one(self.joined):
            if self._held is None:
                self._add()
            elif name == "statement":
                beliefs.edit(self.store, self._held.belief, value)
            else:
                beliefs.move(self.store, self._held.belief, beliefs.percentage(value or str(UNDECIDED)))

    def action_close(self) -> None:
        super().action_close()
        if self._held is None and any(self.form.values.values()):
            self.coffeechat.tell("Without words there is no belief, so nothing was kept.", is_error=True)

    def _add(self) -> None:
        values = self.form.values
        if values["statement"]:
            percent = beliefs.percentage(values["percent"] or str(UNDECIDED))
            self._held = Held(beliefs.add(self.store, values["statement"], percent), ())
