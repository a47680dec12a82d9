"""The command `coffeechat-server` as those who run a relay meet it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from pathlib import Path

import apsw
import httpx
import pytest

from relay import SERVER, RelayProcess, wait_until
from server.peers import Device, Vault


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [SERVER, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def device(client: httpx.Client) -> Device:
    device = Vault(client).enrol()
    device.push(bytes(100_000))
    return device


@pytest.mark.parametrize("name", ["", "run", "invite", "vaults", "revoke", "restore", "check"])
def test_help_says_what_a_command_is_for(name: str) -> None:
    done = command(*([name] if name else []), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: coffeechat-server" in done.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "plain HTTP"),
        (["--behind-proxy", "--trusted-proxy", "here"], "here"),
        (["--quota", "much"], "is not a size"),
        (["--replica", "gopher://host"], "neither a folder nor"),
        (["--host", "192.0.2.1", "--insecure"], "Can't listen on 192.0.2.1"),
        (["--port", "99999"], "0<=x<=65535"),
        (["--data", "/proc/relay"], "can't be used"),
    ],
    ids=["beyond loopback", "no network", "no size", "no target", "no address of ours", "no port", "no folder"],
)
def test_what_can_not_be_run_is_refused_with_a_sentence(tmp_path: Path, options: list[str], said: str) -> None:
    done = command("run", "--data", tmp_path, "--port", "0", *options)
    assert done.returncode in (1, 2)
    assert said in done.stderr


def test_options_can_be_given_as_variables(tmp_path: Path) -> None:
    done = command("run", "--data", tmp_path, COFFEECHAT_SERVER_RUN_HOST="0.0.0.0")
    assert (done.returncode, "plain HTTP" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["invite", "vaults", "check"])
def test_without_a_database_there_is_nothing_to_look_after(tmp_path: Path, name: str) -> None:
    done = command(name, "--data", tmp_path)
    assert (done.returncode, "no relay's database" in done.stderr) == (1, True)


def test_vaults_are_listed_with_their_devices(relay: RelayProcess, device: Device) -> None:
    listed = json.loads(command("vaults", "--data", relay.folder, "--json").stdout)
    ours = next(vault for vault in listed if vault["vault"] == device.vault.id.hex())
    assert 100_000 < ours["used"] < 101_000
    assert [known["id"] for known in ours["devices"]] == [device.id.hex()]
    plain = command("vaults", "--data", relay.folder).stdout
    assert device.vault.id.hex() in plain
    assert "0.1 MiB of 256.0 MiB, 1 batches" in plain


def test_a_vault_or_device_nobody_knows_is_named(relay: RelayProcess, device: Device) -> None:
    for arguments in (["ffff", "00"], [device.vault.id.hex(), "ffffffffffffffffffff"]):
        done = command("revoke", "--data", relay.folder, *arguments)
        assert (done.returncode, "is not known here" in done.stderr) == (1, True)


def test_the_check_finds_a_gap_and_a_wrong_count(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "data") as relay, httpx.Client(base_url=relay.url, trust_env=False) as client:
        device = Vault(client).enrol()
        for _ in range(3):
            device.push()
        assert command("check", "--data", relay.folder).returncode == 0
        relay.stop()
    file = apsw.Connection(str(relay.database))
    file.execute("DELETE FROM batch WHERE position = 3")
    file.close()
    done = command("check", "--data", relay.folder)
    assert done.returncode == 1
    assert "✗ histories have no gaps" in done.stdout
    assert "before batch 4 a stretch of device" in done.stdout
    assert "✗ the counters agree" in done.stdout
    assert "let every device sync once" in done.stderr


def test_health_readiness_and_figures_are_told(tmp_path: Path) -> None:
    metrics = _free_port()
    with RelayProcess(tmp_path / "data", "--open", "--metrics-port", str(metrics)) as relay:
        assert httpx.get(relay.url + "/healthz", trust_env=False).text == "ok\n"
        ready = httpx.get(relay.url + "/readyz", trust_env=False)
        assert (ready.status_code, ready.json()) == (
            200,
            {"ready": True, "database": "ok", "disk": "ok", "replica": "none"},
        )
        assert httpx.get(relay.url + "/metrics", trust_env=False).status_code == 404
        with httpx.Client(base_url=relay.url, trust_env=False) as client:
            Vault(client).enrol().push()
        figures = httpx.get(f"http://127.0.0.1:{metrics}/metrics", trust_env=False).text
        assert 'coffeechat_relay_requests_total{endpoint="push",code="ok"} 1' in figures
        assert "coffeechat_relay_vaults 1" in figures


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_an_earlier_state_is_asked_for_by_an_instant_and_said_to_be_missing(tmp_path: Path) -> None:
    with RelayProcess(tmp_path / "relay", "--open", "--replica", tmp_path / "copy") as relay:
        wait_until(lambda: any((tmp_path / "copy").rglob("*.ltx")), "there is a copy")
        assert "Litestream copies" in relay.said
    to = tmp_path / "restored.db"
    wrong = command("restore", "--replica", tmp_path / "copy", "--at", "tomorrow", to)
    assert (wrong.returncode, "'tomorrow' does not match" in wrong.stderr) == (2, True)
    early = command("restore", "--replica", tmp_path / "copy", "--at", "2020-01-01T00:00:00Z", to)
    assert (early.returncode, "no copy at" in early.stderr, "of 2020-01-01T00:00:00Z or before" in early.stderr) == (
        1,
        True,
        True,
    )
    assert not to.exists()
