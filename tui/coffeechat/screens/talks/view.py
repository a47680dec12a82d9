"""The view Talks: those to come and those held, what each still needs, and the one under the cursor beside them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, Static

from coffeechat.commands.command import Command
from coffeechat.records import Conversation
from coffeechat.screens.talks.commands import GROUP, TALK_ACTIONS, TALK_COMMANDS
from coffeechat.screens.talks.one import OneTalk
from coffeechat.screens.talks.rows import COLUMNS, TalkRows, matching
from coffeechat.screens.talks.week import Week
from coffeechat.screens.view import View
from coffeechat.store import clock, conversation_list, conversations, rules, zones
from coffeechat.store.conversation_list import Listed
from coffeechat.widgets.filter_box import FilterBox
from coffeechat.widgets.pages import MemoryRows
from coffeechat.widgets.paragraphs import Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

EMPTY = (
    "No talks yet.\n\nPress a to plan one with somebody, or c on a person in the list of people.\n"
    "A first one may be a practice talk, about anything you both enjoy."
)
NO_MATCH = "No talk matches.\n\nesc shows all again."
REST_SECONDS = 0.06


class TalksView(OneTalk, View):
    """What is agreed, what is missing, what came of it."""

    NAME = "talks"
    EXPLANATION = (
        "Your talks: first those to come, then those held. Each goes from planned over scheduled and confirmed to "
        "debriefed and closed, and the last column says what is missing: a time, questions, a confirmation 24 to 48 "
        "hours before (Western Michigan), the debrief, thanks within 24 hours (Yale, Rice). Ask for 15, 20 or 30 "
        "minutes and stop at them. The numbers are settings of yours."
    )
    OWN_COMMANDS = (
        Command(
            id="talks.add",
            title="Plan a talk",
            help="Asks with whom, and then for kind, time and goal.",
            action="add",
            keys=("a",),
            group=GROUP,
            footer=80,
            short="Add",
        ),
        Command(
            id="talks.filter",
            title="Filter",
            help="Narrows the list by a name, an organisation, a kind or a state.",
            action="filter",
            keys=("slash",),
            group=GROUP,
        ),
        Command(
            id="talks.clear",
            title="Show all again",
            help="Empties the filter and goes back to the list.",
            action="clear",
            keys=("escape",),
            group=GROUP,
        ),
        *TALK_COMMANDS,
    )
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall"), (36, "-high")]
    CSS = """
    TalksView #filter { height: 1; padding: 0 1; }
    TalksView #filter Input { width: 1fr; }
    TalksView #count { width: 36; max-width: 60%; text-align: right; color: $text-muted; }
    TalksView Week { border-bottom: solid $panel; height: 4; display: none; }
    TalksView.-tall Week, TalksView.-high Week { display: block; }
    TalksView.-high Week { height: 5; }
    TalksView.-none Week { display: none; }
    TalksView #beside { width: 44; border-left: solid $panel; padding: 0 1; display: none; }
    TalksView.-wide #beside { display: block; }
    TalksView.-none #beside { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._talks: list[Listed] = []
        self._resting: Timer | None = None

    def compose_content(self) -> ComposeResult:
        yield Week()
        with Horizontal():
            with Vertical():
                with Horizontal(id="filter"):
                    yield FilterBox(self._filter, "/ to filter")
                    yield Static("", id="count", markup=False)
                yield VirtualTable(COLUMNS, MemoryRows(), empty_text=EMPTY, has_marks=False)
            with VerticalScroll(id="beside", can_focus=False):
                yield Paragraphs(id="portrait")

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def on_resize(self) -> None:
        self._rest()

    def show(self) -> None:
        """The cursor stays on its talk."""
        self._talks = conversation_list.everything(self.store.connection)
        self.set_class(not self._talks, "-none")
        self.query_one(Week).talks = tuple(self._talks)
        table = self.query_one(VirtualTable)
        at = table.highlighted
        rows = self._rows()
        table.show(rows)
        table.cursor_row = (at and rows.position(at.key)) or 0
        self._show_count(rows)
        self._rest()

    def conversation(self) -> Conversation | None:
        found = self.query_one(VirtualTable).highlighted if self.is_mounted else None
        return next((one.conversation for one in self._talks if found and one.conversation.id == found.key), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        box = self.query_one(Input) if self.is_mounted else None
        if action == "clear":
            return bool(box and (box.value or box.has_focus))
        if action in TALK_ACTIONS:
            return self.is_offered(action, parameters)
        return super().check_action(action, parameters)

    def on_virtual_table_highlighted(self) -> None:
        self.refresh_bindings()
        self._rest()

    def on_virtual_table_opened(self) -> None:
        from coffeechat.screens.talks.conversation import ConversationScreen

        talk = self.conversation()
        if talk:
            self.coffeechat.push_screen(ConversationScreen(talk.id))

    def on_input_submitted(self) -> None:
        self.query_one(VirtualTable).focus()

    def action_filter(self) -> None:
        self.set_focus(self.query_one(Input))

    def action_clear(self) -> None:
        self.query_one(Input).value = ""
        self.query_one(VirtualTable).focus()

    def action_add(self) -> None:
        from coffeechat.screens.person_picker import PersonPicker

        self.ask(PersonPicker("A talk with whom?"), self._plan_with)

    def _plan_with(self, person_id: bytes) -> None:
        from coffeechat.screens.talks.schedule import ScheduleDialog

        self.coffeechat.changed()
        self.ask(ScheduleDialog(person_id=person_id), self._go_to)

    def _go_to(self, conversation_id: bytes) -> None:
        table = self.query_one(VirtualTable)
        table.cursor_row = self._rows().position(conversation_id) or 0

    def _filter(self, text: str) -> None:
        rows = self._rows()
        self.query_one(VirtualTable).show(rows)
        self._show_count(rows)
        self.refresh_bindings()

    def _rows(self) -> TalkRows:
        found = matching(self._talks, self.query_one(Input).value)
        return TalkRows(found, clock.now(), zones.here(), rules.load(self.store.connection))

    def _show_count(self, rows: TalkRows) -> None:
        is_filtered = bool(self.query_one(Input).value.strip())
        self.query_one(VirtualTable).show_empty_text(NO_MATCH if is_filtered else EMPTY)
        upcoming = sum(talk.is_upcoming for talk in self._talks)
        counts = f"{upcoming:,} to come, {len(self._talks) - upcoming:,} past"
        self.query_one("#count", Static).update(f"{rows.count():,} match" if is_filtered else counts, layout=False)

    def _rest(self) -> None:
        """The panel follows when the keys rest: laying it out takes longer than the list's own frame."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._show_talk)

    @property
    def is_resting(self) -> bool:
        """Whether the panel has yet to follow."""
        return self._resting is not None

    def _show_talk(self) -> None:
        self._resting = None
        if not self.has_class("-wide"):
            return
        from coffeechat.screens.talks.portrait import in_passing

        talk = self.conversation()
        known = conversations.detail(self.store.connection, talk.id) if talk else None
        self.query_one(Paragraphs).paragraphs = in_passing(self.store, known) if known else ()
