"""Whatever is pressed, clicked and typed in whatever order: the app stands, the file is healthy, esc leads out."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.monkey import BURST, let_loose


@pytest.fixture(autouse=True)
def nothing_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser, no editor, no relay."""
    for name in ("xdg-open", "open"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("BROWSER", "true")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.setenv(name, "true")
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


@pytest.mark.parametrize("seed", range(2))
def test_a_few_hundred_random_keys_break_nothing(path: Path, seed: int) -> None:
    assert len(let_loose(path, seed, bursts=2).done) >= BURST


def test_nor_do_they_where_nothing_can_be_written(path: Path) -> None:
    assert len(let_loose(path, 2, bursts=1, is_refused=True).done) >= BURST


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(200, 210))
def test_nor_do_many_keys_where_nothing_can_be_written(path: Path, seed: int) -> None:
    assert len(let_loose(path, seed, bursts=20, is_refused=True).done) >= BURST


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 140))
def test_thirty_thousand_random_keys_break_nothing(path: Path, seed: int) -> None:
    assert len(let_loose(path, seed, bursts=30).done) >= BURST
