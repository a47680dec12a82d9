"""Paragraphs are wrapped beside what they begin with, on any width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from coffeechat.widgets.paragraphs import Paragraph, lines


def shown(paragraphs: list[Paragraph], width: int) -> list[str]:
    return [line.plain for line in lines(paragraphs, width)]


def test_what_does_not_fit_stays_below_the_text_not_below_its_label() -> None:
    paragraph = Paragraph(Content("three levels above the job"), lead=Content("Power  "))
    assert shown([paragraph], 20) == ["Power  three levels", "       above the job"]


def test_a_word_longer_than_a_line_is_broken_beside_its_label() -> None:
    paragraph = Paragraph(Content("https://example.org/ada"), lead=Content("Page  "))
    assert shown([paragraph], 18) == ["Page  https://exam", "      ple.org/ada"]


def test_an_empty_paragraph_is_an_empty_line() -> None:
    assert shown([Paragraph(Content("a")), Paragraph(Content("")), Paragraph(Content("b"))], 10) == ["a", "", "b"]


def test_on_a_very_narrow_screen_the_label_is_part_of_the_text() -> None:
    assert shown([Paragraph(Content("Ada Lindqvist"), lead=Content("Name "))], 10) == ["Name Ada", "Lindqvist"]


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), max_size=80), st.integers(2, 60))
def test_no_line_is_wider_than_there_is_room(text: str, width: int) -> None:
    paragraph = Paragraph(Content(text), lead=Content("  "))
    assert all(line.cell_length <= width for line in lines([paragraph], width))
