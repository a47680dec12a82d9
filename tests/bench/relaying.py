"""The relay as a process: pushes of 64 devices at once, a thousand listeners, and a vault that grows."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import msgspec
from nacl.signing import SigningKey

from bench import appender, pushing
from bench.children import TESTS, environment
from bench.figures import Figure, Target, medians
from bench.memory import resident_megabytes_of
from bench.plan import Plan
from bench.rounds import alternate
from coffeechat_server.protocol import BODY_LIMIT, Authorization, Boundary, Push, sha256, signed_text
from relay import RelayProcess
from server.peers import Device, Vault

DEVICES = 64
BODY = 1_024
LISTENERS = 1_000
STREAMS = 8
"""Of one device."""
OPTIONS = ("--open", "--rate", "0", "--quota", "2G", "--trusted-proxy", "127.0.0.1")
PUSH = "/v1/vaults/" + bytes(16).hex() + "/push"


def measure(plan: Plan) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="coffeechat-relay-") as folder:
        yield from _pushes(Path(folder), plan)
        yield _listeners(Path(folder))
        yield _large_vault(Path(folder), megabytes=64 if plan.few >= 1_000 and plan.rounds > 3 else 16)


def _pushes(folder: Path, plan: Plan) -> Iterator[Figure]:
    each = max(10, plan.few // 20)
    key = SigningKey.generate()
    with (
        _running(folder / "pushes") as (relay, client),
        _bare(folder / "bare.db") as bare,
        _bare(folder / "signed.db", key) as checking,
    ):
        devices = _devices(client)
        bodies = [[_signed(key, os.urandom(BODY)) for _ in range(each)] for _ in range(DEVICES)]
        runs = alternate(
            plan.rounds,
            {
                "relay": lambda: pushing.per_second(relay.port, [_batches(device, each) for device in devices]),
                "bare": lambda: pushing.per_second(bare, bodies),
                "checking": lambda: pushing.per_second(checking, bodies),
            },
        )
    name = "pushes of 1 KiB by 64 devices"
    enough = Target(0.8, at_least=True)
    yield medians(name, "/s", runs["relay"], runs["checking"], "bare loop that checks signatures, same server", enough)
    yield medians(name, "/s", runs["relay"], runs["bare"], "bare loop that checks nothing, same server")


def _listeners(folder: Path) -> Figure:
    with _running(folder / "listeners") as (relay, client), ExitStack() as stack:
        idle = resident_megabytes_of(relay.pid)
        for number in range(LISTENERS):
            if number % (STREAMS * DEVICES) == 0:
                devices = _devices(client)
            _listen(stack, relay, devices[number % DEVICES])
        time.sleep(0.5)
        held = resident_megabytes_of(relay.pid)
    limit = Target(150, of="value")
    return Figure(
        name="memory with 1,000 listeners", value=held, unit="MB", baseline=idle, against="no listener", target=limit
    )


def _large_vault(folder: Path, megabytes: int) -> Figure:
    """A newcomer pulls a vault of a few megabytes, then one of many."""
    with _running(folder / "sizes") as (relay, client):
        small, large = (_pulled(relay, client, size) for size in (4, megabytes))
    limit = Target(1.3)
    name = f"memory after a pull of {megabytes} MB"
    return Figure(name=name, value=large, unit="MB", baseline=small, against="of 4 MB", target=limit)


def _pulled(relay: RelayProcess, client: httpx.Client, megabytes: int) -> float:
    device = Vault(client).enrol()
    for _ in range(megabytes):
        device.push(os.urandom(BODY_LIMIT - 1_000))
    for _ in device.pages({}):
        pass
    return resident_megabytes_of(relay.pid)


@contextmanager
def _running(folder: Path) -> Iterator[tuple[RelayProcess, httpx.Client]]:
    with (
        RelayProcess(folder, *OPTIONS) as relay,
        httpx.Client(base_url=relay.url, trust_env=False, timeout=30) as client,
    ):
        yield relay, client


@contextmanager
def _bare(path: Path, key: SigningKey | None = None) -> Iterator[int]:
    """The port of a bare appender."""
    command = [sys.executable, "-m", "bench.appender", str(path), *([key.verify_key.encode().hex()] if key else [])]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**environment(path.parent), "PYTHONPATH": str(TESTS)}
    )
    try:
        assert process.stdout
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def _devices(client: httpx.Client) -> list[Device]:
    vault = Vault(client)
    return [vault.enrol() for _ in range(DEVICES)]


def _batches(device: Device, count: int) -> list[bytes]:
    """What goes over the wire for so many pushes of its own history."""
    requests = []
    target = device.vault.path("push")
    for _ in range(count):
        to = Boundary(device.head.seq + 1, secrets.token_bytes(16))
        body = msgspec.msgpack.encode(Push({device.id: (device.head, to)}, os.urandom(BODY)))
        device.head = to
        signed = device.signer.signed("POST", target, body)
        requests.append(pushing.request(target, signed.headers["authorization"], body))
    return requests


def _signed(key: SigningKey, body: bytes) -> bytes:
    signer, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
    text = signed_text(appender.RELAY, "POST", PUSH, signer, 0, nonce, sha256(body))
    return pushing.request(PUSH, Authorization(signer, 0, nonce, key.sign(text).signature).header(), body)


def _listen(stack: ExitStack, relay: RelayProcess, device: Device) -> None:
    target = device.vault.path("events")
    header = device.signer.signed("GET", target).headers["authorization"]
    stream = stack.enter_context(socket.create_connection(("127.0.0.1", relay.port), timeout=10))
    stream.sendall(f"GET {target} HTTP/1.1\r\nHost: relay\r\nAuthorization: {header}\r\n\r\n".encode())
    while b"data: head=" not in stream.recv(65_536):
        pass
