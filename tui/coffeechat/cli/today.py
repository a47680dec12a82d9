"""`today`: what is due, what is waited for, and what came of asking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coffeechat.cli.database import db_option, open_store
from coffeechat.cli.output import coloured, plain, write_json

if TYPE_CHECKING:
    from coffeechat.method.agenda import Due
    from coffeechat.method.funnel import Funnel, Rate
    from coffeechat.store.agenda import Day


DUE = "DUE"


FIRST_YEAR, LAST_YEAR = 1900, 2200


class Instant(click.ParamType[datetime]):
    """An ISO date or time; without a zone it is by the machine's clock."""

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> datetime:
        try:
            found = datetime.fromisoformat(str(value)).astimezone()  # one without a zone is taken for local
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no ISO time, such as 2026-03-05 or 2026-03-05T09:00+01:00.", param, context)
        if not FIRST_YEAR <= found.year <= LAST_YEAR:  # beyond, days can't be counted on and back
            self.fail(f"{value!r} is not between the years {FIRST_YEAR} and {LAST_YEAR}.", param, context)
        return found


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--now", type=Instant(), help="As of this moment instead of now, such as 2026-03-05T09:00.")
@db_option
def today(as_json: bool, now: datetime | None, db: Path | None) -> None:
    """Show what is due and why, what is waited for, and your own rates.

    The most urgent comes first; ! marks what is late or will be within a day.
    """
    from coffeechat.store import agenda

    with open_store(db) as store:
        store.rank_everybody()
        day = agenda.day(store.connection, now=now)
    if as_json:
        write_json(_as_json(day))
    else:
        _tell(day)


def _as_json(day: Day) -> dict[str, Any]:
    return {
        "due": [_due(one) for one in day.agenda.due],
        "waiting": [_due(one) for one in day.agenda.waiting],
        "funnel": _funnel(day.funnel),
    }


def _due(one: Due) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "person": one.person or None,
        "what": one.what,
        "why": one.why,
        "since": _iso(one.since),
        "by": _iso(one.by),
    }


def _iso(when: date | None) -> str | None:
    """A day, or an instant as it is stored."""
    from coffeechat.store import clock

    if isinstance(when, datetime):
        return clock.instant(when)
    return when.isoformat() if when else None


def _funnel(funnel: Funnel) -> dict[str, Any]:
    return {
        "weeks": [
            {
                "begins": week.begins.isoformat(),
                "asked": week.asked,
                "replied": week.replied,
                "talks": week.talks,
                "names": week.names,
            }
            for week in funnel.weeks
        ],
        "replies": _rate(funnel.replies),
        "talks": _rate(funnel.talks),
        "asks_for_three_talks": funnel.asks_needed,
    }


def _rate(rate: Rate | None) -> dict[str, Any] | None:
    if rate is None:
        return None
    return {"count": rate.count, "of": rate.of, "share": rate.share, "low": rate.low, "high": rate.high}


def _tell(day: Day) -> None:
    _tell_all(DUE, day.agenda.due, day)
    _tell_all("WAITING", day.agenda.waiting, day)
    if not day.agenda.due:
        click.echo(_next_step(day), err=True)


def _tell_all(title: str, lines: Iterable[Due], day: Day) -> None:
    for number, one in enumerate(lines):
        if number == 0:
            click.echo(coloured(title, bold=True))
        mark = "!" if title == DUE and one.is_pressing(day.now, day.calendar) else " "
        short = f"  {coloured(plain(one.short), dim=True)}" if one.short else ""
        click.echo(f"{mark} {plain(one.what)}{short}")


def _next_step(day: Day) -> str:
    if not day.has_people:
        return "There is nobody yet: `coffeechat import FILE` brings people in."
    if not day.has_target:
        return "Nothing is due. Say in the app, under Targets, which job you truly want; everybody is ranked for it."
    if not day.has_asked:
        return "Nothing is due: nobody was asked yet. `coffeechat people --limit 7` says whom to approach."
    return "Nothing is due."
