"""Preparing one talk: its questions in order, whether they fit the time, and what the checker says of them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.questions.parts import parts_of
from coffeechat.records import PlanItem
from coffeechat.screens.prepare.checked import Checked, Reviewed, check
from coffeechat.screens.prepare.commands import PREPARE_COMMANDS
from coffeechat.screens.prepare.head import head_of, time_of
from coffeechat.screens.prepare.rows import COLUMNS, row_of
from coffeechat.screens.questions.reviewed import breakdown, found, reviewed_briefly
from coffeechat.screens.view import AppScreen
from coffeechat.screens.views import VIEWS
from coffeechat.store import conversations, plans
from coffeechat.store.conversations import Talk
from coffeechat.widgets.pages import Key, MemoryRows
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.top_bar import TopBar
from coffeechat.widgets.virtual_table import VirtualTable

EMPTY = (
    "Nothing is planned yet.\n\n"
    "p takes questions from a pack or your own, a writes one. Five questions fill twenty minutes."
)


class PrepareScreen(AppScreen):
    """The plan of one conversation."""

    EXPLANATION = (
        "You are judged by how well-informed and penetrating your questions are. The bar says whether the plan fits: "
        "about 3 questions in 15 minutes, 5 in 20, 8 in 30. Each question has a score with what it is made of, "
        "and each finding names its rule and its source; the rules are listed under Questions. "
        "Mark as must what you have to know; link what you read to the question it led to."
    )
    OWN_COMMANDS = PREPARE_COMMANDS
    CSS = """
    PrepareScreen #head { height: auto; padding: 1 2 0 2; }
    PrepareScreen.-short #head { padding: 0 1; }
    PrepareScreen #time { height: auto; padding: 0 2; }
    PrepareScreen.-short #time { padding: 0 1; }
    PrepareScreen #sides { height: 1fr; layout: vertical; }
    PrepareScreen.-wide #sides { layout: horizontal; }
    PrepareScreen VirtualTable { height: 1fr; width: 1fr; }
    PrepareScreen #says { height: 9; padding: 0 1; border-top: solid $panel; }
    PrepareScreen.-short #says { height: 5; }
    PrepareScreen.-wide #says { height: 1fr; width: 44; border-top: none; border-left: solid $panel; }
    PrepareScreen #says.-none { display: none; }
    """

    def __init__(self, conversation_id: bytes) -> None:
        super().__init__()
        self._conversation_id = conversation_id
        self._checked = Checked()

    def compose(self) -> ComposeResult:
        yield TopBar(VIEWS, "talks")
        yield Static("", id="head", markup=False)
        yield Static("", id="time", markup=False)
        with Horizontal(id="sides"):
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text=EMPTY, all_keys=self._keys)
            with VerticalScroll(id="says", can_focus=False):
                yield Paragraphs()
        yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()
        self.query_one(VirtualTable).focus()

    def reload(self) -> None:
        """Everything anew; the cursor stays on its question."""
        talk = self._talk()
        if talk is None:
            self.coffeechat.tell("This talk was removed meanwhile; u may bring it back.", is_error=True)
            self.dismiss()
            return
        self._checked = check(self.store, talk)
        self.query_one("#head", Static).update(head_of(talk))
        self.query_one("#time", Static).update(time_of(self._checked, self.size.width))
        table = self.query_one(VirtualTable)
        at = table.highlighted
        rows = MemoryRows([row_of(one) for one in self._checked.items])
        table.show(rows)
        table.cursor_row = (at and rows.position(at.key)) or 0
        self._say()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.query_one("#time", Static).update(time_of(self._checked, self.size.width))
        self._say()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a question is not offered without one."""
        without_question = ("pick", "add", "goal", "back")
        own = any(command.action.partition("(")[0] == action for command in PREPARE_COMMANDS)
        return bool(self._checked.items) if own and action not in without_question else True

    def on_virtual_table_highlighted(self) -> None:
        self._say()

    def on_virtual_table_opened(self) -> None:
        self.action_edit()

    def action_pick(self) -> None:
        from coffeechat.screens.prepare.picking import PickQuestions

        talk = self._talk()
        if talk:
            self.ask(PickQuestions(talk), self._added)

    def action_add(self) -> None:
        from coffeechat.screens.prepare.question_form import PlanQuestion

        self.ask(PlanQuestion(self._conversation_id, None), self._go_to)

    def action_edit(self) -> None:
        self._open_form()

    def action_suggestion(self) -> None:
        one = self._highlighted()
        found = next((found for found in one.findings if found.rewrite), None) if one else None
        if found:
            self._open_form(found.rewrite)
        else:
            self.coffeechat.tell("Nothing is suggested for this question.")

    def action_must(self) -> None:
        chosen = self._chosen()
        is_must = not all(item.must for item in chosen)
        plans.mark(self.store, chosen, must=is_must)
        self.coffeechat.changed()

    def action_link(self) -> None:
        from coffeechat.screens.research import SourcesDialog
        from coffeechat.store import research

        one, talk = self._highlighted(), self._talk()
        if one is None or talk is None:
            return
        if one.item.source_id:
            self._edit(one.item, source_id=None)
        else:
            dialog = SourcesDialog(research.subject_of_talk(talk), is_to_link=True)
            self.ask(dialog, lambda source_id: self._edit(one.item, source_id=source_id))

    def action_split(self) -> None:
        one = self._highlighted()
        parts = parts_of(one.item.text or "") if one else []
        if one and len(parts) > 1:
            plans.split(self.store, one.item, parts)
            self.coffeechat.changed()
        else:
            self.coffeechat.tell("This question asks one thing only.")

    def action_shift(self, steps: int) -> None:
        one = self._highlighted()
        if one:
            plans.move(self.store, one.item, steps)
            self.coffeechat.changed()

    def action_arrange(self) -> None:
        plans.arrange(self.store, self._checked.in_arc)
        self.coffeechat.changed()

    def action_goal(self) -> None:
        from coffeechat.screens.prepare.goal_form import GoalForm

        self.coffeechat.push_screen(GoalForm(self._conversation_id))

    def action_remove(self) -> None:
        chosen = self._chosen()
        plans.remove(self.store, chosen)
        self.query_one(VirtualTable).clear_marks()
        self.coffeechat.changed()
        self.coffeechat.tell(f"Took {_counted(len(chosen))} out of the plan. u brings it back.")

    def action_back(self) -> None:
        self.dismiss()

    def _added(self, count: int) -> None:
        """The cursor goes to the first of them."""
        self.coffeechat.changed()
        table = self.query_one(VirtualTable)
        table.cursor_row = table.row_count - count
        self.coffeechat.tell(f"Took {_counted(count)} into the plan. u takes it back.")

    def _go_to(self, item_id: bytes) -> None:
        table = self.query_one(VirtualTable)
        places = [one.item.id for one in self._checked.items]
        if item_id in places:
            table.cursor_row = places.index(item_id)

    def _open_form(self, text: str | None = None) -> None:
        from coffeechat.screens.prepare.question_form import PlanQuestion

        one = self._highlighted()
        if one:
            self.coffeechat.push_screen(PlanQuestion(self._conversation_id, one.item, suggested=text))

    def _edit(self, item: PlanItem, **cells: bytes | None) -> None:
        plans.edit(self.store, item, **cells)
        self.coffeechat.changed()

    def _say(self) -> None:
        """Of the question under the cursor."""
        one = self._highlighted()
        said = self._said(one) if one else ()
        self.query_one(Paragraphs).paragraphs = said
        self.query_one("#says").set_class(not said, "-none")
        self.query_one("#says", VerticalScroll).scroll_home(animate=False)

    def _said(self, one: Reviewed) -> tuple[Paragraph, ...]:
        """What is wrong comes first; beside the list there is room for bars."""
        if self.has_class("-wide"):
            return (*breakdown(one.review), *found(one.of_plan), *found(one.review.findings))
        return (*found(one.of_plan), *reviewed_briefly(one.review))

    def _talk(self) -> Talk | None:
        return conversations.detail(self.store.connection, self._conversation_id)

    def _keys(self) -> list[Key]:
        return [one.item.id for one in self._checked.items]

    def _highlighted(self) -> Reviewed | None:
        row = self.query_one(VirtualTable).highlighted
        return next((one for one in self._checked.items if row and one.item.id == row.key), None)

    def _chosen(self) -> list[PlanItem]:
        keys = set(self.query_one(VirtualTable).chosen)
        return [one.item for one in self._checked.items if one.item.id in keys]


def _counted(count: int) -> str:
    return "one question" if count == 1 else f"{count} questions"
