"""What enter does with a line of today: the screen on which it is done, each imported when it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from coffeechat.app import CoffeechatApp
    from coffeechat.method.agenda import Act


def begin(app: CoffeechatApp, act: Act) -> None:
    """Open the screen that is right for `act`."""
    screen = _about_a_talk(act) or _about_a_person(act) or _about_nobody(act)
    if screen is not None:
        app.push_screen(screen)


def _about_a_talk(act: Act) -> Screen[Any] | None:
    if act.conversation_id is None:
        return None
    if act.kind == "talk":
        from coffeechat.screens.talks import ConversationScreen

        return ConversationScreen(act.conversation_id)
    if act.kind == "prepare":
        from coffeechat.screens.prepare import PrepareScreen

        return PrepareScreen(act.conversation_id)
    if act.kind == "debrief":
        from coffeechat.screens.live import DebriefScreen

        return DebriefScreen(act.conversation_id)
    if act.kind == "schedule":
        from coffeechat.screens.talks import ScheduleDialog

        return ScheduleDialog(conversation_id=act.conversation_id)
    return None


def _about_a_person(act: Act) -> Screen[Any] | None:
    if act.person_id is None:
        return None
    if act.kind in ("write", "promise"):
        from coffeechat.screens.outreach import ComposeScreen

        return ComposeScreen(act.person_id, act.message or None, act.conversation_id, act.introduction_id)
    if act.kind == "answer":
        from coffeechat.screens.outreach import ReplyDialog

        return ReplyDialog(act.person_id)
    if act.kind == "schedule":
        from coffeechat.screens.talks import ScheduleDialog

        return ScheduleDialog(person_id=act.person_id)
    if act.kind == "introduction":
        from coffeechat.screens.network import IntroductionDialog

        return IntroductionDialog(act.person_id)
    from coffeechat.screens.people.person import PersonScreen

    return PersonScreen(act.person_id)


def _about_nobody(act: Act) -> Screen[Any] | None:
    if act.kind == "reminder" and act.row_id:
        from coffeechat.screens.today.dialogs import ReminderForm

        return ReminderForm(reminder_id=act.row_id)
    return None
