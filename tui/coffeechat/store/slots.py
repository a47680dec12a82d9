"""What is known of a person and of what has been with them, for the slots of a message's template."""

from __future__ import annotations

import apsw

from coffeechat.method.facts import Facts, last_ask
from coffeechat.method.ranking import wanted_of
from coffeechat.method.templates import Known
from coffeechat.records import Conversation, Introduction, Target
from coffeechat.store import introductions, people, rules, sender
from coffeechat.store.people import Detail

THEIRS = ("book", "talk", "report", "news", "web")
"""Kinds of sources about a person that may be of their own making."""
LED_TO = ("made", "contacted", "met", "loop_closed")
"""States of an introduction that has led to somebody."""


def known(
    connection: apsw.Connection,
    detail: Detail,
    facts: Facts,
    *,
    talk: Conversation | None,
    target: Target | None,
    introducers: tuple[str, ...],
    introduction_id: bytes | None,
) -> Known:
    """Everything about a person, the talk and the introduction a message is about."""
    me, job = sender.load(connection), detail.job
    ask = last_ask(facts, rules.today(connection))
    return Known(
        name=detail.name,
        given=detail.person.given or "",
        organisation=(job and job.organisation and job.organisation.name) or "",
        title=(job and job.position.title) or "",
        me=me.name,
        i_am=me.words,
        phone=me.phone,
        function=(wanted_of(target).function if target else None) or "",
        introducer=introducers[0] if introducers else "",
        source=_read(connection, detail.person.id),
        thread=_thread(connection, detail.person.id),
        asked_at=ask.sent.isoformat() if ask else None,
        talk_at=talk.at if talk else None,
        talk_minutes=talk.minutes if talk else None,
        talk_zone=(talk and talk.zone) or "",
        talk_place=(talk and talk.place) or "",
        insight=_insight(connection, talk) if talk else "",
        promise=_promise(facts, talk),
        whom=_whom(connection, detail.person.id, introduction_id),
        met=_met(connection, detail.person.id, introduction_id),
    )


def _read(connection: apsw.Connection, person_id: bytes) -> tuple[str, str] | None:
    """Kind and title of what was read of theirs last."""
    marks = ", ".join("?" * len(THEIRS))
    return connection.execute(
        f"SELECT kind, title FROM research_source WHERE person_id = ? AND kind IN ({marks}) AND deleted_at IS NULL "
        "AND title IS NOT NULL ORDER BY id DESC LIMIT 1",
        (person_id, *THEIRS),
    ).fetchone()


def _thread(connection: apsw.Connection, person_id: bytes) -> str:
    """The subject under which you wrote to each other last."""
    subject = connection.execute(
        "SELECT subject FROM touch WHERE person_id = ? AND deleted_at IS NULL AND subject IS NOT NULL "
        "AND at IS NOT NULL AND coalesce(state, 'sent') NOT IN ('draft', 'bounced') ORDER BY at DESC, id DESC LIMIT 1",
        (person_id,),
    ).get
    return str(subject or "")


_INSIGHTS = """
SELECT claim FROM answer JOIN evidence ON answer_id = answer.id JOIN insight ON insight.id = insight_id
WHERE answer.conversation_id = ?1 AND coalesce(stance, 'supports') IN ('supports', 'refines') AND claim IS NOT NULL
  AND answer.off_record IS NOT 1
  AND answer.deleted_at IS NULL AND evidence.deleted_at IS NULL AND insight.deleted_at IS NULL
ORDER BY evidence.id LIMIT 1
"""
_ANSWERS = """
SELECT text FROM answer WHERE conversation_id = ?1 AND off_record IS NOT 1 AND deleted_at IS NULL AND text IS NOT NULL
ORDER BY verbatim IS NOT 1, at DESC, id DESC LIMIT 1
"""


def _insight(connection: apsw.Connection, talk: Conversation) -> str:
    """One thing they said: a claim it became, what was learned, or their words; what is off the record never."""
    claim = connection.execute(_INSIGHTS, (talk.id,)).get
    answer = connection.execute(_ANSWERS, (talk.id,)).get
    return _first_line(str(claim or talk.learned or answer or ""))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _promise(facts: Facts, talk: Conversation | None) -> str:
    """What you promised them, in this talk first."""
    mine = [one for one in facts.promises if one.by == "me" and (one.state or "open") == "open" and one.text]
    mine.sort(key=lambda one: talk is None or one.conversation_id != talk.id)
    return mine[0].text or "" if mine else ""


def _whom(connection: apsw.Connection, person_id: bytes, introduction_id: bytes | None) -> str:
    """Whom an introducer is to lead to, with where they work."""
    wished = [one for one in introductions.by_person(connection, person_id) if one.state in ("wished", "asked")]
    named = introductions.get(connection, introduction_id) if introduction_id else None
    found = named or next(iter(wished), None)
    return _with_organisation(connection, found.introduction) if found else ""


def _met(connection: apsw.Connection, person_id: bytes, introduction_id: bytes | None) -> str:
    """To whom an introducer has led."""
    named = introductions.get(connection, introduction_id) if introduction_id else None
    led = (one for one in introductions.by_person(connection, person_id) if one.state in LED_TO)
    found = named or next(led, None)
    return found.person if found else ""


def _with_organisation(connection: apsw.Connection, introduction: Introduction) -> str:
    known = people.detail(connection, introduction.person_id or b"", touches=0)
    if known is None:
        return ""
    organisation = known.job.organisation.name if known.job and known.job.organisation else None
    return f"{known.name} ({organisation})" if organisation else known.name
