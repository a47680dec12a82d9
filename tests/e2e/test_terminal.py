"""The installed app in a real terminal: it starts, follows it, and leaves it as it was."""

from __future__ import annotations

import re
import signal
import stat
from pathlib import Path

import pytest

from coffeechat.store import pages, people
from coffeechat.store.store import Store
from e2e.terminal import Terminal
from screens.three_people import ADA, BO, add_target, add_three

ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
SHOWN_CURSOR = b"\x1b[?25h"
SWITCHED = re.compile(rb"\x1b\[\?(1000|1002|1003|1006|1015|2004|1004)([hl])")
"""Mouse, focus and paste reports, switched on and off."""


@pytest.fixture
def three(path: Path) -> Path:
    """A file with three people and a target, ranked."""
    with Store(path) as store:
        add_three(store)
        add_target(store)
    return path


def to_people(terminal: Terminal, count: int) -> None:
    """From where the app opens to the list of people."""
    terminal.until("NEXT TO APPROACH")
    terminal.type("2")
    terminal.until(f"{count} people, crystal lens")


def assert_restored(terminal: Terminal) -> None:
    """The screen from before is back, the cursor shows, and no report is left switched on."""
    written = terminal.written
    assert written.count(ENTERED) == written.count(LEFT) > 0
    assert written.rindex(LEFT) > written.rindex(ENTERED)
    assert written.rindex(SHOWN_CURSOR) > written.rindex(ENTERED)
    last = dict(SWITCHED.findall(written))
    assert set(last.values()) == {b"l"}, last
    after = written[written.rindex(LEFT) :]
    assert b"Traceback" not in written
    assert not re.sub(rb"\x1b(\[[0-9;:<>=?]*[a-zA-Z]|[78=>])", b"", after).strip(), after


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "xterm-256color"},
        {"TERM": "screen-256color"},
        {"TERM": "tmux-256color", "COLORTERM": "truecolor"},
        {"NO_COLOR": "1"},
    ],
    ids=lambda environment: " ".join(environment.values()),
)
def test_it_starts_shows_people_filters_resizes_and_quits(three: Path, environment: dict[str, str]) -> None:
    with Terminal("--db", three, environment=environment) as terminal:
        to_people(terminal, 3)
        assert ADA in terminal.text and "? Help" in terminal.text.splitlines()[-1]
        terminal.type("/chef")
        terminal.until("1 match")
        terminal.until(ADA, is_gone=True)
        terminal.until(BO)
        terminal.type("\x1b")
        terminal.until(ADA)
        terminal.resize(120, 40)
        terminal.until("Why 100 for Urban planner")
        terminal.resize(50, 12)
        terminal.until("Why 100", is_gone=True)
        terminal.until(ADA)
        terminal.type("q")
        assert terminal.ended() == 0
        assert_restored(terminal)


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGHUP], ids=lambda asked: asked.name)
def test_when_it_is_ended_from_outside_it_saves_what_was_typed_and_restores_the_terminal(
    three: Path, asked: signal.Signals
) -> None:
    with Terminal("--db", three) as terminal:
        to_people(terminal, 3)
        terminal.type("e")
        terminal.until("Birthday")
        terminal.type("X")
        terminal.until("Ada LindqvistX")
        terminal.process.send_signal(asked)
        assert terminal.ended() == 0
        assert_restored(terminal)
    with Store(three) as store:
        assert "Ada LindqvistX" in {line.name for line in pages.People(store.connection).lines(0, 9)}


def test_what_is_pasted_into_a_field_stays_there_whole(three: Path) -> None:
    pasted = "Jürgen 'q' Łaski /1 d"
    with Terminal("--db", three) as terminal:
        to_people(terminal, 3)
        terminal.type("a")
        terminal.until("Add a person")
        terminal.paste(pasted)
        terminal.until(pasted)
        terminal.type("\t\t\t\t\r")
        terminal.until("esc Back")
        terminal.type("\x11")
        assert terminal.ended() == 0
    with Store(three) as store:
        assert pasted in {line.name for line in pages.People(store.connection).lines(0, 9)}


def test_the_persons_own_editor_takes_the_terminal_and_gives_it_back(three: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho the editor is here\nread answer\nprintf "%s\\n" "Said $answer" > "$1"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    with Terminal("--db", three, size=(120, 40), environment={"EDITOR": str(editor), "VISUAL": ""}) as terminal:
        to_people(terminal, 3)
        terminal.type("E")
        terminal.until("the editor is here")
        terminal.type("hello\r")
        terminal.until("Said hello")
        assert "? Help" in terminal.until("3 people, crystal lens")
        terminal.type("q")
        assert terminal.ended() == 0
        assert_restored(terminal)
    with Store(three) as store:
        (ada,) = (line for line in pages.People(store.connection).lines(0, 9) if line.name == ADA)
        known = people.detail(store.connection, ada.id)
        assert known and known.person.about == "Said hello"


def test_a_file_that_is_no_database_is_refused_before_the_screen_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ada,\n" * 200)
    with Terminal("--db", path) as terminal:
        assert terminal.ended() == 1
        assert "is not a coffeechat database" in " ".join(terminal.text.split())
        assert ENTERED not in terminal.written


def test_the_demo_shows_forty_people(tmp_path: Path) -> None:
    with Terminal("demo") as terminal:
        to_people(terminal, 40)
        terminal.type("q")
        assert terminal.ended() == 0
        assert_restored(terminal)
