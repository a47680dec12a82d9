"""The first screen: what is due and why, with one key that does it; what is waited for; this week; whom to approach."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Button

from coffeechat.method.dates import said
from coffeechat.screens.people.lens import LENS, chosen_lens
from coffeechat.screens.people.one import PERSON_COMMANDS, REST_SECONDS, OnePerson
from coffeechat.screens.people.welcome import Welcome, Welcoming
from coffeechat.screens.today import acting
from coffeechat.screens.today.commands import TODAY_COMMANDS
from coffeechat.screens.today.dialogs import ReminderForm, ask_until, here_and_now, until
from coffeechat.screens.today.rows import (
    APPROACH_COLUMNS,
    DUE_COLUMNS,
    WAITING_COLUMNS,
    approach_rows,
    due_rows,
    key_of,
    nobody_to_approach,
    nothing_due,
    waiting_rows,
    week,
    week_in_two_lines,
    why,
)
from coffeechat.screens.today.section import Section
from coffeechat.screens.view import View
from coffeechat.store import pages, people, reminders
from coffeechat.store.people import Detail
from coffeechat.store.store import Store
from coffeechat.widgets.paragraphs import Paragraphs

if TYPE_CHECKING:
    from coffeechat.method.agenda import Due
    from coffeechat.method.ranking import Lens
    from coffeechat.store.agenda import Day

AT_A_GLANCE = 7
FREE_LINES = 5
"""What an empty list takes to say what to do next."""
LOOK_AGAIN_SECONDS = 60.0
"""What is late, and how long ago something was, changes by itself."""
ABOUT_A_PERSON = {command.action.partition("(")[0] for command in PERSON_COMMANDS}
WHILE_EMPTY = ("begin_with_one", "import", "demo")


class TodayView(OnePerson, Welcoming, View):
    """What to do now."""

    NAME = "today"
    EXPLANATION = (
        "What is due by the rules of the method, the most urgent first: enter opens the screen on which it is done, "
        "z puts it off, x says that it is done or not wanted. The line below says why it is there and who says so; "
        "each number can be changed under Settings (comma). Nothing here is stored: it follows from what you wrote, "
        "when you talked and what was promised. The rates are your own, with the interval in which the true one lies "
        "in 95 of 100 cases (Wilson)."
    )
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall"), (34, "-roomy")]
    OWN_COMMANDS = (*TODAY_COMMANDS, *PERSON_COMMANDS)
    CSS = """
    TodayView #today { layout: vertical; }
    TodayView.-wide #today { layout: horizontal; }
    TodayView #left { height: auto; }
    TodayView.-wide #left { height: 1fr; width: 1.5fr; }
    TodayView #right { height: 1fr; }
    TodayView.-wide #right { width: 1fr; border-left: solid $panel; }
    TodayView #why { height: 3; padding: 0 1 0 3; color: $text-muted; }
    TodayView #week { padding: 0 1; }
    TodayView #who { display: none; height: 1fr; overflow: hidden; border-top: solid $panel; padding: 0 1; }
    TodayView.-wide.-roomy #who { display: block; }
    TodayView.-wide.-roomy #approach { height: 9; }
    TodayView #due { height: 8; }
    TodayView #waiting { height: 4; }
    TodayView.-wide #waiting { height: 1fr; margin-top: 1; }
    TodayView #approach { height: 1fr; }
    TodayView.-wide #approach { margin-top: 1; }
    TodayView.-free #why, TodayView.-unawaited #waiting { display: none; }
    TodayView.-all #due { height: 1fr; }
    TodayView.-all #left { height: 1fr; }
    TodayView.-all #waiting { display: none; }
    TodayView.-all #right { display: none; }
    TodayView.-short #due { height: 1fr; }
    TodayView.-short #left { height: 1fr; }
    TodayView.-short #why { height: 2; }
    TodayView.-short #waiting { display: none; }
    TodayView.-short #right { display: none; }
    TodayView Welcome { display: none; }
    TodayView.-empty Welcome { display: block; }
    TodayView.-empty #today { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._day: Day | None = None
        self._lens: Lens = "crystal"
        self._resting: Timer | None = None

    def compose_content(self) -> ComposeResult:
        self._lens = chosen_lens(self.store)
        with Horizontal(id="today"):
            with Vertical(id="left"):
                yield Section(DUE_COLUMNS, id="due")
                yield Paragraphs(id="why")
                yield Section(WAITING_COLUMNS, id="waiting")
            with Vertical(id="right"):
                yield Paragraphs(id="week")
                yield Section(APPROACH_COLUMNS, id="approach")
                yield Paragraphs(id="who")

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(LOOK_AGAIN_SECONDS, self._look_again)

    def show(self) -> None:
        """Who is new is greeted at once; everything else is worked out beside the screen."""
        was_empty = self.has_class("-empty")
        self.set_class(pages.is_empty(self.store.connection), "-empty")
        if self.has_class("-empty") and not self.query(Welcome):
            self.mount(Welcome(), before="#today")
        if self.has_class("-empty") and not was_empty:
            self.call_after_refresh(lambda: self.query(Button).first().focus())
        self.refresh_bindings()
        self._read()

    def subject(self) -> Detail | None:
        """The person whom the line under the cursor is about."""
        person_id = self._person_id()
        return people.detail(self.store.connection, person_id) if person_id else None

    def _person_id(self) -> bytes | None:
        due, row = self._due(), self._section().highlighted
        if due:
            return due.person_id or None
        return row.key if row and isinstance(row.key, bytes) else None

    def on_resize(self) -> None:
        self._fit()

    def on_descendant_focus(self) -> None:
        self._show_why()

    def on_virtual_table_highlighted(self) -> None:
        self._show_why()

    def on_virtual_table_opened(self, event: Section.Opened) -> None:
        due = self._due()
        if due:
            acting.begin(self.coffeechat, due.act)
        elif isinstance(event.row.key, bytes):
            from coffeechat.method.agenda import Act

            acting.begin(self.coffeechat, Act(kind="person", person_id=event.row.key))

    @on(Section.Left)
    def _go_on(self, event: Section.Left) -> None:
        """To the next list that has something in it."""
        sections = [section for section in self.query(Section) if section.row_count and section.display]
        place = sections.index(event.table) + event.step if event.table in sections else 0
        if 0 <= place < len(sections):
            sections[place].cursor_row = 0 if event.step > 0 else sections[place].row_count - 1
            sections[place].focus()

    def action_put_off(self) -> None:
        due = self._due()
        if due:
            self.ask(ask_until(due.what), partial(self._put_off, due))

    def action_done(self) -> None:
        due = self._due()
        if due:
            from coffeechat.store import agenda

            agenda.finish(self.store, due)
            self.coffeechat.changed()
            self.coffeechat.tell("Done. u takes it back.")

    def action_add(self) -> None:
        known = self.subject()
        self.coffeechat.push_screen(ReminderForm(known.person.id, known.name) if known else ReminderForm(None, ""))

    def action_begin_with_one(self) -> None:
        self.add_person()

    def action_all(self) -> None:
        self.toggle_class("-all")
        if self._day:
            self._fill(self._day)
        self._fit()
        self.query_one("#due", Section).focus()

    def action_lens(self) -> None:
        self._lens = "research" if self._lens == "crystal" else "crystal"
        self.coffeechat.remember(LENS, self._lens)
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What has nothing to work on is not offered; importing and the demo are the beginning of everything."""
        if self.has_class("-empty"):
            return action in WHILE_EMPTY
        if action in ("put_off", "done"):
            return self._section_name() == "due" and self._due() is not None
        if action in WHILE_EMPTY:
            return False
        if action == "all":
            return self._day is not None and len(self._day.agenda.due) > AT_A_GLANCE
        if action == "lens":
            return self._day is not None and self._day.has_target
        return self._person_id() is not None if action in ABOUT_A_PERSON else True

    def _put_off(self, due: Due, line: str) -> None:
        day = until(line)
        reminders.put_off(self.store, due, day)
        self.coffeechat.changed()
        self.coffeechat.tell(f"Put off until {said(day, here_and_now())}. u takes it back.")

    def _look_again(self) -> None:
        if self.is_current:
            self._read()

    def _read(self) -> None:
        self.work(partial(_day_of, self.store.path, self._lens), self._show_day, group="day")

    def _show_day(self, day: Day) -> None:
        is_news = self._day is None or (not self._day.agenda.due and bool(day.agenda.due))
        self._day = day
        self._fill(day)
        self._fit()
        self._show_why()
        on = day.calendar.day(day.now)
        self.note(f"{said(on, on)}, for {day.target}" if day.target and self.has_class("-wide") else said(on, on))
        is_lost = not isinstance(self.focused, Section) or not self.focused.row_count
        if (is_news or is_lost) and not self.has_class("-empty"):
            self.query_one("#due" if day.agenda.due else "#approach", Section).focus()

    def _fill(self, day: Day) -> None:
        due, waiting = day.agenda.due, day.agenda.waiting
        is_cut = len(due) > AT_A_GLANCE and not self.has_class("-all")
        title = f"DUE, {AT_A_GLANCE} of {len(due)}" if is_cut else "DUE"
        self.query_one("#due", Section).fill(title, due_rows(day), nothing_due(day))
        self.query_one("#waiting", Section).fill("WAITING", waiting_rows(day))
        lens = f"NEXT TO APPROACH, {self._lens}" if day.has_target else "NEXT TO APPROACH"
        candidates = approach_rows(day.approach, self._lens)
        self.query_one("#approach", Section).fill(lens, candidates, nobody_to_approach(day))
        self.set_class(not due, "-free")
        self.set_class(not waiting, "-unawaited")

    def _fit(self) -> None:
        """The list of what is due is as high as it has lines, or as there is room for."""
        section = self.query_one("#due", Section)
        is_alone = self.has_class("-all") or self.has_class("-short")
        section.styles.height = "1fr" if is_alone else 1 + (min(section.row_count, AT_A_GLANCE) or FREE_LINES)
        if self._day:
            told = week if self.has_class("-wide") else week_in_two_lines
            self.query_one("#week", Paragraphs).paragraphs = told(self._day.funnel)

    def _show_why(self) -> None:
        due = self._due()
        self.query_one("#why", Paragraphs).paragraphs = why(due) if due else ()
        self.refresh_bindings()
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._show_person)

    @property
    def is_resting(self) -> bool:
        """Whether the person beside the lists has yet to follow."""
        return self._resting is not None

    def _show_person(self) -> None:
        """When the keys rest, as beside the list of people."""
        self._resting = None
        who = self.query_one("#who", Paragraphs)
        if who.display:
            from coffeechat.screens.people.portrait import portrait_of

            known = self.subject()
            who.paragraphs = portrait_of(self.store, known) if known else ()

    def _section(self) -> Section:
        return self.focused if isinstance(self.focused, Section) else self.query_one("#due", Section)

    def _section_name(self) -> str:
        return self._section().id or ""

    def _due(self) -> Due | None:
        """What the line under the cursor tells of, due or waited for."""
        row = self._section().highlighted
        if self._day is None or row is None:
            return None
        told = self._day.agenda
        lines = {"due": told.due, "waiting": told.waiting}.get(self._section_name(), ())
        return next((one for one in lines if key_of(one) == row.key), None)


def _day_of(path: Path, lens: Lens) -> Day:
    """In a thread of its own."""
    from coffeechat.store import agenda

    with Store(path) as store:
        store.rank_everybody()
        return agenda.day(store.connection, lens)
