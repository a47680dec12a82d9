"""Who may ask: signatures, clocks, nonces, bodies and limits; and what ten thousand bad requests change (nothing)."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import apsw
import msgspec
import pytest
from nacl.signing import SigningKey

from coffeechat_server import protocol
from coffeechat_server.errors import SENTENCES, STATUS
from coffeechat_server.protocol import BODY_LIMIT, FRESH_MILLISECONDS, Boundary
from coffeechat_server.settings import Settings
from server.inside import UNLIMITED, Member, Request, inside

CODES = set(get_args(protocol.Code))
BAD_REQUESTS = 10_000


def test_every_code_has_its_status_and_its_sentence() -> None:
    assert STATUS.keys() == SENTENCES.keys() == CODES


def test_a_signed_request_is_answered_once(tmp_path: Path) -> None:
    async def check() -> None:
        async with inside(tmp_path) as at:
            member = await Member.made(at)
            request = member.push()
            assert (await at.ask(request)).code == "ok"
            assert (await at.ask(request)).code == "replayed"

    asyncio.run(check())


@pytest.mark.parametrize("ahead", [FRESH_MILLISECONDS + 1, -FRESH_MILLISECONDS - 1])
def test_a_wrong_clock_is_told_the_right_time(tmp_path: Path, ahead: int) -> None:
    async def check() -> None:
        async with inside(tmp_path) as at:
            member = await Member.made(at)
            at.clock.now += 2 * FRESH_MILLISECONDS
            answer = await at.ask(member.signed("GET", member.path("devices"), ahead=ahead))
            assert (answer.status, answer.code) == (401, "clock")
            assert int(answer.headers["relay-time"]) == at.clock.now
            assert (await at.ask(member.signed("GET", member.path("devices"), ahead=ahead // 2))).code == "ok"

    asyncio.run(check())


def test_a_request_from_before_the_relay_was_started_is_signed_again(tmp_path: Path) -> None:
    async def check() -> None:
        async with inside(tmp_path) as at:
            member = await Member.made(at)
            assert (await at.ask(member.signed("GET", member.path("devices"), ahead=-1))).code == "clock"

    asyncio.run(check())


def test_strangers_unknown_vaults_and_wrong_keys_get_the_same_answer(tmp_path: Path) -> None:
    async def check() -> None:
        async with inside(tmp_path) as at:
            member, other = await Member.made(at), await Member.made(at)
            elsewhere = protocol.vault_path(secrets.token_bytes(16), "devices")
            answers = [
                await at.ask(at.signed(member.id, SigningKey.generate(), "GET", member.path("devices"))),
                await at.ask(at.signed(secrets.token_bytes(16), member.key, "GET", member.path("devices"))),
                await at.ask(member.signed("GET", elsewhere)),
                await at.ask(other.signed("GET", member.path("devices"))),
                await at.ask(member.by_owner("GET", member.path("devices"))),
                await at.ask(member.by_owner("GET", protocol.VAULTS)._replace(authorization="")),
                await at.ask(at.signed(bytes(32), SigningKey.generate(), "GET", protocol.VAULTS)),
            ]
            assert {(answer.status, answer.code, answer.body) for answer in answers} == {
                (401, "unauthorised", answers[0].body)
            }

    asyncio.run(check())


def test_a_signature_for_one_relay_is_worth_nothing_at_another(tmp_path: Path) -> None:
    async def check() -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        async with inside(tmp_path / "a") as one, inside(tmp_path / "b") as other:
            member = await Member.made(one)
            assert (await other.ask(member.create())).code == "unauthorised"

    asyncio.run(check())


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda request: request._replace(length=None), "length_required"),
        (lambda request: request._replace(length=BODY_LIMIT + 1), "too_large"),
        (lambda request: request._replace(body=request.body + b"more"), "too_large"),
        (lambda request: request.with_body(request.body[:-1]), "unauthorised"),
        (lambda request: request._replace(path=request.path.upper()), "not_found"),
        (lambda request: request._replace(path=request.path.replace("/push", "/pull")), "unauthorised"),
        (lambda request: request._replace(query="a=1"), "unauthorised"),
        (lambda request: request._replace(method="PUT"), "method"),
    ],
    ids=["no length", "too long", "longer than said", "truncated", "other case", "other path", "a query", "a method"],
)
def test_a_spoiled_request_is_refused(tmp_path: Path, spoil: Callable[[Request], Request], code: str) -> None:
    async def check() -> None:
        async with inside(tmp_path) as at:
            member = await Member.made(at)
            assert (await at.ask(spoil(member.push()))).code == code

    asyncio.run(check())


@pytest.mark.parametrize("body", [b"", b"\x93", b"\xc1", b"\x90", b"\x81" * 2000, b'{"covers": {}}'])
def test_a_well_signed_body_of_another_shape_is_malformed(tmp_path: Path, body: bytes) -> None:
    async def check() -> None:
        async with inside(tmp_path) as at:
            member = await Member.made(at)
            for path in ("push", "pull", "checkpoint", "verdict", "audit"):
                assert (await at.ask(member.signed("POST", member.path(path), body))).code == "malformed"
            assert (await at.ask(member.by_owner("POST", protocol.VAULTS, body))).code == "malformed"
            assert (await at.ask(member.by_owner("POST", member.path("devices"), body))).code == "malformed"

    asyncio.run(check())


def test_a_slow_body_is_given_up(tmp_path: Path) -> None:
    async def check() -> None:
        async with inside(tmp_path, msgspec.structs.replace(UNLIMITED, body_seconds=0.05)) as at:
            member = await Member.made(at)
            request = member.push(bytes(100))
            answer = await at.ask(request, pieces=[request.body[:50]], is_whole=False)
            assert (answer.code, answer.headers["connection"]) == ("slow", "close")

    asyncio.run(check())


def test_a_device_that_asks_too_often_is_told_how_long_to_wait(tmp_path: Path) -> None:
    async def check() -> None:
        settings = Settings(is_open=True, min_free=0, rate=1, burst_seconds=3)
        async with inside(tmp_path, settings) as at:
            member = await Member.made(at)
            answers = [await at.ask(member.push()) for _ in range(5)]
            assert [answer.code for answer in answers] == ["ok", "ok", "ok", "slow_down", "slow_down"]
            assert answers[-1].headers["retry-after"] == "1"

    asyncio.run(check())


def test_an_address_makes_so_many_vaults_and_no_more_at_once(tmp_path: Path) -> None:
    async def check() -> None:
        async with inside(tmp_path, Settings(is_open=True, min_free=0)) as at:
            codes = [(await at.ask(Member(at).create())).code for _ in range(11)]
            assert codes == ["ok"] * 10 + ["slow_down"]

    asyncio.run(check())


def test_a_replayed_or_forged_request_changes_nothing_ten_thousand_times(tmp_path: Path) -> None:
    async def check() -> None:
        rng = random.Random(7)
        async with inside(tmp_path) as at:
            member = await Member.made(at)
            answered = [member.push() for _ in range(5)]
            assert {(await at.ask(request)).code for request in answered} == {"ok"}
            fresh = _one_of_each(member)
            watching = apsw.Connection(str(at.store.path))
            before = watching.pragma("data_version")
            seen: dict[str, int] = {}
            for _ in range(BAD_REQUESTS):
                while (request := _spoiled(rng, fresh, answered)) in fresh:
                    pass
                code = (await at.ask(request)).code
                seen[code] = seen.get(code, 0) + 1
            assert watching.pragma("data_version") == before
            watching.close()
            assert seen.keys() <= CODES - {"fault", "conflict", "malformed"}
            assert min(seen.get(code, 0) for code in ("unauthorised", "replayed", "not_found", "too_large")) > 50
            assert {(await at.ask(request)).code for request in fresh} == {"ok"}, "the unspoiled ones are good"

    asyncio.run(check())


def _one_of_each(member: Member) -> list[Request]:
    """A request for every path that changes or tells something, in an order in which all are accepted."""
    new, key = secrets.token_bytes(16), SigningKey.generate()
    upload, encode = secrets.token_bytes(16), msgspec.msgpack.encode
    head = member.head
    other = Member(member.at)
    return [
        other.create(),
        member.by_owner("GET", protocol.VAULTS),
        member.enrol(new, key),
        member.signed("GET", member.path("devices")),
        member.signed("GET", member.path("envelopes")),
        member.signed("GET", member.path("changes") + "?after=0&wait=0"),
        member.signed("POST", member.path("audit"), encode(protocol.Audit({member.id: head}, b"digest"))),
        member.signed("POST", protocol.part_path(member.vault, upload, 0), b"a part"),
        member.signed(
            "POST", member.path("checkpoint"), encode(protocol.Checkpoint({member.id: head}, upload, 1, 0, b"digest"))
        ),
        member.at.signed(
            new, key, "POST", member.path("verdict"), encode(protocol.Verdict(upload, True))
        ),
        member.push(b"sealed" * 20),
        member.signed("POST", member.path("pull"), encode(protocol.Pull({member.id: [Boundary(1, b"h" * 16)]}))),
    ]  # fmt: skip


def _spoiled(rng: random.Random, fresh: list[Request], answered: list[Request]) -> Request:
    request = rng.choice(fresh)
    how = rng.randrange(8)
    if how == 0:
        return rng.choice(answered)
    if how == 1 and request.body:
        return request.with_body(_flipped(rng, request.body))
    if how == 2 and request.body:
        return request.with_body(request.body[: rng.randrange(len(request.body))])
    if how == 3:
        return request._replace(path=_flipped(rng, request.path.encode()).decode("latin-1"))
    if how == 4:
        return request._replace(length=BODY_LIMIT + rng.randint(1, 1 << 40), method="POST", path=answered[0].path)
    if how == 5:
        return request._replace(authorization=rng.choice([*fresh, *answered]).authorization[: rng.randint(0, 200)])
    if how == 6:
        words = request.authorization.split(" ")
        words[rng.randrange(1, 5)] = rng.choice(answered).authorization.split(" ")[rng.randrange(1, 5)]
        return request._replace(authorization=" ".join(words))
    return request._replace(authorization=_flipped(rng, request.authorization.encode()).decode("latin-1"))


def _flipped(rng: random.Random, text: bytes) -> bytes:
    at = rng.randrange(len(text))
    return text[:at] + bytes([text[at] ^ (1 << rng.randrange(7))]) + text[at + 1 :]
