"""The documentation says what the app does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from coffeechat.method.messages.findings import rules

ROOT = Path(__file__).parent.parent


def test_the_table_of_keys_is_that_of_the_app() -> None:
    written = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert written == runpy.run_path(str(ROOT / "docs" / "make_keys.py"))["text"](), "run `make pictures`"


def test_the_page_on_questions_has_the_rules_of_the_checker() -> None:
    written = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    assert written == runpy.run_path(str(ROOT / "docs" / "make_rules.py"))["text"](), "run `make pictures`"


def test_the_page_on_outreach_has_every_rule_of_a_message() -> None:
    written = (ROOT / "docs" / "outreach.md").read_text(encoding="utf-8")
    assert [code for code in rules() if code not in written] == []


@pytest.mark.parametrize(
    "page", sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("**/*.md") if ".venv" not in path.parts)
)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_path_on_the_map_of_contributing_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:tui|plugins|tests)/[\w./]+?)/?`", text)
    assert paths and [path for path in paths if not (ROOT / path).exists()] == []
