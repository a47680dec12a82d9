"""The tree of introductions: everybody stands in it once, whatever circles people make."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.introductions.tree import Edge, Line, lines


def edges_of(*pairs: str, pending: str = "") -> list[Edge]:
    """`ab` is an introduction of b by a."""
    led = [Edge(pair.encode(), pair[:1].encode(), pair[1:].encode(), True) for pair in pairs]
    return led + [Edge(pair.encode(), pair[:1].encode(), pair[1:].encode(), False) for pair in pending.split()]


def drawn(found: list[Line]) -> list[str]:
    return [
        line.guides + line.person_id.decode() + (" again" if line.stands_elsewhere else "") + ("…" * line.is_folded)
        for line in found
    ]


def test_introducers_stand_at_the_root_and_those_they_led_to_beneath() -> None:
    assert drawn(lines(edges_of("ab", "ac", "bd", "xy"))) == ["a", "├─ b", "│  ╰─ d", "╰─ c", "x", "╰─ y"]


def test_a_closed_branch_is_one_line_that_says_how_many_are_in_it() -> None:
    found = lines(edges_of("ab", "bc", "bd"), folded={b"b"})
    assert drawn(found) == ["a", "╰─ b…"]
    assert [line.beneath for line in found] == [3, 2]


def test_somebody_named_twice_stands_where_they_were_led_to_first() -> None:
    assert drawn(lines(edges_of("ac", "bc"))) == ["a", "╰─ c", "b", "╰─ c again"]


def test_who_was_only_wished_for_through_one_and_led_to_through_another_stands_under_the_other() -> None:
    assert drawn(lines(edges_of("bc", pending="ac"))) == ["b", "╰─ c", "a", "╰─ c again"]


def test_a_circle_is_cut_where_it_closes() -> None:
    assert drawn(lines(edges_of("ab", "bc", "ca"))) == ["a", "╰─ b", "   ╰─ c", "      ╰─ a again"]


def test_a_chain_of_a_thousand_is_no_deeper_than_python() -> None:
    people = [number.to_bytes(2, "big") for number in range(1_000)]
    edges = [Edge(after, before, after, True) for before, after in pairwise(people)]
    begun = time.perf_counter()
    assert len(lines(edges)) == 1_000
    assert time.perf_counter() - begun < 2


PEOPLE = st.sampled_from([bytes([letter]) for letter in b"abcdefghij"])
EDGES = st.lists(st.tuples(PEOPLE, PEOPLE, st.booleans()), max_size=25).map(
    lambda found: [Edge(bytes([number]), one, other, led) for number, (one, other, led) in enumerate(found)]
)


@given(edges=EDGES)
def test_everybody_stands_in_it_once_and_every_introduction_has_its_line(edges: list[Edge]) -> None:
    found = lines(edges)
    standing = [line.person_id for line in found if not line.stands_elsewhere]
    assert len(standing) == len(set(standing))
    assert set(standing) == {person for edge in edges for person in (edge.introducer_id, edge.person_id)}
    assert sorted(line.edge.id for line in found if line.edge) == sorted(edge.id for edge in edges)


@given(edges=EDGES, folded=st.sets(PEOPLE))
def test_closing_branches_hides_lines_and_changes_no_other(edges: list[Edge], folded: set[bytes]) -> None:
    whole, closed = lines(edges), lines(edges, folded)
    assert {(line.person_id, line.guides, line.beneath) for line in closed} <= {
        (line.person_id, line.guides, line.beneath) for line in whole
    }
    assert all(line.is_folded == (line.person_id in folded and line.beneath > 0) for line in closed)
