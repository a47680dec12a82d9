"""Answers that become claims: METHOD's case of seven talks, what waits, what is told in confidence, probes, beliefs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coffeechat.records import Answer, Evidence, PlanItem, Question
from coffeechat.store import beliefs, clock, conversations, insights, people, tables, topics
from coffeechat.store.insights import NoClaim, ToldInConfidence
from coffeechat.store.store import Store
from what_was_said import CLAIM, MAYA, SENTENCES, SUPPORTERS, TOPIC, add_seven, say, sort_seven, talk


def test_seven_talks_of_which_three_came_through_maya(store: Store) -> None:
    ids = add_seven(store)
    assert topics.overview(store.connection).unsorted == 7
    claim_id = sort_seven(store, ids)
    found = topics.overview(store.connection)
    (topic,) = found.topics
    (claim,) = topic.claims
    assert (topic.name, claim.text, claim.insight.id) == (TOPIC, CLAIM, claim_id)
    assert (claim.tally.people, claim.tally.sides, claim.tally.chains) == (7, "5 : 2", "3 : 2")
    assert claim.status == "contested" and topic.is_contested
    assert found.unsorted == 0 and len(found.people) == 7
    assert [said.text for said in claim.said] == list(SENTENCES)
    assert [said.is_off_record for said in claim.said] == [False] * 6 + [True]
    assert {found.names[found.roots[ids[name]]] for name in SUPPORTERS[:3]} == {MAYA}


def test_people_of_one_chain_stand_beside_each_other(store: Store) -> None:
    ids = add_seven(store)
    sort_seven(store, ids)
    found = topics.overview(store.connection)
    assert {found.names[person] for person in found.people[:3]} == set(SUPPORTERS[:3])


def test_a_topic_with_three_talks_and_no_new_claim_is_saturated(store: Store) -> None:
    ids = add_seven(store)
    for text in SENTENCES[:3]:
        (answer,) = tables.select(store.connection, Answer, "id = ?", (ids[text],))
        insights.set_aside(store, answer)
    assert not topics.overview(store.connection).topics[0].is_saturated  # four answers were not read yet
    sort_seven(store, ids)
    assert topics.overview(store.connection).topics[0].is_saturated
    late = say(store, ids[MAYA], "It depends on the city.", clock.now())
    assert not topics.overview(store.connection).topics[0].is_saturated
    insights.from_answer(store, late, claim="It depends on the city")
    assert not topics.overview(store.connection).topics[0].is_saturated


def test_an_answer_waits_until_it_is_sorted_and_again_when_it_is_taken_off(store: Store) -> None:
    ids = add_seven(store)
    first = insights.waiting(store.connection)[0]
    assert (first.person, first.answer.text) == (SUPPORTERS[0], SENTENCES[0])
    claim_id = sort_seven(store, ids)
    assert insights.waiting(store.connection) == []
    claim = topics.claim(store.connection, claim_id)
    assert claim
    insights.unlink(store, claim.said[2])
    assert [one.answer.text for one in insights.waiting(store.connection)] == [SENTENCES[2]]
    insights.remove(store, claim.insight)
    assert len(insights.waiting(store.connection)) == 7
    store.undo()
    assert topics.claim(store.connection, claim_id)


def test_what_was_set_aside_waits_no_more_and_can_become_evidence_later(store: Store) -> None:
    ids = add_seven(store)
    (answer,) = tables.select(store.connection, Answer, "id = ?", (ids[SENTENCES[0]],))
    insights.set_aside(store, answer)
    assert len(insights.waiting(store.connection)) == 6
    insights.from_answer(store, answer.id, claim=CLAIM)
    assert len(tables.select(store.connection, Evidence)) == 1


def test_linked_once_more_an_answer_changes_its_stance(store: Store) -> None:
    ids = add_seven(store)
    claim_id = insights.from_answer(store, ids[SENTENCES[0]], claim=CLAIM)
    insights.from_answer(store, ids[SENTENCES[0]], insight_id=claim_id, stance="contradicts")
    claim = topics.claim(store.connection, claim_id)
    assert claim and [said.stance for said in claim.said] == ["contradicts"]


def test_what_was_said_for_practice_or_in_a_talk_that_was_removed_is_no_evidence(store: Store) -> None:
    person = people.add(store, "Ruth Novak")
    practice = talk(store, person, clock.now(), kind="practice")
    with store.change("answer") as change:
        answer = Answer(
            id=clock.new_id(), created_at=change.at, conversation_id=practice, person_id=person, text="I like bread."
        )
        store.insert(change, answer)
    assert insights.waiting(store.connection) == [] and topics.overview(store.connection).topics == ()
    told = say(store, person, "No.", clock.now())
    claim_id = insights.from_answer(store, told, claim=CLAIM)
    removed = tables.select(store.connection, Answer, "id = ?", (told,))[0].conversation_id
    conversations.remove(store, removed or b"")
    claim = topics.claim(store.connection, claim_id)
    assert claim and claim.said == ()


def test_a_claim_needs_words(store: Store) -> None:
    ids = add_seven(store)
    with pytest.raises(NoClaim):
        insights.from_answer(store, ids[SENTENCES[0]], claim="  ")
    assert tables.select(store.connection, Evidence) == []


def test_a_probe_goes_into_the_plan_of_the_next_talk_or_among_the_own_questions(store: Store) -> None:
    ids = add_seven(store)
    claim = topics.claim(store.connection, sort_seven(store, ids))
    assert claim
    assert insights.probe(store, claim).conversation_id is None
    (own,) = tables.select(store.connection, Question)
    assert own.text == f"Some told me “{CLAIM}”, others the opposite. How is it here?"
    late = conversations.plan(store, [ids[MAYA]])
    soon = conversations.plan(store, [ids[SUPPORTERS[3]]])
    conversations.schedule(store, late, clock.now() + timedelta(days=9))
    conversations.schedule(store, soon, clock.now() + timedelta(days=2))
    made = insights.probe(store, claim)
    assert (made.conversation_id, made.person) == (soon, SUPPORTERS[3])
    (item,) = tables.select(store.connection, PlanItem)
    assert (item.conversation_id, item.topic, item.text) == (soon, TOPIC, own.text)


def test_what_was_told_in_confidence_only_is_not_asked_of_others(store: Store) -> None:
    ids = add_seven(store)
    claim_id = insights.from_answer(store, ids[SENTENCES[6]], claim="They only read letters with a degree")
    claim = topics.claim(store.connection, claim_id)
    assert claim and claim.is_off_record
    with pytest.raises(ToldInConfidence):
        insights.probe(store, claim)


def test_a_belief_moves_with_the_evidence_and_keeps_where_it_was(store: Store) -> None:
    claim_id = sort_seven(store, add_seven(store))
    belief = beliefs.add(store, "A degree is required", 80)
    beliefs.move(store, belief, 40, insight_id=claim_id)
    (held,) = beliefs.of_target(store.connection)
    assert held.history == (80, 40) and held.percent == 40
    assert held.changes[-1].insight_id == claim_id
    store.undo()
    assert beliefs.of_target(store.connection)[0].percent == 80


@pytest.mark.parametrize("typed", ["", "x", "-1", "101", "4.5", "١٢"])
def test_what_is_no_percentage_is_refused(typed: str) -> None:
    with pytest.raises(beliefs.NoPercentage):
        beliefs.percentage(typed)


def test_a_percentage_may_have_its_sign() -> None:
    assert [beliefs.percentage(typed) for typed in ("0", "40%", " 100 % ")] == [0, 40, 100]
