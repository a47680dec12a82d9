"""What the lists of today show, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from coffeechat.widgets.bars import sparkline
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import TableRow, Tone
from coffeechat.widgets.paragraphs import Paragraph

if TYPE_CHECKING:
    from coffeechat.method.agenda import Due
    from coffeechat.method.funnel import Funnel, Rate
    from coffeechat.method.ranking import Lens
    from coffeechat.store.agenda import Day
    from coffeechat.store.pages import Line

DUE_COLUMNS: Final = (
    Column("what", "DUE", 1.4, min_width=24, priority=9),
    Column("short", "", 1.0, min_width=20, priority=7),
)
WAITING_COLUMNS: Final = (
    Column("what", "WAITING", 1.4, min_width=24, priority=9),
    Column("short", "", 1.0, min_width=20, priority=7),
)
APPROACH_COLUMNS: Final = (
    Column("name", "NEXT TO APPROACH", 1.0, min_width=26, priority=9),
    Column("job", "", 1.0, min_width=14, priority=7),
)
MARK, NO_MARK = "! ", "  "


def key_of(due: Due) -> str:
    """What tells one line from another, today and tomorrow."""
    return " ".join((due.rule, (due.person_id or b"").hex(), (due.about or b"").hex()))


def due_rows(day: Day) -> list[TableRow]:
    return [_due_row(one, day) for one in day.agenda.due]


def _due_row(due: Due, day: Day) -> TableRow:
    """`!` where it is late, or will be within a day."""
    is_pressing = due.is_pressing(day.now, day.calendar)
    tone: Tone = "error" if due.is_late(day.now, day.calendar) else "warning" if is_pressing else ""
    return TableRow(key_of(due), ((MARK if is_pressing else NO_MARK) + due.what, due.short), tones=(tone, "dim"))


def nothing_due(day: Day) -> str:
    """What an empty list says: what to do next."""
    if not day.has_target:
        return "Which job do you truly want?\n\nPress 5 and name it; everybody is then ranked for it."
    if not day.has_asked:
        return "Nothing is due yet: nobody was asked.\n\nChoose somebody to approach and press w to write to them."
    return "Nothing is due.\n\nA good moment to ask one more."


def nobody_to_approach(day: Day) -> str:
    if not day.has_target:
        return "Without a target nobody is ranked."
    return "Everybody worth it was asked.\n\n2 shows the people; each talk should bring two names more."


def waiting_rows(day: Day) -> list[TableRow]:
    return [TableRow(key_of(one), (NO_MARK + one.what, one.short), tones=("", "dim")) for one in day.agenda.waiting]


def approach_rows(lines: Sequence[Line], lens: Lens) -> list[TableRow]:
    return [_approach_row(line, line.research if lens == "research" else line.crystal) for line in lines]


def _approach_row(line: Line, score: float | None) -> TableRow:
    job = ", ".join(part for part in (line.title, line.organisation) if part)
    return TableRow(line.id, (f"{score or 0:3.0f} {line.name}", job), tones=("", "dim"))


def why(due: Due) -> tuple[Paragraph, ...]:
    """Why it is there, and who says so."""
    source = f"  {plain(due.source)}" if due.source else ""
    return (Paragraph(Content.assemble(plain(due.why), (source, "italic"))),)


def week_in_two_lines(funnel: Funnel) -> tuple[Paragraph, ...]:
    """The same, where there is no room beside the lists."""
    now = funnel.this_week
    counts = f"asked {now.asked}  replied {now.replied}  talks {now.talks}  names {now.names}   "
    asked = sparkline([week.asked for week in funnel.weeks])
    line = Content.assemble(("THIS WEEK  ", "bold $text-muted"), counts, (asked, "$text-accent"))
    first, *others = _rates(funnel)
    return Paragraph(line), Paragraph(Content.styled("; ".join([first, *others[-1:]]), "$text-muted"))


def week(funnel: Funnel) -> tuple[Paragraph, ...]:
    """This week against the last ones, and the own rates."""
    now = funnel.this_week
    counts = f"asked {now.asked}  replied {now.replied}  talks {now.talks}  names {now.names}"
    asked = sparkline([week.asked for week in funnel.weeks])
    weeks = f"  asked, the last {len(funnel.weeks)} weeks"
    return (
        Paragraph(Content.styled("THIS WEEK", "bold $text-muted")),
        Paragraph(Content(counts)),
        Paragraph(Content.assemble((asked, "$text-accent"), (weeks, "$text-muted"))),
        *(Paragraph(Content.styled(line, "$text-muted")) for line in _rates(funnel)),
    )


def _rates(funnel: Funnel) -> list[str]:
    if funnel.replies is None or funnel.talks is None:
        return ["After 5 asks that had their time your own rates stand here."]
    rates = [f"replies {_rate(funnel.replies)}", f"talks   {_rate(funnel.talks)}"]
    needed = [f"{funnel.asks_needed} asks give a 90 % chance of 3 talks"] if funnel.asks_needed else []
    return rates + needed


def _rate(rate: Rate) -> str:
    """`33 % (18-53 %), 8 of 24`."""
    share, low, high = (round(100 * value) for value in (rate.share, rate.low, rate.high))
    return f"{share} % ({low}-{high} %), {rate.count} of {rate.of}"
