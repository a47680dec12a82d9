"""Known people by their keys, and which of them a new record may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from coffeechat.method.identity.blocks import Blocks
from coffeechat.method.identity.keys import WEAK, Known, contradict, is_phone, said, weight
from coffeechat.method.names import agreement

Tier = Literal["same", "review", "likely", "possible", "new"]

# A number or address that more people hold is a switchboard or a mailing list.
MOST_HOLDERS: Final = 3


class Match(Struct, frozen=True):
    """Who a record may be, lowest id first, and why in a few words."""

    tier: Tier
    ids: tuple[bytes, ...] = ()
    why: str = ""


class Index:
    """Known people, to be asked for each record of an import and told of each that is new."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._known: dict[bytes, Known] = {}
        self._holders: dict[str, list[bytes]] = {}
        self._namesakes: dict[str, list[bytes]] = {}
        self._blocks: Blocks | None = None
        for person in known:
            self.add(person)

    def add(self, person: Known) -> None:
        """Learn of somebody; an id that is known already keeps its name and gains the keys it lacks."""
        before = self._known.get(person.id)
        self._known[person.id] = _joined(before, person) if before else person
        for key in person.strong:
            if before is None or key not in before.strong:
                self._holders.setdefault(key, []).append(person.id)
        if person.name_key and before is None:
            if self._blocks is not None and person.name_key not in self._namesakes:
                self._blocks.add(person.name_key)
            self._namesakes.setdefault(person.name_key, []).append(person.id)

    def match(self, record: Known, *, with_slips: bool = True) -> Match:
        """What `record` is to the people known. Its own id doesn't count.

        Looking for names one letter apart takes longer than all the rest: without `with_slips` they are not looked for.
        """
        return self._by_keys(record) or self._by_name(record, with_slips) or Match("new")

    def person(self, id: bytes) -> Known:
        """What is known of somebody."""
        return self._known[id]

    def shared_keys(self) -> Iterator[tuple[str, tuple[bytes, ...]]]:
        """Strong keys that two or three people hold, with their ids."""
        for key, ids in self._holders.items():
            if 1 < len(ids) <= MOST_HOLDERS and WEAK not in key:
                yield key, tuple(sorted(ids))

    def namesakes(self) -> Iterator[tuple[str, tuple[bytes, ...]]]:
        """Names with the ids of those who bear them."""
        for name, ids in self._namesakes.items():
            yield name, tuple(sorted(ids))

    def one_letter_apart(self, name: str) -> tuple[str, ...]:
        """The names that differ from this one by a single slip of the fingers."""
        if self._blocks is None:
            self._blocks = Blocks(self._namesakes)
        return self._blocks.near(name)

    def _by_keys(self, record: Known) -> Match | None:
        hits = self._hits(record)
        if not hits:
            return None
        agreeing = [id for id in hits if self._agrees(record, id)]
        trusted = {key for keys in hits.values() for key in keys if self._is_trusted(key)}
        if len(agreeing) == 1 and trusted and trusted.issubset(hits[agreeing[0]]):
            key = min(trusted, key=weight)
            if not is_phone(key) or self._agreement(record, agreeing[0]) == "full":
                return Match("same", (agreeing[0],), said(key))
        ids = [id for id, keys in hits.items() if id in agreeing or not trusted.isdisjoint(keys)]
        return Match("review", tuple(sorted(ids)), self._doubt(record, hits, ids, agreeing)) if ids else None

    def _hits(self, record: Known) -> dict[bytes, list[str]]:
        hits: dict[bytes, list[str]] = {}
        for key in record.strong:
            for id in self._holders.get(key, ()):
                if id != record.id:
                    hits.setdefault(id, []).append(key)
        return hits

    def _is_trusted(self, key: str) -> bool:
        return WEAK not in key and len(self._holders[key]) <= MOST_HOLDERS

    def _agreement(self, record: Known, id: bytes) -> str:
        return agreement(record.name, self._known[id].name)

    def _agrees(self, record: Known, id: bytes) -> bool:
        return self._agreement(record, id) != "none" and not contradict(record, self._known[id])

    def _doubt(self, record: Known, hits: dict[bytes, list[str]], ids: list[bytes], agreeing: list[bytes]) -> str:
        key = min((key for id in ids for key in hits[id]), key=weight)
        if len(ids) > 1:
            return f"{said(key)}, several people"
        if agreeing:
            return f"{said(key)}, which may be shared"
        other_name = self._agreement(record, ids[0]) == "none"
        return f"{said(key)}, {'other name' if other_name else 'other profile'}"

    def _by_name(self, record: Known, with_slips: bool) -> Match | None:
        namesakes = [id for id in self._namesakes.get(record.name_key, ()) if id != record.id]
        colleagues = [id for id in namesakes if is_colleague(record, self._known[id])]
        apart = [id for id in namesakes if not contradict(record, self._known[id])]
        if len(colleagues) == 1 and colleagues[0] in apart and is_telling(record.name_key):
            return Match("likely", tuple(colleagues), "same name and organisation")
        if colleagues:
            return Match("possible", tuple(sorted({*colleagues, *apart})), "same name and organisation, in doubt")
        if not is_telling(record.name_key):
            return None
        if apart:
            return Match("possible", tuple(sorted(apart)), "same name")
        return self._by_slip(record) if with_slips else None

    def _by_slip(self, record: Known) -> Match | None:
        near = [id for name in self.one_letter_apart(record.name_key) for id in self._namesakes[name]]
        near = sorted(id for id in near if id != record.id and not contradict(record, self._known[id]))
        return Match("possible", tuple(near), "names one letter apart") if near else None


def is_colleague(one: Known, other: Known) -> bool:
    """Whether two share an organisation."""
    return not set(one.organisation_keys).isdisjoint(other.organisation_keys)


def is_telling(name: str) -> bool:
    """Whether a name key says more than a first name; some scripts write a whole name as one word."""
    return " " in name or (bool(name) and not name.isascii())


def _joined(before: Known, more: Known) -> Known:
    return replace(
        before,
        organisation_keys=tuple(dict.fromkeys(before.organisation_keys + more.organisation_keys)),
        strong=tuple(dict.fromkeys(before.strong + more.strong)),
        rows=tuple(dict.fromkeys(before.rows + more.rows)),
    )
