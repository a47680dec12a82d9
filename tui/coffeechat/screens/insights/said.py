"""What was said for and against a claim, or on a topic: sentence, person, date, and what was told off the record."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.content import Content

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.method.insights import stance
from coffeechat.screens.insights.commands import CLAIM_COMMANDS, SAID_COMMANDS
from coffeechat.screens.insights.view import told_of_probe
from coffeechat.screens.insights.words import OFF_RECORD, of_claim, of_topic, quoted, told
from coffeechat.screens.opening import person_screen, talk_screen
from coffeechat.screens.view import AppScreen
from coffeechat.screens.views import VIEWS
from coffeechat.store import insights, topic_answers, topics
from coffeechat.store.topic_answers import Answered
from coffeechat.store.topics import Claim, Said
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow, Tone
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.top_bar import TopBar
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS: Final = (
    Column("stance", "", 1, priority=8),
    Column("text", "Said", 2.0, min_width=24, priority=9),
    Column("person", "By", 18, priority=7),
    Column("at", "On", 10, priority=6),
    Column("told", "", 14, priority=5),
)
TONES: Final[dict[str | None, Tone]] = {"supports": "success", "contradicts": "error", "refines": "warning"}
KEPT: Final = "That was told off the record, so it is not copied."


class SaidScreen(AppScreen):
    """A list of sentences under a heading, the whole sentence below."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = SAID_COMMANDS
    CSS = """
    SaidScreen #heading { padding: 1 2 1 2; }
    SaidScreen.-short #heading { padding: 0 1; max-height: 2; }
    SaidScreen #sentence { padding: 1 2; max-height: 10; }
    SaidScreen.-short #sentence { display: none; }
    """

    def compose(self) -> ComposeResult:
        yield TopBar(VIEWS, "insights")
        yield Paragraphs(id="heading")
        yield VirtualTable(COLUMNS, MemoryRows(), empty_text=self.empty_text(), has_marks=False)
        yield Paragraphs(id="sentence")
        yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()

    def on_virtual_table_highlighted(self) -> None:
        self.query_one("#sentence", Paragraphs).paragraphs = tuple(self.sentence())
        self.refresh_bindings()

    def on_virtual_table_opened(self) -> None:
        """The talk in which it was said, else whoever said it."""
        said = self.said()
        if said and said.conversation_id:
            self.coffeechat.push_screen(talk_screen(said.conversation_id))
        elif said and said.person_id:
            self.coffeechat.push_screen(person_screen(said.person_id))

    def action_back(self) -> None:
        self.dismiss()

    def action_copy(self) -> None:
        said = self.said()
        if said and said.is_off_record:
            self.coffeechat.tell(KEPT, is_error=True)
        elif said:
            self.coffeechat.copy_to_clipboard(said.text)
            self.coffeechat.tell(f"Copied {quoted(said)}")

    def empty_text(self) -> str:
        """What stands there while nobody has said anything."""
        raise NotImplementedError

    def said(self) -> Said | Answered | None:
        """What is under the cursor."""
        raise NotImplementedError

    def sentence(self) -> list[Paragraph]:
        """What is under the cursor, whole."""
        said = self.said()
        if said is None:
            return []
        about = ", ".join(part for part in (said.person, said.at[:10], told(said)) if part)
        return [Paragraph(Content(plain(quoted(said)))), Paragraph(Content.styled(plain(about), "$text-muted"))]

    def show_rows(self, rows: list[TableRow]) -> None:
        """The cursor stays on its sentence."""
        table = self.query_one(VirtualTable)
        at, source = table.highlighted, MemoryRows(rows)
        table.show(source)
        table.cursor_row = (at and source.position(at.key)) or 0

    def show_heading(self, title: str, *lines: str) -> None:
        rest = (Paragraph(Content.styled(plain(line), "$text-muted")) for line in lines if line)
        self.query_one("#heading", Paragraphs).paragraphs = (Paragraph(Content.styled(plain(title), "bold")), *rest)


class ClaimScreen(SaidScreen):
    """What was said for and against one claim."""

    EXPLANATION = (
        "Every sentence that speaks for this claim or against it, by whom and when. + − r x say what a sentence is "
        "to the claim; of somebody who said two things the last counts. What was told off the record counts and is "
        "marked, and is neither copied nor exported (Berkeley: consider whether to pass on what you were told)."
    )
    OWN_COMMANDS = CLAIM_COMMANDS

    def __init__(self, insight_id: bytes) -> None:
        super().__init__()
        self._insight_id = insight_id
        self._claim: Claim | None = None

    def reload(self) -> None:
        self._claim = topics.claim(self.store.connection, self._insight_id)
        if self._claim is None:
            self.dismiss()
            return
        claim = self._claim
        numbers = f"{claim.status}, {claim.tally.sides}, independent chains {claim.tally.chains}"
        words = of_claim(claim, topics.overview(self.store.connection))
        self.show_heading(claim.text, numbers, words, claim.insight.note or "")
        self.show_rows([_row(said) for said in reversed(claim.said)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in ("stance", "unlink", "copy") or self.said() is not None

    def empty_text(self) -> str:
        return "Nobody has said anything on this yet.\n\np asks the next one, without telling them what to answer."

    def said(self) -> Said | None:
        row = self.query_one(VirtualTable).highlighted
        known = self._claim.said if self._claim else ()
        return next((said for said in known if row and said.id == row.key), None)

    def action_stance(self, name: str) -> None:
        said = self.said()
        if said:
            insights.set_stance(self.store, said, name)
            self.coffeechat.changed()

    def action_unlink(self) -> None:
        said = self.said()
        if said:
            insights.unlink(self.store, said)
            self.coffeechat.changed()
            self.coffeechat.tell("Taken off; it waits to be sorted again. u takes that back.")

    def action_probe(self) -> None:
        if self._claim:
            self.coffeechat.tell(told_of_probe(insights.probe(self.store, self._claim)))
            self.coffeechat.changed()

    def action_beliefs(self) -> None:
        from coffeechat.screens.insights.beliefs import BeliefsDialog

        self.coffeechat.push_screen(BeliefsDialog(self._insight_id))

    def action_add_source(self) -> None:
        from coffeechat.screens.insights.sources import ChooseSource

        self.ask(ChooseSource(), self._add_source)

    def _add_source(self, source_id: bytes) -> None:
        insights.from_source(self.store, source_id, self._insight_id)
        self.coffeechat.changed()

    def action_edit(self) -> None:
        from coffeechat.screens.insights.claim_form import ClaimForm

        if self._claim:
            self.coffeechat.push_screen(ClaimForm(self._claim.insight))


class TopicScreen(SaidScreen):
    """Everything that was said on one topic."""

    EXPLANATION = (
        "Every answer on this topic, the last first, whether it was sorted into a claim or not. "
        "A topic is saturated when the last talks brought no new claim: ask about something else then."
    )

    def __init__(self, topic: str) -> None:
        super().__init__()
        self._topic = topic
        self._answers: list[Answered] = []

    def reload(self) -> None:
        overview = topics.overview(self.store.connection)
        self._answers = topic_answers.said_on(self.store.connection, self._topic)
        topic = next((topic for topic in overview.topics if topic.name == self._topic), None)
        self.show_heading(self._topic or "(no topic)", of_topic(topic) if topic else "")
        self.show_rows([_answer_row(answer) for answer in self._answers])

    def empty_text(self) -> str:
        return "No answer is on this topic; its claims were written down by hand."

    def said(self) -> Answered | None:
        row = self.query_one(VirtualTable).highlighted
        return next((answer for answer in self._answers if row and answer.id == row.key), None)

    def sentence(self) -> list[Paragraph]:
        answer = self.said()
        read = _read_as(answer) if answer else ""
        return [*super().sentence(), Paragraph(Content.styled(plain(read), "$text-accent"))]


def _row(said: Said) -> TableRow:
    cells = (stance(said.stance).mark, quoted(said), said.person, said.at[:10], told(said))
    return TableRow(said.id, cells, tones=(TONES.get(said.stance, "dim"), "", "", "dim", _tone(said)))


def _answer_row(answer: Answered) -> TableRow:
    mark = stance(answer.stance).mark if answer.claim else "·"
    cells = (mark, quoted(answer), answer.person, answer.at[:10], told(answer))
    return TableRow(answer.id, cells, tones=(TONES.get(answer.stance, "dim"), "", "", "dim", _tone(answer)))


def _tone(said: Said | Answered) -> Tone:
    return "warning" if told(said) == OFF_RECORD else "dim"


def _read_as(answer: Answered) -> str:
    if answer.claim:
        return f"{stance(answer.stance).word}: {answer.claim}"
    return "waits to be sorted" if answer.stance is None else "nothing new in it"
