"""Words can be read in every theme that can be chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from coffeechat.app import CoffeechatApp
from coffeechat.widgets.legible import LEAST, WORDS, contrast, legible

OF_RGB = [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", OF_RGB)
def test_every_colour_of_words_can_be_read_in_every_theme(path: Path, theme: str) -> None:
    app = CoffeechatApp(path)
    app.theme = theme
    variables = app.get_css_variables()
    app.store.close()
    for words, ground in WORDS.items():
        read = contrast(Color.parse(variables[words]), Color.parse(variables[ground]))
        assert read >= LEAST - 0.05, f"{words} on {ground}: {read:.1f}"


def test_a_colour_that_can_be_read_and_a_terminals_own_stay_as_they_are() -> None:
    dark = {"panel": "#242F38", "text-warning": "#FFC473", "text-error": "ansi_red"}
    assert legible(dark) == dark
