"""Files made to hurt: each is read to its end, in memory that doesn't grow with it.

Whatever takes quadratic time takes minutes here, and the run's own time limit ends it.
"""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from coffeechat_vcard import limits
from coffeechat_vcard.cards import Card, Notice, Problem
from coffeechat_vcard.properties import read_head
from coffeechat_vcard.reader import Position, read_cards

BEGIN = b"BEGIN:VCARD\r\nFN:Maya\r\n"
END = b"END:VCARD\r\n"
SIZE = 1_200_000
MEGABYTE = 1_000_000

ONE_CARD: dict[str, bytes] = {
    "one line of text": b"NOTE:" + b"a" * SIZE,
    "one line without a colon": b"a" * SIZE,
    "zero bytes": b"\0" * SIZE,
    "folded at 75": b"NOTE:" + b"\r\n ".join([b"a" * 74] * (SIZE // 77)),
    "folded after each character": b"NOTE:" + b"\r\n a" * (SIZE // 8),
    "folded, each line ending in an equals sign, no colon": b"A=\r\n" + b" A=\r\n" * (SIZE // 10),
    "soft breaks after each character": b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"a=\r\n" * (SIZE // 8),
    "soft breaks after each sign": b"NOTE;QUOTED-PRINTABLE:" + b"==\r\n" * (SIZE // 8),
    "parameters past the limit": b"TEL" + b";A=1" * (SIZE // 4) + b":1",
    "parameters within the limit": b"TEL" + b";A=1" * 200_000 + b":1",
    "types within the limit": b"TEL;TYPE=a" + b",b" * 400_000 + b":1",
    "quoted colons": b"TEL;X=" + b'":"' * 300_000 + b":1",
    "closed quotes before colons": b"TEL;X=" + b'"":' * 300_000 + b":1",
    "blanks in a name": b"X-" + b" " * 900_000 + b"!:1",
    "backslashes": b"N:" + b"\\;" * 450_000,
    "semicolons": b"N:" + b";" * 900_000,
    "carriage returns": b"\r" * (SIZE // 4),
    "empty lines": b"\n" * (SIZE // 4),
    "stray lines": b"x\r\n" * (SIZE // 20),
    "stray lines below properties": b"TEL:1\r\nx\r\n" * (SIZE // 40),
    "properties": b"TEL:1\r\n" * (SIZE // 20),
    "properties that all have other names": b"".join(b"X-%d:1\r\n" % number for number in range(SIZE // 40)),
    "bytes of no encoding": b"NOTE:" + b"\x81" * SIZE,
    "remarks": b"#\n" * (SIZE // 20),
    "marks of files": b"\xef\xbb\xbf" * (SIZE // 3),
}


def read(content: bytes) -> Iterator[Card | Notice]:
    return (item for item in read_cards(io.BytesIO(content)) if not isinstance(item, Position))


def memory_of(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("content", ONE_CARD.values(), ids=ONE_CARD.keys())
def test_a_card_of_whatever_is_read_to_its_end(content: bytes) -> None:
    found = [item for item in read(BEGIN + content + b"\r\n" + END + BEGIN + END) if isinstance(item, Card)]
    assert [card.properties[0].text.split("\n")[0] for card in found] == ["Maya", "Maya"]


@pytest.mark.parametrize("content", ONE_CARD.values(), ids=ONE_CARD.keys())
def test_a_card_of_whatever_takes_little_memory(content: bytes) -> None:
    file = io.BytesIO(BEGIN + content + b"\r\n" + END)
    assert memory_of(lambda: list(read_cards(file))) < 32 * MEGABYTE


def test_cards_in_cards_go_down_to_the_fourth() -> None:
    items = list(read(b"BEGIN:VCARD\r\nAGENT:\r\n" * 20_000 + b"END:VCARD\r\n" * 20_000))
    (card,) = (item for item in items if isinstance(item, Card))
    assert card.properties[0].text.count("BEGIN:VCARD") == limits.NESTING - 1
    assert [item.problem for item in items if isinstance(item, Notice)] == [Problem.NESTED_TOO_DEEPLY]


def test_begins_without_ends_are_as_many_cards() -> None:
    items = list(read(b"BEGIN:VCARD\r\n" * 20_000))
    assert sum(isinstance(item, Card) for item in items) == 20_000


def test_wide_unicode_is_read_block_by_block() -> None:
    content = (BEGIN + END).decode() * 10_000
    found = [item for item in read(content.encode("utf-16")) if isinstance(item, Card)]
    assert len(found) == 10_000
    assert all(card.complete for card in found)


def test_memory_does_not_grow_with_the_number_of_cards() -> None:
    card = BEGIN + b"N:Okonjo;Maya;;;\r\nEMAIL;TYPE=WORK:maya@example.org\r\nTEL:+49 30 1\r\n" + END

    def read_all(cards: int) -> None:
        for _ in read_cards(io.BytesIO(card * cards)):
            pass

    read_all(10)
    assert memory_of(lambda: read_all(5_000)) - 5_000 * len(card) < 2 * MEGABYTE


def test_text_is_cut_at_its_limit_between_characters() -> None:
    (cut, card) = read(BEGIN + b"NOTE:" + "é".encode() * limits.TEXT + b"\r\n" + END)
    assert cut == Notice(3, Problem.LINE_TOO_LONG)
    assert isinstance(card, Card) and not card.complete
    assert len(card.properties[1].value.encode()) == limits.TEXT - len(b"NOTE:") - 1
    assert set(card.properties[1].value) == {"é"}


def test_a_large_photo_is_no_text() -> None:
    photo = b"A" * (3 * limits.TEXT)
    for head in (b"PHOTO;ENCODING=b:", b"PHOTO:data:image/jpeg;base64,"):
        (card,) = read(BEGIN + head + photo + b"\r\n" + END)
        assert isinstance(card, Card) and card.complete
        assert card.properties[1].value.endswith("A" * (3 * limits.TEXT))


def test_a_photo_is_cut_at_its_own_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BLOB", 2 * limits.TEXT)
    (cut, card) = read(BEGIN + b"PHOTO;ENCODING=b:" + b"A" * (3 * limits.TEXT) + b"\r\n" + END)
    assert cut == Notice(3, Problem.LINE_TOO_LONG)
    assert isinstance(card, Card) and not card.complete


def test_properties_past_the_limit_are_left_out() -> None:
    (over, card) = read(BEGIN + b"TEL:1\r\n" * limits.PROPERTIES + END)
    assert over == Notice(limits.PROPERTIES + 2, Problem.TOO_MANY_PROPERTIES)
    assert isinstance(card, Card) and len(card.properties) == limits.PROPERTIES


def test_parameters_past_the_limit_are_not_looked_at() -> None:
    head = read_head(b"TEL" + b";A=1" * (limits.PARAMETERS + 5))
    assert head is not None
    assert len(head.parameters) == limits.PARAMETERS


def test_a_card_past_its_limit_is_cut() -> None:
    photo = b"PHOTO;ENCODING=b:" + b"A" * (limits.CARD // 4) + b"\r\n"
    items = list(read(BEGIN + photo * 4 + b"TEL:1\r\n" + END))
    assert items[0] == Notice(6, Problem.CARD_TOO_LARGE)
    (card,) = items[1:]
    assert isinstance(card, Card) and len(card.properties) == 4


def test_cards_past_the_limit_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CARDS", 3)
    items = list(read((BEGIN + END) * 5))
    assert [item.line for item in items] == [1, 4, 7, 10]
    assert items[-1] == Notice(10, Problem.TOO_MANY_CARDS)
