"""Live hints: streams and long polls wake when their vault moves, and end when they should."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from coffeechat_server.protocol import Changes
from relay import RelayProcess
from server.peers import Device, Refusal, Vault

IDLE = 100


@contextmanager
def listening(device: Device) -> Iterator[Iterator[str]]:
    """The lines of an event stream."""
    request = device.signer.signed("GET", device.vault.path("events"))
    with device.signer.client.stream("GET", request.url, headers=request.headers) as response:
        assert response.headers["content-type"] == "text/event-stream"
        assert response.headers["x-accel-buffering"] == "no"
        yield (line for line in response.iter_lines() if line)


def test_a_stream_tells_where_the_vault_is_and_whenever_it_moves(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    with listening(one) as lines:
        assert next(lines).startswith("retry: ")
        assert [next(lines), next(lines)] == ["id: 2", "data: head=2"]
        other.push()
        assert [next(lines), next(lines)] == ["id: 3", "data: head=3"]
        Vault(client).enrol().push()
        other.push()
        assert next(lines) == "id: 4", "other vaults are not told of"


def test_a_long_poll_answers_at_once_when_there_is_news_and_waits_otherwise(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    assert one.get("changes?after=0&wait=25", Changes).head == 2
    assert one.get("changes?after=2&wait=0", Changes).head == 2
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(one.get, "changes?after=2&wait=25", Changes)
        time.sleep(0.1)
        assert not waiting.done()
        other.push()
        assert waiting.result(timeout=5).head == 3
    with pytest.raises(Refusal, match="404 not_found"):
        one.get("changes?after=x&wait=1", Changes)


def test_streams_end_at_once_when_their_device_is_revoked(client: httpx.Client) -> None:
    vault = Vault(client)
    one, lost = vault.enrol(), vault.enrol()
    with listening(lost) as lines, ThreadPoolExecutor(1) as pool:
        next(lines)
        poll = pool.submit(lost.get, "changes?after=2&wait=25", Changes)
        time.sleep(0.1)
        vault.rotated_by(one, lost.id, [one])
        assert [line for line in lines if line.startswith("data")] == ["data: head=2"]
        with pytest.raises(Refusal, match="403 revoked"):
            poll.result(timeout=5)


def test_a_device_has_so_many_streams_and_no_more(client: httpx.Client) -> None:
    device = Vault(client).enrol()
    with ThreadPoolExecutor(9) as pool:
        asked = [pool.submit(device.get, "changes?after=1&wait=25", Changes) for _ in range(9)]
        [refused], waiting = wait(asked, timeout=10, return_when=FIRST_COMPLETED)
        with pytest.raises(Refusal, match="503 busy") as busy:
            refused.result()
        assert busy.value.response.headers["retry-after"] == "5"
        device.push()
        assert {answer.result(timeout=5).head for answer in waiting} == {2}


def test_the_relay_ends_within_a_second_though_a_hundred_listen(tmp_path: Path) -> None:
    options = ("--open", "--rate", "0", "--trusted-proxy", "127.0.0.1")
    with (
        RelayProcess(tmp_path / "data", *options) as relay,
        httpx.Client(base_url=relay.url, trust_env=False) as client,
    ):
        vault = Vault(client)
        devices = [vault.enrol() for _ in range(20)]
        listeners = [_raw_stream(relay, devices[number % 20]) for number in range(IDLE)]
        devices[0].push()
        for listener in listeners:
            _read_until(listener, b"head=21\n")
        began = time.perf_counter()
        assert relay.stop() == 0
        assert time.perf_counter() - began < 3, (
            "a second, and more for a busy machine; waiting for the streams would take five"
        )
        for listener in listeners:
            while listener.recv(65_536):
                pass
            listener.close()


def test_a_listener_that_reads_nothing_holds_up_nobody(client: httpx.Client, relay: RelayProcess) -> None:
    vault = Vault(client)
    one, deaf = vault.enrol(), vault.enrol()
    stuck = _raw_stream(relay, deaf)
    with listening(one) as lines:
        for _ in range(50):
            one.push()
        assert any(line == "data: head=52" for line in lines)
    stuck.close()


def _raw_stream(relay: RelayProcess, device: Device) -> socket.socket:
    """A stream without a client's memory or threads."""
    target = device.vault.path("events")
    header = device.signer.signed("GET", target).headers["authorization"]
    stream = socket.create_connection(("127.0.0.1", relay.port), timeout=30)
    stream.sendall(f"GET {target} HTTP/1.1\r\nHost: relay\r\nAuthorization: {header}\r\n\r\n".encode())
    return stream


def _read_until(stream: socket.socket, wanted: bytes) -> None:
    got = b""
    while wanted not in got:
        piece = stream.recv(65_536)
        assert piece, got
        got += piece
