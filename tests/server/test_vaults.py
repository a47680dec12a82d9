"""Vaults and their devices: invites, vouchers, revoking with a rotation, and what a newcomer finds."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from nacl.signing import SigningKey, VerifyKey

from coffeechat_server import protocol
from coffeechat_server.protocol import DEVICES_LIMIT, Devices, Envelopes
from relay import SERVER, RelayProcess
from server.peers import Refusal, Signer, Vault


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[RelayProcess]:
    with RelayProcess(tmp_path / "data", "--rate", "0") as running:
        yield running


def server_command(*arguments: str) -> str:
    """What it prints."""
    done = subprocess.run([SERVER, *arguments], capture_output=True, encoding="utf-8", timeout=30, check=True)
    return done.stdout.strip()


def invite(relay: RelayProcess, *options: str) -> str:
    return server_command("invite", "--data", str(relay.folder), *options)


def test_an_invite_makes_one_vault_and_its_quota(closed: RelayProcess) -> None:
    code, late = invite(closed, "--quota", "1M"), invite(closed, "--hours", "0")
    with httpx.Client(base_url=closed.url, trust_env=False) as client:
        assert httpx.get(closed.url + protocol.ABOUT, trust_env=False).status_code == 200
        for wrong in ("", "ABCD-EFGH", late):
            with pytest.raises(Refusal, match="403 invite"):
                Vault(client, wrong)
        vault = Vault(client, code.lower())
        again = vault.owner.post(protocol.VAULTS, protocol.Create(vault.id, code), protocol.Vault)
        assert again == vault.made, "a retry needs no second invite"
        with pytest.raises(Refusal, match="403 invite"):
            Vault(client, code)
        device = vault.enrol()
        assert device.get("devices", Devices).quota == 1 << 20
        device.push(bytes(1_000_000))
        with pytest.raises(Refusal, match="507 quota"):
            device.push(bytes(100_000))
    assert code.replace("-", "") not in closed.database.read_bytes().decode("latin-1")


def test_a_vaults_id_and_key_belong_to_whoever_came_first(client: httpx.Client) -> None:
    vault = Vault(client)
    with pytest.raises(Refusal, match="409 taken"):
        Signer(client, SigningKey.generate()).post(protocol.VAULTS, protocol.Create(vault.id), protocol.Vault)
    with pytest.raises(Refusal, match="409 taken"):
        vault.owner.post(protocol.VAULTS, protocol.Create(secrets.token_bytes(16)), protocol.Vault)


def test_the_key_alone_finds_the_vault(client: httpx.Client) -> None:
    vault = Vault(client)
    assert vault.owner.get(protocol.VAULTS, protocol.Vault) == protocol.Vault(vault.id, 0, b"")


def test_devices_are_listed_with_vouchers_that_prove_who_let_them_in(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    listed = one.get("devices", Devices)
    assert [device.device for device in listed.devices] == [one.id, other.id]
    for device in listed.devices:
        text = protocol.voucher_text(vault.id, device.device, device.key, device.epoch)
        assert VerifyKey(vault.key.verify_key.encode()).verify(text, device.voucher)


def test_a_device_without_a_good_voucher_does_not_get_in(client: httpx.Client) -> None:
    vault = Vault(client)
    forged = protocol.Enrol(secrets.token_bytes(16), secrets.token_bytes(32), b"", secrets.token_bytes(64))
    with pytest.raises(Refusal, match="401 unauthorised"):
        vault.owner.post(vault.path("devices"), forged, protocol.Accepted)
    stranger = Signer(client, SigningKey.generate())
    with pytest.raises(Refusal, match="401 unauthorised"):
        stranger.post(vault.path("devices"), forged, protocol.Accepted)


def test_enrolling_again_changes_nothing_and_another_key_is_refused(client: httpx.Client) -> None:
    vault = Vault(client)
    device = vault.enrol()
    vault.enrol(device.id, device.signer.key)
    with pytest.raises(Refusal, match="409 taken"):
        vault.enrol(device.id)
    assert len(device.get("devices", Devices).devices) == 1


def test_a_vault_has_so_many_devices_and_no_more(client: httpx.Client) -> None:
    vault = Vault(client)
    for _ in range(DEVICES_LIMIT):
        vault.enrol()
    with pytest.raises(Refusal, match="409 too_many"):
        vault.enrol()


def test_revoking_rotates_the_key_to_those_who_stay(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other, lost = vault.enrol(), vault.enrol(), vault.enrol()
    old = vault.owner
    order = vault.rotated_by(one, lost.id, [one, other])
    with pytest.raises(Refusal, match="403 revoked"):
        lost.push()
    with pytest.raises(Refusal, match="401 unauthorised"):
        old.get(protocol.VAULTS, protocol.Vault)
    assert vault.owner.get(protocol.VAULTS, protocol.Vault) == protocol.Vault(vault.id, 1, b"earlier secrets")
    [envelope] = other.get("envelopes", Envelopes).envelopes
    assert (envelope.epoch, envelope.sender, envelope.sealed) == (1, one.id, b"sealed to " + other.id)
    one.signer.post(protocol.revoke_path(vault.id, lost.id), order, protocol.Accepted)
    other.push()
    with pytest.raises(Refusal, match="403 revoked"):
        vault.enrol(lost.id, lost.signer.key)
    listed = other.get("devices", Devices)
    assert (listed.epoch, [bool(device.revoked) for device in listed.devices]) == (1, [False, False, True])


def test_nobody_is_left_behind_by_a_rotation(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other, lost = vault.enrol(), vault.enrol(), vault.enrol()
    with pytest.raises(Refusal, match="409 conflict"):
        vault.rotated_by(one, lost.id, [one])
    with pytest.raises(Refusal, match="409 conflict"):
        vault.rotated_by(one, lost.id, [one, other, lost])
    lost.push()


def test_a_rotation_is_told_again_though_the_relay_does_not_know_who_was_shut_out(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other, stranger = vault.enrol(), vault.enrol(), vault.enrol()
    unknown = secrets.token_bytes(16)
    with pytest.raises(Refusal, match="409 conflict"):
        vault.rotated_by(one, unknown, [one, other])
    order = vault.rotated_by(one, unknown, [one, other], others=[stranger])
    with pytest.raises(Refusal, match="403 revoked"):
        stranger.push()
    other.signer.post(protocol.revoke_path(vault.id, unknown), order, protocol.Accepted)
    assert other.get("devices", Devices).epoch == 1, "a retry changes nothing"


def test_a_vault_from_another_relay_goes_on_at_its_epoch(client: httpx.Client) -> None:
    owner, id = Signer(client, SigningKey.generate()), secrets.token_bytes(16)
    made = owner.post(protocol.VAULTS, protocol.Create(id, "", 3, b"earlier secrets"), protocol.Vault)
    assert made == owner.get(protocol.VAULTS, protocol.Vault) == protocol.Vault(id, 3, b"earlier secrets")


def test_what_is_sealed_under_an_old_key_is_not_taken_any_more(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other, lost = vault.enrol(), vault.enrol(), vault.enrol()
    to = other.push()
    vault.rotated_by(one, lost.id, [one, other])
    with pytest.raises(Refusal, match="409 rotated"):
        other.send({other.id: (to, other.next())}, epoch=0)
    other.head = protocol.START
    assert other.send({other.id: (protocol.START, to)}, epoch=0) > 0, "a retry from before is still recognised"


def test_a_revoked_device_that_races_its_revocation_gets_nothing_in_after_it(client: httpx.Client) -> None:
    vault = Vault(client)
    one, lost = vault.enrol(), vault.enrol()
    with ThreadPoolExecutor(1) as pool:
        pushing = pool.submit(_push_until_refused, lost)
        while not one.pull()[0]:
            pass
        vault.rotated_by(one, lost.id, [one])
        after = one.pull()[1][lost.id]
        code, last = pushing.result(timeout=20)
    assert code in ("revoked", "rotated")
    assert one.pull()[1][lost.id] == after
    assert last.seq <= after.seq


def test_whoever_runs_the_relay_can_shut_a_device_out_at_once(relay: RelayProcess, client: httpx.Client) -> None:
    vault = Vault(client)
    one, lost = vault.enrol(), vault.enrol()
    with client.stream(
        "GET", vault.path("events"), headers=lost.signer.signed("GET", vault.path("events")).headers
    ) as s:
        lines = s.iter_lines()
        next(lines)
        server_command("revoke", "--data", str(relay.folder), vault.id.hex()[:10], lost.id.hex())
        assert list(lines)[-1:] == [""], "the stream ends by itself"
    with pytest.raises(Refusal, match="403 revoked"):
        lost.push()
    one.push()


def _push_until_refused(device: object) -> tuple[str, protocol.Boundary]:
    from server.peers import Device

    assert isinstance(device, Device)
    while True:
        try:
            device.push()
        except Refusal as refusal:
            return refusal.code, device.head
