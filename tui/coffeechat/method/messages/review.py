"""A message looked at by every check that is for its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coffeechat.method.messages.checks import CHECKS, Case
from coffeechat.method.messages.findings import Finding, finding, rules
from coffeechat.method.messages.reading import Context, Draft, Message

if TYPE_CHECKING:
    from coffeechat.method.rules import Rules


def review(draft: Draft, context: Context, settings: Rules) -> list[Finding]:
    """What could be better, what must be before it is sent first. While it is empty nothing else is said."""
    case = Case(draft, Message(draft.body), context, settings)
    found = sorted(_found(case), key=lambda finding: not finding.stops)
    return [finding for finding in found if finding.rule == "M13"] or found


def word_limit(kind: str, settings: Rules) -> int | None:
    """How many words a message of this kind may have; None where nobody counts."""
    return settings.message_words if kind in rules()["M01"].kinds else None


def _found(case: Case) -> Iterator[Finding]:
    for code, rule in rules().items():
        if not rule.kinds or case.context.kind in rule.kinds:
            yield from (finding(code, hit) for hit in CHECKS[code](case))
