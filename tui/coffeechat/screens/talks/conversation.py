"""One talk on a screen of its own: where it stands, the plan, what was said, what came of it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.records import Conversation
from coffeechat.screens.talks import portrait
from coffeechat.screens.talks.commands import GROUP, TALK_ACTIONS, TALK_COMMANDS
from coffeechat.screens.talks.one import OneTalk
from coffeechat.screens.talks.track import StateTrack
from coffeechat.screens.view import AppScreen
from coffeechat.screens.views import VIEWS
from coffeechat.store import conversations, notes
from coffeechat.store.conversations import Talk
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.top_bar import TopBar


class ConversationScreen(OneTalk, AppScreen):
    """Opened with enter from any list of talks."""

    EXPLANATION = (
        "One talk. The line on top shows its way: planned, proposed, scheduled, confirmed, live, ended, debriefed, "
        "closed. Only steps that may follow are offered. Whoever is late or wants another day is moved (s), "
        "whoever did not come gets a new time, and a host who starts to interview you has turned it into a job "
        "interview (f): then the résumé is free. The command “Compare the kinds of talk” shows how they differ."
    )
    OWN_COMMANDS = (
        Command(
            id="talk.back",
            title="Back",
            help="Goes back to where it was opened.",
            action="back",
            keys=("escape",),
            group=GROUP,
            footer=90,
        ),
        Command(
            id="talk.notes",
            title="Notes in your editor",
            help="Opens the notes on this talk in $VISUAL or $EDITOR; unchanged means cancelled.",
            action="notes",
            keys=("E", "ctrl+g"),
            group=GROUP,
        ),
        *TALK_COMMANDS,
    )
    CSS = """
    ConversationScreen StateTrack { margin: 1 2 0 2; }
    ConversationScreen.-short StateTrack { margin: 0 2; }
    ConversationScreen #sides { layout: vertical; height: 1fr; padding: 0 1; overflow-y: auto; }
    ConversationScreen #sides VerticalScroll { height: auto; padding: 0 1; }
    ConversationScreen.-wide #sides { layout: horizontal; overflow-y: hidden; }
    ConversationScreen.-wide #sides VerticalScroll { height: 1fr; width: 1fr; }
    ConversationScreen.-wide #after { border-left: solid $panel; padding: 0 2; }
    """

    def __init__(self, conversation_id: bytes) -> None:
        super().__init__()
        self._conversation_id = conversation_id
        self._talk: Talk | None = None

    def compose(self) -> ComposeResult:
        yield TopBar(VIEWS, "talks")
        yield StateTrack()
        with Container(id="sides"):
            with VerticalScroll(id="before"):
                yield Paragraphs(id="plan")
            with VerticalScroll(id="after"):
                yield Paragraphs(id="came")
        yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self.reload()

    def reload(self) -> None:
        """A talk removed meanwhile, here or elsewhere, leaves its screen."""
        self._talk = talk = conversations.detail(self.store.connection, self._conversation_id)
        if talk is None:
            if self.is_active:  # else when what lies above it has closed
                self.coffeechat.tell("This talk was removed, so its screen is closed. u may bring it back.")
                self.dismiss()
            return
        self.query_one(StateTrack).state = talk.conversation.state or "planned"
        self.query_one("#plan", Paragraphs).paragraphs = (*portrait.about(self.store, talk), *portrait.plan(talk))
        self.query_one("#came", Paragraphs).paragraphs = (*self._came_of(talk),)
        self.refresh_bindings()

    def _came_of(self, talk: Talk) -> list[Paragraph]:
        found = [
            *portrait.learned(talk),
            *portrait.answers(talk),
            *portrait.promises(talk),
            *portrait.introductions(self.store, talk),
        ]
        return found[1:] or portrait.nothing_yet(talk)

    def conversation(self) -> Conversation | None:
        return self._talk.conversation if self._talk else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in TALK_ACTIONS:
            return self.is_offered(action, parameters)
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        self.dismiss()

    def action_notes(self) -> None:
        self._with(self._edit_notes)

    def _edit_notes(self, talk: Talk) -> None:
        from coffeechat.screens.editor import edit

        before = talk.conversation.notes or ""

        def save(text: str) -> None:
            label = f"notes on the talk with {talk.name}"
            notes.edit(self.store, Conversation, talk.conversation.id, "notes", text, opened=before, label=label)
            self.coffeechat.changed()

        edit(self.coffeechat, before, talk.name, save)
