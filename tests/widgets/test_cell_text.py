"""Any text at all becomes a line of exactly the width asked for, with nothing in it that a terminal obeys."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from coffeechat.widgets.cell_text import Align, fit, plain

ANY_TEXT = st.text(st.characters(), max_size=60)
ALIGNMENTS = st.sampled_from(["left", "right", "center"])
NASTY = (
    "[red]Acme[/red] [x] [/b]",
    "\x1b[31mred\x1b[0m \x9b31m \x07",
    "tab\tline\r\nnext",
    "שלום עולם 12",
    "\u202eevil\u2066",
    "👨\u200d👩\u200d👧 family ❤\ufe0f",
    "日本語の名前",
    "e\u0301" * 300,
    "\ud800",
    "\u0301",
    "",
)


@given(ANY_TEXT, st.integers(0, 30), ALIGNMENTS)
@example("[/b]", 3, "left")
@example("日本語", 4, "right")
@example("\u0301" * 900, 2, "left")
def test_any_text_fills_exactly_its_width(text: str, width: int, align: Align) -> None:
    assert cell_len(fit(text, width, align)) == width


@given(ANY_TEXT)
def test_no_control_code_reaches_the_terminal(text: str) -> None:
    categories = {unicodedata.category(character) for character in plain(text)}
    assert categories.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    plain(text).encode("utf-8")


@given(ANY_TEXT)
def test_neighbouring_cells_do_not_change_each_others_width(text: str) -> None:
    assert cell_len(fit(text, 9) + fit(text, 9)) == 18


@given(st.text(st.characters(categories=("L", "N", "P")), max_size=20))
def test_plain_text_that_fits_is_shown_as_it_is(text: str) -> None:
    assert fit(text, 80).replace("\u200e", "").rstrip() == plain(text).rstrip()


def test_square_brackets_are_text() -> None:
    assert fit("Anna [Acme] Ltd [/b]", 20) == "Anna [Acme] Ltd [/b]"


def test_an_escape_code_is_shown_as_a_dot() -> None:
    assert plain("\x1b[31mred") == "·[31mred"


def test_line_breaks_and_tabs_become_spaces() -> None:
    assert plain("one\ntwo\tthree") == "one two three"


def test_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert fit("Engineering", 6) == "Engin…"


def test_a_wide_character_is_never_cut_in_half() -> None:
    assert fit("日本語", 4) == "日… "


def test_joined_emoji_are_shown_one_by_one_because_terminals_disagree_about_their_width() -> None:
    assert plain("👩\u200d💻") == "👩💻"


def test_numbers_are_aligned_to_the_right() -> None:
    assert fit("89", 5, "right") == "   89"


def test_a_right_to_left_name_can_not_pull_the_next_column_over() -> None:
    assert fit("שלום", 6) == "שלום\u200e  "


def test_a_huge_text_costs_no_more_than_its_beginning() -> None:
    assert fit("x" * 10_000_000, 5) == "xxxx…"
