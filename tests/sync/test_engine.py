"""The engine in the background: at once, not too often, and on again by itself when the relay is back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.store import pages, people
from coffeechat.store.store import Store
from coffeechat.sync import engine, membership, recovery, retries
from coffeechat.sync.engine import Engine
from coffeechat.sync.errors import Unreachable
from coffeechat.sync.relay import Relay
from coffeechat.sync.session import Outcome, Session
from coffeechat.sync.status import Progress, State, Status, corner, corner_forms
from relay import RelayProcess, wait_until


class Desk:
    """A file with an engine that syncs it, and what that said."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store(path)
        self.said: list[Status] = []
        self.engine = Engine(path, self.said.append)

    @property
    def names(self) -> list[str]:
        return [line.name for line in pages.People(self.store.connection).lines(0, 1_000)]

    @property
    def state(self) -> str:
        return self.said[-1].state if self.said else ""

    def until(self, state: str) -> None:
        wait_until(lambda: self.state == state, f"{self.path.stem} says {state}, not {self.said[-1:]}")

    def close(self) -> None:
        self.engine.stop(5)
        self.store.close()


@pytest.fixture
def desks(relay: RelayProcess, tmp_path: Path) -> Iterator[list[Desk]]:
    """Two files of one vault, their engines not started."""
    found = [Desk(tmp_path / f"{name}.db") for name in ("laptop", "desktop")]
    line = membership.set_up(found[0].store, relay.url)
    membership.join(found[1].store, *recovery.read_line(line))
    yield found
    for desk in found:
        if desk.engine.ident:
            desk.close()


def start(desks: list[Desk]) -> None:
    for desk in desks:
        desk.engine.start()
    for desk in desks:
        desk.until("synced")


def test_what_is_written_and_what_is_told_wakes_an_engine_that_never_looks_by_itself(
    desks: list[Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "IDLE_AFTER_SECONDS", 0.0)
    monkeypatch.setattr(engine, "IDLE_LOOK_SECONDS", 3_600.0)
    start(desks)
    laptop, desktop = desks
    people.add(laptop.store, "Ada")
    laptop.engine.wake()
    wait_until(lambda: "Ada" in desktop.names, "it is there")


def test_what_another_program_writes_is_seen_by_an_idle_engine_though_nobody_wakes_it(
    desks: list[Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "IDLE_AFTER_SECONDS", 0.0)
    start(desks)
    laptop, desktop = desks
    people.add(laptop.store, "Ada")
    wait_until(lambda: "Ada" in desktop.names, "it is there")


def test_what_one_writes_is_with_the_other_by_itself_again_and_again(desks: list[Desk]) -> None:
    start(desks)
    laptop, desktop = desks
    for number in range(5):
        people.add(laptop.store, f"P{number}")
        laptop.engine.wake()
        wait_until(lambda number=number: f"P{number}" in desktop.names, "it is there")
    assert any(status.changes for status in desktop.said)


def test_while_somebody_types_not_every_letter_is_sent_alone(desks: list[Desk]) -> None:
    start(desks)
    laptop, desktop = desks
    time.sleep(0.3)
    before = len([status for status in laptop.said if status.state == "synced"])
    for number in range(30):
        people.add(laptop.store, f"P{number}")
        time.sleep(0.03)
    wait_until(lambda: len(desktop.names) == 30, "all are there")
    assert len([status for status in laptop.said if status.state == "synced"]) - before <= 10


def test_what_is_written_while_a_sync_is_under_way_leaves_with_the_next(
    desks: list[Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, desktop = desks
    whole = Session.sync

    def sync(self: Session, *, is_thorough: bool = True) -> Outcome:
        outcome = whole(self, is_thorough=is_thorough)
        if self.store.path == laptop.path:
            with Store(laptop.path) as elsewhere:
                if not pages.People(elsewhere.connection).lines(0, 1):
                    people.add(elsewhere, "in between")
        return outcome

    monkeypatch.setattr(Session, "sync", sync)
    start(desks)
    wait_until(lambda: desktop.names == ["in between"], "it is there", 15)


def test_it_says_since_when_the_relay_is_away_and_goes_on_when_it_is_back(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "data") as relay:
        laptop = Desk(tmp_path / "laptop.db")
        membership.set_up(laptop.store, relay.url)
        start([laptop])
        relay.kill()
        people.add(laptop.store, "Ada")
        laptop.engine.wake()
        laptop.until("offline")
        assert corner(laptop.said[-1], time.time()).startswith("⇅ offline since ")
        wait_until(lambda: laptop.said[-1].waiting == 1, "what waits is counted")
        assert laptop.state == "offline"
        relay.start()
        laptop.engine.now()
        laptop.until("synced")
        laptop.close()


def test_an_idle_app_notices_that_the_relay_is_away_and_that_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "THOROUGH_SECONDS", 0.05)
    with RelayProcess(tmp_path / "data") as relay:
        laptop = Desk(tmp_path / "laptop.db")
        membership.set_up(laptop.store, relay.url)
        start([laptop])
        time.sleep(1)  # until it listens, and nothing is due
        relay.kill()
        laptop.until("offline")
        relay.start()
        laptop.until("synced")
        laptop.close()


def test_where_streams_do_not_get_through_it_asks_instead(desks: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(relay: Relay) -> Iterator[int]:
        raise Unreachable(relay.url, "a proxy keeps the stream to itself")
        yield 0

    monkeypatch.setattr(Relay, "events", silent)
    start(desks)
    people.add(desks[0].store, "Ada")
    desks[0].engine.wake()
    wait_until(lambda: desks[1].names == ["Ada"], "it is there", 15)


@given(st.integers(0, 100_000))
def test_however_long_the_relay_is_away_it_is_asked_again_within_a_minute(failures: int) -> None:
    assert 0 < retries.pause(failures) <= retries.LONGEST_SECONDS


def test_a_mistake_that_ends_it_is_said(desks: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(self: Session, *, is_thorough: bool = True) -> Outcome:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(Session, "sync", mistaken)
    desks[0].engine.start()
    desks[0].until("attention")
    assert "ZeroDivisionError: division by zero" in desks[0].said[-1].sentence


def test_a_file_that_does_not_sync_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "alone.db")
    desk.engine.start()
    desk.until("off")
    desk.close()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status("off"), ""),
        (Status("synced", at=88.0), "⇅ synced 12 s ago"),
        (Status("waiting", waiting=1_234), "⇅ 1,234 waiting"),
        (Status("waiting", progress=Progress(1, 4)), "⇅ 25 %"),
        (Status("waiting", progress=Progress(4, 4)), "⇅ comparing …"),
        (Status("attention"), "⇅ attention"),
    ],
)
def test_the_corner_says_it_in_a_word(status: Status, said: str) -> None:
    assert corner(status, 100.0) == said


@pytest.mark.parametrize("state", ["starting", "synced", "waiting", "offline", "attention"])
def test_the_corner_has_a_form_for_every_room(state: State) -> None:
    forms = corner_forms(Status(state, 1_234, 88.0), 100.0)
    assert [len(form) for form in forms] == sorted((len(form) for form in forms), reverse=True)
    assert len(forms[-1]) == 3
