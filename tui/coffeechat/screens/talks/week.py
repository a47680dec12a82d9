"""The days ahead as a picture: one column a day, with what is agreed for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coffeechat.method.conversations import TO_COME
from coffeechat.method.dates import moment, said
from coffeechat.store import clock, zones
from coffeechat.store.conversation_list import Listed
from coffeechat.widgets.cell_text import fit

DAY_CELLS = 11
MOST_DAYS = 14


class Week(Widget):
    """As many days from today on as fit, today first."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Week { height: 3; padding: 0 1; }"

    talks: reactive[tuple[Listed, ...]] = reactive(())
    """Those that have a time."""

    def render(self) -> Content:
        zone = zones.here()
        today = clock.now().astimezone(zone).date()
        days = [today + timedelta(days=number) for number in range(min(MOST_DAYS, self.size.width // DAY_CELLS))]
        agreed = sorted(
            ((at.astimezone(zone), talk) for talk in self.talks if (at := _time(talk))), key=lambda one: one[0]
        )
        height = self.size.height
        columns = [_day(day, day == today, [one for one in agreed if one[0].date() == day], height) for day in days]
        return Content("\n").join(Content("").join(column[line] for column in columns) for line in range(height))


def _time(listed: Listed) -> datetime | None:
    is_to_come = listed.conversation.state in TO_COME or listed.conversation.state == "live"
    return moment(listed.conversation.at) if is_to_come else None


def _day(day: date, is_today: bool, talks: Sequence[tuple[datetime, Listed]], height: int) -> list[Content]:
    """The lines of one day, each `DAY_CELLS` wide: itself, and its talks; those without room are counted."""
    style = "bold" if is_today or talks else "$text-muted"
    name = "today" if is_today else said(day, day).rpartition(" ")[0]
    lines = [Content.styled(fit(name, DAY_CELLS), style)]
    for at, talk in talks[: height - 1]:
        is_sure = talk.conversation.state != "scheduled"
        words = f"{at:%H:%M} {talk.name.partition(' ')[0]}"
        lines.append(Content.styled(fit(words, DAY_CELLS - 1) + " ", "$text-success" if is_sure else "$text-accent"))
    if len(talks) >= height:
        lines[-1] = Content.styled(fit(f"+ {len(talks) - height + 2} more", DAY_CELLS), "$text-accent")
    return [*lines, *[Content(" " * DAY_CELLS)] * (height - len(lines))]
