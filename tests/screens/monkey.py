"""Somebody who presses, clicks and types at random, the same for a seed, and what must hold whatever they did."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from textual.pilot import OutOfBounds, Pilot
from textual.widgets import Input, TextArea

from coffeechat import demo
from coffeechat.screens.view import View
from coffeechat.store import doctor
from coffeechat.store.store import Store
from screens.opened import paste, played, settled, shown

SIZES = ((80, 24), (120, 40), (40, 10))
LETTERS = "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789"  # without q, which ends the app
NAMED = (
    *("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "space", "backspace", "delete", "home"),
    *("end", "pageup", "pagedown", "f2", "slash", "question_mark", "comma", "plus", "minus", "full_stop", "colon"),
    *(f"ctrl+{letter}" for letter in "adefgklnoprstuwxyz"),
    *(f"alt+{letter}" for letter in "aejmnopqrstuwx"),
)
TEXTS = (
    "[/b] [bold red]Bo[/] [@click=app.quit]x[/]",
    "\u202eright to left\u202c \u05d0\u05d1 \u0634\u0643\u0631\u0627",
    "👩\u200d👩\u200d👧\u200d👦 e\u0301\u0302 ﷽ 漢字",
    "line\nbreak\ttab\r\n\x00nul\x1b[31m",
    "{name} {0} %s {{ \\ ' \" ; -- )",
    "fri 25:99",
    "2026-03-29 02:30",
    "-1e309",
    "x" * 2_000,
    " ",
)
BURST = 25
MOST_ESCAPES = 12


class Monkey:
    """`done` is what was pressed, for whoever has to press it again."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.size = SIZES[seed % len(SIZES)]
        self.done: list[str] = []

    async def play(self, pilot: Pilot[Any], bursts: int) -> None:
        """Bursts of acts; after each of them the app stands, the file is healthy, and esc leads back to a view."""
        for _ in range(bursts):
            for _ in range(BURST):
                if pilot.app._exit:  # a command of the palette
                    return
                await self._act(pilot)
            await settled(pilot)
            if pilot.app._exit:
                return
            await self._look_around(pilot)

    async def _act(self, pilot: Pilot[Any]) -> None:
        chosen = self._chance.random()
        if chosen < 0.1:
            await self._click(pilot)
        elif chosen < 0.2 and isinstance(pilot.app.focused, Input | TextArea):
            text = self._chance.choice(TEXTS)
            self.done.append(f"paste {text[:20]!r}")
            await paste(pilot, text)
        else:
            key = self._chance.choice(LETTERS) if chosen < 0.75 else self._chance.choice(NAMED)
            self.done.append(key)
            await pilot.press(key)
        self._assert_unharmed(pilot)

    async def _click(self, pilot: Pilot[Any]) -> None:
        at = (self._chance.randrange(self.size[0]), self._chance.randrange(self.size[1]))
        self.done.append(f"click {at}")
        try:
            await pilot.click(offset=at, times=self._chance.choice((1, 1, 2)))
        except OutOfBounds:  # the terminal was larger before
            self.done.append("beside the screen")

    async def _look_around(self, pilot: Pilot[Any]) -> None:
        store: Store = pilot.app.store  # type: ignore[attr-defined]
        assert not [finding for finding in doctor.examine(store) if finding.wrong], self.done
        for _ in range(MOST_ESCAPES):
            if isinstance(pilot.app.screen, View):
                break
            self.done.append("escape")
            await pilot.press("escape")
            await settled(pilot)
            self._assert_unharmed(pilot)
        assert isinstance(pilot.app.screen, View), f"esc does not lead out:\n{shown(pilot)}\n{self.done}"

    def _assert_unharmed(self, pilot: Pilot[Any]) -> None:
        assert pilot.app._exception is None, f"after {self.done}"

    async def play_refused(self, pilot: Pilot[Any], bursts: int) -> None:
        """The same where nothing can be written."""
        store: Store = pilot.app.store  # type: ignore[attr-defined]
        store.connection.set_busy_timeout(1)
        with Store(store.path) as other:
            other.connection.execute("BEGIN IMMEDIATE")
            await self.play(pilot, bursts)
            other.connection.execute("ROLLBACK")


def let_loose(path: Path, seed: int, bursts: int, *, is_refused: bool = False) -> Monkey:
    """A monkey in the demo's app, or in one that is refused every writing; returns it."""
    with Store(path) as store:
        demo.fill(store)
        store.rank_everybody()
    monkey = Monkey(seed)
    try:
        play = monkey.play_refused if is_refused else monkey.play
        played(path, lambda pilot: play(pilot, bursts), monkey.size, begin=None)
    except BaseException:
        print(f"seed {seed}, {monkey.size}: {monkey.done}")
        raise
    return monkey
