"""Pushing and pulling: histories go on from where the relay has them, all or nothing; a retry changes nothing."""

from __future__ import annotations

import secrets
from itertools import pairwise

import httpx
import pytest

from coffeechat_server.protocol import BODY_LIMIT, START, Accepted, Boundary, Devices, Pull, Pulled
from server.peers import Refusal, Vault


def boundary(seq: int) -> Boundary:
    return Boundary(seq, secrets.token_bytes(16))


def test_what_one_device_pushes_another_pulls(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    to = one.push(b"first")
    assert other.pull() == ([b"first"], {one.id: to})


def test_a_retry_is_accepted_and_changes_nothing(client: httpx.Client) -> None:
    vault = Vault(client)
    device = vault.enrol()
    to = boundary(3)
    head = device.send({device.id: (START, to)}, b"once")
    assert device.send({device.id: (START, to)}, b"once") == head
    assert device.pull() == ([b"once"], {device.id: to})


def test_another_continuation_is_a_conflict(client: httpx.Client) -> None:
    device = Vault(client).enrol()
    to = device.push()
    with pytest.raises(Refusal, match="409 conflict"):
        device.send({device.id: (START, boundary(1))})
    with pytest.raises(Refusal, match="409 conflict"):
        device.send({device.id: (boundary(1), boundary(2))})
    assert device.pull()[1] == {device.id: to}


def test_a_batch_over_several_histories_is_taken_whole_or_not_at_all(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    one.push()
    dead = secrets.token_bytes(16)
    with pytest.raises(Refusal, match="409 conflict"):
        other.send({dead: (START, boundary(5)), one.id: (START, boundary(9))})
    assert dead not in other.pull()[1]
    healed = boundary(5)
    other.send({dead: (START, healed), one.id: (one.head, one.next())})
    assert other.pull()[1][dead] == healed


def test_only_what_goes_past_the_known_boundaries_is_sent(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    at = [one.push(b"%d" % number) for number in range(4)]
    other.push(b"other")
    assert other.pull({one.id: [at[1]], other.id: [other.head]})[0] == [b"2", b"3"]
    assert other.pull({one.id: [at[3]], other.id: [other.head]})[0] == []


def test_the_newest_known_boundary_that_the_relay_has_counts(client: httpx.Client) -> None:
    device = Vault(client).enrol()
    at = [device.push(b"%d" % number) for number in range(3)]
    page = device.post("pull", Pull({device.id: [boundary(9), at[1], at[0]]}), Pulled)
    assert (page.chains[device.id].after, page.chains[device.id].boundaries) == (at[1], [at[2]])
    assert [part.sealed for part in page.parts] == [b"2"]


def test_a_large_batch_comes_in_parts_and_counts_when_it_is_named(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    parts = [secrets.token_bytes(BODY_LIMIT) for _ in range(3)]
    upload, to = one.upload(parts), boundary(7)
    assert other.pull() == ([], {})
    with pytest.raises(Refusal, match="409 parts_missing"):
        one.send({one.id: (START, to)}, b"", upload=upload, parts=4)
    head = one.send({one.id: (START, to)}, b"", upload=upload, parts=3)
    assert one.send({one.id: (START, to)}, b"", upload=upload, parts=3) == head
    assert other.pull() == ([b"".join(parts)], {one.id: to})


def test_pages_stay_within_their_size_and_show_one_moment(client: httpx.Client) -> None:
    vault = Vault(client)
    one, other = vault.enrol(), vault.enrol()
    sealed = [secrets.token_bytes(400_000) for _ in range(6)]
    for batch in sealed:
        one.push(batch)
    pulled = []
    for page in other.pages({}):
        assert sum(len(part.sealed) for part in page.parts) <= 2 * BODY_LIMIT
        pulled += [part.sealed for part in page.parts]
        one.push(b"later")
    assert pulled == sealed


def test_a_long_history_is_told_over_several_pages(client: httpx.Client) -> None:
    vault = Vault(client)
    device = vault.enrol()
    at = [START]
    while len(at) < 300:
        at.append(boundary(at[-1].seq + 1))
    for start, to in pairwise(at):
        device.send({device.id: (start, to)}, b"")
    told = [START]
    for page in device.pages({}):
        told += page.chains[device.id].boundaries if device.id in page.chains else []
    assert told == at


@pytest.mark.parametrize(
    "covers",
    [
        {},
        {b"x" * 16: (START, START)},
        {b"x" * 16: (START, Boundary(1, b"short"))},
        {b"x" * 16: (Boundary(2, b"h" * 16), Boundary(2, b"i" * 16))},
        {b"x" * 16: (Boundary(0, b"h" * 16), Boundary(2, b"i" * 16))},
        {b"short": (START, Boundary(1, b"h" * 16))},
    ],
    ids=["nothing covered", "no stretch", "short hash", "same seq", "odd start", "short id"],
)
def test_a_malformed_batch_is_refused(client: httpx.Client, covers: dict[bytes, tuple[Boundary, Boundary]]) -> None:
    device = Vault(client).enrol()
    with pytest.raises(Refusal, match="400 malformed"):
        device.send(covers)


def test_uploads_that_nothing_names_do_not_pile_up(client: httpx.Client) -> None:
    device = Vault(client).enrol()
    uploads = [device.upload([bytes(100_000)]) for _ in range(10)]
    assert device.get("devices", Devices).used == 8 * 100_000
    with pytest.raises(Refusal, match="409 parts_missing"):
        device.send({device.id: (START, boundary(1))}, b"", upload=uploads[0], parts=1)
    device.send({device.id: (START, boundary(1))}, b"", upload=uploads[-1], parts=1)


def test_an_upload_sent_again_replaces_itself(client: httpx.Client) -> None:
    device = Vault(client).enrol()
    upload = device.upload([b"half a par"])
    path = f"uploads/{upload.hex()}/0"
    device.post(path, b"a whole part", Accepted)
    device.send({device.id: (START, boundary(1))}, b"", upload=upload, parts=1)
    assert device.pull()[0] == [b"a whole part"]
