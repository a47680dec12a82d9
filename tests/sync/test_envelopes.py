"""Envelopes: the new secret is taken from a device of the vault that left it for this one, in this epoch, only."""

from __future__ import annotations

from pathlib import Path

import apsw
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_sign_ed25519_pk_to_curve25519
from nacl.public import PublicKey, SealedBox
from nacl.signing import SigningKey

from coffeechat.errors import CoffeechatError
from coffeechat.store.replica import digest
from coffeechat.sync import envelopes, keyholder, recovery, sealing, vouchers
from coffeechat.sync.envelopes import Letter
from coffeechat.sync.errors import ForgedKeys
from coffeechat.sync.keyholder import Held, Identity, Rotation
from coffeechat.sync.sealing import CannotUnseal, Keys
from relay import RelayProcess
from sync.machines import Machine

OLD, NEW = Keys(bytes(range(32)), 4), Keys(bytes(range(32, 64)), 5)
VAULT = OLD.first_vault
SENDER, RECEIVER, LOST = (Identity(bytes([number]) * 16, bytes([number]) * 32) for number in (1, 2, 3))


def seat(identity: Identity) -> tuple[bytes, bytes]:
    return identity.id, bytes(SigningKey(identity.seed).verify_key)


ROTATION = Rotation(LOST.id, (seat(SENDER), seat(RECEIVER)))


def opened(
    sealed: bytes,
    *,
    sender: Identity = SENDER,
    receiver: Identity = RECEIVER,
    old: Keys = OLD,
    epoch: int = 5,
    vault: bytes = VAULT,
) -> Letter:
    return envelopes.unseal(vault, sender.id, receiver, old, epoch, sealed)


def forged(letter: Letter, old: Keys = OLD, receiver: Identity = RECEIVER) -> bytes:
    """As whoever has the old content key could seal it, without the sender's key."""
    about = envelopes.about(VAULT, 5, SENDER.id, receiver.id)
    inner = sealing.seal(old, about, msgspec.msgpack.encode(letter))
    return bytes(SealedBox(PublicKey(crypto_sign_ed25519_pk_to_curve25519(seat(receiver)[1]))).encrypt(inner))


def good() -> Letter:
    return opened(envelopes.seal(VAULT, SENDER, seat(RECEIVER), OLD, NEW, ROTATION))


def test_the_new_secret_comes_out_for_whom_it_was_left_with_who_was_shut_out_and_who_stayed() -> None:
    assert (good().secret, good().rotation) == (NEW.secret, ROTATION)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_an_envelope_that_was_changed_in_a_single_bit_is_refused(data: st.DataObject) -> None:
    sealed = bytearray(envelopes.seal(VAULT, SENDER, seat(RECEIVER), OLD, NEW, ROTATION))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotUnseal, match="can't be opened"):
        opened(bytes(sealed))


@given(st.binary(max_size=300))
def test_nonsense_instead_of_an_envelope_is_refused_in_a_sentence(nonsense: bytes) -> None:
    with pytest.raises(CannotUnseal, match="can't be opened"):
        opened(nonsense)


def test_an_envelope_for_another_device_epoch_vault_or_of_another_sender_is_refused() -> None:
    sealed = envelopes.seal(VAULT, SENDER, seat(RECEIVER), OLD, NEW, ROTATION)
    for wrong in (
        {"receiver": Identity(LOST.id, RECEIVER.seed)},
        {"receiver": LOST},
        {"sender": LOST},
        {"epoch": 6},
        {"vault": bytes(16)},
        {"old": Keys(OLD.secret, 6), "epoch": 7},
    ):
        with pytest.raises(CannotUnseal):
            opened(sealed, **wrong)


@settings(max_examples=50, deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_who_has_the_old_content_key_but_not_the_senders_key_cannot_slip_in_a_secret(secret: bytes) -> None:
    letter = good()
    mine = SigningKey(LOST.seed)
    text = envelopes.signed_text(VAULT, 5, SENDER.id, RECEIVER.id, secret, ROTATION)
    signed_by_another = mine.sign(text).signature
    for wrong in (
        msgspec.structs.replace(letter, secret=secret),
        msgspec.structs.replace(letter, secret=secret, signature=signed_by_another),
        msgspec.structs.replace(letter, secret=secret, key=bytes(mine.verify_key), signature=signed_by_another),
        msgspec.structs.replace(letter, rotation=Rotation(RECEIVER.id, ROTATION.staying)),
        msgspec.structs.replace(letter, voucher=bytes(64)),
    ):
        with pytest.raises(ForgedKeys, match="can't be proved"):
            opened(forged(wrong))


def test_a_letter_to_one_who_does_not_stay_or_from_the_one_shut_out_or_with_half_a_secret_is_refused() -> None:
    without = Rotation(LOST.id, (seat(SENDER),))
    by_the_lost = Rotation(SENDER.id, ROTATION.staying)
    for sealed in (
        envelopes.seal(VAULT, SENDER, seat(RECEIVER), OLD, NEW, without),
        envelopes.seal(VAULT, SENDER, seat(RECEIVER), OLD, NEW, by_the_lost),
        envelopes.seal(VAULT, SENDER, seat(RECEIVER), OLD, Keys(bytes(16), 5), ROTATION),
    ):
        with pytest.raises(ForgedKeys):
            opened(sealed)


def test_a_voucher_by_the_new_key_proves_nothing() -> None:
    """Whoever chose the new secret can make one."""
    key = seat(SENDER)[1]
    letter = msgspec.structs.replace(good(), voucher=vouchers.made(NEW, VAULT, SENDER.id, key))
    with pytest.raises(ForgedKeys):
        opened(forged(letter))


def held(machine: Machine, vault: bytes) -> Held | None:
    with machine.at_home():
        return keyholder.get(vault)


def test_a_relay_that_exchanges_or_repeats_envelopes_is_found_out_and_nothing_is_changed(
    tmp_path: Path, relay: RelayProcess, trio: list[Machine]
) -> None:
    laptop, desktop, tablet = trio
    laptop.add("Ada")
    for machine in trio:
        machine.sync()
    ids = {machine: identity(machine) for machine in trio}
    stolen = Machine(tmp_path / "stolen")
    with laptop.session() as session:
        vault = session.vault.id
        stolen.join(recovery.line(session.url, session.vault.keys[0].secret))
    with laptop.session() as session:
        session.revoke(identity(stolen))
    stolen.close()
    desktop.add("Bo")
    before = held(desktop, vault), digest.current(desktop.store)
    connection = apsw.Connection(str(relay.database))
    right = envelope_rows(connection, ids[desktop])
    for wrong, sentence in (
        ((1, ids[laptop], envelope_rows(connection, ids[tablet])[0][2]), "can't be opened"),  # another's
        ((1, ids[tablet], right[0][2]), "can't be opened"),  # in another's name
        ((1, ids[laptop], bytes(80)), "can't be opened"),
        ((2, ids[laptop], right[0][2]), "none were left for this one"),  # of another epoch
    ):
        put_envelope(connection, ids[desktop], wrong)
        with pytest.raises(CoffeechatError, match=sentence):
            desktop.sync()
        assert (held(desktop, vault), digest.current(desktop.store)) == before
    put_envelope(connection, ids[desktop], right[0])
    desktop.sync()
    put_envelope(connection, ids[desktop], (2, *right[0][1:]))  # what came once comes again as something later
    connection.execute("UPDATE vault SET epoch = 2 WHERE id = ?", (vault,))
    known = held(desktop, vault)
    with pytest.raises(CoffeechatError, match="can't be opened"):
        desktop.sync()
    assert held(desktop, vault) == known
    connection.close()


def identity(machine: Machine) -> bytes:
    with machine.session() as session:
        return session.identity.id


def envelope_rows(connection: apsw.Connection, device: bytes) -> list[tuple[int, bytes, bytes]]:
    rows = connection.execute("SELECT epoch, sender, sealed FROM envelope WHERE device = ?", (device,))
    return [(epoch, sender, sealed) for epoch, sender, sealed in rows]


def put_envelope(connection: apsw.Connection, device: bytes, row: tuple[int, bytes, bytes]) -> None:
    with connection:
        vault = connection.execute("SELECT vault FROM device WHERE id = ?", (device,)).get
        connection.execute("DELETE FROM envelope WHERE device = ?", (device,))
        connection.execute("INSERT INTO envelope VALUES (?, ?, ?, ?, ?)", (vault, device, *row))
