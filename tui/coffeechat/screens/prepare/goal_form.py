"""What a talk is for, and how long it is."""

from __future__ import annotations

from coffeechat.records import Conversation
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.store import conversations, notes
from coffeechat.widgets.form import Field


class GoalForm(FormDialog):
    """The goal in a sentence or two, and the minutes asked for."""

    EXPLANATION = (
        "Berkeley: know what the meeting is for before you ask for it. Ask for 15, 20 or 30 minutes, name the limit, "
        "and keep it."
    )
    CSS = "GoalForm > Vertical { width: 80; }"

    def __init__(self, conversation_id: bytes) -> None:
        super().__init__()
        self._conversation_id = conversation_id

    def title_text(self) -> str:
        return f"The talk with {conversations.known(self.store, self._conversation_id).name}"

    def fields(self) -> list[Field]:
        conversation = self._conversation()
        minutes = "" if conversation.minutes is None else str(conversation.minutes)
        return [
            Field("goal", "What for", conversation.goal or "", lines=3),
            Field("minutes", "Minutes", minutes, "15, 20 or 30"),
        ]

    def store_field(self, name: str, value: str) -> None:
        conversation = self._conversation()
        if name == "goal":
            label = f"edit the goal of the {self.title_text().removeprefix('The ')}"
            notes.edit(
                self.store, Conversation, conversation.id, "goal", value, opened=conversation.goal or "", label=label
            )
        elif value.isdecimal() and 0 < int(value) <= 600:
            conversations.edit(self.store, conversation.id, minutes=int(value))
        else:
            self.coffeechat.tell(f"“{value}” is no number of minutes; it stays as it was.", is_error=True)

    def _conversation(self) -> Conversation:
        return conversations.known(self.store, self._conversation_id).conversation
