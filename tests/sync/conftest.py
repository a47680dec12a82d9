"""A relay process for a whole module, and machines for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nursery import Nursery
from relay import RelayProcess
from sync.machines import Machine

MakeMachine = Callable[[str], Machine]


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RelayProcess]:
    with RelayProcess(tmp_path_factory.mktemp("relay") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as mother:
        yield mother


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[MakeMachine]:
    """Makes a machine of the given name."""
    made: list[Machine] = []

    def make(name: str) -> Machine:
        made.append(Machine(tmp_path / name))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def trio(relay: RelayProcess, machine: MakeMachine) -> list[Machine]:
    """Three machines that sync."""
    found = [machine(name) for name in ("laptop", "desktop", "tablet")]
    line = found[0].set_up(relay.url)
    for one in found[1:]:
        one.join(line)
    return found
