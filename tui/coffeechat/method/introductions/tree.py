"""Who led to whom, as the lines of a tree: introducers at the root, those they led to beneath.

Somebody stands in full where they were led to first. Other ways to them, and the one that closes a circle, end there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from msgspec import Struct

from coffeechat.method.introductions.chains import Chains

_BRANCH, _LAST, _PASSING, _NOTHING = "├─ ", "╰─ ", "│  ", "   "


class Edge(Struct, frozen=True):
    """One introduction: whether one came to the person through it, or it is still on its way."""

    id: bytes
    introducer_id: bytes
    person_id: bytes
    has_led: bool


class Line(Struct, frozen=True):
    """One line. `edge` is how one came there, None at a root; `beneath` counts everybody below, shown or not."""

    person_id: bytes
    edge: Edge | None
    guides: str
    beneath: int
    is_folded: bool
    stands_elsewhere: bool


def lines(edges: Iterable[Edge], folded: Container[bytes] = frozenset()) -> list[Line]:
    """The whole tree, top to bottom. `edges` come in the order of time; `folded` are people whose branch is closed.

    Roots with the most people beneath come first.
    """
    tree = _Tree(list(edges), folded)
    roots = sorted(tree.roots(), key=lambda person: -tree.beneath[person])
    return [line for root in roots for line in tree.branch(root)]


class _Tree:
    """The edges by introducer, and which of them is the way to a person."""

    def __init__(self, edges: Sequence[Edge], folded: Container[bytes]) -> None:
        self._folded = folded
        ways = [edge for edge in edges if edge.has_led] + [edge for edge in edges if not edge.has_led]
        self._parents = Chains((edge.introducer_id, edge.person_id) for edge in ways).parents
        self._way: dict[bytes, Edge] = {}
        self._out: dict[bytes, list[Edge]] = {}
        for edge in ways:
            if self._parents.get(edge.person_id) == edge.introducer_id:
                self._way.setdefault(edge.person_id, edge)
        for edge in edges:
            self._out.setdefault(edge.introducer_id, []).append(edge)
        self.beneath = self._counted()

    def roots(self) -> list[bytes]:
        """Introducers to whom nobody led."""
        return [person for person in self._out if person not in self._parents]

    def branch(self, root: bytes) -> list[Line]:
        """A root and what hangs on it; on a stack of its own, because a chain may be longer than Python's."""
        found, waiting = [], [self._line(root, None, "")]
        indents = [""]
        while waiting:
            line, indent = waiting.pop(), indents.pop()
            found.append(line)
            if not line.is_folded and not line.stands_elsewhere:
                below = self._out.get(line.person_id, [])
                for place in range(len(below) - 1, -1, -1):
                    is_last = place == len(below) - 1
                    edge = below[place]
                    waiting.append(self._line(edge.person_id, edge, indent + (_LAST if is_last else _BRANCH)))
                    indents.append(indent + (_NOTHING if is_last else _PASSING))
        return found

    def _line(self, person: bytes, edge: Edge | None, guides: str) -> Line:
        elsewhere = edge is not None and self._way.get(person) is not edge
        beneath = 0 if elsewhere else self.beneath.get(person, 0)
        return Line(person, edge, guides, beneath, beneath > 0 and person in self._folded, elsewhere)

    def _counted(self) -> dict[bytes, int]:
        """How many hang on each: everybody is counted by all above them."""
        counts = dict.fromkeys(self._out, 0)
        for person in self._parents:
            above: bytes | None = self._parents[person]
            while above is not None:
                counts[above] = counts.get(above, 0) + 1
                above = self._parents.get(above)
        return counts
