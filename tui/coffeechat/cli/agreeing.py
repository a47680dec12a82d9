"""A talk agreed in one line of the command line: everything is checked before anything is written, as one action."""

from __future__ import annotations

from msgspec import Struct

from coffeechat.method.conversations import kind_named
from coffeechat.method.conversations.length import minutes_of
from coffeechat.method.dates import When, known_zone, read, zone_named
from coffeechat.records import Conversation
from coffeechat.store import clock, conversation_list, conversations, people, zones
from coffeechat.store.person_named import person_named
from coffeechat.store.store import Store
from coffeechat.store.tables import Value


class Wish(Struct, frozen=True, kw_only=True):
    """What was typed. `is_another` plans one more, though a talk with this person is still to come."""

    person: str
    when: str = ""
    kind: str | None = None
    minutes: str | None = None
    zone: str | None = None
    channel: str | None = None
    place: str | None = None
    is_another: bool = False


class Agreed(Struct, frozen=True):
    """The talk, and what is worth knowing about its time."""

    talk: bytes
    notes: tuple[str, ...] = ()


def agree(store: Store, wish: Wish) -> Agreed:
    """Plan a talk, or schedule or move the one that is to come. Raises what a mistyped part or the method forbids."""
    person_id = person_named(store.connection, wish.person)
    known = None if wish.is_another else conversation_list.ahead_with(store.connection, person_id, clock.now())
    zone = _zone(store, wish, person_id, known)
    when = read(wish.when, clock.now(), zones.zone(zone)) if wish.when else When(clock.now())
    cells = _cells(wish, when)
    with store.as_one(f"agree {clock.new_id().hex()}"):
        talk = known.id if known else conversations.plan(store, [person_id], cells.pop("kind", None), **cells)
        if wish.when:
            conversations.schedule(store, talk, when.at, **cells, zone=zone)
        elif known and cells:
            conversations.edit(store, talk, **cells)
    return Agreed(talk, when.notes)


def _zone(store: Store, wish: Wish, person_id: bytes, known: Conversation | None) -> str:
    """The one typed, that of the talk, theirs, or else this machine's."""
    if wish.zone:
        return zone_named(wish.zone).key
    person = people.detail(store.connection, person_id)
    likely = (known and known.zone, person and person.person.zone)
    return next((zone for zone in likely if zone and known_zone(zone)), zones.mine())


def _cells(wish: Wish, when: When) -> dict[str, Value]:
    typed: dict[str, Value] = {"channel": wish.channel, "place": wish.place}
    typed["kind"] = kind_named(wish.kind) if wish.kind else None
    typed["minutes"] = minutes_of(wish.minutes or "") or when.minutes
    return {name: value for name, value in typed.items() if value is not None}
