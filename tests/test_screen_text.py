"""The golden files of the screens: compared, shown as a difference, and never written in CI."""

from __future__ import annotations

from pathlib import Path

import pytest

import screen_text


@pytest.fixture(autouse=True)
def own_golden_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(screen_text, "GOLDEN", tmp_path)
    monkeypatch.delenv("UPDATE_GOLDEN", raising=False)
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def test_the_same_screen_passes(tmp_path: Path) -> None:
    (tmp_path / "people.txt").write_text("one\ntwo\n")
    screen_text.check_golden("people", "one\ntwo")


def test_a_changed_line_is_shown(tmp_path: Path) -> None:
    (tmp_path / "people.txt").write_text("one\ntwo\n")
    with pytest.raises(AssertionError, match=r"(?s)-two\n\+2.*make golden"):
        screen_text.check_golden("people", "one\n2")


def test_a_screen_without_a_golden_file_fails() -> None:
    with pytest.raises(AssertionError, match=r"\+one"):
        screen_text.check_golden("new", "one")


def test_golden_files_are_written_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPDATE_GOLDEN", "1")
    screen_text.check_golden("new", "one")
    assert (tmp_path / "new.txt").read_text() == "one\n"


def test_golden_files_are_never_written_in_ci(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPDATE_GOLDEN", "1")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(AssertionError, match="never written"):
        screen_text.check_golden("new", "one")
    assert not list(tmp_path.iterdir())
