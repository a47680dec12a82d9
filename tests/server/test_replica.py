"""The copy: Litestream is watched over, its target may come and go, and a relay that lost its disk restores itself."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from coffeechat_server.errors import RelayError
from coffeechat_server.protocol import START, Boundary
from coffeechat_server.replica.target import BadTarget, target
from relay import SERVER, RelayProcess, wait_until
from server.peers import Device, Vault


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[RelayProcess]:
    with RelayProcess(tmp_path / "data", "--open", "--rate", "0", "--replica", tmp_path / "copy") as running:
        yield running


@contextmanager
def device_of(relay: RelayProcess) -> Iterator[Device]:
    with httpx.Client(base_url=relay.url, trust_env=False, timeout=10) as client:
        yield Vault(client).enrol()


class Load:
    """A device that pushes all the time. `acked` is each accepted boundary, with when."""

    def __init__(self, device: Device) -> None:
        self.acked: list[tuple[Boundary, float]] = []
        self._device, self._ends = device, threading.Event()
        self._thread = threading.Thread(target=self._push)

    def __enter__(self) -> Load:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def _push(self) -> None:
        while not self._ends.is_set():
            with suppress(httpx.TransportError):
                self._device.push(os.urandom(1024))
                self.acked.append((self._device.head, time.monotonic()))


def replica_state(relay: RelayProcess) -> str:
    return str(httpx.get(relay.url + "/readyz", trust_env=False).json()["replica"])


def test_what_is_accepted_is_copied(relay: RelayProcess, tmp_path: Path) -> None:
    with device_of(relay) as device:
        for _ in range(20):
            device.push()
        copied = tmp_path / "restored.db"
        wait_until(lambda: replica_state(relay) == "ok", "the copy is up to date")
        wait_until(lambda: _restored_is_whole(relay, copied, device.head), "the copy has the last batch")


def test_a_killed_litestream_is_started_again(relay: RelayProcess) -> None:
    wait_until(relay.litestream_pid, "Litestream runs")
    before = relay.litestream_pid()
    assert before
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: relay.litestream_pid() not in (None, before), "another one runs", seconds=5)
    with device_of(relay) as device:
        device.push()
    wait_until(lambda: replica_state(relay) == "ok", "it copies")


def test_a_target_that_goes_away_is_told_of_and_caught_up_with(relay: RelayProcess, tmp_path: Path) -> None:
    copy, away = tmp_path / "copy", tmp_path / "away"
    with device_of(relay) as device:
        device.push()
        wait_until(lambda: any(copy.rglob("*.ltx")), "there is a copy")
        copy.rename(away)
        copy.touch()
        device.push()
        wait_until(lambda: "Litestream: " in relay.said, "the log tells of it")
        device.push()
        copy.unlink()
        away.rename(copy)
        device.push()
        wait_until(lambda: _restored_is_whole(relay, tmp_path / "restored.db", device.head), "the copy has caught up")


def test_a_relay_that_lost_its_disk_under_load_restores_itself(relay: RelayProcess, tmp_path: Path) -> None:
    with device_of(relay) as device:
        for drill in range(2):
            start = device.pull()[1].get(device.id, START)
            device.head = start
            with Load(device) as load:
                wait_until(lambda: len(load.acked) > 200, "there is some load")
                time.sleep(0.5)
                killed = time.monotonic()
                relay.kill()
            relay.remove_database()
            relay.start()
            assert "was restored from" in relay.said
            head = device.pull()[1].get(device.id, START)
            lost = [at for boundary, at in load.acked if boundary.seq > head.seq]
            window = killed - lost[0] if lost else 0.0
            print(f"drill {drill}: {len(lost)} of {len(load.acked)} batches lost, the last {1000 * window:.0f} ms")
            unanswered = head.seq == load.acked[-1][0].seq + 1
            assert unanswered or head in [start, *(boundary for boundary, _ in load.acked)]
            assert window < 2
            assert relay.check() == ""


def test_an_orphaned_litestream_is_ended_before_another_starts(relay: RelayProcess) -> None:
    with device_of(relay) as device:
        device.push()
        wait_until(relay.litestream_pid, "Litestream runs")
        orphan = relay.litestream_pid()
        relay.kill_alone()
        relay.start()
        assert relay.litestream_pid() != orphan
        assert device.pull()[0] == [b"sealed"]


def test_a_relay_whose_copy_can_not_be_read_does_not_begin_anew(relay: RelayProcess, tmp_path: Path) -> None:
    with device_of(relay) as device:
        device.push()
        wait_until(lambda: any((tmp_path / "copy").rglob("*.ltx")), "there is a copy")
    relay.kill()
    relay.remove_database()
    for file in (tmp_path / "copy").rglob("*.ltx"):
        file.write_bytes(b"not what it was")
    done = subprocess.run(
        [SERVER, "run", "--data", relay.folder, "--port", "0", "--replica", tmp_path / "copy"],
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert "can't be read" in done.stderr
    assert not relay.database.exists()


def test_restoring_by_hand_never_writes_over_a_file(relay: RelayProcess, tmp_path: Path) -> None:
    with device_of(relay) as device:
        device.push()
        wait_until(lambda: _restored_is_whole(relay, tmp_path / "restored.db", device.head), "it is copied")
    command = [str(SERVER), "restore", "--data", str(relay.folder), "--replica", str(tmp_path / "copy")]
    refused = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=30, check=False)
    assert (refused.returncode, "already a file" in refused.stderr) == (1, True)
    nothing = [*command[:-1], str(tmp_path / "nowhere"), str(tmp_path / "new.db")]
    refused = subprocess.run(nothing, capture_output=True, encoding="utf-8", timeout=30, check=False)
    assert (refused.returncode, "no copy" in refused.stderr) == (1, True)


@pytest.mark.parametrize(
    "url", ["ftp://host/path", "sftp://host/path", "sftp://me@host/path?key=/k", "sftp://me:secret@host/path?key=k"]
)
def test_a_target_that_can_not_be_used_is_refused_without_its_secrets(url: str) -> None:
    with pytest.raises(BadTarget) as refused:
        target(url)
    assert isinstance(refused.value, RelayError)
    assert "secret" not in str(refused.value)


def test_targets_are_told_to_litestream_in_its_words(tmp_path: Path) -> None:
    folder = {"path": str(tmp_path)}
    assert target(str(tmp_path)).settings == target(f"file://{tmp_path}").settings == folder
    assert target("s3://bucket/path?region=eu").settings == {"url": "s3://bucket/path?region=eu"}
    sftp = target("sftp://me@host:2222/path?key=/k&host-key=ssh-ed25519%20AAAA")
    assert sftp.settings == {"url": "sftp://me@host:2222/path", "key-path": "/k", "host-key": "ssh-ed25519 AAAA"}
    assert sftp.shown == "sftp://host:2222/path"


@pytest.mark.soak
def test_a_litestream_that_hangs_is_killed_and_started_again(relay: RelayProcess) -> None:
    wait_until(relay.litestream_pid, "Litestream runs")
    before = relay.litestream_pid()
    assert before
    os.kill(before, signal.SIGSTOP)
    wait_until(lambda: relay.litestream_pid() not in (None, before), "another one runs", seconds=30)
    wait_until(lambda: replica_state(relay) == "ok", "it copies")


def _restored_is_whole(relay: RelayProcess, to: Path, head: Boundary) -> bool:
    """Whether the copy, restored, passes the check and has this boundary."""
    to.unlink(missing_ok=True)
    copy = str(relay.folder.with_name("copy"))
    done = subprocess.run(
        [SERVER, "restore", "--data", relay.folder, "--replica", copy, to], capture_output=True, timeout=30, check=False
    )
    if done.returncode:
        return False
    assert subprocess.run([SERVER, "check", to], capture_output=True, timeout=30, check=False).returncode == 0
    return head.hash in to.read_bytes()
