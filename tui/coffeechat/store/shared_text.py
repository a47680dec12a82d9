"""One text that several devices write in: a Yjs document kept as slots, each written by one device only.

Traps, each of them met: two devices that begin with the same first text must not make it twice (so it gets an id made
from the text); a client id used again corrupts the document (each open file takes a fresh one); positions are counted
in UTF-8 bytes; a document grows with its history (so a new generation begins where it is four times its text).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from coffeechat.store.text_edits import Edit, edits

if TYPE_CHECKING:
    from pycrdt import Doc, Text

NAME = "text"
GROWTH = 4
SMALL = 16_384
"""Bytes up to which no new generation is worth its while."""

SEED = b"seed"
CARRY = b"carry"
"""Instead of a device: the text a generation begins with, and what was written in an older one later on."""


class Slot(NamedTuple):
    """A share of one text. `generation` counts in its upper bits; the lower ones tell apart two that began at once."""

    generation: int
    device: bytes
    state: bytes


def load() -> None:
    """Load what documents are made with, before they are needed."""
    import_module("pycrdt")


def read(slots: Iterable[Slot]) -> str:
    """The text all slots make together, whatever their order."""
    return _Composed(slots).text


def write(slots: Iterable[Slot], text: str, client: int, device: bytes, first: str) -> list[Slot]:
    """The slots to store so that the document says `text`: the device's own, and what it builds on where that is not
    there yet. `first` is the text before anybody had a slot; `client` an id that this open file alone uses."""
    present = list(slots)
    made: list[Slot] = []
    if not present and first:
        made.append(seed(0, first))
    composed = _Composed([*present, *made])
    if composed.is_overgrown:
        number = (composed.generation >> _HASH_BITS) + 1
        made.append(seed((number << _HASH_BITS) | _number(composed.text, bits=_HASH_BITS), composed.text))
        composed = _Composed([*present, *made])
    elif composed.carry:
        made.append(Slot(composed.generation, CARRY, composed.carry))
    update = _edited(composed.document(client), text)
    own = [slot.state for slot in present if slot[:2] == (composed.generation, device)]
    return [*made, Slot(composed.generation, device, merged([*own, update]))]


def merged(states: Sequence[bytes]) -> bytes:
    from pycrdt import merge_updates

    return merge_updates(*states) if len(states) > 1 else states[0]


def adds(slots: Iterable[Slot], state: bytes) -> bool:
    """Whether `state` says anything that these slots, all of one generation, do not."""
    doc = _document([slot.state for slot in slots], 1)
    before = doc.get_state(), str(_text(doc))
    doc.apply_update(state)
    return (doc.get_state(), str(_text(doc))) != before


def seed(generation: int, text: str) -> Slot:
    """The first text of a generation: the same bytes wherever it is made."""
    return Slot(generation, SEED, _edited(_document([], _client(generation, text)), text))


_HASH_BITS = 32


class _Composed:
    """The newest generation, with what was written in older ones after it began carried over."""

    def __init__(self, slots: Iterable[Slot]) -> None:
        by_generation: dict[int, list[Slot]] = {}
        for slot in sorted(slots):  # if an id is there twice, the first one counts: the same one everywhere
            by_generation.setdefault(slot.generation, []).append(slot)
        self.generation = max(by_generation, default=0)
        self.text = ""
        self.carry = b""
        self._states: list[bytes] = []
        for generation in sorted(by_generation):
            self._go_on(generation, by_generation[generation])

    def _go_on(self, generation: int, slots: list[Slot]) -> None:
        begun = [slot.state for slot in slots if slot.device == SEED]
        carries = [slot.state for slot in slots if slot.device == CARRY]
        late = _late(generation, self.text, begun, carries) if generation else _NOTHING_LATE
        self.carry = late.carry if late.carry not in carries else b""
        self._states = [*begun, *carries, *filter(None, [self.carry]), *late.cuts]
        self._states += [slot.state for slot in slots if slot.device not in (SEED, CARRY)]
        self.text = str(_text(_document(self._states, 1)))

    @property
    def is_overgrown(self) -> bool:
        size = sum(map(len, self._states))
        return size > SMALL and size > GROWTH * len(self.text.encode())

    def document(self, client: int) -> Doc[Text]:
        return _document(self._states, client)


class _Late(NamedTuple):
    """What was put into the older generation after this one began: as it is carried over, and what that makes needless
    of what others have carried."""

    carry: bytes
    cuts: list[bytes]


_NOTHING_LATE = _Late(b"", [])
_BEHIND_OTHERS = 1 << 52
"""Of two pieces put in at one place that of the higher id comes later: what is carried over comes behind what stands
there, not between a word and what replaced it."""


def _late(generation: int, older: str, seeds: list[bytes], carries: list[bytes]) -> _Late:
    """Whoever knows the same of the `older` text carries the same over, to the byte. Of two who knew different things
    both carried some words: those that are in what is carried here are cut, so that each is there once. What was cut in
    the older text stays: perhaps not all of it is here yet."""
    doc = _document(seeds, _BEHIND_OTHERS | _client(generation, older))
    new = [Edit(edit.end, edit.end, edit.put) for edit in edits(str(_text(doc)), older) if edit.put]
    if not new:
        return _NOTHING_LATE
    carry = _applied(doc, new)
    wanted = str(_text(doc))
    others = [state for state in carries if state != carry]
    cuts = [_cut(seeds, state) for state in others if _adds_nothing(str(_text(_document([*seeds, state], 1))), wanted)]
    return _Late(carry, cuts)


def _adds_nothing(text: str, wanted: str) -> bool:
    return not any(edit.put for edit in edits(wanted, text))


def _cut(seeds: list[bytes], state: bytes) -> bytes:
    """What takes out of a document all that `state` has put into its seed."""
    doc = _document(seeds, 1)
    text = _text(doc)
    pieces: list[tuple[int, int]] = []

    def see(event: Any) -> None:
        place = 0
        for step in event.delta:
            size = step.get("retain") or len(step.get("insert", "").encode())
            if "insert" in step:
                pieces.append((place, place + size))
            place += size

    subscription = text.observe(see)
    doc.apply_update(state)
    text.unobserve(subscription)

    def take_out() -> None:
        for start, end in reversed(pieces):
            del text[start:end]

    return _changed(doc, take_out)


def _document(states: Sequence[bytes], client: int) -> Doc[Text]:
    from pycrdt import Doc, Text

    doc: Doc[Text] = Doc(client_id=client)
    doc[NAME] = Text()
    for state in states:
        doc.apply_update(state)
    return doc


def _text(doc: Doc[Text]) -> Text:
    from pycrdt import Text

    text: Text = doc.get(NAME, type=Text)
    return text


def _edited(doc: Doc[Text], wanted: str) -> bytes:
    """Make the document say `wanted`; returns what changed."""
    return _applied(doc, edits(str(_text(doc)), wanted))


def _applied(doc: Doc[Text], found: Sequence[Edit]) -> bytes:
    """Edit the document's text; returns what changed."""
    text = _text(doc)
    before = str(text)

    def apply() -> None:
        for edit in reversed(found):
            start = len(before[: edit.start].encode())
            if edit.end > edit.start:
                del text[start : start + len(before[edit.start : edit.end].encode())]
            if edit.put:
                text.insert(start, edit.put)

    return _changed(doc, apply)


def _changed(doc: Doc[Text], act: Callable[[], object]) -> bytes:
    """Do something to the document as one transaction; returns what changed. (The transaction's own update has 133
    bytes where the difference to a state vector has 3,963: that one repeats every deletion.)"""
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    with doc.transaction():
        act()
    doc.unobserve(subscription)
    return updates[0] if updates else _NOTHING


_NOTHING = b"\0\0"
"""An update without content."""


def _client(generation: int, text: str) -> int:
    return _number(f"{generation} {text}", bits=48)


def _number(text: str, bits: int) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=bits // 8).digest(), "big") or 1
