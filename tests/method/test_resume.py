"""The résumé rule as a law: held until they ask, free in a job interview, and as the setting says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.conversations import KINDS
from coffeechat.method.resume import may_send
from coffeechat.method.rules import rule, rules_of
from coffeechat.records import ResumeEvent

SETTINGS = sorted(rule("resume").choices)
EVENTS = st.lists(st.sampled_from(["asked_by_them", "offered_by_me", "sent", "feedback"]))


@given(st.sampled_from([None, *KINDS]), EVENTS, st.sampled_from(SETTINGS))
def test_it_goes_only_when_asked_for_in_a_job_interview_or_by_the_users_own_setting(
    kind: str | None, happened: list[str], setting: str
) -> None:
    events = [ResumeEvent(id=b"", created_at="", kind=event) for event in happened]
    verdict = may_send(kind, events, rules_of({"resume": setting}))
    assert verdict.allowed is ("asked_by_them" in happened or kind == "job_interview" or setting == "offer")
    assert verdict.sentence and verdict.source


def test_the_default_is_the_articles_view() -> None:
    verdict = may_send("informational", [], rules_of({}))
    assert not verdict.allowed
    assert verdict.source == "the article, UMass, Rice, Dartmouth"
