"""One message as it comes into being: to whom, of what kind, from which template, and its draft in the store."""

from __future__ import annotations

from coffeechat.method.cadence import three_b_seven
from coffeechat.method.dates import said
from coffeechat.method.facts import ASKS
from coffeechat.method.messages import Draft, Finding, review, word_limit
from coffeechat.method.templates import MessageTemplate
from coffeechat.method.touches import NOUNS
from coffeechat.records import Touch
from coffeechat.store import addressees, rules, touches
from coffeechat.store.addressees import Addressee
from coffeechat.store.store import Store


class Drafting:
    """Without a kind it is the one that comes next by the person's stage."""

    def __init__(
        self,
        store: Store,
        person_id: bytes,
        kind: str | None,
        conversation_id: bytes | None,
        introduction_id: bytes | None,
    ) -> None:
        self._store = store
        self._person_id = person_id
        self._conversation_id = conversation_id
        self._introduction_id = introduction_id
        self.kind = kind or addressees.kind_next(store.connection, person_id)
        self.to: Addressee | None = None
        self.touch: Touch | None = None
        """The draft; None until something is typed."""
        self.template: MessageTemplate | None = None
        self.refusal: str | None = None
        """Why no message of this kind may go now."""
        self._rules = rules.load(store.connection)

    @property
    def over(self) -> str | None:
        """Why it can't be gone on with, as a sentence: the person is gone, or the draft was sent elsewhere."""
        if self.to is None:
            return "They were removed meanwhile; what you wrote is kept, and comes back with them (u)."
        if self.touch is not None and self.touch.state != "draft":
            return f"This {NOUNS[self.kind]} to {self.to.name} was marked as sent elsewhere."
        return None

    @property
    def limit(self) -> int | None:
        """How many words it may have."""
        return word_limit(self.kind, self._rules)

    def begin(self) -> tuple[str, str]:
        """Subject and words: of the draft begun before, or of the template that fits."""
        self.refresh()
        if self.to is None:
            return "", ""
        begun = addressees.beginning(self._store.connection, self.to, self.kind)
        self.touch, self.template = begun.draft, begun.template
        return begun.subject, begun.body

    def refresh(self) -> None:
        """Read again what may have changed: the person, the talk, the draft, the rules."""
        connection = self._store.connection
        self.to = addressees.find(connection, self._person_id, self.kind, self._conversation_id, self._introduction_id)
        if self.touch:
            self.touch = touches.get(connection, self.touch.id)
            self.template = self.template if self.touch else None  # what stands there was typed: no template fills it
        self.refusal = touches.refusal(connection, self._person_id, self.kind) if self.to else None
        self._rules = rules.load(connection)

    def take(self, template: MessageTemplate) -> tuple[str, str]:
        """Go on with a template, and with its kind; subject and words as it fills them."""
        self.template, self.kind = template, template.kind
        self.refresh()
        if self.touch and self.touch.kind != self.kind:
            touches.edit(self._store, self.touch, kind=self.kind, conversation_id=self._about)
        return self.filled()

    def filled(self) -> tuple[str, str]:
        """Subject and words of the template, with all that is known now."""
        assert self.to and self.template
        return addressees.filled(self._store.connection, self.to, self.template)

    def findings(self, subject: str, body: str) -> list[Finding]:
        """What there is to mend in it."""
        if self.to is None:
            return []
        attachment = self.touch.attachment if self.touch else None
        return review(Draft(body, subject, attachment), self.to.context(self.kind), self._rules)

    def create(self, subject: str, body: str) -> None:
        """The draft comes into being."""
        self.touch = touches.draft(
            self._store,
            self._person_id,
            self.kind,
            subject=subject,
            body=body,
            conversation_id=self._about,
            introduction_id=self._introduction_id,
        )

    def edit_subject(self, subject: str) -> None:
        assert self.touch
        touches.edit(self._store, self.touch, subject=subject or None)

    def edit_body(self, body: str, before: str) -> None:
        assert self.touch
        touches.edit_body(self._store, self.touch, body, opened=before)

    def send(self) -> str:
        """Mark the draft as sent; returns what is set in motion by that, as a sentence."""
        assert self.touch and self.to
        touches.send(self._store, self.touch.id, channel=self.to.address[0] if self.to.address else None)
        if self.kind not in ASKS:
            return ""
        now, settings, calendar = rules.today(self._store.connection)
        days, today = three_b_seven(now, settings, calendar), calendar.day(now)
        second, again = said(days.second_person, today), said(days.follow_up, today)
        return f" Without an answer a second person there is due on {second}, one follow-up on {again}."

    @property
    def _about(self) -> bytes | None:
        """The talk that the message is about."""
        return self.to.talk.id if self.to and self.to.talk else None
