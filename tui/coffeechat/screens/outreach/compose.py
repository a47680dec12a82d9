"""Writing one message: the words, what is found in them as they are typed, and the ways it can go."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.cadence import three_b_seven
from coffeechat.method.dates import said
from coffeechat.method.facts import ASKS
from coffeechat.method.messages import Draft, Finding, check_ready, count_words, review, word_limit
from coffeechat.method.templates import MessageTemplate
from coffeechat.method.touches import NOUNS
from coffeechat.records import Touch
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.screens.outreach import mail
from coffeechat.screens.outreach.compose_commands import COMPOSE_COMMANDS
from coffeechat.screens.outreach.findings import in_words, word_count
from coffeechat.screens.outreach.letter import BODY, SUBJECT, Letter
from coffeechat.screens.view import AppScreen
from coffeechat.screens.views import VIEWS
from coffeechat.store import addressees, resume, rules, sender, templates, touches
from coffeechat.store.addressees import Addressee
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.top_bar import TopBar

CHANNELS = {"email": "e-mail", "linkedin": "LinkedIn"}


class ComposeScreen(AppScreen):
    """A message to one person. Without a kind it is the one that comes next by the person's stage."""

    EXPLANATION = (
        "At most 75 words, what connects you first, more about them than about you, advice and not a job, and a "
        "question at the end (Dalton, The 2-Hour Job Search). Findings only warn; a gap left in, an empty message and "
        "the résumé rule keep it here. The app sends nothing: copy it or open it in your mail program, then mark it as "
        "sent. Everything typed is kept as a draft within a second."
    )
    OWN_COMMANDS = COMPOSE_COMMANDS
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall"), (30, "-roomy")]
    CSS = """
    ComposeScreen #head { padding: 0 2; }
    ComposeScreen.-roomy #head { padding: 1 2; }
    ComposeScreen #desk { height: 1fr; padding: 0 2; layout: vertical; }
    ComposeScreen #looked { height: auto; }
    ComposeScreen #findings { height: auto; max-height: 6; }
    ComposeScreen.-short #findings { max-height: 2; }
    ComposeScreen #count { height: 1; margin-top: 1; }
    ComposeScreen.-short #count { margin-top: 0; }
    ComposeScreen.-wide #desk { layout: horizontal; }
    ComposeScreen.-wide #looked { width: 46; height: 1fr; margin-left: 2; }
    ComposeScreen.-wide #findings { height: 1fr; max-height: 100%; margin-top: 1; }
    ComposeScreen.-wide #count { margin-top: 0; }
    """

    def __init__(
        self,
        person_id: bytes,
        kind: str | None = None,
        conversation_id: bytes | None = None,
        introduction_id: bytes | None = None,
    ) -> None:
        super().__init__()
        self._person_id = person_id
        self._kind = kind or ""
        self._conversation_id = conversation_id
        self._introduction_id = introduction_id
        self._to: Addressee | None = None
        self._touch: Touch | None = None
        self._opened = ""
        self._template: MessageTemplate | None = None
        self._letter = Letter("", "")
        self._findings: list[Finding] = []
        self._marked: Finding | None = None

    def compose(self) -> ComposeResult:
        subject, self._opened = self._begin()
        self._letter = Letter(subject, self._opened)
        yield TopBar(VIEWS, "people")
        yield Paragraphs(id="head")
        with Container(id="desk"):
            yield self._letter
            with Vertical(id="looked"):
                yield Static(id="count")
                with VerticalScroll(id="findings"):
                    yield Paragraphs()
        yield CommandFooter()

    def on_mount(self) -> None:
        self._look()
        if any(finding.rule == "M12" for finding in self._findings):
            self.call_after_refresh(self.action_next_finding)
        if self._template and not sender.load(self.store.connection).name:
            self.action_sender()

    def reload(self) -> None:
        """Undone, or changed elsewhere: show what is stored now, unless more was typed since."""
        self._to = self._addressee(self._kind)
        if self._to is None:
            self.dismiss()
            return
        if self._touch:
            self._touch = touches.get(self.store.connection, self._touch.id)
            if self._touch and self._touch.state != "draft":
                self.dismiss()
                return
        if self._touch and not self._letter.is_unsaved:
            self._opened = self._touch.body or ""
            self._letter.show(self._touch.subject or "", self._opened)
        elif self._template and not self._touch and not self._letter.is_unsaved:
            self._letter.show(*self._filled(self._template))
        self._look()

    def on_form_typed(self) -> None:
        self._look()

    def on_form_rested(self) -> None:
        self._save()

    def on_unmount(self) -> None:
        """The app may end while the last key is still warm."""
        self._letter.save(self._store_field)

    def action_back(self) -> None:
        self._save()
        self.dismiss()

    def action_send(self) -> None:
        check_ready(self._findings)
        touch, to = self._kept(), self._addressed
        touches.send(self.store, touch.id, channel=to.address[0] if to.address else None)
        self.dismiss()
        self.coffeechat.changed()
        self.coffeechat.tell(f"Marked as sent to {to.name}.{self._follows()} u takes it back.")

    def _follows(self) -> str:
        """What an ask sets in motion."""
        if self._kind not in ASKS:
            return ""
        now, settings, calendar = rules.today(self.store.connection)
        days = three_b_seven(now, settings, calendar)
        today = calendar.day(now)
        second, again = said(days.second_person, today), said(days.follow_up, today)
        return f" Without an answer a second person there is due on {second}, one follow-up on {again}."

    def action_copy_message(self) -> None:
        self._kept()
        self.coffeechat.copy_to_clipboard(self._letter.body)
        self.coffeechat.tell(f"Copied {count_words(self._letter.body)} words. Paste them, and ctrl+s when it is sent.")

    def action_mail(self) -> None:
        """The words go along to a mail program; a page gets them from the clipboard."""
        to = self._addressed
        self._kept()
        if to.address is None:
            self.coffeechat.tell(
                f"{to.name} has no address yet. Add one to their fields, or copy the text.", is_error=True
            )
            return
        kind, value = to.address
        if kind == "email":
            address = mail.address_of(value, self._letter.values[SUBJECT], self._letter.body)
            self.work(partial(mail.open_address, address), self._handed_over)
        else:
            self.action_copy_message()
            self.coffeechat.open_url(value)

    def _handed_over(self, _: None) -> None:
        self.coffeechat.tell("Opened in your mail program. ctrl+s when it is sent.")

    def action_template(self) -> None:
        from coffeechat.screens.outreach.picker import TemplatePicker

        self.ask(TemplatePicker(self._kind), self._write)

    def action_next_finding(self) -> None:
        placed = [finding for finding in self._findings if finding.span]
        if not placed:
            self.coffeechat.tell("No finding is about certain words.")
            return
        after = placed.index(self._marked) + 1 if self._marked in placed else 0
        self._marked = finding = placed[after % len(placed)]
        assert finding.span
        select = self._letter.select_in_subject if finding.in_subject else self._letter.select
        select(*finding.span)

    def action_editor(self) -> None:
        from coffeechat.screens.editor import edit

        def save(text: str) -> None:
            self._letter.write(self._letter.values[SUBJECT], text)
            self._save()

        edit(self.coffeechat, self._letter.body, self._addressed.name, save)

    def action_resume(self) -> None:
        touch = self._kept()
        if touch.attachment:
            touches.detach(self.store, touch)
            self.coffeechat.changed()
            return
        verdict = resume.verdict(self.store.connection, self._person_id, touch.conversation_id)
        if verdict.allowed:
            self._attach_resume("")
        else:
            told = f"{verdict.sentence}\nSource: {verdict.source}."
            hint = "your reason to send it anyway; the debrief lists it"
            self.ask(LineDialog("The résumé stays here", told=told, hint=hint), self._attach_resume)

    def _attach_resume(self, reason: str) -> None:
        touches.attach_resume(self.store, self._kept(), reason)
        self.coffeechat.changed()
        self.coffeechat.tell("The résumé goes along; attach the file where you send it.")

    def action_sender(self) -> None:
        from coffeechat.screens.outreach.sender_form import SenderForm

        self.coffeechat.push_screen(SenderForm())

    def action_save_template(self) -> None:
        self.ask(LineDialog("Keep as a template", hint="a name for it"), self._keep_template)

    def _keep_template(self, name: str) -> None:
        subject, body = self._letter.values[SUBJECT], self._letter.body
        templates.add(self.store, name, kind=self._kind, subject=subject, body=body, language=self._language)
        self.coffeechat.changed()
        self.coffeechat.tell(f"Kept as “{name}”; ctrl+t lists it.")

    def action_discard(self) -> None:
        self._letter.forget()
        self.dismiss()
        if self._touch:
            touches.discard(self.store, self._touch)
            self.coffeechat.changed()
            self.coffeechat.tell("Thrown away. u brings it back.")

    def _begin(self) -> tuple[str, str]:
        """The draft begun before, or the template that fits."""
        self._kind = self._kind or addressees.kind_next(self.store.connection, self._person_id)
        self._to = self._addressee(self._kind)
        if self._to is None:
            return "", ""
        begun = addressees.beginning(self.store.connection, self._to, self._kind)
        self._touch, self._template = begun.draft, begun.template
        return begun.subject, begun.body

    def _filled(self, template: MessageTemplate) -> tuple[str, str]:
        return addressees.filled(self.store.connection, self._addressed, template)

    def _write(self, template: MessageTemplate) -> None:
        """Take a template, and its kind with it."""
        self._template = template
        if template.kind != self._kind:
            self._kind = template.kind
            self._to = self._addressee(self._kind)
            if self._touch:
                touches.edit(self.store, self._touch, kind=self._kind, conversation_id=self._about)
        self._letter.write(*self._filled(template))
        self._save()
        self._look()

    def _look(self) -> None:
        """Review what stands there now, and show it."""
        if self._to is None:
            return
        settings = rules.load(self.store.connection)
        letter = self._letter
        draft = Draft(letter.body, letter.values[SUBJECT], self._touch.attachment if self._touch else None)
        self._findings = review(draft, self._to.context(self._kind, self._language), settings)
        limit = word_limit(self._kind, settings)
        self.query_one("#count", Static).update(word_count(count_words(letter.body), limit))
        refusal = touches.refusal(self.store.connection, self._person_id, self._kind)
        self.query_one("#findings", VerticalScroll).query_one(Paragraphs).paragraphs = in_words(self._findings, refusal)
        self.query_one("#head", Paragraphs).paragraphs = tuple(self._head(self._to))

    def _head(self, to: Addressee) -> list[Paragraph]:
        job = ", ".join(part for part in (to.known.title, to.known.organisation) if part)
        who = Content.assemble((plain(to.name), "bold $text-primary"), f"  {plain(job)}")
        goes = "no address yet" if to.address is None else f"by {CHANNELS[to.address[0]]} to {plain(to.address[1])}"
        kept = "draft" if self._touch else f"template “{plain(self._template.name)}”" if self._template else "new"
        along = " · the résumé goes along" if self._touch and self._touch.attachment else ""
        how = f"{goes} · {kept}{along}"
        return [
            Paragraph(who, lead=Content.styled(f"{NOUNS[self._kind].capitalize()} to ", "$text-muted")),
            Paragraph(Content.styled(how, "$text-muted")),
        ]

    def _save(self) -> None:
        if self._letter.save(self._store_field):
            self.coffeechat.changed()

    def _store_field(self, name: str, value: str) -> None:
        """The draft comes into being with the first thing typed."""
        touch = self._touch = self._touch and touches.get(self.store.connection, self._touch.id)
        if touch is None:
            self._create()
        elif name == SUBJECT:
            touches.edit(self.store, touch, subject=value or None)
        else:
            touches.edit_body(self.store, touch, value, opened=self._opened)
            self._opened = value

    def _create(self) -> None:
        letter = self._letter
        self._touch = touches.draft(
            self.store,
            self._person_id,
            self._kind,
            subject=letter.values[SUBJECT],
            body=letter.values[BODY],
            conversation_id=self._about,
            introduction_id=self._introduction_id,
        )
        self._opened = letter.values[BODY]

    def _kept(self) -> Touch:
        """The draft as it is stored, with all that was typed."""
        self._letter.save(self._store_field)
        if self._touch is None:
            self._create()
        self._touch = self._touch and touches.get(self.store.connection, self._touch.id)
        assert self._touch is not None, "it was stored a moment ago, on this thread"
        return self._touch

    def _addressee(self, kind: str) -> Addressee | None:
        return addressees.find(
            self.store.connection, self._person_id, kind, self._conversation_id, self._introduction_id
        )

    @property
    def _addressed(self) -> Addressee:
        assert self._to is not None, "the screen closes when the person is gone"
        return self._to

    @property
    def _about(self) -> bytes | None:
        """The talk that the message is about."""
        return self._to.talk.id if self._to and self._to.talk else None

    @property
    def _language(self) -> str:
        return self._template.language if self._template else "en"
