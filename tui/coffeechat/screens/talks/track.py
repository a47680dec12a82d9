"""The way of a talk as a picture: what is behind it, where it stands, what is ahead."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from coffeechat.method.conversations import TRACK, state_title

_ASIDE = {"cancelled": "confirmed", "no_show": "confirmed", "moved": "scheduled"}
"""States beside the track, and how far along it they can have come."""
_BEHIND, _AHEAD, _BROKEN = "▰", "▱", "✕"
_DONE, _HERE = "$text-success", "bold reverse"


def steps_done(state: str | None) -> int:
    """How many states of the track are reached."""
    return TRACK.index(state or "planned") + 1 if (state or "planned") in TRACK else 0


def short_track(state: str | None) -> str:
    """`▰▰▰▱▱▱▱▱`: the track on eight cells; a talk that came off it shows where it ended."""
    if state and state in _ASIDE:
        return (_BEHIND * TRACK.index(_ASIDE[state]) + _BROKEN).ljust(len(TRACK))
    done = steps_done(state)
    return _BEHIND * done + _AHEAD * (len(TRACK) - done)


def long_track(state: str | None, width: int) -> Content:
    """The states by name, the present one marked; the short one where there is no room."""
    state = state or "planned"
    names = [*TRACK[:2], state] if state in _ASIDE else [*TRACK]
    here = names.index(state) if state in names else -1
    parts = [_named(name, place, here) for place, name in enumerate(names)]
    for arrow in (" ▸ ", "▸"):
        line = Content.styled(arrow, "$text-muted").join(parts)
        if line.cell_length <= width:
            return line
    return Content(f"{short_track(state)} {state_title(state)}")


def _named(state: str, place: int, here: int) -> Content:
    if place == here:
        return Content.styled(f" {state_title(state)} ", _HERE)
    return Content.styled(state_title(state), _DONE if place < here else "$text-muted")


class StateTrack(Widget):
    """One line that shows where a talk stands."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "StateTrack { height: 1; }"

    state: reactive[str] = reactive("planned")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def render(self) -> Content:
        return long_track(self.state, self.size.width)
