"""What many people said, in numbers: METHOD's own case, and laws over any network of introductions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.insights import Heard, Tally, Voice, is_saturated, probe, status, suggested, tally
from coffeechat.method.introductions import Chains
from coffeechat.method.rules import defaults

MAYA = b"maya"


def voices(stance: str, *people: bytes) -> list[Voice]:
    return [Voice(person, stance, "2026-03-02T08:00:00Z") for person in people]


def test_seven_people_of_whom_three_came_through_maya() -> None:
    said = [*voices("supports", b"a", b"b", b"c", b"d", b"e"), *voices("contradicts", b"f", b"g")]
    counted = tally(said, Chains([(MAYA, b"a"), (MAYA, b"b"), (MAYA, b"c")]).root)
    assert (counted.people, counted.sides, counted.chains) == (7, "5 : 2", "3 : 2")
    assert status(counted, defaults()) == "contested"
    assert suggested(counted, is_opposite=True) == 40


@pytest.mark.parametrize(
    ("chains", "expected"),
    [((0, 0), "open"), ((1, 1), "open"), ((2, 1), "supported"), ((1, 2), "refuted"), ((2, 2), "contested")],
)
def test_a_side_counts_from_two_independent_people(chains: tuple[int, int], expected: str) -> None:
    assert status(Tally(chains_for=chains[0], chains_against=chains[1]), defaults()) == expected


def test_who_changed_their_mind_counts_by_what_they_said_last() -> None:
    said = [Voice(b"a", "contradicts", "2026-03-05T08:00:00Z"), Voice(b"a", "supports", "2026-03-02T08:00:00Z")]
    counted = tally([*said, Voice(b"a", "unclear", "2026-03-06T08:00:00Z")], Chains(()).root)
    assert (counted.people, counted.supports, counted.contradicts) == (1, 0, 1)


def test_books_stand_beside_the_people() -> None:
    counted = tally([Voice(None, "supports", ""), *voices("refines", b"a")], Chains(()).root)
    assert (counted.people, counted.supports, counted.sources_for) == (1, 0, 1)


@pytest.mark.parametrize(
    ("talks", "expected"),
    [
        ([], False),
        ([Heard(0, 0)] * 2, False),
        ([Heard(0, 0)] * 3, True),
        ([Heard(2, 0)] + [Heard(0, 0)] * 3, True),
        ([Heard(0, 0)] * 3 + [Heard(1, 0)], False),
        ([Heard(0, 0)] * 3 + [Heard(0, 1)], False),
    ],
)
def test_a_topic_is_saturated_when_three_talks_brought_no_new_claim(talks: list[Heard], expected: bool) -> None:
    assert is_saturated(talks, defaults()) is expected


def test_a_probe_is_neutral() -> None:
    assert probe("A degree is required.", "supported") == "Others told me: “A degree is required”. Is it so here?"
    assert probe("A {degree}", "contested") == "Some told me “A {degree}”, others the opposite. How is it here?"


def test_a_circle_of_introductions_ends() -> None:
    chains = Chains([(b"a", b"b"), (b"b", b"c"), (b"c", b"a"), (b"d", b"d")])
    assert chains.path(b"c") == [b"b", b"a"] and chains.root(b"c") == b"a" and chains.root(b"d") == b"d"


PEOPLE = st.sampled_from([bytes([letter]) for letter in b"abcdefgh"])
EDGES = st.lists(st.tuples(PEOPLE, PEOPLE), max_size=20)
VOICES = st.lists(
    st.builds(Voice, PEOPLE, st.sampled_from(["supports", "contradicts", "refines"]), st.sampled_from("123")),
    max_size=20,
)


@given(edges=EDGES, said=VOICES)
def test_chains_never_exceed_people_whatever_the_network(edges: list[tuple[bytes, bytes]], said: list[Voice]) -> None:
    counted = tally(said, Chains(edges).root)
    assert (counted.chains_for > 0) == (counted.supports > 0)
    assert counted.chains_for <= counted.supports and counted.chains_against <= counted.contradicts
    assert counted.supports + counted.contradicts <= counted.people <= len(said)


@given(edges=EDGES, said=VOICES, stance=st.sampled_from(["supports", "contradicts"]))
def test_somebody_unrelated_adds_exactly_one_chain(
    edges: list[tuple[bytes, bytes]], said: list[Voice], stance: str
) -> None:
    root = Chains(edges).root
    before, after = tally(said, root), tally([*said, Voice(b"stranger", stance, "9")], root)
    added = (after.chains_for - before.chains_for, after.chains_against - before.chains_against)
    assert added == ((1, 0) if stance == "supports" else (0, 1))


@given(edges=EDGES, more=EDGES, said=VOICES)
def test_knowing_more_introductions_never_makes_people_more_independent(
    edges: list[tuple[bytes, bytes]], more: list[tuple[bytes, bytes]], said: list[Voice]
) -> None:
    before, after = tally(said, Chains(edges).root), tally(said, Chains([*edges, *more]).root)
    assert after.chains_for <= before.chains_for and after.chains_against <= before.chains_against


@given(edges=EDGES, person=PEOPLE)
def test_every_path_ends_at_its_root_without_meeting_anybody_twice(
    edges: list[tuple[bytes, bytes]], person: bytes
) -> None:
    chains = Chains(edges)
    path = chains.path(person)
    assert person not in path and len(set(path)) == len(path)
    assert chains.root(person) == (path[-1] if path else person)
