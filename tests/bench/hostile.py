"""vCard files that bring other readers to a halt: each must end soon, in little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bench.children import answer_of
from bench.figures import Figure, Target
from bench.plan import Plan

MEGABYTE = 1_000_000
SOON = Target(5, of="value")
LITTLE = Target(100, of="value")


def measure(plan: Plan) -> Iterator[Figure]:
    share = 1.0 if plan.rows >= 30_000 else 0.1
    for name, content in FILES.items():
        path = plan.home / "hostile.vcf"
        with path.open("wb") as stream:
            stream.writelines(content(share))
        size = path.stat().st_size / MEGABYTE
        told = answer_of("read_cards", plan.home, path)
        seconds, peak = told["seconds"], told["peak"]
        yield Figure(name=f"{name} ({size:.1f} MB)", value=seconds, unit="s", runs=[seconds], target=SOON)
        yield Figure(name="    most memory", value=peak, unit="MB", runs=[peak], target=LITTLE)


def _in_a_card(lines: Iterable[bytes]) -> Iterator[bytes]:
    yield b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Ada Lindqvist\r\n"
    yield from lines
    yield b"END:VCARD\r\n"


def _one_line(share: float) -> Iterator[bytes]:
    return _in_a_card([b"NOTE:", b"x" * int(5 * MEGABYTE * share), b"\r\n"])


def _folded(width: int) -> Callable[[float], Iterator[bytes]]:
    """5 MB of one line in pieces of this width."""

    def content(share: float) -> Iterator[bytes]:
        piece = b"x" * width + b"\r\n "
        return _in_a_card([b"NOTE:", piece * int(5 * MEGABYTE * share / len(piece)), b"\r\n"])

    return content


def _soft_breaks(share: float) -> Iterator[bytes]:
    piece = b"x=\r\n"
    return _in_a_card([b"NOTE;ENCODING=QUOTED-PRINTABLE:", piece * int(5 * MEGABYTE * share / len(piece)), b"\r\n"])


def _parameters(share: float) -> Iterator[bytes]:
    return _in_a_card([b"TEL", b";A=B" * int(1_300_000 * share), b":1\r\n"])


def _telephones(share: float) -> Iterator[bytes]:
    return _in_a_card(b"TEL:%d\r\n" % number for number in range(int(750_000 * share)))


def _agents(share: float) -> Iterator[bytes]:
    depth = int(50_000 * share)
    return _in_a_card([b"AGENT:BEGIN:VCARD\r\nFN:Bo\r\n" * depth, b"END:VCARD\r\n" * depth])


def _without_end(share: float) -> Iterator[bytes]:
    return (b"BEGIN:VCARD\r\nFN:Ada %d\r\n" % number for number in range(int(159_000 * share)))


def _wide(share: float) -> Iterator[bytes]:
    """5 MB of ordinary cards, two bytes a letter."""
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Müller\r\nTEL:+49 40 1\r\nEND:VCARD\r\n".encode("utf-16-le")
    return iter([b"\xff\xfe", card * int(5 * MEGABYTE * share / len(card))])


FILES: dict[str, Callable[[float], Iterator[bytes]]] = {
    "all in one line": _one_line,
    "folded at 75": _folded(75),
    "folded after each character": _folded(1),
    "soft break after each character": _soft_breaks,
    "1.3 million parameters": _parameters,
    "750,000 telephones": _telephones,
    "50,000 agents in each other": _agents,
    "159,000 begun, none ended": _without_end,
    "UTF-16": _wide,
}
