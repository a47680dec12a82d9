"""Checkpoints stand for what came before; what they replaced leaves the disk once another device agrees. Audits."""

from __future__ import annotations

import secrets
from pathlib import Path

import httpx
import pytest

from coffeechat_server import protocol
from coffeechat_server.protocol import Accepted, Audit, Devices, Digests, Verdict
from relay import RelayProcess, wait_until
from server.peers import Device, Refusal, Vault


def used(device: Device) -> int:
    return device.get("devices", Devices).used


def pending(device: Device) -> protocol.Pending | None:
    return list(device.pages({}))[-1].pending


def test_a_newcomer_gets_the_checkpoint_and_what_came_after(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    for number in range(3):
        one.push(b"%d" % number)
    known = {one.id: [one.head]}
    one.checkpoint({one.id: one.head}, [b"all ", b"of it"])
    other.push(b"after")
    assert vault.enrol().pull()[0] == [b"all of it", b"after"]
    assert other.pull(known)[0] == [b"after"], "who has everything needs no checkpoint"
    assert other.pull({one.id: []})[0] == [b"all of it", b"after"]


def test_only_a_checkpoint_of_exactly_the_heads_is_taken(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    before = one.push()
    one.push()
    other.push()
    for heads in ({one.id: one.head}, {one.id: before, other.id: other.head}):
        with pytest.raises(Refusal, match="409 conflict"):
            one.checkpoint(heads, [b"part"])
    assert one.pull()[0] == [b"sealed"] * 3


def test_a_retried_checkpoint_changes_nothing(client: httpx.Client) -> None:
    device = Vault(client).enrol()
    device.push()
    upload = device.checkpoint({device.id: device.head}, [b"all"])
    device.push()
    offer = protocol.Checkpoint({device.id: device.head}, upload, 1, 0, b"digest")
    device.post("checkpoint", offer, Accepted)
    assert device.pull()[0] == [b"all", b"sealed"]


def test_what_was_replaced_leaves_when_another_device_agrees(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    for _ in range(5):
        one.push(bytes(50_000))
    upload = one.checkpoint({one.id: one.head}, [b"all"], digest=b"sealed digest")
    assert used(one) > 250_000
    assert pending(one) == pending(other) == protocol.Pending(upload, one.id, {one.id: one.head}, b"sealed digest")
    with pytest.raises(Refusal, match="409 conflict"):
        one.post("verdict", Verdict(upload, True), Accepted)
    other.post("verdict", Verdict(upload, True), Accepted)
    wait_until(lambda: used(one) < 1_000, "what was replaced has left")
    assert pending(other) is None
    other.post("verdict", Verdict(upload, False), Accepted)
    assert one.pull()[0] == [b"all"]


def test_what_was_replaced_counts_again_when_another_device_disagrees(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    one.push(b"first")
    upload = one.checkpoint({one.id: one.head}, [b"not all"])
    other.post("verdict", Verdict(upload, False), Accepted)
    assert one.pull()[0] == [b"first", b"not all"]
    one.checkpoint({one.id: one.head}, [b"all"])
    assert one.pull()[0] == [b"all"]


def test_the_next_checkpoint_of_a_device_waits_for_the_verdict_on_its_last(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    one.push()
    one.checkpoint({one.id: one.head}, [b"one"])
    with pytest.raises(Refusal, match="409 pending"):
        one.checkpoint({one.id: one.head}, [b"two"])
    other.checkpoint({one.id: one.head}, [b"three"])
    assert one.pull()[0] == [b"three"]


def test_an_only_device_need_not_wait(client: httpx.Client) -> None:
    device = Vault(client).enrol()
    device.push()
    device.checkpoint({device.id: device.head}, [b"one"])
    assert pending(device) is None
    device.checkpoint({device.id: device.head}, [b"two"])
    assert device.pull()[0] == [b"two"]


def test_a_pull_goes_on_over_a_checkpoint(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    sealed = [one_batch_of(one) for _ in range(4)]
    pages = other.pages({})
    pulled = [part.sealed for part in next(pages).parts]
    one.checkpoint({one.id: one.head}, [b"all"])
    one.push(b"after")
    pulled += [part.sealed for page in pages for part in page.parts]
    assert pulled == sealed


def test_a_pull_begins_anew_once_its_pages_are_gone(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    for _ in range(4):
        one_batch_of(one)
    pages = other.pages({})
    next(pages)
    upload = one.checkpoint({one.id: one.head}, [b"all"])
    other.post("verdict", Verdict(upload, True), Accepted)
    wait_until(lambda: used(one) < 2_000, "what was replaced has left")
    with pytest.raises(Refusal, match="409 start_over"):
        next(pages)
    assert other.pull()[0] == [b"all"]


def one_batch_of(device: Device) -> bytes:
    """So large that two fill a page."""
    sealed = secrets.token_bytes(700_000)
    device.push(sealed)
    return sealed


def test_the_file_stops_growing_with_history(tmp_path: Path) -> None:
    with (
        RelayProcess(tmp_path / "data", "--open", "--rate", "0", "--keep-replaced", "0") as relay,
        httpx.Client(base_url=relay.url, trust_env=False) as client,
    ):
        device = Vault(client).enrol()
        sizes = []
        for _ in range(4):
            for _ in range(20):
                device.push(secrets.token_bytes(50_000))
            device.checkpoint({device.id: device.head}, [secrets.token_bytes(50_000)])
            wait_until(lambda: used(device) < 60_000, "what was replaced has left")
            sizes.append(relay.database.stat().st_size)
        relay.stop()
        assert relay.database.stat().st_size < 300_000, sizes
        assert relay.check() == ""


def test_devices_at_the_same_heads_see_each_others_digests(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    to = one.push()
    assert one.post("audit", Audit({one.id: to}, b"one's digest"), Digests).digests == []
    [digest] = other.post("audit", Audit({one.id: to}, b"other's"), Digests).digests
    assert (digest.device, digest.digest) == (one.id, b"one's digest")
    with pytest.raises(Refusal, match="409 conflict"):
        other.post("audit", Audit({}, b"behind"), Digests)
    later = one.push()
    assert other.post("audit", Audit({one.id: later}, b"other's"), Digests).digests == []
