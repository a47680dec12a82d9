"""Messages and contacts: what each kind is called, and from which state a message may go to which."""

from __future__ import annotations

from typing import Final

from coffeechat.errors import CoffeechatError
from coffeechat.method.folding import fold
from coffeechat.records import Touch

NOUNS: Final = {
    "ask": "ask",
    "follow_up": "follow-up",
    "second_contact": "ask of a second person",
    "confirm": "confirmation",
    "thanks": "thank-you",
    "update": "update",
    "gift": "gift",
    "news": "news",
    "intro_ask": "ask for an introduction",
    "intro_made": "introduction",
    "reply": "reply",
    "message": "message",
    "note": "note",
}
"""By `Touch.kind`: what it is."""

PAST: Final = {
    "ask": "asked",
    "follow_up": "followed up",
    "second_contact": "asked, as the second person there",
    "confirm": "confirmed",
    "thanks": "thanked",
    "update": "told how it went on",
    "gift": "gave something",
    "news": "told the news",
    "intro_ask": "asked for an introduction",
    "intro_made": "introduced",
    "message": "you wrote",
    "note": "noted",
}
"""By `Touch.kind`: what was done, of a message that went out."""

REPLIES: Final = {
    "yes": "yes",
    "later": "later",
    "no": "no",
    "refers": "somebody else",
    "out_of_office": "out of office",
}
"""By `Touch.reply_kind`: what they said."""

NEXT: Final = {
    "found": "ask",
    "shortlisted": "ask",
    "researched": "ask",
    "asked": "follow_up",
    "no_reply": "ask",
    "replying": "message",
    "later": "ask",
    "declined": "thanks",
    "scheduled": "confirm",
    "met": "thanks",
    "thanked": "update",
    "in_touch": "update",
    "quiet": "update",
    "advocate": "update",
}
"""By the name of a stage: the kind of message that comes next; in others a message like any other."""

ALLOWED: Final = {
    "draft": ("sent",),
    "sent": ("bounced", "closed"),
    "bounced": (),
    "closed": (),
}
"""From `Touch.state` to those that may follow. That a message was answered is told by the answer itself; the words of
one that came back go on as a new draft."""


def kind_named(text: str) -> str | None:
    """The kind that is called so, or whose name begins so; None if there is none or more than one."""
    named = [kind for kind, noun in NOUNS.items() if fold(noun) == fold(text) or kind == text]
    found = named or [kind for kind, noun in NOUNS.items() if text.strip() and fold(noun).startswith(fold(text))]
    return found[0] if len(found) == 1 else None


def in_words(touch: Touch) -> str:
    """What happened, or waits to be sent: "→ asked", "← they answered: later, from 2026-04-01 on"."""
    return f"{_sign(touch)} {_happened(touch)}{_beside(touch)}"


def _sign(touch: Touch) -> str:
    if touch.kind == "note":
        return "·"
    return "←" if touch.direction == "in" else "→"


def _happened(touch: Touch) -> str:
    if touch.state == "draft":
        return f"{NOUNS.get(touch.kind or '', 'message')}, not sent yet"
    if touch.direction != "in":
        return PAST.get(touch.kind or "", PAST["message"])
    answer = REPLIES.get(touch.reply_kind or "")
    until = f", from {touch.wake_on} on" if touch.wake_on else ""
    return f"they answered: {answer}{until}" if answer else "they wrote"


def _beside(touch: Touch) -> str:
    ends = {"bounced": ", it came back", "closed": ", nothing more expected"}
    along = ", with the résumé" if touch.attachment == "resume" else ""
    return along + ends.get(touch.state or "", "")


class WrongState(CoffeechatError):
    def __init__(self, kind: str, state: str, wanted: str) -> None:
        super().__init__(
            f"This {NOUNS.get(kind, 'message')} is {state} and can't become {wanted}; nothing was changed."
        )


def check_move(kind: str | None, state: str | None, wanted: str) -> None:
    """Raises WrongState where a message in `state` may not become `wanted`."""
    now = state or "sent"
    if wanted not in ALLOWED.get(now, ()):
        raise WrongState(kind or "message", now, wanted)
