"""The view Insights: what was learned, topic by topic, across people; and what waits to be read."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from coffeechat.screens.insights.commands import INSIGHTS_COMMANDS
from coffeechat.screens.insights.picture import THROUGH, picture, topic_key
from coffeechat.screens.insights.words import of_claim, of_topic
from coffeechat.screens.view import View
from coffeechat.store import beliefs, insights, topics
from coffeechat.store.beliefs import Held
from coffeechat.store.topics import Claim, Overview, Topic, topic_of
from coffeechat.widgets.bars import bar, sparkline
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

EMPTY: Final = (
    "Nothing was learned yet.\n\n"
    "Answers that you note in a talk come here to be sorted into claims: one person's word becomes what many say.\n"
    "Plan a talk (3), or press a and write down a claim that you want to test."
)
CAME_THROUGH: Final = (
    "Through whom each came to you, at the root. Those of one root may have it from the same mouth: "
    "together they count as one chain."
)
MOST_BELIEFS: Final = 4


class InsightsView(View):
    """Topics, claims under them, and a column for each person."""

    NAME = "insights"
    EXPLANATION = (
        "A claim is one sentence that can be right or wrong; answers speak for it (+), against it (−), make it more "
        "exact (~) or can't be read (?). n is how many people said anything. Who came through the same first "
        "introducer counts once under Chains. A claim is supported or refuted from so many independent people on one "
        "side, and contested when both sides have them; a topic is saturated when the last talks brought no new claim "
        "(Janzen: 3 to 6 people, then fewer new facts; the numbers are among the settings). A digit is how often "
        "somebody spoke of the topic."
    )
    OWN_COMMANDS = INSIGHTS_COMMANDS
    CSS = """
    InsightsView #waiting { height: auto; padding: 0 1; color: $text-accent; display: none; }
    InsightsView.-waiting #waiting { display: block; }
    InsightsView #about { padding: 0 1; margin-top: 1; max-height: 4; color: $text-muted; }
    InsightsView.-short #about { display: none; }
    InsightsView #beliefs { padding: 0 1; margin-top: 1; display: none; }
    InsightsView.-believing #beliefs { display: block; }
    InsightsView.-short #beliefs { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._overview = Overview((), (), {}, {}, 0)
        self._first = ""
        self._has_more_people = False

    def compose_content(self) -> ComposeResult:
        yield Static("", id="waiting", markup=False)
        yield VirtualTable((), MemoryRows(), empty_text=EMPTY, has_marks=False)
        yield Paragraphs(id="about")
        yield Paragraphs(id="beliefs")

    def show(self) -> None:
        self._overview = topics.overview(self.store.connection)
        self.set_class(self._overview.unsorted > 0, "-waiting")
        self.query_one("#waiting", Static).update(_waiting(self._overview.unsorted))
        self._show_beliefs()
        self._show_picture()
        self.note(_counted(self._overview))

    def on_resize(self) -> None:
        self._show_picture()

    def on_virtual_table_highlighted(self) -> None:
        self._tell_about()
        self._follow_topic()
        self.refresh_bindings()

    def on_virtual_table_opened(self) -> None:
        from coffeechat.screens.insights.said import ClaimScreen, TopicScreen

        claim, topic = self._claim(), self._topic()
        if claim:
            self.coffeechat.push_screen(ClaimScreen(claim.insight.id))
        elif topic:
            self.coffeechat.push_screen(TopicScreen(topic.name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "sort":
            return self._overview.unsorted > 0
        return action not in ("probe", "edit", "remove") or self._claim() is not None

    def action_sort(self) -> None:
        from coffeechat.screens.insights.sorting import SortScreen

        self.coffeechat.push_screen(SortScreen())

    def action_add(self) -> None:
        from coffeechat.screens.insights.claim_form import ClaimForm

        self.ask(ClaimForm(None), self._go_to)

    def action_probe(self) -> None:
        claim = self._claim()
        if claim:
            self.coffeechat.tell(told_of_probe(insights.probe(self.store, claim)))
            self.coffeechat.changed()

    def action_beliefs(self) -> None:
        from coffeechat.screens.insights.beliefs import BeliefsDialog

        claim = self._claim()
        self.coffeechat.push_screen(BeliefsDialog(claim.insight.id if claim else None))

    def action_edit(self) -> None:
        from coffeechat.screens.insights.claim_form import ClaimForm

        claim = self._claim()
        if claim:
            self.coffeechat.push_screen(ClaimForm(claim.insight))

    def action_tree(self) -> None:
        self.coffeechat.action_introductions()

    def action_remove(self) -> None:
        claim = self._claim()
        if claim:
            insights.remove(self.store, claim.insight)
            self.coffeechat.changed()
            self.coffeechat.tell("Removed; its answers wait to be sorted again. u takes it back.")

    def _follow_topic(self) -> None:
        """Where not everybody has a column, those who spoke of the topic under the cursor have."""
        claim, topic = self._claim(), self._topic()
        name = topic_of(claim) if claim else topic.name if topic else self._first
        if name != self._first:
            self._first = name
            if self._has_more_people:
                self._show_picture()

    def _show_picture(self) -> None:
        """The cursor stays where it is."""
        table = self.query_one(VirtualTable)
        at, shown = table.highlighted, picture(self._overview, self.size.width, self._first)
        self._has_more_people = shown.has_more_people
        table.show_columns(shown.columns)
        rows = MemoryRows(shown.rows)
        table.show(rows)
        there = rows.position(at.key) if at else None
        table.cursor_row = _beginning(shown.rows) if there is None else there
        self._tell_about()

    def _go_to(self, insight_id: bytes) -> None:
        keys = [row.key for row in picture(self._overview, self.size.width).rows]
        if insight_id in keys:
            self.query_one(VirtualTable).cursor_row = keys.index(insight_id)

    def _show_beliefs(self) -> None:
        held = beliefs.of_target(self.store.connection)
        self.set_class(bool(held), "-believing")
        self.query_one("#beliefs", Paragraphs).paragraphs = (
            Paragraph(Content.styled("What I believe", "bold")),
            *map(belief_line, held[:MOST_BELIEFS]),
        )

    def _tell_about(self) -> None:
        claim, topic = self._claim(), self._topic()
        row = self.query_one(VirtualTable).highlighted
        text = CAME_THROUGH if row and row.key == THROUGH else ""
        if claim:
            text = of_claim(claim, self._overview)
        elif topic:
            text = of_topic(topic)
        self.query_one("#about", Paragraphs).paragraphs = (Paragraph(Content(plain(text))),)

    def _claim(self) -> Claim | None:
        row = self.query_one(VirtualTable).highlighted
        claims = (claim for topic in self._overview.topics for claim in topic.claims)
        return next((claim for claim in claims if row and claim.insight.id == row.key), None)

    def _topic(self) -> Topic | None:
        row = self.query_one(VirtualTable).highlighted
        return next((topic for topic in self._overview.topics if row and topic_key(topic) == row.key), None)


def told_of_probe(probe: insights.Probe) -> str:
    """Where a probe went, in a sentence."""
    if probe.conversation_id is None:
        return f"There is no next talk, so this went to your own questions: {probe.text}"
    return f"In the plan of the talk with {probe.person} now: {probe.text}"


def belief_line(held: Held) -> Paragraph:
    """A belief: where it stands, how it got there, and its words."""
    percent = held.percent or 0
    lead = Content.assemble(
        f"{percent:3} % ", (bar(percent / beliefs.CERTAIN, 10), "$text-accent"), f" {course(held):>6} "
    )
    return Paragraph(Content(plain(held.statement)), lead=lead)


def course(held: Held, most: int = 6) -> str:
    """How sure one was, as a line of glyphs, the last on the right; full is a hundred percent."""
    return sparkline([*held.history[-most:], beliefs.CERTAIN])[:-1]


def _beginning(rows: list[TableRow]) -> int:
    """At the first claim, else the first topic."""
    claims = [place for place, row in enumerate(rows) if isinstance(row.key, bytes)]
    topics = [place for place, row in enumerate(rows) if row.key != THROUGH]
    return next(iter([*claims, *topics]), 0)


def _waiting(count: int) -> str:
    answers = "1 answer is" if count == 1 else f"{count:,} answers are"
    return f"{answers} in no insight yet: s sorts them."


def _counted(overview: Overview) -> str:
    claims, voices = sum(len(topic.claims) for topic in overview.topics), len(overview.people)
    if not claims:
        return ""
    return f"{claims} {'claim' if claims == 1 else 'claims'}, {voices} {'voice' if voices == 1 else 'voices'}"
