"""Every answer on one topic, sorted into a claim or not."""

from __future__ import annotations

import apsw
from msgspec import Struct

from coffeechat.store.introductions import REMOVED


class Answered(Struct, frozen=True):
    """An answer, and what it is evidence of: no stance is not sorted yet, a stance without a claim was set aside."""

    id: bytes
    person_id: bytes | None
    person: str
    text: str
    is_quote: bool
    is_off_record: bool
    conversation_id: bytes | None
    at: str
    stance: str | None
    claim: str | None


_ANSWERS = """
SELECT answer.id, coalesce(answer.person_id, host.person_id), listing.name, answer.text, answer.verbatim,
    answer.off_record, answer.conversation_id, coalesce(answer.at, conversation.at, answer.created_at),
    evidence.stance, insight.claim
FROM answer LEFT JOIN conversation ON conversation.id = answer.conversation_id
LEFT JOIN conversation_person AS host ON answer.person_id IS NULL AND host.conversation_id = answer.conversation_id
    AND host.role = 'host' AND host.deleted_at IS NULL
LEFT JOIN listing ON listing.id = coalesce(answer.person_id, host.person_id)
LEFT JOIN evidence ON evidence.answer_id = answer.id AND evidence.deleted_at IS NULL
LEFT JOIN insight ON insight.id = evidence.insight_id AND insight.deleted_at IS NULL
WHERE answer.deleted_at IS NULL AND answer.text <> '' AND conversation.kind IS NOT 'practice'
    AND conversation.deleted_at IS NULL AND fold(coalesce(answer.topic, '')) = fold(?)
GROUP BY answer.id ORDER BY 8 DESC, answer.id
"""


def said_on(connection: apsw.Connection, topic: str) -> list[Answered]:
    """The last first. Of several claims that one answer is evidence of, one stands for all."""
    return [
        Answered(row_id, by, name or REMOVED, text, bool(quote), bool(off), talk, at, stance, claim)
        for row_id, by, name, text, quote, off, talk, at, stance, claim in connection.execute(_ANSWERS, (topic,))
    ]
