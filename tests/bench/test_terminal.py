"""What the benchmark takes for painted text, and how it drives a terminal."""

from __future__ import annotations

import os
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import CannotMeasure
from bench.terminal import PaintedText, Terminal

STREAM = (
    "\x1b[?1049h\x1b[1;38;2;1;2;3mZoë \x1b[0mMüller\x1b]0;title\x07\x1b[12;3H\x1bP>|term\x1b\\─\x1b(B\x1b=ok".encode()
)


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_painted_text_is_the_same_however_the_stream_is_cut(cuts: list[int]) -> None:
    painted = PaintedText()
    places = [0, *sorted(cuts), len(STREAM)]
    for start, end in pairwise(places):
        painted.feed(STREAM[start:end])
    assert painted.text == "Zoë Müller─ok"


def test_a_program_is_timed_until_its_text_is_there_and_is_then_killed() -> None:
    program = (
        "import time; time.sleep(0.2); print('first', flush=True); time.sleep(0.2); print('second'); time.sleep(60)"
    )
    with Terminal([sys.executable, "-c", program], {}) as terminal:
        first = terminal.seconds_until("first")
        second = terminal.seconds_until("first", "second")
    assert 0.2 <= first <= second
    with pytest.raises(ProcessLookupError):
        os.kill(terminal.pid, 0)


def test_a_program_that_ends_without_the_text_cannot_be_measured() -> None:
    with (
        Terminal([sys.executable, "-c", "print('something else')"], {}) as terminal,
        pytest.raises(CannotMeasure, match="something else"),
    ):
        terminal.seconds_until("first")


def test_a_terminal_is_120_by_40_and_answers_what_it_is_asked() -> None:
    program = (
        "import os, sys, tty; tty.setraw(0); print(os.get_terminal_size()); "
        "print('\\x1b[?2026$p', end='', flush=True); print(ascii(os.read(0, 20)), flush=True)"
    )
    with Terminal([sys.executable, "-c", program], {}) as terminal:
        terminal.seconds_until("columns=120, lines=40", "?2026;2$y")
