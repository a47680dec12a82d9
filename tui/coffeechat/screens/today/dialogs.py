"""Putting something off until a day, and reminders of one's own."""

from __future__ import annotations

from datetime import date, timedelta

from coffeechat.method.dates import NotATime, day, read_day, said
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.store import clock, reminders
from coffeechat.widgets.form import Field


def here_and_now() -> date:
    """Today, by the machine's own zone."""
    return clock.now().astimezone().date()


def until(line: str) -> date:
    """The day in a line, tomorrow in an empty one. Raises NotATime."""
    today = here_and_now()
    found = read_day(line, today) if line else today + timedelta(days=1)
    if found <= today:
        raise NotATime(f"{said(found, today)} is not ahead. Name a later day, such as tomorrow, fri or +3d.")
    return found


def ask_until(what: str) -> LineDialog:
    """Asks until when to be silent about something; gives back a line for `until`."""
    return LineDialog(
        "Put off until",
        told=what,
        hint="tomorrow; or fri, +3d, 12 mar",
        preview=lambda line: said(until(line), here_and_now()),
        may_be_empty=True,
    )


class ReminderForm(FormDialog):
    """A task of one's own, about a person or about nobody; a new one comes into being with its words."""

    EXPLANATION = (
        "What you want to be reminded of, and from which day on: tomorrow, fri, +3d, +2w, 12 mar, 2026-03-12; "
        "without a day, at once."
    )
    CSS = "ReminderForm > Vertical { width: 64; }"

    def __init__(self, person_id: bytes | None = None, name: str = "", *, reminder_id: bytes | None = None) -> None:
        super().__init__()
        self._person_id = person_id
        self._name = name
        self._reminder_id = reminder_id

    def title_text(self) -> str:
        return f"Remind me, about {self._name}" if self._name else "Remind me"

    def fields(self) -> list[Field]:
        known = reminders.get(self.store.connection, self._reminder_id) if self._reminder_id else None
        return [
            Field("title", "Of what", (known and known.title) or "", "read the annual report"),
            Field("due", "From when on", (known and known.due) or "", "tomorrow, fri, +3d, 12 mar; empty: now"),
        ]

    def store_field(self, name: str, value: str) -> None:
        """Raises NotATime; what was typed stays to be mended, and everything else is kept."""
        with self.store.as_one(self.joined):
            if self._reminder_id is None and self.form.values["title"]:
                self._reminder_id = reminders.add(self.store, self.form.values["title"], None, self._person_id).id
            if self._reminder_id is not None and name == "title" and value:
                reminders.edit(self.store, self._reminder_id, title=value)
            elif self._reminder_id is not None and name == "due":
                on = read_day(value, here_and_now()) if value else None
                reminders.edit(self.store, self._reminder_id, due=on and on.isoformat())

    def action_close(self) -> None:
        super().action_close()
        if self._reminder_id is None and any(self.form.values.values()):
            self.coffeechat.tell("Without words there is nothing to remind you of, so nothing was kept.", is_error=True)
        elif known := self._reminder_id and reminders.get(self.store.connection, self._reminder_id):
            on = day(known.due)
            self.coffeechat.tell(f"You will be reminded {f'on {said(on, here_and_now())}' if on else 'from now on'}.")
