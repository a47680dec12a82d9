"""The relay's file after 200,000 edits, which takes minutes; the benchmark looks at fewer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import sync_growth


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_the_relays_file_grows_with_what_lives_in_it(tmp_path: Path) -> None:
    assert sync_growth.figure(tmp_path / "growth", edits=200_000).is_within
