"""A relay, or what stands before it, that says what is not so: nothing of it is believed, and nothing is lost."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec
import pytest
from nacl.signing import SigningKey

from coffeechat.errors import CoffeechatError
from coffeechat.sync import relay as relays
from coffeechat.sync.errors import Incomplete, NotARelay, Unreachable
from coffeechat_server.protocol import Pulled
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.liar import Answer, Liar, truth
from sync.machines import Machine, all_equal, settle


@pytest.fixture
def liar(relay: RelayProcess) -> Iterator[Liar]:
    with Liar(relay.port) as between:
        yield between


@pytest.fixture
def pair(relay: RelayProcess, liar: Liar, machine: MakeMachine) -> tuple[Machine, Machine]:
    """One at the relay, the other behind the liar."""
    laptop, desktop = machine("laptop"), machine("desktop")
    desktop.join(laptop.set_up(relay.url).replace(relay.url, liar.url))
    settle([laptop, desktop])
    return laptop, desktop


def in_pulled(change: Callable[[Pulled], Pulled]) -> Callable[[str, Answer], Answer]:
    def lie(path: str, answer: Answer) -> Answer:
        if not path.endswith("/pull"):
            return answer
        said = change(msgspec.msgpack.decode(answer.body, type=Pulled))
        return answer._replace(body=msgspec.msgpack.encode(said))

    return lie


@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_batch_that_is_kept_back_is_missed_and_asked_for_again(
    pair: tuple[Machine, Machine], liar: Liar, place: int
) -> None:
    laptop, desktop = pair
    for name in ("Ada", "Bo", "Cleo"):
        laptop.add(name)
        laptop.sync()
    liar.lie = in_pulled(
        lambda said: msgspec.structs.replace(said, parts=[p for p in said.parts if p is not said.parts[place]])
    )
    with pytest.raises(Incomplete):
        desktop.sync()
    liar.lie = truth
    desktop.sync()
    assert desktop.names == ["Ada", "Bo", "Cleo"]
    assert all_equal([laptop, desktop])


def test_answers_that_are_cut_flipped_or_made_up_are_refused_in_sentences(
    pair: tuple[Machine, Machine], liar: Liar
) -> None:
    laptop, desktop = pair
    rng = random.Random(5)

    def lie(path: str, answer: Answer) -> Answer:
        body = bytearray(answer.body)
        match rng.randrange(4):
            case 0:
                body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
            case 1:
                body = body[: rng.randrange(len(body))]
            case 2:
                body = bytearray(rng.randbytes(rng.randrange(40)))
        return answer._replace(body=bytes(body))

    refused = 0
    for number in range(25):
        laptop.add(f"laptop {number}")
        laptop.sync()
        desktop.add(f"desktop {number}")
        liar.lie = lie
        try:
            desktop.sync()
        except CoffeechatError:
            refused += 1
        liar.lie = truth
    assert refused > 10
    assert all_equal([laptop, desktop])
    assert len(laptop.names) == 50


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, {"Content-Type": "text/html"}, b"<html>Please sign in</html>"),
        Answer(302, {"Location": "https://portal.example.org/", "Content-Type": "text/html"}, b""),
        Answer(200, {"Content-Type": "application/msgpack"}, b""),
        Answer(200, {"Content-Type": "application/msgpack"}, b"\xc4" + bytes(relays.ANSWER_LIMIT + 1)),
        Answer(500, {"Content-Type": "application/msgpack"}, b"\x93\x01\x02\x03"),
        Answer(502, {"Content-Type": "text/html"}, b"<html>Bad gateway</html>"),
    ],
)
def test_what_is_no_answer_of_a_relay_is_told_apart(pair: tuple[Machine, Machine], liar: Liar, answer: Answer) -> None:
    liar.lie = lambda path, said: answer
    with pair[1].session() as session:
        with pytest.raises(NotARelay):
            session.sync()
        with session.another_relay() as listening, pytest.raises(NotARelay):
            next(listening.events())


@pytest.mark.parametrize("told", ["0", "-5", "9" * 30, "99999999999999", "soon"])
def test_a_time_that_can_not_be_is_not_believed(pair: tuple[Machine, Machine], liar: Liar, told: str) -> None:
    laptop, desktop = pair
    liar.lie = lambda path, said: said._replace(headers={**said.headers, "relay-time": told})
    desktop.add("Ada")
    assert desktop.sync().clock_off == 0
    assert all_equal([laptop, desktop])


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/msgpack\r\nContent-Length: 99999\r\n"


@pytest.mark.parametrize("begun", [HEAD + b"\r\n", HEAD], ids=["its body", "its head"])
def test_an_answer_that_comes_drop_by_drop_is_given_up(monkeypatch: pytest.MonkeyPatch, begun: bytes) -> None:
    monkeypatch.setattr(relays, "WHOLE_SECONDS", 0.2)
    monkeypatch.setattr(relays, "HEAD_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        ends = threading.Event()

        def drip() -> None:
            near, _ = server.accept()
            with near, suppress(OSError):
                near.recv(65_536)
                near.sendall(begun)
                while not ends.wait(0.02):
                    near.sendall(b"x")

        dripping = threading.Thread(target=drip)
        dripping.start()
        key = SigningKey.generate()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        with relays.Relay(url, bytes(16), bytes(16), key) as relay, pytest.raises(Unreachable, match="slowly"):
            relay.about()
        ends.set()
        dripping.join()
