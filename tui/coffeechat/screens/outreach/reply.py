"""Logging what somebody answered, with one key; what follows from it is computed."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input, Static

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.method.dates import NotATime, read_day, said
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.screens.view import AppModal
from coffeechat.store import people, rules, settings, touches
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable
from coffeechat.widgets.writing import SAVE_SECONDS

_GROUP = "Answer"

ANSWERS = {
    "yes": ("y", "yes", "agree on a time"),
    "later": ("l", "later", "you come back to it on a day"),
    "no": ("n", "no", "thank them, and ask whom they would ask"),
    "refers": ("f", "somebody else", "names they give become people"),
    "out_of_office": ("o", "out of office", "no answer yet; days count from their return"),
    "bounced": ("b", "it came back", "nobody got it; it becomes a draft again"),
    "closed": ("x", "nothing more", "you expect no answer to it"),
}
"""By what it is: its key, its word, and what follows."""
COLUMNS = (
    Column("key", "Key", 3, priority=9),
    Column("word", "Answer", 16, priority=8),
    Column("next", "What follows", 1.0, priority=5),
)


class ReplyDialog(AppModal[None]):
    """Opens with the keys ready; tab goes to the line for their words."""

    EXPLANATION = (
        "An answer within three business days makes a booster: put your time there. A slow one makes an obligate, and "
        "silence a curmudgeon (Dalton). Whatever they answer, nothing more is due for the ask. u takes it back."
    )
    OWN_COMMANDS = tuple(
        Command(
            id=f"reply.{name}",
            title=word.capitalize(),
            help=f"They answered so, or it went so: {follows}.",
            action=f"answer('{name}')",
            keys=(key,),
            group=_GROUP,
        )
        for name, (key, word, follows) in ANSWERS.items()
    )
    CSS = """
    ReplyDialog > Vertical { width: 78; }
    ReplyDialog VirtualTable { height: 8; }
    ReplyDialog Input { background: $boost; }
    """

    def __init__(self, person_id: bytes) -> None:
        super().__init__()
        self._person_id = person_id
        self._words = Input(compact=True, select_on_focus=False)
        self._kept = ""
        """Their words as they were last kept: what was begun stands there again, whatever closed this."""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        rows = [TableRow(name, told) for name, told in ANSWERS.items()]
        with self.framed(f"What did {self._whom} answer?"):
            yield VirtualTable(COLUMNS, MemoryRows(rows), has_marks=False, enter="Log it")
            yield Static("Their words, if you want to keep them (tab):", markup=False)
            self._words.value = self._kept = settings.local(self.store.connection, self._begun) or ""
            yield self._words
            yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def on_unmount(self) -> None:
        """The app may end while the last key is still warm."""
        self._keep()

    def on_input_changed(self) -> None:
        if self._timer is None:
            self._timer = self.set_timer(SAVE_SECONDS, self._keep)

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        self.action_answer(str(event.row.key))

    def on_input_submitted(self) -> None:
        self.query_one(VirtualTable).focus()

    def action_answer(self, kind: str) -> None:
        if kind in ("later", "out_of_office"):
            self.ask(self._day_dialog(kind), partial(self._log_until, kind))
        elif kind == "refers":
            told = "Each name becomes a person and an introduction that you can follow."
            dialog = LineDialog(f"Whom did {self._whom} name?", told=told, hint="Maya Okonjo, Ken Ito", is_kept=True)
            self.ask(dialog, lambda line: self._log(kind, names=_listed(line)))
        elif kind in ("bounced", "closed"):
            self._end_last(kind)
        else:
            self._log(kind)

    def _day_dialog(self, kind: str) -> LineDialog:
        days = rules.load(self.store.connection).later_days
        without = f"in {days} days" if kind == "later" else "as if it had not come"

        def understood(line: str) -> str:
            return said(self._day(line)) if line else f"no day: {without}"

        title = "Come back to it when?" if kind == "later" else "Away until when?"
        return LineDialog(title, hint="fri, +2w, 1 apr, 2026-04-01", preview=understood, may_be_empty=True)

    def _day(self, line: str) -> date:
        today = rules.today(self.store.connection).day
        day = read_day(line, today)
        if day < today:
            raise NotATime(f"{said(day)} is over. Name a day to come.")
        return day

    def _log_until(self, kind: str, line: str) -> None:
        self._log(kind, wake_on=self._day(line).isoformat() if line else None)

    def _log(self, kind: str, wake_on: str | None = None, names: tuple[str, ...] = ()) -> None:
        text = self._words.value.strip()
        touches.reply(self.store, self._person_id, kind, text=text, wake_on=wake_on, names=names)
        self._words.value = ""
        self._done(f"{self._whom}: {ANSWERS[kind][1]}. Next: {ANSWERS[kind][2]}.")

    def _keep(self) -> None:
        self._timer = None
        text = self._words.value
        if text != self._kept:
            settings.put_local(self.store, self._begun, text or None)
            self._kept = text

    @property
    def _begun(self) -> str:
        """The local setting that keeps their words until they are logged."""
        return f"reply {self._person_id.hex()}"

    def _end_last(self, kind: str) -> None:
        """What was sent last came back, or is given up."""
        last = touches.last(self.store.connection, self._person_id)
        if last is None:
            self.coffeechat.tell(f"Nothing that you sent to {self._whom} is open.", is_error=True)
            return
        if kind == "bounced":
            touches.bounce(self.store, last.id)
        else:
            touches.close(self.store, last.id)
        self._done(f"{self._whom}: {ANSWERS[kind][1]}. {ANSWERS[kind][2].capitalize()}.")

    def _done(self, sentence: str) -> None:
        self.dismiss()
        self.coffeechat.changed()
        self.coffeechat.tell(f"{sentence} u takes it back.")

    @property
    def _whom(self) -> str:
        return plain(people.name_of(self.store.connection, self._person_id))


def _listed(line: str) -> tuple[str, ...]:
    """Names, separated by commas, semicolons or "and"."""
    return tuple(name.strip() for name in re.split(r"[,;]|\band\b", line) if name.strip())
