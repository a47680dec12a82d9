"""Which template fits: the kind of message, what connects you, how formal it is; one's own before the bundled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coffeechat.method.templates.template import MessageTemplate

OF_TIE: Final = {"introduced": "introduced", "shared": "alumni", "weak": "met", "close": "met"}
"""What connects you, by `Person.tie`; without one they do not know you."""
COLLEAGUES: Final = "colleague"
"""A tag that tells a former employer in common from a school."""
ALSO: Final = {"second_contact": "ask"}
"""By a kind of message: another kind whose templates serve it, too."""


def connection_of(tie: str | None, tags: Sequence[str] = (), *, is_introduced: bool = False) -> str:
    """What connects you with somebody."""
    if is_introduced:
        return "introduced"
    found = OF_TIE.get(tie or "", "cold")
    is_colleague = any(COLLEAGUES in tag.casefold() for tag in tags)
    return "colleague" if found == "alumni" and is_colleague else found


def choose(
    templates: Sequence[MessageTemplate], kind: str, *, connection: str = "", formality: str = "", language: str = "en"
) -> MessageTemplate | None:
    """The one of this kind that fits best; None if there is none for it."""

    def fitness(template: MessageTemplate) -> tuple[bool, bool, bool, int, bool, int]:
        fits, sounds = _fits(template.connection, connection), _fits(template.formality, formality)
        is_own, is_of_kind = template.own_id is not None, template.kind == kind
        return template.language == language, fits > 0, is_own, fits, is_of_kind, sounds

    suitable = (kind, ALSO.get(kind))
    return max((template for template in templates if template.kind in suitable), key=fitness, default=None)


def _fits(is_for: str, wanted: str) -> int:
    """Made for it, for anything, or for something else."""
    return 2 if is_for == wanted else 1 if not is_for else 0
