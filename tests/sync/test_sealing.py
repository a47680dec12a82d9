"""Sealing: what comes out is what went in, anything else is refused, and sizes tell little."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeechat.errors import CoffeechatError
from coffeechat.store.replica.contents import Content, Group
from coffeechat.sync import batches, frames, recovery, sealing
from coffeechat.sync.batches import Opening
from coffeechat.sync.sealing import CannotUnseal, Keys
from coffeechat_server.protocol import Boundary, Part

DOCS = Path(__file__).parents[2] / "docs"
KEYS = Keys(bytes(range(32)))
VAULT = KEYS.first_vault
DEVICE = bytes(16)
COVERS = {DEVICE: (Boundary(0, b""), Boundary(7, b"12345678"))}
VALUES = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.text(max_size=200), st.binary(max_size=200), st.booleans()
)


def content(values: list[object]) -> Content:
    ids = b"".join(number.to_bytes(16, "big") for number in range(len(values)))
    return Content(3, [Group(1, [5], False, ids, list(range(len(values))), [values])])


def opened(parts: tuple[bytes, ...], keys: Keys = KEYS, vault: bytes = VAULT) -> list[Content]:
    opening = Opening(vault, Part(0, 0, len(parts), 0, COVERS, b""))
    found: list[Content] = []
    for number, sealed in enumerate(parts):
        found += opening.open(keys, Part(0, number, len(parts), 0, COVERS if number == 0 else {}, sealed))
    return found


def test_the_vectors_on_the_page_are_those_of_the_code() -> None:
    vectors = runpy.run_path(str(DOCS / "make_vectors.py"))["text"]()
    assert f"```\n{vectors}```" in (DOCS / "sealing.md").read_text(encoding="utf-8")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=30), max_size=6), st.integers(50, 3_000))
def test_what_was_sealed_comes_out_as_it_was_in_however_many_parts(groups: list[list[object]], piece: int) -> None:
    before = batches.PIECE
    batches.PIECE = piece
    try:
        said = [content(values) for values in groups]
        parts = batches.seal(KEYS, VAULT, COVERS, frames.pack(said))
        assert opened(parts) == said
    finally:
        batches.PIECE = before


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_batch_that_was_changed_in_a_single_bit_is_refused(data: st.DataObject) -> None:
    sealed = bytearray(batches.seal(KEYS, VAULT, COVERS, frames.pack([content(["Ada"])]))[0])
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotUnseal):
        opened((bytes(sealed),))


def test_a_batch_of_another_vault_of_other_stretches_or_with_another_key_is_refused() -> None:
    parts = batches.seal(KEYS, VAULT, COVERS, frames.pack([content(["Ada"])]))
    with pytest.raises(CannotUnseal):
        opened(parts, vault=bytes(16))
    with pytest.raises(CannotUnseal):
        opened(parts, keys=Keys(bytes(32)))
    other = batches.seal(KEYS, VAULT, {DEVICE: (Boundary(0, b""), Boundary(8, b"12345678"))}, b"")
    with pytest.raises(CannotUnseal):
        opened(other)


def test_parts_of_two_batches_cannot_be_mixed_left_out_or_exchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "PIECE", 60)
    stream = frames.pack([content(list(range(200)))])
    one, other = (batches.seal(KEYS, VAULT, COVERS, stream) for _ in range(2))
    assert len(one) > 2 and opened(one)
    for wrong in ((*one[:-1], other[-1]), (one[0], one[2], one[1], *one[3:]), one[:-1]):
        with pytest.raises(CoffeechatError):
            opened(wrong)


@given(st.binary(max_size=200))
def test_nonsense_is_refused_in_a_sentence(nonsense: bytes) -> None:
    with pytest.raises(CannotUnseal, match="can't be opened"):
        sealing.unseal(KEYS, b"", nonsense)


@given(st.integers(0, 1 << 24))
def test_padding_wastes_at_most_an_eighth_and_leaves_few_sizes(size: int) -> None:
    padded = frames.padded_size(size)
    assert padded >= size
    assert padded - size < (32 if size <= 256 else size / 8)
    assert frames.padded_size(padded) == padded


@given(st.binary(min_size=32, max_size=32))
def test_words_and_line_give_back_the_secret(secret: bytes) -> None:
    assert recovery.read_words(recovery.words(secret)) == secret
    assert recovery.read_line(recovery.line("https://relay.example.org", secret)).secret == secret


def test_what_is_sealed_twice_never_looks_the_same() -> None:
    assert sealing.seal(KEYS, b"", b"Ada") != sealing.seal(KEYS, b"", b"Ada")
