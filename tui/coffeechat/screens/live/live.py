"""The talk as it goes on: the clock, the question in front, and the answer typed straight in."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from coffeechat.errors import CoffeechatError
from coffeechat.method import arc
from coffeechat.method.timing import EXTENSION_MINUTES, Timing, clock_face, sentence
from coffeechat.records import PlanItem
from coffeechat.screens.live import captures, lines
from coffeechat.screens.live.answers import Answers
from coffeechat.screens.live.beside import Beside
from coffeechat.screens.live.capturing import Capturing
from coffeechat.screens.live.commands import LEAVE, LIVE_COMMANDS
from coffeechat.screens.live.course import NOTES, REFERRAL, Course
from coffeechat.screens.live.head import Head
from coffeechat.screens.live.job_questions import job_questions
from coffeechat.store import clock, conversations, live, plans, resume, rules
from coffeechat.store.conversations import Talk
from coffeechat.store.plans import NewItem
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.paragraphs import Paragraphs
from coffeechat.widgets.which_key import WhichKey
from coffeechat.widgets.writing import Writing

TICK_SECONDS = 0.5
NOTICE_SECONDS = 8.0
"""So long what was just done is said above the answer."""

_ANSWER_HINT = "Type what they say. It saves itself."
_NOTES_HINT = "Free notes. They save themselves."


class LiveScreen(Capturing):
    """Opened when the talk begins, and again at the start of the app if it was going on when the app ended."""

    EXPLANATION = (
        "Type what they say; it is saved at once. Tab goes to the next question. Every other command is esc and then "
        "its letter, or alt with it. Small talk first, then the questions, then next steps; listen more than you talk "
        "(Dalton, Yale). In the last five minutes, or as many as the settings say, the question who else to talk to "
        "comes forward (Bolles, CSUN), and at the agreed minute you stop, or ask for five more (Dalton, Yale, Rice). "
        "No résumé unless they ask for it."
    )
    OWN_COMMANDS = LIVE_COMMANDS
    TWICE = LEAVE
    AUTO_FOCUS = ""
    CSS = """
    LiveScreen {
        #question { padding: 1 2; background: $boost; max-height: 9; overflow: hidden; }
        #said, #coming { height: 1; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
        Answers { height: 1fr; padding: 0 2; }
        Beside { display: none; }
        &.-wide Beside { display: block; }
        &.-short Head { height: 1; }
        &.-short #question { padding: 0 1; max-height: 2; }
        &.-short #said, &.-short #coming, &.-short Answers { padding: 0 1; }
        &.-short #coming, &.-short.-quiet #said { display: none; }
        &.-short.-quiet #coming { display: block; }
        &:ansi #question { background: ansi_default; }
    }
    """

    def __init__(self, conversation_id: bytes) -> None:
        super().__init__()
        self._conversation_id = conversation_id
        self._answers = Answers()
        self._course: Course | None = None
        self._before_notes: int | None = None
        self._notice = ""
        self._notice_until = 0.0
        self._shown: dict[str, Content] = {}
        self._means_to_end = False
        self._was_extended = False

    def compose(self) -> ComposeResult:
        yield Head()
        with Horizontal():
            with Vertical():
                yield Paragraphs(id="question")
                yield Static(id="said", markup=False)
                yield Static(id="coming", markup=False)
                yield self._answers
                yield self.line
            yield Beside()
        yield WhichKey()

    async def on_mount(self) -> None:
        try:
            live.begin(self.store, self._conversation_id)
        except CoffeechatError as error:
            self.coffeechat.tell(str(error), is_error=True)
            self.dismiss()
            return
        closing_minutes = rules.load(self.store.connection).referral_minutes
        self._course = Course(conversations.known(self.store, self._conversation_id), closing_minutes)
        await self._go_to(self._course.place)
        self.open_unfinished()
        self.set_interval(TICK_SECONDS, self._tick)

    def on_unmount(self) -> None:
        """The app may end while the last key is still warm."""
        if self._course is not None:
            self.keep_line()
            self._answers.save(self._write)

    def reload(self) -> None:
        """Something was written, here or elsewhere, or undone."""
        talk = conversations.detail(self.store.connection, self._conversation_id)
        if self._course is not None and talk is not None:
            self._course.read(talk)
            self._answers.show(self._course.stored)
            self._show()

    @property
    def course(self) -> Course:
        assert self._course is not None, "it is read when the screen is mounted"
        return self._course

    @property
    def talk(self) -> Talk:
        return self.course.talk

    @property
    def item(self) -> PlanItem | None:
        return self.course.step.item

    @property
    def timing(self) -> Timing:
        return self.course.timing(clock.now())

    def say(self, sentence: str) -> None:
        self._notice, self._notice_until = sentence, time.monotonic() + NOTICE_SECONDS
        self._means_to_end = False
        self._show_said()

    def write_back(self) -> None:
        self.set_focus(self._answers.front)
        self.show_keys()

    def save(self) -> None:
        if self._answers.save(self._write):
            self._read_if_asked()

    def on_writing_due(self) -> None:
        self.save()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self._course is None or action not in ("asked", "skip", "flip"):
            return True
        if action == "flip":
            return True if self.talk.conversation.kind == "informational" else None
        return True if self.course.step.is_question else None

    async def action_next(self) -> None:
        place = self.course.next_place(clock.now())
        if place is None:
            self.say("That was the last one. esc e ends the talk.")
        else:
            await self._go_to(place)

    async def action_previous(self) -> None:
        await self._go_to(max(0, self.course.place - 1))

    async def action_notes(self) -> None:
        """There and back: small talk is where the free notes are typed."""
        if self.course.step.is_question:
            self._before_notes = self.course.place
            await self._go_to(0)
        elif self._before_notes is not None:
            await self._go_to(self._before_notes)

    def action_resume(self) -> None:
        host = captures.host_of(self.talk)
        conversation_id = self.talk.conversation.id
        self.capture(lambda: resume.asked_by_them(self.store, host.id, conversation_id))
        self.say("Noted: they asked for your résumé, so it may be sent to them.")

    def action_off_record(self) -> None:
        item = self.item
        if item is None:
            self.action_capture("off_record")
            return
        is_off = not self.course.is_off_record(item)
        self.capture(lambda: live.mark_off_record(self.store, self.talk, item, is_off))
        self.say("This answer is off the record." if is_off else "This answer is on the record again.")

    async def action_asked(self) -> None:
        await self._done_with(lambda item: live.mark_asked(self.store, item))

    async def action_skip(self) -> None:
        await self._done_with(lambda item: live.mark_skipped(self.store, [item]))

    def action_time(self) -> None:
        still_open = self.course.open_questions
        left = f"{still_open} question{'' if still_open == 1 else 's'} open"
        self.say(f"{self.timing.face}, {left}. Say: “{sentence(self.timing, was_extended=self._was_extended)}”")

    def action_extend(self) -> None:
        self.capture(lambda: live.extend(self.store, self.talk, EXTENSION_MINUTES))
        self._was_extended = True
        self.say(f"{EXTENSION_MINUTES} more minutes: {self.timing.face}.")

    def action_flip(self) -> None:
        self.capture(lambda: live.flip(self.store, self.talk, job_questions()))
        self.say("A job interview now. What was answered stays; tab goes to the questions for it.")

    def action_editor(self) -> None:
        from coffeechat.screens.editor import edit

        writing = self._answers.front
        if writing is not None:
            self.save()
            edit(self.coffeechat, writing.text, self.talk.name, lambda text: self._put(writing, text))

    def action_end(self) -> None:
        """Before the time is up a second press is needed."""
        if self.timing.phase == "open" and not self._means_to_end:
            self.say(f"End the talk after {clock_face(self.timing.elapsed)}? esc e once more ends it.")
            self._means_to_end = True
            return
        from coffeechat.screens.live.debrief import DebriefScreen

        self.add_unfinished()
        self.save()
        live.end(self.store, self._conversation_id)
        ended_by = live.last_action(self.store.connection)
        self.coffeechat.switch_screen(DebriefScreen(self._conversation_id, ended_by))
        self.coffeechat.changed()

    def action_leave(self) -> None:
        if not self.put_line_away():
            self.save()
            self.dismiss()
            self.coffeechat.changed()

    async def _done_with(self, act: Callable[[PlanItem], None]) -> None:
        """Mark the question at hand, and go on."""
        if self.course.step.is_question:
            item = self.item or self._planned_referral()
            self.capture(lambda: act(item))
            await self.action_next()

    async def _go_to(self, place: int) -> None:
        """What can't be saved just now stays where it is, and is tried again; nobody is held up by it."""
        with suppress(CoffeechatError):
            self.save()
        course = self.course
        course.place = place
        hint = _ANSWER_HINT if course.step.is_question else _NOTES_HINT
        await self._answers.open(course.key, course.stored(course.key), hint)
        self._show()

    def _put(self, writing: Writing, text: str) -> None:
        """What the editor gave back; nothing at all is taken for a mishap."""
        if text.strip():
            writing.put(text)
            self.save()
        else:
            self.say("The editor gave back nothing, so the text stays as it was.")

    def _write(self, key: bytes, text: str, saved: str) -> None:
        if key == NOTES:
            live.write_notes(self.store, self.talk, text, opened=saved)
            return
        item = self._planned_referral() if key == REFERRAL else self.course.items[key]
        live.write_answer(self.store, self.talk, item, text, opened=saved)

    def _planned_referral(self) -> PlanItem:
        """The question that came forward without being in the plan becomes one of it with its answer."""
        step = self.course.referral()
        question = NewItem(step.text, topic=arc.REFERRAL_TOPIC, phase="close", probe=step.hint)
        (item,) = plans.add(self.store, self._conversation_id, [question], f"ask {self.talk.name} who else to talk to")
        self._answers.rename(REFERRAL, item.id)
        self.course.read(conversations.known(self.store, self._conversation_id))
        return item

    def _read_if_asked(self) -> None:
        """The first words of an answer say that its question was asked."""
        if self.course.step.is_question and not (self.item and self.item.asked_at):
            self.course.read(conversations.known(self.store, self._conversation_id))
            self._show()

    def _tick(self) -> None:
        self._show_clock()
        self._show_said()

    def _show(self) -> None:
        course = self.course
        question = lines.question(course.step, course.is_off_record(self.item))
        self.query_one("#question", Paragraphs).paragraphs = question
        self.query_one(Beside).show(self.store, course.talk, course.steps, course.place)
        self._show_clock()
        self._show_said()
        self.show_keys()

    def _show_clock(self) -> None:
        self.query_one(Head).face = self.course.face(clock.now())

    def _show_said(self) -> None:
        """What was just done, else the sentence for the time; below it what comes next."""
        if time.monotonic() > self._notice_until:
            self._notice, self._means_to_end = "", False
        timing = self.timing
        said = Content(plain(self._notice)) if self._notice else lines.to_say(timing, self._was_extended)
        self._update("#said", said)
        self.set_class(not said, "-quiet")
        self._update("#coming", lines.coming(self.course.steps, self.course.next_place(clock.now()), timing))

    def _update(self, line: str, content: Content) -> None:
        """Only what has changed: a line that is drawn anew costs whoever types a moment."""
        if self._shown.get(line) != content:
            self._shown[line] = content
            self.query_one(line, Static).update(content)
