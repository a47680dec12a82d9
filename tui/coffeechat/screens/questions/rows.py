"""The questions as rows: own ones and those of packs, in the order of one column, narrowed by words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from coffeechat.method.folding import fold
from coffeechat.method.questions import KINDS, Context, Review, review, topics
from coffeechat.packs import Pack
from coffeechat.records import Question
from coffeechat.screens.questions.reviewed import glyphs
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import TableRow, Tone

COLUMNS: Final = (
    Column("pack", "Pack", 0.2, min_width=14, priority=6),
    Column("topic", "Topic", 11, priority=5),
    Column("phase", "Phase", 5, priority=4),
    Column("text", "Question", 1.0, min_width=24, priority=9),
    Column("review", "Review", 6, priority=8),
)
PHASES: Final = ("open", "core", "probe", "close")
OWN: Final = "own"


class Shown(Struct, frozen=True):
    """One question of the list, from a pack or one's own."""

    key: bytes | str
    pack: str
    text: str
    topic: str = ""
    phase: str = ""
    probe: str = ""
    minutes: float | None = None
    kinds: tuple[str, ...] = ()
    language: str = "en"
    is_retired: bool = False
    note: str = ""

    @property
    def is_own(self) -> bool:
        return isinstance(self.key, bytes)

    @property
    def told(self) -> Review:
        """For the first kind of talk it is for."""
        kind = next((kind for kind in KINDS if kind in self.kinds), KINDS[1])
        return review(self.text, Context(kind=kind, language=self.language))


def shown_own(question: Question) -> Shown:
    return Shown(
        key=question.id,
        pack=OWN,
        text=question.text or "",
        topic=question.topic or "",
        phase=question.phase or "",
        probe=question.probe or "",
        minutes=question.minutes,
        kinds=tuple(kind.strip() for kind in (question.kinds or "").split(",") if kind.strip()),
        is_retired=bool(question.retired),
        note=question.note or "",
    )


def shown_of(pack: Pack) -> list[Shown]:
    return [
        Shown(
            key=pack.question_key(number),
            pack=pack.key,
            text=question.text,
            topic=question.topic,
            phase=question.phase,
            probe=question.probe or "",
            minutes=question.minutes,
            kinds=pack.file.kinds,
            language=pack.file.language,
        )
        for number, question in enumerate(pack.questions, start=1)
    ]


def _place(order: Iterable[str]) -> Callable[[str], tuple[int, str]]:
    """What is known stands in its order, before what is not."""
    places = {name: place for place, name in enumerate(order)}
    return lambda name: (places.get(name, len(places)), name)


ORDERS: Final[dict[str, Callable[[Shown], tuple[int, str]]]] = {
    "pack": lambda question: (0, ""),  # as they come: own ones first, each pack in its own order
    "topic": lambda question: _place(topics())(question.topic),
    "phase": lambda question: _place(PHASES)(question.phase),
}


def arranged(questions: Iterable[Shown], order: str, words: str) -> list[Shown]:
    """Those that have every word somewhere, by pack, topic or phase."""
    wanted = fold(words).split()
    found = [question for question in questions if all(word in _text(question) for word in wanted)]
    return sorted(found, key=ORDERS[order])


def _text(question: Shown) -> str:
    return fold(" ".join((question.pack, question.topic, question.phase, question.text, question.probe)))


def row(question: Shown) -> TableRow:
    told = question.told
    tone: Tone = "dim" if question.is_retired else "error" if told.is_blocked else ""
    cells = (question.pack, question.topic, question.phase, question.text, glyphs(told))
    return TableRow(question.key, cells, tone=tone)
