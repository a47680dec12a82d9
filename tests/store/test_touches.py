"""Messages with a person: from draft to sent and back, what is answered, and what the résumé rule holds back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coffeechat.method.touches import WrongState
from coffeechat.records import Touch
from coffeechat.store import clock, conversations, people, resume, tables, targets, touches
from coffeechat.store.resume import ResumeHeld
from coffeechat.store.store import Store


@pytest.fixture
def ada(store: Store) -> bytes:
    targets.add(store, name="Urban planner")
    return people.add(store, "Ada Lindqvist", "Head of Urban Planning", "City of Elmhafen")


def now_of(store: Store, touch: Touch) -> Touch:
    found = tables.get(store.connection, Touch, touch.id)
    assert found
    return found


def test_a_draft_becomes_sent_with_its_moment_and_undo_makes_it_a_draft_again(store: Store, ada: bytes) -> None:
    touch = touches.draft(store, ada, "ask", subject="Advice", body="Would you have 20 minutes?")
    assert (touch.state, touch.at, touch.direction) == ("draft", None, "out")
    target = targets.chosen(store.connection)
    assert target and touch.target_id == target.id
    touches.send(store, touch.id, channel="email")
    sent = now_of(store, touch)
    assert (sent.state, sent.channel) == ("sent", "email") and sent.at
    assert store.undo().label == "mark the ask to Ada Lindqvist as sent"
    assert (now_of(store, touch).state, now_of(store, touch).at) == ("draft", None)


def test_what_the_method_forbids_is_refused_with_its_sentence_and_stays_a_draft(store: Store, ada: bytes) -> None:
    thanks = touches.draft(store, ada, "thanks", body="Thank you.")
    with pytest.raises(touches.Forbidden, match="There has been no talk with Ada Lindqvist to thank for yet"):
        touches.send(store, thanks.id)
    touches.send(store, touches.draft(store, ada, "ask", body="Hello?").id)
    again = touches.draft(store, ada, "ask", body="Hello??")
    with pytest.raises(touches.Forbidden, match="Do not ask twice"):
        touches.send(store, again.id)
    with pytest.raises(touches.Forbidden, match="It is too early to follow up"):
        touches.send(store, touches.draft(store, ada, "follow_up", body="Hello?").id)
    assert (now_of(store, thanks).state, now_of(store, again).state) == ("draft", "draft")


def test_what_says_nothing_is_not_sent(store: Store, ada: bytes) -> None:
    touch = touches.draft(store, ada, "thanks", body=" \n ")
    with pytest.raises(touches.EmptyMessage, match="This thank-you says nothing yet"):
        touches.send(store, touch.id)
    assert now_of(store, touch).state == "draft"


def test_a_draft_is_found_again_by_person_kind_and_what_it_is_about(store: Store, ada: bytes) -> None:
    first = touches.draft(store, ada, "ask", body="One")
    touches.edit_body(store, first, "Two", opened="One")
    touches.edit(store, first, subject="Advice")
    found = touches.draft_of(store.connection, ada, "ask")
    assert found and (found.id, found.body, found.subject) == (first.id, "Two", "Advice")
    assert touches.draft_of(store.connection, ada, "thanks") is None
    assert touches.draft_of(store.connection, ada, "ask", b"c" * 16) is None
    assert touches.draft_of(store.connection, ada, "ask", None, b"i" * 16) is None
    touches.discard(store, first)
    assert touches.draft_of(store.connection, ada, "ask") is None


def test_what_came_back_stays_known_and_its_words_are_a_draft_again(store: Store, ada: bytes) -> None:
    touch = touches.draft(store, ada, "ask", body="Hello?")
    with pytest.raises(WrongState, match="is draft and can't become bounced"):
        touches.bounce(store, touch.id)
    touches.send(store, touch.id)
    with pytest.raises(WrongState):
        touches.send(store, touch.id)
    assert touches.last(store.connection, ada) == now_of(store, touch)
    again = touches.bounce(store, touch.id)
    assert now_of(store, touch).state == "bounced"
    assert touches.last(store.connection, ada) is None, "nobody got it"
    assert (again.state, again.at, again.body) == ("draft", None, "Hello?")
    touches.send(store, again.id)
    touches.close(store, again.id)
    with pytest.raises(WrongState):
        touches.bounce(store, again.id)
    assert store.undo().label == "expect nothing more from the ask to Ada Lindqvist"


def test_an_answer_is_one_action_and_later_may_have_a_date(store: Store, ada: bytes) -> None:
    answer = touches.reply(store, ada, "yes", text="Thursday?")
    assert (answer.direction, answer.kind, answer.reply_kind, answer.body) == ("in", "reply", "yes", "Thursday?")
    assert answer.at == answer.created_at
    assert touches.reply(store, ada, "later").wake_on is None
    assert touches.reply(store, ada, "later", wake_on="2026-04-01").wake_on == "2026-04-01"
    assert store.undo().label == "log the answer “later” of Ada Lindqvist"


def test_the_resume_waits_until_they_ask(store: Store, ada: bytes) -> None:
    hold_talk(store, ada)
    touch = touches.draft(store, ada, "thanks", body="Thank you for the map.")
    with pytest.raises(ResumeHeld, match=r"it waits until they ask\. \(Source: the article, UMass"):
        touches.attach_resume(store, touch)
    assert now_of(store, touch).attachment is None
    resume.asked_by_them(store, ada)
    touches.attach_resume(store, touch)
    touches.send(store, touch.id)
    assert [event.kind for event in resume.events(store.connection, ada)] == ["asked_by_them", "sent"]


def test_a_reason_sets_the_rule_aside_for_one_message_and_is_kept_for_the_debrief(store: Store, ada: bytes) -> None:
    conversation = hold_talk(store, ada)
    touch = touches.draft(store, ada, "thanks", body="Thank you.", conversation_id=conversation)
    touches.attach_resume(store, touch, "She spoke of a form that needs it.")
    (override,) = resume.events(store.connection, ada)
    assert (override.kind, override.conversation_id, override.touch_id) == ("offered_by_me", conversation, touch.id)
    assert override.reason == "She spoke of a form that needs it."
    touches.detach(store, touch)
    assert resume.events(store.connection, ada) == []
    store.undo()
    touches.send(store, touch.id)
    assert [event.kind for event in resume.events(store.connection, ada)] == ["offered_by_me", "sent"]
    with pytest.raises(ResumeHeld):
        touches.attach_resume(store, touches.draft(store, ada, "update", body="News"))


def test_in_a_job_interview_there_is_no_lock(store: Store, ada: bytes) -> None:
    conversation = hold_talk(store, ada, "job_interview")
    touch = touches.draft(store, ada, "thanks", body="Thank you.", conversation_id=conversation)
    touches.attach_resume(store, touch)
    assert now_of(store, touch).attachment == "resume"
    assert resume.events(store.connection, ada) == []


def test_a_resume_attached_on_another_machine_is_held_when_it_is_sent(store: Store, ada: bytes) -> None:
    touch = touches.draft(store, ada, "ask", body="Hello?", attachment="resume")
    with pytest.raises(ResumeHeld):
        touches.send(store, touch.id)
    assert now_of(store, touch).state == "draft"


def test_a_note_is_of_now(store: Store, ada: bytes) -> None:
    noted = touches.note(store, ada, "Met at the harbour.")
    assert (noted.kind, noted.body, noted.at) == ("note", "Met at the harbour.", noted.created_at)
    assert store.undo().label == "note on Ada Lindqvist"


def hold_talk(store: Store, person_id: bytes, kind: str = "informational") -> bytes:
    """A talk that took place an hour ago."""
    conversation_id = conversations.plan(store, [person_id], kind)
    conversations.schedule(store, conversation_id, clock.now() - timedelta(hours=1))
    conversations.set_state(store, conversation_id, "ended")
    return conversation_id
