"""Questions to choose from: whole packs first, then each of their questions and the person's own."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from textual.app import ComposeResult

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.method.folding import fold
from coffeechat.method.questions import Context, review, topics
from coffeechat.packs import Pack, all_packs
from coffeechat.screens.view import AppModal
from coffeechat.store import plans, questions
from coffeechat.store.conversations import Talk
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store
from coffeechat.widgets.columns import Column
from coffeechat.widgets.filter_box import FilterBox
from coffeechat.widgets.pages import Key, MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "Questions"
MY_FIELD = "{my_field}"
"""In the questions of a pack, what the asker comes from."""

COLUMNS = (
    Column("pack", "From", 18, priority=6),
    Column("topic", "Topic", 12, priority=5),
    Column("text", "Question", 1.0, min_width=24, priority=9),
    Column("score", "Score", 5, align="right", priority=7),
)


class Offer(Struct, frozen=True):
    """A row: one question, or all of a pack."""

    source: str
    topic: str
    text: str
    score: str
    items: tuple[NewItem, ...]


class PickQuestions(AppModal[int]):
    """Gives back how many questions were taken into the plan."""

    EXPLANATION = (
        "A pack is a first plan for one kind of talk: take it whole and mark what you must ask, or pick single "
        "questions. The packs that suit this kind of talk come first; your own questions are last."
    )
    AUTO_FOCUS = "VirtualTable"
    OWN_COMMANDS = (
        Command(
            id="pick.take",
            title="Take",
            help="Takes the marked questions, or what is under the cursor, into the plan.",
            action="take",
            keys=("t",),
            group=_GROUP,
            footer=80,
        ),
        Command(
            id="pick.filter",
            title="Filter",
            help="Narrows the list to what holds every word.",
            action="filter",
            keys=("/",),
            group=_GROUP,
            footer=70,
        ),
        Command(
            id="pick.to_list",
            title="From the filter to the list",
            help="Goes from the filter to what is found.",
            action="to_list",
            keys=("down",),
            group=_GROUP,
        ),
    )
    CSS = """
    PickQuestions > Vertical { width: 110; height: 90%; padding: 0 1; }
    PickQuestions FilterBox { background: $boost; }
    """

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self._talk = talk
        self._offers: dict[Key, Offer] = {}
        self._shown: list[Key] = []

    def compose(self) -> ComposeResult:
        with self.framed("Which questions?"):
            yield FilterBox(self._filter, "/ to filter")
            empty = "No question holds all these words."
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text=empty, all_keys=lambda: self._shown, enter="Take")
            yield CommandFooter()

    def on_mount(self) -> None:
        found = offers(self.store, self._talk.conversation.kind)
        self._offers = {str(number): offer for number, offer in enumerate(found)}
        self._filter("")

    def on_input_submitted(self) -> None:
        self.action_to_list()

    def on_virtual_table_opened(self) -> None:
        self.action_take()

    def action_filter(self) -> None:
        self.query_one(FilterBox).focus()

    def action_to_list(self) -> None:
        self.query_one(VirtualTable).focus()

    def action_take(self) -> None:
        chosen = [self._offers[key] for key in self.query_one(VirtualTable).chosen]
        items = [item for offer in chosen for item in offer.items]
        label = f"take {len(items)} question{'' if len(items) == 1 else 's'} into the plan"
        self.dismiss(len(plans.add(self.store, self._talk.conversation.id, items, label)))

    def _filter(self, text: str) -> None:
        words = fold(text).split()
        rows = [
            TableRow(key, (offer.source, offer.topic, offer.text, offer.score))
            for key, offer in self._offers.items()
            if all(word in fold(f"{offer.source} {offer.topic} {offer.text}") for word in words)
        ]
        self._shown = [row.key for row in rows]
        self.query_one(VirtualTable).show(MemoryRows(rows))


def offers(store: Store, kind: str | None) -> list[Offer]:
    """Everything that can be taken: whole packs, then single questions, what suits this kind of talk first."""
    packs = sorted(all_packs(), key=lambda pack: (kind not in pack.file.kinds, pack.title))
    singles = [offer for pack in packs for offer in _questions(pack)]
    return [*map(_whole, packs), *singles, *_own(store)]


def _whole(pack: Pack) -> Offer:
    items = tuple(item for offer in _questions(pack) for item in offer.items)
    return Offer(pack.key, "", f"All {len(items)}: {pack.title}", "", items)


def _questions(pack: Pack) -> Iterator[Offer]:
    for number, question in enumerate(pack.questions, start=1):
        item = NewItem(
            question.text.replace(MY_FIELD, "my field"),
            topic=question.topic,
            phase=question.phase,
            probe=question.probe,
            minutes=question.minutes,
            pack_key=pack.question_key(number),
        )
        yield _offer(pack.key, item)


def _own(store: Store) -> Iterator[Offer]:
    for question in (one for one in questions.all_questions(store.connection) if not one.retired):
        item = NewItem(
            question.text or "",
            topic=question.topic,
            phase=question.phase,
            probe=question.probe,
            minutes=question.minutes,
            question_id=question.id,
        )
        yield _offer("your own", item)


def _offer(source: str, item: NewItem) -> Offer:
    topic = topics().get(item.topic or "")
    score = str(review(item.text, Context()).score)
    return Offer(source, topic.title if topic else item.topic or "", item.text, score, (item,))
