"""Putting something off until a day, and reminders of one's own."""

from __future__ import annotations

from datetime import date, timedelta

from textual.app import ComposeResult
from textual.widgets import Input, Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.dates import read_day, said
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.view import AppModal
from coffeechat.store import clock, reminders
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.form import Field


def here_and_now() -> date:
    """Today, by the machine's own zone."""
    return clock.now().astimezone().date()


class PutOff(AppModal[date]):
    """Asks until when; gives back the day."""

    EXPLANATION = (
        "A day in words: tomorrow, fri, +3d, +2w, 12 mar, 2026-03-12. enter alone means tomorrow. "
        "Until then nothing is said of it; what it rests on does not change."
    )
    CSS = "PutOff > Vertical { width: 56; } PutOff Static { color: $text-muted; }"

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def compose(self) -> ComposeResult:
        with self.framed("Put off until"):
            yield Static(plain(self._what), markup=False)
            yield Input(placeholder="tomorrow; or fri, +3d, 12 mar", compact=True)
            yield CommandFooter()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        today = here_and_now()
        self.dismiss(read_day(event.value, today) if event.value.strip() else today + timedelta(days=1))


class ReminderForm(FormDialog):
    """A task of one's own; it comes into being with its words."""

    EXPLANATION = (
        "What you want to be reminded of, and from which day on: tomorrow, fri, +3d, +2w, 12 mar, 2026-03-12; "
        "without a day, at once."
    )
    CSS = "ReminderForm > Vertical { width: 64; }"

    def __init__(self, person_id: bytes | None, name: str) -> None:
        super().__init__()
        self._person_id = person_id
        self._name = name
        self._reminder_id: bytes | None = None

    def title_text(self) -> str:
        return f"Remind me, about {self._name}" if self._person_id else "Remind me"

    def fields(self) -> list[Field]:
        return [
            Field("title", "Of what", hint="read the annual report"),
            Field("due", "From when on", hint="tomorrow, fri, +3d, 12 mar; empty: now"),
        ]

    def store_field(self, name: str, value: str) -> None:
        due = self._day() if name == "due" or self._reminder_id is None else None
        with self.store.as_one(f"remind {id(self)}"):
            if self._reminder_id is None and self.form.values["title"]:
                self._reminder_id = reminders.add(self.store, self.form.values["title"], due, self._person_id).id
            elif self._reminder_id is not None and name == "title" and value:
                reminders.edit(self.store, self._reminder_id, title=value)
            elif self._reminder_id is not None and name == "due":
                reminders.edit(self.store, self._reminder_id, due=due.isoformat() if due else None)

    def _day(self) -> date | None:
        """Raises NotATime, and what was typed stays to be mended."""
        typed = self.form.values["due"]
        return read_day(typed, here_and_now()) if typed else None

    def action_close(self) -> None:
        super().action_close()
        if self._reminder_id is None and any(self.form.values.values()):
            self.coffeechat.tell("Without words there is nothing to remind you of, so nothing was kept.", is_error=True)
        elif self._reminder_id is not None:
            due = self._day()
            self.coffeechat.tell(f"You will be reminded {f'on {said(due, here_and_now())}' if due else 'from now on'}.")
