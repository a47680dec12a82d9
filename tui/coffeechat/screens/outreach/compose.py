"""Writing one message: the words, what is found in them as they are typed, and the ways it can go."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.messages import Finding, check_ready, count_words, language_of
from coffeechat.method.templates import MessageTemplate
from coffeechat.method.touches import NOUNS
from coffeechat.records import Touch
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.screens.outreach import mail
from coffeechat.screens.outreach.compose_commands import COMPOSE_COMMANDS
from coffeechat.screens.outreach.drafting import Drafting
from coffeechat.screens.outreach.findings import in_words, word_count
from coffeechat.screens.outreach.letter import Letter
from coffeechat.screens.view import AppScreen
from coffeechat.screens.views import VIEWS
from coffeechat.store import resume, sender, templates, touches
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
    ComposeScreen.-short #head { height: 1; }
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
        self._asked_for = (kind, conversation_id, introduction_id)
        self._drafting: Drafting | None = None
        self._letter = Letter("", "")
        self._findings: list[Finding] = []
        self._marked: Finding | None = None

    def compose(self) -> ComposeResult:
        self._drafting = Drafting(self.store, self._person_id, *self._asked_for)
        self._letter = Letter(*self._drafting.begin())
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
        if self._message.template and not sender.load(self.store.connection).name:
            self.action_sender()

    def reload(self) -> None:
        """Undone, or changed elsewhere: show what is stored now, unless more was typed since."""
        message = self._message
        message.refresh()
        if message.over:
            self.dismiss()
            self.coffeechat.tell(message.over)
            return
        if message.touch:
            self._letter.show(message.touch.subject or "", message.touch.body or "")
        elif message.template:
            self._letter.show(*message.filled())
        self._look()

    def on_letter_typed(self) -> None:
        self._look()

    def on_letter_due(self) -> None:
        self._save()
        self._look()

    def on_unmount(self) -> None:
        """The app may end while the last key is still warm."""
        self._save()

    def action_back(self) -> None:
        self.keep_or_insist(self._save, (self._letter.subject, self._letter.body))
        self.dismiss()
        self.coffeechat.changed()

    def action_send(self) -> None:
        check_ready(self._findings)
        self._kept()
        follows = self._message.send()
        self.app.clear_notifications()  # why it could not be sent before is true no more
        self.dismiss()
        self.coffeechat.changed()
        self.coffeechat.tell(f"Marked as sent to {self._addressed.name}.{follows} u takes it back.")

    def action_copy_message(self) -> None:
        self._kept()
        self.coffeechat.copy_to_clipboard(self._letter.body)
        self.coffeechat.tell(f"Copied {count_words(self._letter.body)} words. Paste them, and ctrl+s when it is sent.")

    def action_mail(self) -> None:
        """The words go along to a mail program; a page gets them from the clipboard."""
        to = self._addressed
        self._kept()
        if to.address is None:
            self.coffeechat.tell(f"{to.name} has no address yet: add one to their fields (e).", is_error=True)
            return
        kind, value = to.address
        if kind == "email":
            address = mail.address_of(value, self._letter.subject, self._letter.body)
            self.work(partial(mail.open_address, address), self._handed_over)
        else:
            self.action_copy_message()
            self.coffeechat.open_url(value)

    def _handed_over(self, _: None) -> None:
        self.coffeechat.tell("Opened in your mail program. ctrl+s when it is sent.")

    def action_template(self) -> None:
        from coffeechat.screens.outreach.picker import TemplatePicker

        self.ask(TemplatePicker(self._message.kind), self._write)

    def _write(self, template: MessageTemplate) -> None:
        self._letter.write(*self._message.take(template))
        self._save()
        self._look()

    def action_next_finding(self) -> None:
        placed = [finding for finding in self._findings if finding.span]
        if not placed:
            self.coffeechat.tell("No finding is about certain words.")
            return
        after = placed.index(self._marked) + 1 if self._marked in placed else 0
        self._marked = finding = placed[after % len(placed)]
        assert finding.span
        self._letter.select(*finding.span, in_subject=finding.in_subject)

    def action_editor(self) -> None:
        from coffeechat.screens.editor import edit

        def save(text: str) -> None:
            self._letter.write(self._letter.subject, text)
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
            self.ask(LineDialog("The résumé stays here", told=told, hint=hint, is_kept=True), self._attach_resume)

    def _attach_resume(self, reason: str) -> None:
        touches.attach_resume(self.store, self._kept(), reason)
        self.coffeechat.changed()
        self.coffeechat.tell("The résumé goes along; attach the file where you send it.")

    def action_sender(self) -> None:
        from coffeechat.screens.outreach.sender_form import SenderForm

        self.coffeechat.push_screen(SenderForm())

    def action_save_template(self) -> None:
        self.ask(LineDialog("Keep as a template", hint="a name for it", is_kept=True), self._keep_template)

    def _keep_template(self, name: str) -> None:
        letter, message = self._letter, self._message
        cells = {"subject": letter.subject, "body": letter.body, "language": language_of(letter.body)}
        templates.add(self.store, name, kind=message.kind, **cells)
        self.coffeechat.changed()
        self.coffeechat.tell(f"Kept as “{name}”; ctrl+t lists it.")

    def action_discard(self) -> None:
        self._letter.taken()
        self.dismiss()
        if self._message.touch:
            touches.discard(self.store, self._message.touch)
            self.coffeechat.changed()
            self.coffeechat.tell("Thrown away. u brings it back.")

    def _look(self) -> None:
        """Review what stands there now, and show it."""
        message, letter = self._message, self._letter
        self._findings = message.findings(letter.subject, letter.body)
        self.query_one("#count", Static).update(word_count(count_words(letter.body), message.limit))
        findings = self.query_one("#findings", VerticalScroll).query_one(Paragraphs)
        findings.paragraphs = in_words(self._findings, message.refusal)
        self.query_one("#head", Paragraphs).paragraphs = _head(message) if message.to else ()

    def _save(self) -> None:
        """The draft comes into being with the first thing typed; and once more if it was removed or sent elsewhere."""
        letter, message = self._letter, self._message
        if letter.is_unsaved:
            message.touch = message.touch and touches.get(self.store.connection, message.touch.id)
            if message.touch and message.touch.state == "draft":
                letter.save(message.edit_subject, message.edit_body)
            else:
                message.create(letter.subject, letter.body)
                letter.taken()

    def _kept(self) -> Touch:
        """The draft as it is stored, with all that was typed."""
        self._save()
        message = self._message
        if message.touch is None:
            message.create(self._letter.subject, self._letter.body)
        message.refresh()
        assert message.touch is not None, "it was stored a moment ago, on this thread"
        return message.touch

    @property
    def _message(self) -> Drafting:
        assert self._drafting is not None, "made before anything is shown"
        return self._drafting

    @property
    def _addressed(self) -> Addressee:
        assert self._message.to is not None, "the screen closes when the person is gone"
        return self._message.to


def _head(message: Drafting) -> tuple[Paragraph, ...]:
    """To whom, what, how it goes, and how far it is."""
    to, template = message.to, message.template
    assert to is not None
    job = ", ".join(part for part in (to.known.title, to.known.organisation) if part)
    who = Content.assemble((plain(to.name), "bold $text-primary"), f"  {plain(job)}")
    goes = "no address yet" if to.address is None else f"by {CHANNELS[to.address[0]]} to {plain(to.address[1])}"
    kept = "draft" if message.touch else f"template “{plain(template.name)}”" if template else "new"
    along = " · the résumé goes along" if message.touch and message.touch.attachment else ""
    return (
        Paragraph(who, lead=Content.styled(f"{NOUNS[message.kind].capitalize()} to ", "$text-muted")),
        Paragraph(Content.styled(f"{goes} · {kept}{along}", "$text-muted")),
    )
