"""A running relay for each module of tests, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from relay import RelayProcess


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RelayProcess]:
    """Shared by the module's tests; each makes a vault of its own."""
    with RelayProcess(tmp_path_factory.mktemp("relay") / "data") as running:
        yield running


@pytest.fixture
def client(relay: RelayProcess) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=relay.url, trust_env=False, timeout=10) as opened:
        yield opened
