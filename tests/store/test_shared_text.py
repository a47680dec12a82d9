"""Long texts written in by several: whatever the order, all read the same, and no word that was put in is lost."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coffeechat.records import Conversation
from coffeechat.store import clock, notes, shared_text, tables
from coffeechat.store.shared_text import Slot, read, seed, write
from coffeechat.store.store import Store
from coffeechat.store.text_edits import combined, edits

TEXTS = st.text(alphabet="ab é😀\n", max_size=40)
WORDS = st.lists(st.sampled_from("Ada Bo Çelik Dvořák 東京 😀 coffee".split()), max_size=6)


def applied(before: str, after: str) -> str:
    text = before
    for start, end, put in reversed(edits(before, after)):
        text = text[:start] + put + text[end:]
    return text


class Writer:
    """One device at one text."""

    def __init__(self, number: int, slots: list[Slot], first: str) -> None:
        self.device = bytes([number]) * 16
        self.client = 1_000 + number
        self.slots: dict[object, Slot] = {}
        self.get(slots)
        self.first = first

    def write(self, text: str) -> None:
        for slot in write(self.slots.values(), text, self.client, self.device, self.first):
            self.get([slot])

    def get(self, slots: Iterable[Slot]) -> None:
        """Slots with one writer replace each other; seeds and carries are as many as there are different ones."""
        for slot in slots:
            key = slot if slot.device in (shared_text.SEED, shared_text.CARRY) else slot[:2]
            known = self.slots.get(key)
            if known is None or len(slot.state) >= len(known.state):  # else it is an older one
                self.slots[key] = slot

    @property
    def text(self) -> str:
        return read(self.slots.values()) if self.slots else self.first


def together(writers: list[Writer], order: random.Random) -> list[str]:
    """Everybody gets everybody's slots, each in an order of their own."""
    everything = [slot for writer in writers for slot in writer.slots.values()]
    return [read(order.sample(everything, len(everything))) for _ in writers]


@given(TEXTS, TEXTS)
def test_the_edits_found_turn_the_one_text_into_the_other(before: str, after: str) -> None:
    assert applied(before, after) == after


@given(TEXTS, TEXTS)
def test_an_edit_of_what_nobody_else_changed_is_taken_as_it_is(opened: str, text: str) -> None:
    assert combined(opened, text, opened) == text
    assert combined(opened, opened, text) == text


def test_an_edit_at_the_top_and_one_at_the_bottom_leave_alone_what_somebody_wrote_between() -> None:
    opened = "one\ntwo\nthree"
    assert combined(opened, "ONE\ntwo\nTHREE", "one\ntwo and a half\nthree") == "ONE\ntwo and a half\nTHREE"


@settings(deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=3), WORDS, st.randoms(use_true_random=False))
def test_three_devices_write_at_once_and_all_read_the_same_with_every_word(
    lines: list[list[str]], first: list[str], order: random.Random
) -> None:
    begun = "\n".join(first)
    writers = [Writer(number, [], begun) for number in range(3)]
    marks = []
    for number, (writer, words) in enumerate(zip(writers, lines, strict=True)):
        mine = [f"<{number}.{place}.{word}>" for place, word in enumerate(words)]
        marks += mine
        for mark in mine:
            kept = writer.text.split("\n")
            kept.insert(order.randrange(len(kept) + 1), mark)
            writer.write("\n".join(kept))
    read_by = together(writers, order)
    if any(writer.slots for writer in writers):
        assert len(set(read_by)) == 1
        assert all(mark in read_by[0] for mark in marks)
        assert all(read_by[0].count(word) >= begun.split("\n").count(word) for word in first)


def test_the_first_text_is_there_once_though_two_devices_began_with_it() -> None:
    writers = [Writer(number, [], "Met at the fair.") for number in range(2)]
    writers[0].write("Met at the fair. Likes jazz.")
    writers[1].write("Ada: Met at the fair.")
    assert set(together(writers, random.Random(1))) == {"Ada: Met at the fair. Likes jazz."}


def test_positions_are_right_behind_letters_of_several_bytes() -> None:
    writer = Writer(1, [], "Çelik 😀 東京")
    writer.write("Çelik 😀 is in 東京")
    assert writer.text == "Çelik 😀 is in 東京"


def test_a_text_edited_again_and_again_begins_anew_before_its_history_outweighs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shared_text, "SMALL", 1_000)
    writer = Writer(1, [], "")
    rng = random.Random(1)
    for step in range(300):
        writer.write(f"{'word ' * 20}{rng.random()} {step}")
    newest = max(slot.generation for slot in writer.slots.values())
    assert newest > 0
    size = sum(len(slot.state) for slot in writer.slots.values() if slot.generation == newest)
    assert size < 2 * shared_text.SMALL
    assert writer.text.endswith(" 299")


def test_what_was_written_in_an_old_generation_meanwhile_is_carried_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_text, "SMALL", 100)
    ahead, behind = Writer(1, [], "first words"), Writer(2, [], "first words")
    ahead.write("first words, then")
    behind.slots = dict(ahead.slots)
    for step in range(200):
        ahead.write(f"first words, then {step}")
    behind.write("my word: first words, then")
    assert max(slot.generation for slot in ahead.slots.values()) > max(
        slot.generation for slot in behind.slots.values()
    )
    both = set(together([ahead, behind], random.Random(1)))
    assert both == {"my word: first words, then 199"}
    ahead.get(behind.slots.values())
    ahead.write(ahead.text + "!")
    assert ahead.text == "my word: first words, then 199!"


def grown(monkeypatch: pytest.MonkeyPatch) -> tuple[Writer, Writer, Writer]:
    """Two that have begun a new generation, and one that has not heard of it."""
    monkeypatch.setattr(shared_text, "SMALL", 250)
    ahead, beside, behind = (Writer(number, [], "first words") for number in (1, 2, 3))
    ahead.write("first words, then")
    behind.get(ahead.slots.values())
    for step in range(60):
        ahead.write(f"first words, then {step}")
    assert any(slot.generation for slot in ahead.slots.values())
    beside.get(ahead.slots.values())
    monkeypatch.undo()
    return ahead, beside, behind


def test_late_words_that_two_carry_over_at_different_times_are_there_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead, beside, behind = grown(monkeypatch)
    behind.write("first words, then\nlate")
    ahead.get(behind.slots.values())
    ahead.write(ahead.text + "\nby the first")
    behind.write("first words, then\nlate\nand later")
    beside.get(behind.slots.values())
    beside.write("by the second\n" + beside.text)
    both = set(together([ahead, beside, behind], random.Random(1)))
    assert len(both) == 1
    [text] = both
    lines = ("by the second", "late", "and later", "by the first")
    assert [text.splitlines().count(line) for line in lines] == [1, 1, 1, 1]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_whoever_carries_over_what_and_when_every_late_word_is_there_once(
    monkeypatch: pytest.MonkeyPatch, order: random.Random
) -> None:
    *others, late = grown(monkeypatch)
    later = Writer(4, list(late.slots.values()), "first words")
    writers = [*others, late, later]
    marks: list[str] = []
    for step in range(12):
        writer = order.choice(writers)
        if order.random() < 0.5:
            marks.append(f"<{step}>")
            lines = writer.text.split("\n")
            lines.insert(order.randrange(len(lines) + 1), marks[-1])
            writer.write("\n".join(lines))
        else:
            writer.get(order.choice(writers).slots.values())
    for writer in writers:
        for other in writers:
            writer.get(other.slots.values())
    texts = {writer.text for writer in writers}
    assert len(texts) == 1
    assert [writers[0].text.count(mark) for mark in marks] == [1] * len(marks)


def test_a_seed_is_the_same_wherever_it_is_made() -> None:
    assert seed(0, "Met at the fair.") == seed(0, "Met at the fair.")


def test_an_edit_of_a_long_text_takes_a_few_milliseconds() -> None:
    text = "\n".join(" ".join(f"word{n}{m}" for m in range(12)) for n in range(70))
    writer = Writer(1, [], text)
    begun = time.perf_counter()
    writer.write(text.replace("word3030", "another"))
    assert time.perf_counter() - begun < 0.5


ALIKE = ("- \n" * 2_000 + "one\n" + "- \n" * 2_000).splitlines(keepends=True)


@pytest.mark.parametrize("places", [(2_000,), (0, 2_000, 4_000)])
def test_an_edit_among_thousands_of_lines_that_are_alike_is_found_at_once(places: tuple[int, ...]) -> None:
    new = list(ALIKE)
    for place in places:
        new[place] = "another\n"
    begun = time.perf_counter()
    assert applied("".join(ALIKE), "".join(new)) == "".join(new)
    assert time.perf_counter() - begun < 0.2, "comparing every line with every other one takes 0.5 s or more"


def talk(store: Store, text: str | None = None) -> bytes:
    with store.change("plan") as change:
        row = Conversation(id=clock.new_id(), created_at=change.at, notes=text)
        store.insert(change, row)
    return row.id


def notes_of(store: Store, row_id: bytes) -> str | None:
    found = tables.get(store.connection, Conversation, row_id)
    return found.notes if found else None


def edit(store: Store, row_id: bytes, text: str, opened: str, label: str = "edit") -> None:
    notes.edit(store, Conversation, row_id, "notes", text, opened=opened, label=label)


def test_two_editors_open_on_one_text_keep_both_edits(store: Store) -> None:
    row = talk(store, "one\ntwo\nthree")
    edit(store, row, "ONE\ntwo\nthree", "one\ntwo\nthree")
    edit(store, row, "one\ntwo\nTHREE", "one\ntwo\nthree")
    assert notes_of(store, row) == "ONE\ntwo\nTHREE"


def test_undoing_an_edit_of_a_text_leaves_alone_what_was_written_since(store: Store) -> None:
    row = talk(store, "one\ntwo\nthree")
    edit(store, row, "ONE\ntwo\nthree", "one\ntwo\nthree")
    first = store.connection.execute("SELECT max(n) FROM action").get
    people_wrote(store)
    edit(store, row, "ONE\ntwo\nTHREE", "ONE\ntwo\nthree")
    store.undo(first)
    assert notes_of(store, row) == "one\ntwo\nTHREE"
    store.redo()
    assert notes_of(store, row) == "ONE\ntwo\nTHREE"


def test_typing_is_undone_as_one_and_done_again(store: Store) -> None:
    row = talk(store)
    for before, after in (("", "M"), ("M", "Met"), ("Met", "Met Ada")):
        edit(store, row, after, before)
    store.undo()
    assert notes_of(store, row) is None
    store.redo()
    assert notes_of(store, row) == "Met Ada"


def people_wrote(store: Store) -> None:
    """Something else in between, so that two edits are two actions."""
    talk(store)
