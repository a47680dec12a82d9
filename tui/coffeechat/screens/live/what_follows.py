"""What follows from a talk, said when its debrief is done: the thanks first, which one key begins."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.method.after import Follow, follows
from coffeechat.screens.view import AppModal
from coffeechat.store import calendars, clock, conversations, introductions, people, rules
from coffeechat.store.conversations import Talk
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs

_GROUP = "What follows"
_MET = "met"
_BY_CELLS = 22


class WhatFollows(AppModal[None]):
    """The thanks, promises, names and loops of one talk."""

    EXPLANATION = (
        "What this talk asks of you now, and when. Today reminds of each by itself. The thanks go out within 24 hours "
        "(Yale, Rice); what came of the advice is told after two weeks (Santa Clara)."
    )
    OWN_COMMANDS = (
        Command(
            id="follows.thank",
            title="Write the thanks now",
            help="Drafts the thank-you from one insight and one promise.",
            action="thank",
            keys=("enter", "t"),
            group=_GROUP,
            footer=95,
        ),
    )

    def __init__(self, conversation_id: bytes) -> None:
        super().__init__()
        self._conversation_id = conversation_id

    def compose(self) -> ComposeResult:
        with self.framed("What follows"):
            yield Paragraphs()
            yield CommandFooter()

    def on_mount(self) -> None:
        talk = conversations.detail(self.store.connection, self._conversation_id)
        if talk is None:
            self.dismiss()
            return
        found = self._follows(talk)
        self.query_one(Paragraphs).paragraphs = tuple(line for one in found for line in _lines(one))

    def action_thank(self) -> None:
        from coffeechat.screens.outreach import ComposeScreen

        talk = conversations.known(self.store, self._conversation_id)
        if talk.host is not None:
            self.coffeechat.switch_screen(ComposeScreen(talk.host.id, "thanks", conversation_id=self._conversation_id))

    def _follows(self, talk: Talk) -> list[Follow]:
        connection = self.store.connection
        holding, now = rules.load(connection), clock.now()
        named = [people.name_of(connection, one.person_id or b"") for one in talk.introductions]
        led_here = introductions.to_person(connection, talk.host.id) if talk.host else []
        introducers = [one.introducer for one in led_here if one.state == _MET]
        calendar = calendars.calendar(holding, now)
        return follows(talk.conversation, talk.name, talk.promises, named, introducers, now, holding, calendar)


def _lines(one: Follow) -> list[Paragraph]:
    """What and until when; below it why."""
    lead = Content.assemble((one.by.ljust(_BY_CELLS), "bold" if one.rule == "thanks" else ""))
    why = Content.assemble((f"{plain(one.why)} ({plain(one.source)})", "$text-muted"))
    return [Paragraph(Content(plain(one.what)), lead), Paragraph(why, Content(" " * _BY_CELLS))]
