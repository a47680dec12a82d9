"""What can break between, beside and below: answers, disks, versions. Nothing is lost, and it is said in sentences."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from cli.command import COFFEECHAT
from coffeechat.records import Person
from coffeechat.store import clock, devices, settings
from coffeechat.store.replica import outbox
from coffeechat.sync import keyholder
from coffeechat.sync import relay as relays
from coffeechat.sync.errors import NotAnAddress, NotARelay, PlainHttp, SecretMissing, Unreachable
from coffeechat.sync.keyholder import Held
from coffeechat_server.protocol import Accepted, Push
from e2e.terminal import Terminal
from relay import RelayProcess, wait_until
from sync.conftest import MakeMachine
from sync.machines import Machine, all_equal, settle
from sync.wire import Wire

HERE = Path(__file__).parent
BOUNDED = HERE.parent / "faults" / "bounded.py"


def run(machine: Machine, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """A command on this machine's file, which is closed meanwhile."""
    machine.store.close()
    done = subprocess.run(
        [sys.executable, *command, "--db", machine.path],
        env={**os.environ, "XDG_STATE_HOME": str(machine.folder / "state")},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    machine.reopen()
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_a_push_whose_answer_is_lost_is_sent_again_as_it_was(
    tmp_path: Path, machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RelayProcess(tmp_path / "data") as relay, Wire(relay.port) as wire:
        laptop, desktop = machine("laptop"), machine("desktop")
        desktop.join(laptop.set_up(wire.url))
        settle([laptop, desktop])
        device = devices.own(laptop.store.connection)
        laptop.add("Ada")
        with laptop.session() as session:
            pushed = session.relay.push

            def push(batch: Push) -> Accepted:
                wire.is_cut = True
                return pushed(batch)

            monkeypatch.setattr(session.relay, "push", push)
            with pytest.raises(Unreachable):
                session.sync()
        waiting = outbox.get(laptop.store.connection)
        assert waiting
        wire.is_cut = False
        laptop.add("Bo")
        laptop.sync()
        assert devices.own(laptop.store.connection) == device
        assert all_equal([laptop, desktop])
        assert desktop.names == ["Ada", "Bo"]


@pytest.mark.parametrize("size", [60_000, 200_000, 500_000])
def test_a_full_disk_is_said_and_everything_comes_once_there_is_room(trio: list[Machine], size: int) -> None:
    laptop, desktop, _ = trio
    with laptop.store.change("many") as change:
        rows = (
            Person(id=clock.new_id(), created_at=change.at, display=f"P{n}", about=random.Random(n).randbytes(40).hex())
            for n in range(2_000)
        )
        laptop.store.insert_all(change, rows)
    laptop.sync()
    done = run(desktop, BOUNDED, str(size), Path(sys.executable).with_name("coffeechat"), "sync", "now")
    assert done.returncode == 1 and "disk" in done.stderr.lower(), done.stderr
    assert run(desktop, "-m", "coffeechat", "sync", "now").returncode == 0
    assert all_equal([laptop, desktop])
    assert len(desktop.names) == 2_000


def joined_by_an_older_version(relay: RelayProcess, newer: Machine, older: Machine) -> tuple[bytes, str]:
    """Ada, of whom the newer machine tells what the older version does not know; and the line that joins."""
    line = newer.set_up(relay.url)
    ada = newer.add("Ada")
    with newer.store.change("cadence"):
        newer.store.update(Person, ada, cadence_max_days=9)
    newer.sync()
    assert run(older, HERE / "older.py", "sync", "join", line).returncode == 0
    return ada, line


def test_what_an_older_version_does_not_know_travels_on_through_it(tmp_path: Path, machine: MakeMachine) -> None:
    """The newer machine is gone, the relay's disk too: all that is left is the older version's file."""
    with RelayProcess(tmp_path / "data") as relay:
        newer, older = machine("newer"), machine("older")
        ada, line = joined_by_an_older_version(relay, newer, older)
        known = older.store.connection.execute("SELECT cadence_max_days FROM person").get
        assert known is None
        relay.replace_database(None)
        assert run(older, HERE / "older.py", "sync", "setup", relay.url).returncode == 0
        late = machine("late")
        late.join(line)
        late.sync()
        found = late.person(ada)
        assert found and found.cadence_max_days == 9
        assert all_equal([late, older])
        seen = older.person(ada)
        assert seen and seen.cadence_max_days == 9, "after the upgrade the cell is in its place"


def test_after_an_upgrade_the_app_puts_what_was_parked_in_its_place_as_it_starts_also_without_a_network(
    tmp_path: Path, machine: MakeMachine
) -> None:
    with RelayProcess(tmp_path / "data") as relay:
        newer, older = machine("newer"), machine("older")
        ada, _ = joined_by_an_older_version(relay, newer, older)
    parked = 'SELECT count(*) FROM parked WHERE "table" = 1'
    assert older.store.connection.execute(parked).get == 1
    home = {"XDG_STATE_HOME": str(older.folder / "state")}
    with Terminal("--db", older.path, size=(120, 40), environment=home) as app:
        app.until("⇅ offline")
    seen = older.person(ada)
    assert seen and seen.cadence_max_days == 9
    assert older.store.connection.execute(parked).get == 0


def test_what_answers_but_is_no_relay_is_told_apart_from_one(tmp_path: Path) -> None:
    import http.server
    import threading

    class Portal(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html>Please sign in</html>")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Portal) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        laptop = Machine(tmp_path / "laptop")
        with pytest.raises(NotARelay, match="sign in"):
            laptop.set_up(url)
        assert settings.local(laptop.store.connection, "vault") is None
        laptop.close()
        server.shutdown()


def test_plain_http_is_taken_only_on_this_machine() -> None:
    assert relays.checked("http://127.0.0.1:8737/") == "http://127.0.0.1:8737"
    assert relays.checked("https://relay.example.org") == "https://relay.example.org"
    with pytest.raises(PlainHttp):
        relays.checked("http://relay.example.org")
    with pytest.raises(NotAnAddress, match="looks like"):
        relays.checked("relay.example.org")


def test_a_disk_that_is_full_while_the_engine_runs_is_said_and_waited_out(trio: list[Machine]) -> None:
    """In a thread of its own nobody else would hear of it."""
    laptop, desktop, _ = trio
    with laptop.store.change("many") as change:
        rows = (
            Person(id=clock.new_id(), created_at=change.at, display=f"P{n}", about=random.Random(n).randbytes(40).hex())
            for n in range(2_000)
        )
        laptop.store.insert_all(change, rows)
    laptop.sync()
    desktop.store.close()
    said = desktop.folder / "said"
    with said.open("w") as log:
        watching = subprocess.Popen(
            [sys.executable, BOUNDED, "200000", COFFEECHAT, "sync", "watch", "--db", desktop.path],
            env={**os.environ, "XDG_STATE_HOME": str(desktop.folder / "state")},
            stderr=log,
        )
        try:
            wait_until(lambda: said.read_text().count("attention") > 1, "it is told, and tried again")
        finally:
            watching.kill()
            watching.wait()
    assert "Free some space" in said.read_text() or "Can't write" in said.read_text()
    assert "Traceback" not in said.read_text()
    desktop.reopen()
    assert all_equal([laptop, desktop])


def test_keys_that_can_not_be_read_are_told_of_in_a_sentence(trio: list[Machine]) -> None:
    laptop = trio[0]
    (keys,) = (laptop.folder / "state" / "coffeechat" / "vaults").iterdir()
    assert keys.stat().st_mode & 0o077 == 0
    whole = keys.read_bytes()
    for broken in (whole[: len(whole) // 2], b"\xff\xfe", b"[]"):
        keys.write_bytes(broken)
        done = run(laptop, "-m", "coffeechat", "sync", "now")
        assert done.returncode == 1 and str(keys) in done.stderr and "sync join" in done.stderr, done.stderr
    keys.write_bytes(whole)
    keys.chmod(0)
    done = run(laptop, BOUNDED, "permissions", COFFEECHAT, "sync", "now")
    assert done.returncode == 1 and str(keys) in done.stderr, done.stderr
    keys.chmod(0o600)
    laptop.sync()


def test_keys_that_are_gone_while_a_machine_is_shut_out_are_told_of_and_nobody_is(trio: list[Machine]) -> None:
    laptop, desktop, _ = trio
    (keys,) = (laptop.folder / "state" / "coffeechat" / "vaults").iterdir()
    whole = keys.read_bytes()
    with desktop.session() as session:
        lost = session.identity.id
    with laptop.session() as session:
        keys.unlink()
        with pytest.raises(SecretMissing):
            session.revoke(lost)
        keys.write_bytes(whole)
    desktop.add("Ada")
    assert all_equal(trio)


class Ring(KeyringBackend):
    """A keyring that can be locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.is_locked = False
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        self._need_key()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._need_key()
        self.held[service, username] = password

    def _need_key(self) -> None:
        if self.is_locked:
            raise KeyringLocked


def test_what_changed_while_the_keyring_was_locked_counts_when_it_is_open_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    vault, older, newer = bytes(16), Held({0: bytes(32)}), Held({0: bytes(32), 1: bytes(range(32))})
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    try:
        keyholder.put(vault, older)
        assert ring.held and keyholder.get(vault) == older
        ring.is_locked = True
        assert keyholder.get(vault) is None
        keyholder.put(vault, newer)
        ring.is_locked = False
        assert keyholder.get(vault) == newer
        keyholder.put(vault, newer)
        assert not any(tmp_path.rglob("*.json")), "the keyring has it, so no file does"
        assert keyholder.get(vault) == newer
    finally:
        keyring.set_keyring(before)


def test_a_line_joins_again_over_keys_that_are_broken(relay: RelayProcess, machine: MakeMachine) -> None:
    laptop = machine("laptop")
    line = laptop.set_up(relay.url)
    laptop.add("Ada")
    (keys,) = (laptop.folder / "state" / "coffeechat" / "vaults").iterdir()
    keys.write_bytes(b"")
    laptop.join(line)
    laptop.sync()
    assert laptop.names == ["Ada"]
