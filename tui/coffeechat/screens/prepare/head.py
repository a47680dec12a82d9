"""What stands above a plan: with whom, when and what for; and a bar that says whether it fits the time."""

from __future__ import annotations

from textual.content import Content

from coffeechat.method.conversations import kind_of
from coffeechat.method.dates import day_and_time, moment, relative
from coffeechat.screens.prepare.checked import Checked
from coffeechat.store import clock, zones
from coffeechat.store.conversations import Talk
from coffeechat.widgets.bars import bar
from coffeechat.widgets.cell_text import plain

_LEAST_BAR, _MOST_BAR = 10, 40
_BESIDE_BAR = 44
"""Cells that the words beside the bar may take."""


def head_of(talk: Talk) -> Content:
    """Two lines, three with a goal."""
    conversation = talk.conversation
    kind = kind_of(conversation.kind)
    where = f", {plain(talk.organisation.name)}" if talk.organisation and talk.organisation.name else ""
    lines = [
        Content.assemble((plain(talk.name), "bold $text-primary"), where),
        Content.styled(
            f"{kind.title}, {conversation.minutes or kind.minutes} min, {_when(conversation.at)}", "$text-muted"
        ),
    ]
    if conversation.goal:
        lines.append(Content.assemble(("What for  ", "$text-muted"), plain(conversation.goal)))
    return Content("\n").join(lines)


def _when(at: str | None) -> str:
    start, now = moment(at), clock.now()
    if start is None:
        return "no time yet"
    zone = zones.zone(None)
    return f"{day_and_time(start, zone, now)} ({relative(start, now, zone)})"


def time_of(checked: Checked, width: int) -> Content:
    """`████████░░ 20 of 20 min`, amber where only the musts fit, red where not even those do; then what is wrong with
    the plan, in short: the panel says it whole."""
    if checked.minutes is None or not checked.items:
        return Content("")
    fits, musts_fit = checked.needed <= checked.minutes, 0 < checked.needed_for_musts <= checked.minutes
    has_musts = any(one.item.must for one in checked.items)
    cells = max(_LEAST_BAR, min(_MOST_BAR, width - _BESIDE_BAR))
    style = "$text-success" if fits else "$text-warning" if has_musts and musts_fit else "$text-error"
    share = checked.needed / checked.minutes
    says = f" {checked.needed:g} of {checked.minutes} min"
    if has_musts:
        says += f", the musts {checked.needed_for_musts:g}"
    elif not fits:
        says += ", mark what you must ask: m"
    time = Content.assemble((bar(share, cells), style), (says, style if not fits else ""))
    remarks = dict.fromkeys(f"{finding.rule} {finding.title}" for finding in checked.of_plan)
    return Content("\n").join([time, Content.styled(" · ".join(remarks), "$text-warning")]) if remarks else time
