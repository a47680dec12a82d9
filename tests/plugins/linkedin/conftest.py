"""Files as LinkedIn and Excel write them, and the importer over them in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coffeechat.api import Options, Record, Source
from coffeechat_linkedin import LinkedInImporter


def source_of(path: Path) -> Source:
    return Source(path, b"" if path.is_dir() else path.read_bytes()[:4096])


@pytest.fixture
def preamble() -> str:
    """The three lines that stand above the header since 2019."""
    return (
        'Notes:\n"When exporting your connection data, you may notice that some addresses are missing, '
        'as people may ""hide"" theirs. More: https://www.example.org/help"\n\n'
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write text or bytes to a file of this test's own folder."""

    def written(content: str | bytes, name: str = "Connections.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def read() -> Callable[..., list[Record]]:
    """All records of a path."""

    def records(path: Path, encoding: str | None = None) -> list[Record]:
        return list(LinkedInImporter().parse(source_of(path), Options(encoding=encoding)))

    return records


@pytest.fixture
def sniff() -> Callable[[Path], float]:
    return lambda path: LinkedInImporter().sniff(source_of(path))
