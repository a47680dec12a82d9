"""Machines at a real relay: what each wrote reaches all, whatever was copied, restored, killed or wrong meanwhile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coffeechat.records import Person
from coffeechat.store import clock, notes, shared_text
from coffeechat.sync import checkpoints, recovery
from coffeechat.sync.errors import AlreadySetUp, Refused, WrongWords
from coffeechat.sync.exchange import Exchange
from relay import RelayProcess
from sync.conftest import MakeMachine
from sync.machines import Machine, all_equal, settle

DAYS = 86_400_000


def write(machine: Machine, person_id: bytes, text: str, opened: str) -> None:
    notes.edit(machine.store, Person, person_id, "about", text, opened=opened, label="edit")


def about(machine: Machine, person_id: bytes) -> str | None:
    found = machine.person(person_id)
    return found.about if found else None


def test_what_one_machine_wrote_is_on_the_others(trio: list[Machine]) -> None:
    laptop, desktop, tablet = trio
    ada = laptop.add("Ada Lindqvist")
    desktop.add("Bo Chen")
    settle(trio)
    tablet.edit(ada, nickname="Countess")
    assert all_equal(trio)
    assert laptop.names == desktop.names == tablet.names == ["Ada Lindqvist", "Bo Chen"]
    found = desktop.person(ada)
    assert found and found.nickname == "Countess"


def test_a_machine_that_has_fetched_finds_cells_by_their_stamps(trio: list[Machine]) -> None:
    laptop, desktop, _ = trio
    laptop.add("Ada Lindqvist")
    laptop.sync()
    desktop.sync()
    plan = desktop.store.connection.execute("EXPLAIN QUERY PLAN SELECT id FROM cell_stamp WHERE stamp > 7").fetchall()
    assert "by_stamp_cell" in str(plan)


def test_what_came_from_elsewhere_is_not_among_what_undo_takes_back(trio: list[Machine]) -> None:
    laptop, desktop, _ = trio
    laptop.add("Ada")
    desktop.add("Bo")
    settle(trio)
    assert desktop.store.undo().label == "add Bo"
    assert desktop.names == ["Ada"]


def test_one_note_written_on_three_machines_at_once_keeps_every_line(trio: list[Machine]) -> None:
    ada = trio[0].add("Ada")
    write(trio[0], ada, "one\ntwo\nthree", "")
    settle(trio)
    for place, machine in enumerate(trio):
        lines = ["one", "two", "three"]
        lines[place] += f" (machine {place})"
        write(machine, ada, "\n".join(lines), "one\ntwo\nthree")
    assert all_equal(trio)
    assert {about(machine, ada) for machine in trio} == {"one (machine 0)\ntwo (machine 1)\nthree (machine 2)"}


def test_late_words_that_two_machines_carry_into_a_new_document_are_there_once(
    trio: list[Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, desktop, tablet = trio
    ada = laptop.add("Ada")
    write(laptop, ada, "first words", "")
    settle(trio)
    with monkeypatch.context() as small:
        small.setattr(shared_text, "SMALL", 250)
        for step in range(60):
            write(laptop, ada, f"first words {step}", about(laptop, ada) or "")
    write(desktop, ada, "first words\nlate", "first words")
    write(tablet, ada, "first words\nlater", "first words")
    laptop.sync()
    desktop.sync()  # sends what was written in the old document, and gets the new one
    laptop.sync()
    write(laptop, ada, f"{about(laptop, ada)}\nby the laptop", about(laptop, ada) or "")
    tablet.sync()
    write(tablet, ada, f"by the tablet\n{about(tablet, ada)}", about(tablet, ada) or "")
    assert all_equal(trio)
    assert {about(machine, ada) for machine in trio} == {about(laptop, ada)}
    said = (about(laptop, ada) or "").split()
    assert sorted(said) == sorted("first words 59 late later by the laptop by the tablet".split())


def test_wrong_words_are_told_of_and_change_nothing(relay: RelayProcess, machine: MakeMachine, tmp_path: Path) -> None:
    stranger = machine("stranger")
    before = stranger.keep(tmp_path / "before.db").read_bytes()
    good = recovery.words(bytes(range(32))).split()
    for words, why in (
        (" ".join(good[:-1]), "23 words"),
        (" ".join([*good[:-1], "coffeechat"]), "word 24, 'coffeechat'"),
        (" ".join([good[0][:4] + "ed", *good[1:]]), f"word 1, .*; perhaps '{good[0]}'"),
        (" ".join([good[1], good[0], *good[2:]]), "exchanged"),
    ):
        with pytest.raises(WrongWords, match=why):
            recovery.read_words(words)
    with pytest.raises(WrongWords, match="no vault"):
        stranger.join(recovery.line(relay.url, bytes(range(32))))
    with pytest.raises(WrongWords, match="mistake"):
        recovery.read_line(recovery.line(relay.url, bytes(32))[:-1] + "x")
    assert stranger.keep(tmp_path / "after.db").read_bytes() == before


def test_a_file_that_syncs_does_not_join_another_vault(
    relay: RelayProcess, trio: list[Machine], machine: MakeMachine
) -> None:
    line = machine("other").set_up(relay.url)
    with pytest.raises(AlreadySetUp):
        trio[0].join(line)


def test_the_line_and_the_words_carry_the_same_secret() -> None:
    secret = bytes(range(32))
    assert recovery.read_line(recovery.line("https://relay.example.org", secret)) == (
        "https://relay.example.org",
        secret,
    )
    assert recovery.read_words(recovery.words(secret)) == secret


def test_what_is_copied_from_a_screen_is_understood() -> None:
    secret = bytes(range(32))
    line = recovery.line("https://relay.example.org", secret)
    assert recovery.read_line(f"  coffeechat sync join '{line}'\n").secret == secret
    numbered = [f"{number} {word}" for number, word in enumerate(recovery.words(secret).split(), 1)]
    in_columns = [numbered[at] for row in range(6) for at in range(row, 24, 6)]
    assert recovery.read_words(" ".join(numbered)) == recovery.read_words(" ".join(in_columns)) == secret


def test_a_file_copied_to_another_place_notices_and_goes_on_as_another_device(
    trio: list[Machine], tmp_path: Path
) -> None:
    laptop = trio[0]
    laptop.add("Ada")
    laptop.sync()
    copied = Machine(laptop.folder / "copy")
    copied.put_back(laptop.keep(tmp_path / "copy.db"))
    copied.folder = laptop.folder  # the same machine, another file
    laptop.add("written in the one")
    copied.add("written in the other")
    with copied.session() as session:
        assert session.is_a_copy
    everybody = [*trio, copied]
    assert all_equal(everybody)
    assert {tuple(machine.names) for machine in everybody} == {("Ada", "written in the one", "written in the other")}
    copied.close()


def test_a_file_restored_from_a_backup_notices_and_loses_nothing(trio: list[Machine], tmp_path: Path) -> None:
    laptop = trio[0]
    laptop.add("before the backup")
    laptop.sync()
    backup = laptop.keep(tmp_path / "backup.db")
    laptop.add("after the backup")
    laptop.sync()
    laptop.put_back(backup)
    laptop.add("after it was restored")
    with laptop.session() as session:
        assert session.is_a_copy
    assert all_equal(trio)
    assert trio[2].names == ["after it was restored", "after the backup", "before the backup"]


def test_a_machine_set_back_with_its_mark_is_found_out_by_the_relays_answer(
    trio: list[Machine], tmp_path: Path
) -> None:
    laptop = trio[0]
    ada = laptop.add("Ada")
    write(laptop, ada, "first", "")
    laptop.sync()
    backup = laptop.keep(tmp_path / "backup.db")
    shutil.copytree(laptop.folder / "state", tmp_path / "state")
    write(laptop, ada, "first, then this", "first")
    laptop.sync()
    laptop.put_back(backup)
    shutil.rmtree(laptop.folder / "state")
    shutil.copytree(tmp_path / "state", laptop.folder / "state")
    write(laptop, ada, "that: first", "first")
    with laptop.session() as session:
        assert not session.is_a_copy
    assert all_equal(trio)
    assert {about(machine, ada) for machine in trio} == {"that: first, then this"}


@pytest.mark.parametrize("off", [3 * DAYS, -3 * DAYS])
def test_a_clock_that_is_days_wrong_loses_no_edit(
    trio: list[Machine], off: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, desktop, _ = trio
    ada = laptop.add("Ada")
    settle(trio)
    true = clock.milliseconds
    monkeypatch.setattr(clock, "milliseconds", lambda: true() + off)
    laptop.edit(ada, nickname="while the clock was wrong")
    laptop.add("Bo")
    assert laptop.sync().clock_off // 60_000 == pytest.approx(off // 60_000, abs=1)
    monkeypatch.setattr(clock, "milliseconds", true)
    desktop.sync()
    found = desktop.person(ada)
    assert found and found.nickname == "while the clock was wrong"
    desktop.edit(ada, nickname="later, by a right clock")
    assert all_equal(trio)
    seen = laptop.person(ada)
    assert seen and seen.nickname == "later, by a right clock"


def test_ten_thousand_deletions_reach_everybody(trio: list[Machine]) -> None:
    laptop = trio[0]
    with laptop.store.change("add many") as change:
        laptop.store.insert_all(
            change, (Person(id=clock.new_id(), created_at=change.at, display=f"P{n}") for n in range(10_000))
        )
    laptop.sync()
    trio[1].sync()
    with laptop.store.change("delete all"):
        laptop.store.connection.execute("UPDATE person SET deleted_at = '2026-03-02T08:00:00Z'")
    assert all_equal(trio)
    assert trio[2].names == []


def test_a_relay_restored_from_an_older_copy_is_healed_also_for_a_machine_that_is_gone(
    tmp_path: Path, machine: MakeMachine
) -> None:
    with RelayProcess(tmp_path / "data") as relay:
        laptop, desktop, gone = machine("laptop"), machine("desktop"), machine("gone")
        line = laptop.set_up(relay.url)
        for one in (desktop, gone):
            one.join(line)
        laptop.add("old")
        settle([laptop, desktop, gone], 1)
        relay.backup(tmp_path / "older.db")
        gone.add("by the machine that is gone")
        gone.sync()
        laptop.add("new")
        settle([laptop, desktop], 2)
        relay.replace_database(tmp_path / "older.db")
        late = machine("late")
        settle([desktop], 1)
        late.join(line)
        assert all_equal([laptop, desktop, late])
        assert late.names == ["by the machine that is gone", "new", "old"]


def test_a_relay_restored_from_before_a_machine_joined_lets_it_in_again(tmp_path: Path, machine: MakeMachine) -> None:
    with RelayProcess(tmp_path / "data") as relay:
        laptop, desktop = machine("laptop"), machine("desktop")
        line = laptop.set_up(relay.url)
        laptop.sync()
        relay.backup(tmp_path / "older.db")
        desktop.join(line)
        desktop.add("Ada")
        desktop.sync()
        relay.replace_database(tmp_path / "older.db")
        assert all_equal([desktop, laptop])
        assert laptop.names == ["Ada"]


def test_a_vault_moves_to_a_new_relay_when_the_old_one_is_lost(tmp_path: Path, machine: MakeMachine) -> None:
    with RelayProcess(tmp_path / "first") as relay:
        laptop, desktop = machine("laptop"), machine("desktop")
        desktop.join(laptop.set_up(relay.url))
        laptop.add("Ada")
        settle([laptop, desktop])
        relay.replace_database(None)
        with pytest.raises(Refused, match="does not know"):
            laptop.sync()
        line = laptop.set_up(relay.url)
        laptop.sync()
        desktop.join(line)
        desktop.add("Bo")
        assert all_equal([laptop, desktop])


def test_a_machine_shut_out_gets_nothing_more_and_the_others_get_new_keys(
    trio: list[Machine], machine: MakeMachine
) -> None:
    laptop, desktop, stolen = trio
    laptop.add("before")
    settle(trio)
    with stolen.session() as session:
        lost = session.identity.id
    with laptop.session() as session:
        old = recovery.line(session.url, session.vault.keys[0].secret)
        session.revoke(lost)
        new = recovery.line(session.url, session.vault.keys[1].secret)
    laptop.add("after")
    desktop.add("on the other")
    assert all_equal([laptop, desktop])
    with pytest.raises(Refused, match="shut out"):
        stolen.sync()
    late = machine("late")
    with pytest.raises(WrongWords):
        late.join(old)
    late.join(new)
    assert all_equal([laptop, desktop, late])
    assert late.names == ["after", "before", "on the other"]


def test_a_checkpoint_replaces_the_tail_once_another_machine_agrees(
    trio: list[Machine], machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, desktop, _ = trio
    ada = laptop.add("Ada")
    for number in range(5):
        laptop.edit(ada, nickname=f"n{number}")
        laptop.sync()
    settle(trio, 1)
    monkeypatch.setattr(checkpoints, "LEAST_TAIL", 100)
    laptop.sync()
    with desktop.session() as session:
        exchange = Exchange(desktop.store, session.relay, session.vault)
        fetched = exchange.fetch()
        assert fetched.pending
        assert checkpoints.judge(exchange, fetched, session.identity.id) is True
    assert all_equal(trio)


def test_a_large_import_goes_in_one_batch_of_several_parts(trio: list[Machine]) -> None:
    laptop = trio[0]
    with laptop.store.change("import") as change:
        laptop.store.insert_all(
            change,
            (
                Person(id=clock.new_id(), created_at=change.at, display=f"Person {n}", about=f"{clock.new_id().hex()}")
                for n in range(30_000)
            ),
        )
    laptop.sync()
    trio[1].sync()
    assert all_equal(trio[:2])
    assert len(trio[1].names) == 30_000
