"""The view Questions: packs and own ones, and the review of the one under the cursor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from coffeechat.packs import shelf
from coffeechat.records import Question
from coffeechat.screens.questions.commands import COMMANDS
from coffeechat.screens.questions.portrait import brief_portrait, portrait
from coffeechat.screens.questions.reviewed import breakdown
from coffeechat.screens.questions.rows import COLUMNS, ORDERS, Shown, arranged, row, shown_of, shown_own
from coffeechat.screens.view import View
from coffeechat.store import questions
from coffeechat.widgets.filter_box import FilterBox
from coffeechat.widgets.pages import MemoryRows
from coffeechat.widgets.paragraphs import Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

HINT = "a writes a question of your own; c copies one of a pack, to be changed."
EMPTY = "No question has all these words.\n\nesc shows all of them again."


class QuestionsView(View):
    """What to ask."""

    NAME = "questions"
    EXPLANATION = (
        "You are judged by how well-informed and penetrating your questions are. Each is reviewed as you type: is it "
        "open (how, what, why), penetrating, about their own experience, well-informed, clean of faults, each 0 to 2; "
        "in the list as five bars. From 5 keep it, below 4 write it anew; what blocks is never asked. r lists every "
        "rule with who says so. Packs are TOML files; docs/packs.md says how to write one."
    )
    OWN_COMMANDS = COMMANDS
    CSS = """
    QuestionsView #filter { height: 1; padding: 0 1; }
    QuestionsView #filter Input { width: 1fr; }
    QuestionsView #count { width: 36; max-width: 60%; text-align: right; color: $text-muted; }
    QuestionsView #hint { display: none; padding: 0 1; color: $text-accent; }
    QuestionsView.-without-own #hint { display: block; }
    QuestionsView #beside { height: 8; border-top: solid $panel; padding: 0 1; }
    QuestionsView #verdict { width: 34; display: none; }
    QuestionsView.-short #beside { display: none; }
    QuestionsView.-wide #beside { height: 13; }
    QuestionsView.-wide #verdict { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._questions: dict[bytes | str, Shown] = {}
        self._order = "pack"
        self._words = ""
        self._rows = MemoryRows()
        self._told: set[str] = set()

    def compose_content(self) -> ComposeResult:
        with Horizontal(id="filter"):
            yield FilterBox(self._filter, "/ to filter: a word, a topic, a pack")
            yield Static("", id="count", markup=False)
        yield Static(HINT, id="hint", markup=False)
        yield VirtualTable(COLUMNS, MemoryRows(), empty_text=EMPTY, has_marks=False)
        with Horizontal(id="beside"):
            yield Paragraphs(id="verdict")
            with VerticalScroll(can_focus=False):
                yield Paragraphs(id="portrait")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(VirtualTable).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._review)  # once it is known whether the screen is a wide one

    def show(self) -> None:
        own = [shown_own(question) for question in questions.all_questions(self.store.connection)]
        found = shelf()
        packed = [shown for pack in found.packs for shown in shown_of(pack)]
        self._questions = {shown.key: shown for shown in (*own, *packed)}
        self.set_class(not own, "-without-own")
        self._show_rows()
        for problem in {str(problem) for problem in found.problems} - self._told:
            self._told.add(problem)
            self.coffeechat.tell(problem, is_error=True)

    def subject(self) -> Shown | None:
        """The question under the cursor."""
        row = self.query_one(VirtualTable).highlighted
        return self._questions.get(row.key) if row else None

    def on_input_submitted(self) -> None:
        self.action_to_list()

    def on_virtual_table_highlighted(self) -> None:
        self._review()
        self.refresh_bindings()

    def on_virtual_table_opened(self) -> None:
        shown = self.subject()
        if shown and shown.is_own:
            self.action_edit()
        elif shown:
            from coffeechat.screens.questions.reading import ReadQuestion

            self.ask(ReadQuestion(shown), lambda _: self.action_copy())

    def on_virtual_table_sort_requested(self, event: VirtualTable.SortRequested) -> None:
        if event.column in ORDERS:
            self._order = event.column
            self._show_rows()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What has nothing to work on is not offered."""
        if not self.is_mounted:
            return True
        box, shown = self.query_one(Input), self.subject()
        if action in ("edit", "retire", "remove"):
            return shown is not None and shown.is_own
        if action == "copy":
            return shown is not None and not shown.is_own
        if action == "clear":
            return bool(box.value or box.has_focus)
        return {"filter": not box.has_focus, "to_list": box.has_focus}.get(action, True)

    def action_filter(self) -> None:
        """At once, so that what is typed next goes there."""
        self.set_focus(self.query_one(Input))

    def action_clear(self) -> None:
        self.query_one(Input).value = ""
        self.action_to_list()

    def action_to_list(self) -> None:
        self.query_one(VirtualTable).focus()

    def action_sort(self) -> None:
        columns = list(ORDERS)
        self._order = columns[(columns.index(self._order) + 1) % len(columns)]
        self._show_rows()

    def action_rules(self) -> None:
        from coffeechat.screens.questions.rules import RulesScreen

        self.coffeechat.push_screen(RulesScreen())

    def action_add(self) -> None:
        self._open(None)

    def action_edit(self) -> None:
        question = self._own()
        if question:
            self._open(question)

    def action_copy(self) -> None:
        shown = self.subject()
        if shown and not shown.is_own:
            copied = questions.add(
                self.store,
                text=shown.text,
                topic=shown.topic,
                phase=shown.phase,
                probe=shown.probe or None,
                minutes=shown.minutes,
                kinds=", ".join(shown.kinds),
            )
            self.coffeechat.changed()
            self._go_to(copied.id)
            self.coffeechat.tell("Copied to your own; e changes it.")

    def action_retire(self) -> None:
        question = self._own()
        if question:
            questions.retire(self.store, question)
            self.coffeechat.changed()
            self.coffeechat.tell("In use again." if question.retired else "Retired. x takes it back into use.")

    def action_remove(self) -> None:
        question = self._own()
        if question:
            questions.remove(self.store, question)
            self.coffeechat.changed()
            self.coffeechat.tell("Removed. u takes it back.")

    def _own(self) -> Question | None:
        """The question under the cursor, if it is one's own."""
        shown = self.subject()
        key = shown.key if shown else None
        return questions.get(self.store.connection, key) if isinstance(key, bytes) else None

    def _open(self, question: Question | None) -> None:
        from coffeechat.screens.questions.form import QuestionForm

        self.ask(QuestionForm(question), self._go_to)

    def _go_to(self, question_id: bytes) -> None:
        """To the row of a question, even if the filter would hide it."""
        table = self.query_one(VirtualTable)
        if self._rows.position(question_id) is None:
            self.query_one(Input).value = ""
        table.cursor_row = self._rows.position(question_id) or 0

    def _filter(self, text: str) -> None:
        self._words = text
        self._show_rows()

    def _show_rows(self) -> None:
        """The cursor stays on its question."""
        table = self.query_one(VirtualTable)
        before = table.highlighted
        found = arranged(self._questions.values(), self._order, self._words)
        self._rows = MemoryRows([row(shown) for shown in found])
        table.show(self._rows)
        table.show_sorting(self._order)
        table.cursor_row = (before and self._rows.position(before.key)) or 0
        count = f"{len(found)} question{'' if len(found) == 1 else 's'} by {self._order}"
        self.query_one("#count", Static).update(count, layout=False)
        self.refresh_bindings()

    def _review(self) -> None:
        """On a wide screen the bars beside the question; on a narrow one all in few lines."""
        shown, is_wide = self.subject(), self.has_class("-wide")
        picture = portrait if is_wide else brief_portrait
        self.query_one("#portrait", Paragraphs).paragraphs = picture(shown) if shown else ()
        self.query_one("#verdict", Paragraphs).paragraphs = breakdown(shown.told) if shown and is_wide else ()
