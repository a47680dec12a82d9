"""The actions behind `TALK_COMMANDS`, for one talk, wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable

from coffeechat.folders import downloads_path
from coffeechat.method.conversations import HELD, TO_COME, flip_refusal, refusal, route, state_title, when
from coffeechat.records import Conversation
from coffeechat.screens.view import OfApp
from coffeechat.store import clock, conversations, live, zones
from coffeechat.store.conversations import Talk

WITHOUT_A_TIME = ("planned", "proposed")


class OneTalk(OfApp):
    """A screen says which talk it is about; what the method forbids is not offered."""

    _asked_about: tuple[bytes, str | None] | None = None
    """The talk, with its time, of which it was asked whether to begin it now."""

    def conversation(self) -> Conversation | None:
        """The talk an action is for."""
        raise NotImplementedError

    def is_offered(self, action: str, parameters: tuple[object, ...] = ()) -> bool:
        """Whether the talk at hand lets it be done. Asked on every key, so nothing is read for it."""
        talk = self.conversation()
        if talk is None:
            return False
        if action == "set_state":
            return refusal(talk, str(parameters[0]), clock.now()) is None
        return action not in _OFFERS or _OFFERS[action](talk)

    def action_prepare(self) -> None:
        from coffeechat.screens.prepare import PrepareScreen

        self._with(lambda talk: self.coffeechat.push_screen(PrepareScreen(talk.conversation.id)))

    def action_schedule(self) -> None:
        from coffeechat.screens.talks.schedule import ScheduleDialog

        self._with(lambda talk: self.coffeechat.push_screen(ScheduleDialog(conversation_id=talk.conversation.id)))

    def action_set_state(self, state: str) -> None:
        self._with(lambda talk: self._set_state(talk, state))

    def action_cancel(self) -> None:
        self._with(self._cancel)

    def action_flip(self) -> None:
        self._with(self._flip)

    def action_calendar(self) -> None:
        self._with(lambda talk: self._write_file(talk, "ics"))

    def action_brief(self) -> None:
        self._with(lambda talk: self._write_file(talk, "md"))

    def action_live(self) -> None:
        self._with(self._begin)

    def action_debrief(self) -> None:
        self._with(self._debrief)

    def action_write(self) -> None:
        self._with(self._write_to_host)

    def action_person(self) -> None:
        self._with(self._open_host)

    def _with(self, act: Callable[[Talk], object]) -> None:
        at_hand = self.conversation()
        if at_hand is not None:
            act(conversations.known(self.store, at_hand.id))

    def _set_state(self, talk: Talk, state: str) -> None:
        conversations.set_state(self.store, talk.conversation.id, state)
        self._did(f"{talk.name}: {state_title(state)}.")

    def _cancel(self, talk: Talk) -> None:
        if (talk.conversation.state or "planned") in WITHOUT_A_TIME:
            conversations.remove(self.store, talk.conversation.id)
            self._did(f"Removed the talk with {talk.name}.")
        else:
            self._set_state(talk, "cancelled")

    def _flip(self, talk: Talk) -> None:
        conversations.flip(self.store, talk.conversation.id)
        self._did(f"{talk.name}: a job interview now.")

    def _begin(self, talk: Talk) -> None:
        """One that is agreed for another time is asked about: beginning moves it to now."""
        from coffeechat.screens.live import LiveScreen

        conversation, now, here = talk.conversation, clock.now(), zones.here()
        is_sure = self._asked_about == (conversation.id, conversation.at)
        if live.is_agreed_for_another_time(conversation, now) and not is_sure:
            self._asked_about = (conversation.id, conversation.at)
            at = when.at_and_until(conversation, now, here)
            self.coffeechat.tell(f"The talk with {talk.name} is agreed for {at}. l again begins it now, and moves it.")
            return
        self._asked_about = None
        self.coffeechat.push_screen(LiveScreen(conversation.id))

    def _debrief(self, talk: Talk) -> None:
        from coffeechat.screens.live import DebriefScreen

        if talk.conversation.state in TO_COME:  # it was held without a word to the app
            conversations.set_state(self.store, talk.conversation.id, "ended")
            self.coffeechat.changed()
        self.coffeechat.push_screen(DebriefScreen(talk.conversation.id))

    def _write_to_host(self, talk: Talk) -> None:
        from coffeechat.screens.outreach import ComposeScreen

        if talk.host is None:
            raise conversations.HostGone
        kind = (
            "confirm" if talk.conversation.state in TO_COME else "thanks" if talk.conversation.state in HELD else None
        )
        about = talk.conversation.id if kind else None
        self.coffeechat.push_screen(ComposeScreen(talk.host.id, kind, conversation_id=about))

    def _write_file(self, talk: Talk, format_name: str) -> None:
        """Over an older file of the same talk, which it brings up to date."""
        from coffeechat.exchange.exporting import export_to_file
        from coffeechat.exchange.talk_files import file_name

        path = downloads_path() / file_name(talk, format_name)
        export_to_file(self.store, path, format_name, talk=talk.conversation.id)
        self.coffeechat.tell(f"Written to {path}.")

    def _open_host(self, talk: Talk) -> None:
        from coffeechat.screens.people.person import PersonScreen

        if talk.host is None:
            raise conversations.HostGone
        self.coffeechat.push_screen(PersonScreen(talk.host.id))

    def _did(self, what: str) -> None:
        self.coffeechat.changed()
        self.coffeechat.tell(f"{what} u takes it back.")


_OFFERS: dict[str, Callable[[Conversation], bool]] = {
    "prepare": lambda talk: talk.ended_at is None and talk.state != "cancelled",
    "debrief": lambda talk: talk.state in HELD or (talk.state in TO_COME and not refusal(talk, "ended", clock.now())),
    "schedule": lambda talk: bool(route(talk.state, "scheduled")),
    "cancel": lambda talk: talk.state in (None, *WITHOUT_A_TIME) or bool(route(talk.state, "cancelled")),
    "live": lambda talk: talk.state == "live" or bool(route(talk.state, "live") or route(talk.state, "scheduled")),
    "flip": lambda talk: flip_refusal(talk) is None,
    "calendar": lambda talk: talk.calendar_uid is not None,
}
