"""What may happen to a relay: it is killed, its disk is full, its file damaged, senders are slow, large or many."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from coffeechat_server.protocol import START
from relay import SERVER, RelayProcess, wait_until
from server.peers import Device, Refusal, Vault

BOUNDED = Path(__file__).parent.parent / "faults" / "bounded.py"
KILLS = 5
FIRST_DATA_PAGE = 40
"""Before it are the roots of tables and indexes, without which the relay would not even start."""


def connected(relay: RelayProcess) -> httpx.Client:
    return httpx.Client(base_url=relay.url, trust_env=False, timeout=10)


@pytest.mark.parametrize("kills", [KILLS, pytest.param(200, marks=pytest.mark.soak)])
def test_whatever_was_accepted_is_there_after_a_kill_in_the_middle_of_appending(tmp_path: Path, kills: int) -> None:
    with RelayProcess(tmp_path / "data") as relay, ExitStack() as stack:
        client = stack.enter_context(connected(relay))
        vault = Vault(client)
        devices = [vault.enrol() for _ in range(4)]
        for _ in range(kills):
            threads = [threading.Thread(target=_push_until_killed, args=(device,)) for device in devices]
            for thread in threads:
                thread.start()
            time.sleep(secrets.randbelow(100) / 1000)
            relay.kill()
            for thread in threads:
                thread.join()
            relay.start()
            heads = devices[0].pull()[1]
            for device in devices:
                head = heads.get(device.id, START)
                assert head.seq in (device.head.seq, device.head.seq + 1), "accepted, or its answer was lost"
                device.head = head
        assert relay.check() == ""


def test_a_full_disk_refuses_what_comes_and_still_tells_what_is_there(tmp_path: Path) -> None:
    with small_disk(tmp_path, megabytes=8) as disk, ExitStack() as stack:
        least = 3 << 20 if disk else shutil.disk_usage(tmp_path).free - (256 << 20)
        folder = disk or tmp_path
        relay = RelayProcess(folder / "data", "--open", "--rate", "0", "--min-free", str(least))
        client = stack.enter_context(connected(stack.enter_context(relay)))
        device = Vault(client).enrol()
        device.push(b"before")
        ballast = folder / "ballast"
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, 6_000_000 if disk else 512 << 20)
        wait_until(lambda: "no room" in relay.said, "the relay has seen it")
        with pytest.raises(Refusal, match="507 disk_full"):
            device.push(b"refused")
        assert device.pull()[0] == [b"before"]
        assert httpx.get(relay.url + "/readyz", trust_env=False).status_code == 503
        ballast.unlink()
        wait_until(lambda: "room again" in relay.said, "the relay has seen it")
        device.push(b"after")
        assert device.pull()[0] == [b"before", b"after"]


def test_a_disk_that_fills_up_in_the_middle_of_a_write_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path, megabytes=8) as disk, ExitStack() as stack:
        kind = RelayProcess if disk else BoundedRelay
        relay = stack.enter_context(kind((disk or tmp_path) / "data", "--open", "--rate", "0", "--min-free", "0"))
        client = stack.enter_context(connected(relay))
        device = Vault(client).enrol()
        sealed = os.urandom(100_000)
        with pytest.raises(Refusal, match="507 disk_full"):
            while True:
                device.push(sealed)
        accepted = device.head.seq
        assert accepted > 5
        assert device.pull()[0] == [sealed] * accepted
        relay.restart()
        assert device.pull()[1] == {device.id: device.head}


def test_a_damaged_file_stops_the_relay_with_a_sentence(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "data") as relay, connected(relay) as client:
        device = Vault(client).enrol()
        for _ in range(50):
            device.push(os.urandom(10_000))
        relay.stop()
        assert not relay.database.with_name("relay.db-wal").exists()
        with relay.database.open("r+b") as file:
            for page in range(FIRST_DATA_PAGE, relay.database.stat().st_size // 4096):
                file.seek(page * 4096)
                file.write(b"\xff" * 100)
        relay.start()
        with suppress(httpx.TransportError, Refusal):
            device.pull()
        wait_until(lambda: not relay.is_running, "the relay has stopped")
        assert "is damaged" in relay.said
        assert "✗ the file's pages" in relay.check()


def test_silence_and_a_slow_head_are_hung_up_on(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "data", "--patience", "1.5") as relay:
        silent, slow = (socket.create_connection(("127.0.0.1", relay.port), timeout=15) for _ in range(2))
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: rel")
        began = time.monotonic()
        assert silent.recv(100) == b""
        assert slow.recv(100) == b""
        assert time.monotonic() - began > 0.3, "not before it has been given time"
        silent.close()
        slow.close()


def test_a_body_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "data") as relay, connected(relay) as client:
        device = Vault(client).enrol()
        target = device.vault.path("push")
        header = device.signer.signed("POST", target, b"").headers["authorization"]
        head = f"POST {target} HTTP/1.1\r\nHost: relay\r\nAuthorization: {header}\r\nContent-Length: 999999999\r\n\r\n"
        with socket.create_connection(("127.0.0.1", relay.port), timeout=5) as sender:
            sender.sendall(head.encode())
            answer = b""
            while piece := sender.recv(65_536):
                answer += piece
        assert answer.startswith(b"HTTP/1.1 413")
        assert b"too_large" in answer


def test_an_early_refusal_reaches_a_client_that_is_still_sending(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "data") as relay, connected(relay) as client:
        device = Vault(client).enrol()
        device.signer.name = secrets.token_bytes(16)
        for _ in range(5):
            with pytest.raises(Refusal, match="401 unauthorised"):
                device.push(os.urandom(1_000_000))


def test_one_address_has_so_many_connections_and_others_are_not_held_up(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "data") as relay, ExitStack() as stack:
        crowd = [stack.enter_context(socket.create_connection(("127.0.0.1", relay.port), timeout=5)) for _ in range(64)]
        with socket.create_connection(("127.0.0.1", relay.port), timeout=5) as one_more:
            answer = one_more.recv(1000)
        assert answer.startswith(b"HTTP/1.1 503")
        assert b"busy" in answer
        with socket.create_connection(("127.0.0.1", relay.port), timeout=5, source_address=("127.0.0.2", 0)) as other:
            other.sendall(b"GET /healthz HTTP/1.1\r\nHost: relay\r\n\r\n")
            assert other.recv(1000).startswith(b"HTTP/1.1 200")
        for one in crowd:
            one.close()
        wait_until(lambda: _is_welcome(relay), "the address is welcome again")


def test_two_relays_do_not_share_a_folder(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "data") as relay:
        done = subprocess.run(
            [SERVER, "run", "--data", relay.folder, "--port", "0"],
            capture_output=True,
            encoding="utf-8",
            timeout=30,
            check=False,
        )
        assert (done.returncode, "Another relay is running" in done.stderr) == (1, True)


def test_what_is_secret_is_not_in_the_log(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "data", "--open", "--rate", "0", "--verbose") as relay, connected(relay) as client:
        vault = Vault(client)
        device = vault.enrol()
        device.push(b"marker in a body")
        request = device.signer.signed("GET", vault.path("changes?after=12345&wait=0"))
        client.send(request)
        client.send(request)
        deadline = time.monotonic() + 10
        while "replayed" not in relay.said and time.monotonic() < deadline:
            time.sleep(0.02)  # the log is written beside the answer
        said = relay.said
        for secret in (
            "marker",
            "12345",
            request.headers["authorization"][-128:],
            device.id.hex(),
            vault.id.hex(),
            vault.key.verify_key.encode().hex(),
        ):
            assert secret not in said
        assert "replayed" in said


class BoundedRelay(RelayProcess):
    """Its files may not grow beyond some megabytes: nearly what a full disk does, for those who may mount none."""

    def run(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            command = [sys.executable, BOUNDED, "4000000", SERVER, *arguments]
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


@contextmanager
def small_disk(tmp_path: Path, megabytes: int) -> Iterator[Path | None]:
    """A file system of its own, where one may be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def _push_until_killed(device: Device) -> None:
    with suppress(httpx.TransportError, Refusal):
        while True:
            device.push(os.urandom(1024))


def _is_welcome(relay: RelayProcess) -> bool:
    try:
        return httpx.get(relay.url + "/healthz", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
