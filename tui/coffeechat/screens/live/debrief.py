"""Right after a talk: five prompts while it is fresh, beside what was captured, to be corrected and completed."""

from __future__ import annotations

import time

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from coffeechat.method.conversations import kind_of
from coffeechat.method.dates import clock_time, moment
from coffeechat.method.debrief import PROMPTS
from coffeechat.records import Answer, Introduction, PlanItem, Promise
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.live.captured import Captured, captured
from coffeechat.screens.live.captures import today
from coffeechat.screens.live.capturing import Capturing
from coffeechat.screens.live.corrections import AnswerForm, NameForm, PromiseForm
from coffeechat.screens.live.debrief_commands import DEBRIEF_COMMANDS, LEAVE
from coffeechat.screens.live.live import NOTICE_SECONDS, TICK_SECONDS
from coffeechat.screens.live.prompts import Prompts
from coffeechat.store import conversations, insights, introductions, live, promises
from coffeechat.store.conversations import Talk
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable
from coffeechat.widgets.which_key import WhichKey
from coffeechat.widgets.writing import Writing

COLUMNS = (
    Column("kind", "What", 10, priority=9),
    Column("text", "They said", 1.4, min_width=20, priority=8),
    Column("about", "To", 1.0, min_width=18, priority=5),
)
LIST = "list"
"""Where tab comes to after the last prompt."""
NO_ANSWER = "Only an answer or a quote can say something of the field: put the list's cursor on one."


class DebriefScreen(Capturing):
    """Opened when a talk has ended."""

    EXPLANATION = (
        "Five questions while the talk is fresh (Serious Job Seeker, Cornell), and what you captured, to be corrected "
        "and completed right after (Dalton). Tab goes from prompt to prompt and to the list. Everything saves itself. "
        "When you are done, esc e says what follows: thanks within 24 hours with one concrete thing (Yale, Rice)."
    )
    OWN_COMMANDS = DEBRIEF_COMMANDS
    TWICE = LEAVE
    AUTO_FOCUS = ""
    CSS = """
    DebriefScreen {
        #about { height: 1; padding: 0 1; background: $panel; }
        #said { height: 1; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
        #body { height: 1fr; layout: vertical; }
        Prompts { height: 2fr; }
        VirtualTable { height: 1fr; min-height: 4; }
        &.-wide #body { layout: horizontal; }
        &.-wide Prompts { width: 1fr; height: 100%; }
        &.-wide VirtualTable { width: 1fr; height: 100%; border-left: solid $panel; }
        &:ansi #about { background: ansi_default; }
    }
    """

    def __init__(self, conversation_id: bytes, ended_by: int | None = None) -> None:
        """`ended_by` is the undo entry of the end, if it was just now: going back to the talk takes it back."""
        super().__init__()
        self._conversation_id = conversation_id
        self._ended_by = ended_by
        self._talk: Talk | None = None
        self._prompts = Prompts()
        self._listed: list[Captured] = []
        self._notice_until = 0.0
        self._before_line: Widget | None = None
        self._answer: Answer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="about", markup=False)
        with Vertical(id="body"):
            yield self._prompts
            yield VirtualTable(
                COLUMNS, MemoryRows(), empty_text="Nothing was captured. esc n adds a name they gave.", has_marks=False
            )
        yield Static(id="said", markup=False)
        yield self.line
        yield WhichKey()

    def on_mount(self) -> None:
        if conversations.detail(self.store.connection, self._conversation_id) is None:
            self.dismiss()
            return
        self.reload()
        self._prompts.go_to(PROMPTS[0].column)
        self.open_unfinished()
        self.set_interval(TICK_SECONDS, self._tick)

    def on_unmount(self) -> None:
        """The app may end while the last key is still warm."""
        if self._talk is not None:
            self.keep_line()
            self._prompts.save(self._write)

    def reload(self) -> None:
        """Something was written, here or elsewhere, or undone."""
        talk = conversations.detail(self.store.connection, self._conversation_id)
        if talk is None:
            return
        self._talk = talk
        self._prompts.show(lambda column: getattr(talk.conversation, column))
        self._show(talk)

    @property
    def talk(self) -> Talk:
        assert self._talk is not None, "it is read when the screen is mounted"
        return self._talk

    @property
    def item(self) -> PlanItem | None:
        return None

    @property
    def table(self) -> VirtualTable:
        return self.query_one(VirtualTable)

    def say(self, sentence: str) -> None:
        self._notice_until = time.monotonic() + NOTICE_SECONDS
        self.query_one("#said", Static).update(plain(sentence))

    def write_back(self) -> None:
        self.set_focus(self._before_line or self._prompts.writings[PROMPTS[0].column])

    def save(self) -> None:
        self._prompts.save(self._write)

    def on_writing_due(self) -> None:
        self.save()

    def on_virtual_table_opened(self) -> None:
        self.action_correct()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back_to_talk":
            return True if self._ended_by is not None else None
        return True

    def action_next(self) -> None:
        self._step(1)

    def action_previous(self) -> None:
        self._step(-1)

    def action_capture(self, capture: str) -> None:
        if self.line.capture is None:
            self._before_line = self.focused
        super().action_capture(capture)

    def action_insight(self) -> None:
        found = self._chosen()
        if found is None or not isinstance(found.row, Answer) or not found.row.text:
            self.say(NO_ANSWER)
            return
        self._answer = found.row
        self.offer("insight", found.row.text)
        self.action_capture("insight")

    def write_capture(self, capture: str, text: str) -> str:
        if capture != "insight" or self._answer is None:
            return super().write_capture(capture, text)
        insights.from_answer(self.store, self._answer.id, claim=text)
        return f"A claim now, with {self.talk.name} for it: {text}"

    def action_correct(self) -> None:
        found = self._chosen()
        if found is not None:
            self.save()
            form = _form(self.talk, found)
            if form is not None:
                self.coffeechat.push_screen(form)

    def action_remove(self) -> None:
        found = self._chosen()
        if found is not None:
            self.capture(lambda: self._remove(found))
            self.say("Removed. esc u takes it back.")

    def action_editor(self) -> None:
        from coffeechat.screens.editor import edit

        writing = self.focused
        if isinstance(writing, Writing):
            self.save()
            edit(self.coffeechat, writing.text, self.talk.name, lambda text: self._put(writing, text))

    def action_back_to_talk(self) -> None:
        """Takes back that it ended; what was written here stays."""
        from coffeechat.screens.live.live import LiveScreen

        if self._ended_by is not None:
            self.save()
            self.store.undo(self._ended_by)
            self.coffeechat.switch_screen(LiveScreen(self._conversation_id))

    def action_finish(self) -> None:
        from coffeechat.screens.live.what_follows import WhatFollows

        self.add_unfinished()
        self.save()
        if self.talk.conversation.state == "ended":
            conversations.set_state(self.store, self._conversation_id, "debriefed")
        self.coffeechat.switch_screen(WhatFollows(self._conversation_id))
        self.coffeechat.changed()

    def action_leave(self) -> None:
        if not self.put_line_away():
            self.save()
            self.dismiss()
            self.coffeechat.changed()

    def _put(self, writing: Writing, text: str) -> None:
        """What the editor gave back; nothing at all is taken for a mishap."""
        if text.strip():
            writing.put(text)
            self.save()
        else:
            self.say("The editor gave back nothing, so the text stays as it was.")

    def _write(self, column: str, text: str, saved: str) -> None:
        live.write_debrief(self.store, self.talk, column, text, opened=saved)

    def _step(self, by: int) -> None:
        """The prompts in their order, then the list."""
        stops = [*self._prompts.writings, LIST]
        here = next((column for column, one in self._prompts.writings.items() if one is self.focused), LIST)
        there = stops[(stops.index(here) + by) % len(stops)]
        if there == LIST:
            self.set_focus(self.table)
        else:
            self._prompts.go_to(there)

    def _chosen(self) -> Captured | None:
        """What is under the list's cursor."""
        row = self.table.highlighted
        return next((one for one in self._listed if row and one.row.id == row.key), None)

    def _remove(self, found: Captured) -> None:
        if isinstance(found.row, Answer):
            live.remove_answer(self.store, self.talk, found.row)
        elif isinstance(found.row, Promise):
            promises.remove(self.store, found.row)
        elif isinstance(found.row, Introduction) and (known := introductions.get(self.store.connection, found.row.id)):
            introductions.remove(self.store, known)

    def _tick(self) -> None:
        if self._notice_until and time.monotonic() > self._notice_until:
            self._notice_until = 0.0
            self.query_one("#said", Static).update("")

    def _show(self, talk: Talk) -> None:
        conversation = talk.conversation
        ended = moment(conversation.ended_at)
        when = f"ended {clock_time(ended)}" if ended else ""
        lasted = f"{conversation.minutes_real} min" if conversation.minutes_real is not None else ""
        about = (kind_of(conversation.kind).title, ", ".join(part for part in (lasted, when) if part))
        self.query_one("#about", Static).update(plain("  ".join((f"Debrief: {talk.name}", *about))))
        self._listed = captured(self.store.connection, talk, today())
        table, there = self.table, self.table.cursor_row
        table.show(MemoryRows([TableRow(one.row.id, (one.kind, one.text, one.about)) for one in self._listed]))
        table.cursor_row = min(there, max(0, len(self._listed) - 1))
        self.show_keys()


def _form(talk: Talk, found: Captured) -> FormDialog | None:
    """What corrects a line."""
    row = found.row
    if isinstance(row, PlanItem):
        return AnswerForm(talk, row, None)
    if isinstance(row, Answer):
        return AnswerForm(talk, next((item for item in talk.items if item.id == row.plan_item_id), None), row)
    if isinstance(row, Promise):
        return PromiseForm(row)
    return NameForm(row) if isinstance(row, Introduction) else None
