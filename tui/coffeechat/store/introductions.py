"""Who introduces whom: wishes, names given in talks, both consents, and how far each introduction has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.method import introductions as method
from coffeechat.method.folding import fold
from coffeechat.method.introductions import Chains, Facts, Step
from coffeechat.records import Introduction, Person
from coffeechat.store import clock, notes, people, rules, tables
from coffeechat.store.capture import Change
from coffeechat.store.people import display_name
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.store import Store

REMOVED = "(somebody removed)"


class Refused(CoffeechatError):
    """A step that the state of an introduction does not allow."""


class Known(Struct, frozen=True):
    """An introduction as it stands now, with both names."""

    introduction: Introduction
    introducer: str
    person: str
    facts: Facts
    state: str

    @property
    def steps(self) -> list[Step]:
        """What was done, from first to last."""
        return method.steps(self.introduction, self.facts)

    @property
    def next(self) -> str:
        """What has to happen now, in a sentence."""
        return method.what_next(self.state, self.introducer, self.person)


def add(store: Store, introducer_id: bytes, person_id: bytes, *, state: str = "wished", **cells: Value) -> Introduction:
    """A new one, `wished` or `asked`. `cells` are what else is known: target_id, conversation_id, may_use_name,
    will_call_ahead, note. Raises Refused if the two are one person."""
    introducer, person = (_name(store.connection, row_id) for row_id in (introducer_id, person_id))
    if introducer_id == person_id:
        raise Refused(f"{person} can't introduce you to themselves. Choose somebody who knows {person}.")
    with store.change(f"introduction to {person} through {introducer}") as change:
        return _insert(store, change, introducer_id, person_id, state, cells)


def named(store: Store, conversation_id: bytes | None, introducer_id: bytes, name: str, **cells: Value) -> Introduction:
    """A name that `introducer_id` gave in a talk: asked for by the asking of it. Somebody new comes into being; if
    exactly one person is called so already, it is they. `cells` as in `add`."""
    with store.change(f"name given by {_name(store.connection, introducer_id)}: {name}") as change:
        return name_in(store, change, introducer_id, name, conversation_id=conversation_id, **cells)


def name_in(store: Store, change: Change, introducer_id: bytes, name: str, **cells: Value) -> Introduction:
    """The same within a change, for a name that comes with something else."""
    introducer = _name(store.connection, introducer_id)
    if not name.strip():
        raise Refused(f"Type the name that {introducer} gave you first.")
    person_id = _called(store.connection, name, but=introducer_id) or _new_person(store, change, name, introducer)
    return _insert(store, change, introducer_id, person_id, "asked", cells)


def asked_in(store: Store, introduction_id: bytes, at: str) -> None:
    """Within a change: the introducer was written to about it, which a wish turns into."""
    known = get(store.connection, introduction_id)
    if known and known.state == "wished":
        store.update(Introduction, introduction_id, state="asked", asked_at=at)


def set_state(store: Store, introduction_id: bytes, to: str, *, reason: str = "") -> None:
    """Move it on. `reason` is why it was made without the person's yes. Raises Refused with the sentence why not."""
    known = get(store.connection, introduction_id)
    if known is None:
        raise Refused("This introduction was removed meanwhile. u takes that back.")
    why_not = method.refusal(known.state, to, known.introducer, known.person, reason)
    if why_not:
        raise Refused(why_not)
    days = rules.load(store.connection).expiry_days
    with store.change(f"introduction to {known.person}: {method.word(to)}") as change:
        cells = method.written(known.state, to, change.at, reason.strip(), days)
        store.update(Introduction, introduction_id, **cells)
        if to == "made":
            person_id = known.introduction.person_id
            person = tables.get(store.connection, Person, person_id) if person_id else None
            if person:
                people.bind(store, person, "introduced")


def edit(store: Store, known: Known, **cells: Value) -> None:
    """What else is known of it: may_use_name, will_call_ahead, message, expires_at."""
    with store.change(f"edit introduction to {known.person}"):
        store.update(Introduction, known.introduction.id, **cells)


def edit_note(store: Store, known: Known, text: str) -> None:
    opened = known.introduction.note or ""
    label = f"note on introduction to {known.person}"
    notes.edit(store, Introduction, known.introduction.id, "note", text, opened=opened, label=label)


def remove(store: Store, known: Known) -> None:
    with store.change(f"remove introduction to {known.person}") as change:
        store.delete(change, Introduction, known.introduction.id)


def get(connection: apsw.Connection, introduction_id: bytes) -> Known | None:
    return next(iter(_known(connection, "introduction.id = ?", (introduction_id,))), None)


def to_person(connection: apsw.Connection, person_id: bytes) -> list[Known]:
    """Those that lead to somebody, the newest first."""
    return _known(connection, "person_id = ?", (person_id,))


def by_person(connection: apsw.Connection, introducer_id: bytes) -> list[Known]:
    """Those somebody was asked for, the newest first."""
    return _known(connection, "introducer_id = ?", (introducer_id,))


def all_introductions(connection: apsw.Connection) -> list[Known]:
    """All, the newest first."""
    return _known(connection)


_BESIDE = """
SELECT introduction.id, introducer.name, person.name,
    (SELECT min(at) FROM touch WHERE touch.person_id = introduction.person_id AND at >= made_at
     AND direction = 'out' AND touch.kind IS NOT 'note' AND coalesce(touch.state, 'sent') IN ('sent', 'closed')
     AND deleted_at IS NULL),
    (SELECT min(coalesce(ended_at, at)) FROM conversation_person AS part
     JOIN conversation ON conversation.id = part.conversation_id
     WHERE part.person_id = introduction.person_id AND part.deleted_at IS NULL AND conversation.deleted_at IS NULL
     AND conversation.state IN ('ended', 'debriefed', 'closed') AND coalesce(ended_at, at) >= made_at),
    (SELECT min(at) FROM touch WHERE touch.person_id = introducer_id AND introduction_id = introduction.id
     AND direction = 'out' AND touch.kind IN ('thanks', 'update') AND at >= made_at
     AND coalesce(touch.state, 'sent') IN ('sent', 'closed') AND deleted_at IS NULL)
FROM introduction LEFT JOIN listing AS introducer ON introducer.id = introducer_id
LEFT JOIN listing AS person ON person.id = introduction.person_id
WHERE introduction.deleted_at IS NULL AND"""


def chains(connection: apsw.Connection) -> Chains:
    """Through whom everybody came."""
    return method.chains_of(tables.select(connection, Introduction))


def path(connection: apsw.Connection, person_id: bytes) -> list[str]:
    """The names of those through whom somebody came, the nearest first."""
    return [_name(connection, row_id) for row_id in chains(connection).path(person_id)]


def _known(connection: apsw.Connection, where: str = "TRUE", bindings: tuple[Value, ...] = ()) -> list[Known]:
    rows = {row.id: row for row in tables.select(connection, Introduction, where, bindings)}
    now, days = clock.now(), rules.load(connection).expiry_days
    found = []
    for row_id, introducer, person, *instants in connection.execute(
        f"{_BESIDE} {where} ORDER BY introduction.id DESC", bindings
    ):
        facts = Facts(*instants)
        standing = method.state(rows[row_id], facts, now, days)
        found.append(Known(rows[row_id], introducer or REMOVED, person or REMOVED, facts, standing))
    return found


def _insert(
    store: Store, change: Change, introducer_id: bytes, person_id: bytes, state: str, cells: dict[str, Value]
) -> Introduction:
    introduction = Introduction(
        id=clock.new_id(),
        created_at=change.at,
        introducer_id=introducer_id,
        person_id=person_id,
        state=state,
        asked_at=change.at if state == "asked" else None,
        **cells,
    )
    store.insert(change, introduction)
    return introduction


def _called(connection: apsw.Connection, name: str, but: bytes) -> bytes | None:
    """The one person of this name, or None where there is nobody or more than one."""
    words = fold(name).split()
    keys = [" ".join(words[cut:] + words[:cut]) for cut in range(len(words))]  # the list has family names first
    marks = ", ".join("?" * len(keys))
    found = connection.execute(
        f"SELECT id FROM listing WHERE fold(name) = ? AND id <> ? AND name_key IN ({marks}) LIMIT 2",
        (" ".join(words), but, *keys),
    )
    ids = [row[0] for row in found]
    return ids[0] if len(ids) == 1 else None


def _new_person(store: Store, change: Change, name: str, introducer: str) -> bytes:
    person = Person(
        id=clock.new_id(), created_at=change.at, display=name, how_we_met=f"{introducer} gave you the name."
    )
    store.insert(change, person)
    return person.id


def _name(connection: apsw.Connection, person_id: bytes) -> str:
    person = tables.get(connection, Person, person_id)
    return display_name(person) if person else REMOVED
