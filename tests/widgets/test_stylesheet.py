"""Style rules are read once, and anew for another theme."""

from __future__ import annotations

import pytest
from textual.css import stylesheet as textual_stylesheet

from coffeechat.widgets.stylesheet import ReadOnceStylesheet


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that were read."""
    found: list[str] = []
    parse = vars(textual_stylesheet)["parse"]

    def noting(scope, css, *args, **kwargs):  # type: ignore[no-untyped-def]
        found.append(css)
        return parse(scope, css, *args, **kwargs)

    monkeypatch.setattr(textual_stylesheet, "parse", noting)
    return found


def sheet() -> ReadOnceStylesheet:
    made = ReadOnceStylesheet(variables={"mine": "red"})
    for number in range(100):
        made.add_source(f"#n{number} {{ color: $mine; }}", ("here", str(number)))
    made.parse()
    return made


def test_rules_are_read_once_however_often_another_screen_brings_more(read: list[str]) -> None:
    made = sheet()
    made.add_source("Label { color: $mine; }", ("here", "label"))
    made.reparse()
    made.set_variables({"mine": "red"})
    made.reparse()
    assert len(read) == len(set(read)) == 101
    assert len(made.rules) == 101


def test_another_theme_is_taken_over_everywhere(read: list[str]) -> None:
    made = sheet()
    before = made.rules[0].styles.color
    made.set_variables({"mine": "blue"})
    made.reparse()
    assert made.rules[0].styles.color != before
    assert len(read) == 200
