"""How sync stands, as the corner of the screen and the Sync screen tell it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from msgspec import Struct

State = Literal["off", "starting", "synced", "waiting", "offline", "attention"]


class Progress(NamedTuple):
    """Parts of the batch at hand."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


class Status(Struct, frozen=True):
    """`at` is when all was synced last or, offline, since when the relay is out of reach (seconds since 1970);
    `sentence` says what there is to do, `changes` how much the last sync brought."""

    state: State
    waiting: int = 0
    at: float = 0.0
    sentence: str = ""
    changes: int = 0
    progress: Progress | None = None


def corner(status: Status, now: float) -> str:
    """`⇅ synced 12 s ago`; empty where nothing syncs."""
    return next(iter(corner_forms(status, now)), "")


def corner_forms(status: Status, now: float) -> tuple[str, ...]:
    """The same in fewer and fewer words, for narrow screens."""
    match status.state:
        case "off":
            return ()
        case "starting":
            return ("⇅ …",)
        case "synced":
            return f"⇅ synced {ago(now - status.at)}", f"⇅ {ago(now - status.at)}", "⇅ ✓"
        case "waiting" if status.progress and status.progress.percent < 100:
            return (f"⇅ {status.progress.percent} %", "⇅ …")
        case "waiting" if status.progress:  # all has come; now digests are compared, in a file of 30,000 for seconds
            return "⇅ comparing …", "⇅ …"
        case "waiting":
            return f"⇅ {status.waiting:,} waiting", f"⇅ {status.waiting:,}", "⇅ …"
        case "offline":
            return f"⇅ offline since {datetime.fromtimestamp(status.at):%H:%M}", "⇅ offline", "⇅ ✗"
        case _:
            return "⇅ attention", "⇅ !"


def ago(seconds: float) -> str:
    if seconds < 60:
        return f"{max(0, int(seconds))} s ago"
    if seconds < 3_600:
        return f"{int(seconds / 60)} min ago"
    return f"{int(seconds / 3_600)} h ago"
