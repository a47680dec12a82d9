"""The questions of a plan as rows."""

from __future__ import annotations

from coffeechat.method.questions import topics
from coffeechat.screens.prepare.checked import Reviewed
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import TableRow, Tone

COLUMNS = (
    Column("must", "", 4, priority=7),
    Column("topic", "Topic", 12, priority=5),
    Column("text", "Question", 1.0, min_width=24, priority=9),
    Column("source", "Read", 4, priority=4),
    Column("minutes", "Min", 3, align="right", priority=6),
    Column("score", "Score", 5, align="right", priority=8),
)

TONES: dict[str, Tone] = {"keep": "success", "look again": "warning", "rewrite": "error"}


def row_of(one: Reviewed) -> TableRow:
    topic = topics().get(one.item.topic or "")
    findings = "!" if one.of_plan else ""
    cells = (
        "must" if one.item.must else "",
        topic.title if topic else one.item.topic or "",
        one.item.text or "",
        "yes" if one.item.source_id else "",
        f"{one.minutes:g}",
        f"{findings}{one.review.score}",
    )
    return TableRow(one.item.id, cells, tones=("accent", "dim", "", "dim", "", TONES[one.review.verdict]))
