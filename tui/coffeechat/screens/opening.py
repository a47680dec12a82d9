"""Where something that was found opens: on its own screen, or on that of the talk or the person it belongs to."""

from __future__ import annotations

from textual.screen import Screen

from coffeechat.screens.view import OfApp
from coffeechat.store.everywhere import Hit
from coffeechat.widgets.filter_box import FilterBox


async def open_hit(screen: OfApp, hit: Hit) -> None:
    """Show it above `screen`. The screens are imported here, because nobody opens all of them."""
    app = screen.coffeechat
    if hit.kind == "target":
        app.switch_mode("targets")
    elif hit.kind == "organisation":
        await app.switch_mode("people")
        app.screen.query_one(FilterBox).value = " ".join(f"at:{word}" for word in hit.name.split())
    elif found := _own_screen(screen, hit) or _screen_of_owner(hit):
        app.push_screen(found)


def _own_screen(screen: OfApp, hit: Hit) -> Screen[None] | Screen[bytes] | None:
    """The screen of the thing itself, where it has one."""
    connection = screen.store.connection
    match hit.kind:
        case "insight":
            from coffeechat.screens.insights.said import ClaimScreen

            return ClaimScreen(hit.id)
        case "belief":
            from coffeechat.screens.insights.beliefs import BeliefsDialog

            return BeliefsDialog(None, hit.id)
        case "question":
            from coffeechat.screens.questions.form import QuestionForm
            from coffeechat.store import questions

            question = questions.get(connection, hit.id)
            return QuestionForm(question) if question else None
        case "research source":
            from coffeechat.screens.research.form import SourceForm
            from coffeechat.store import research

            source = research.get(connection, hit.id)
            return SourceForm(research.subject_of_source(connection, source), source) if source else None
        case "introduction":
            from coffeechat.screens.network import IntroductionDialog

            return IntroductionDialog(hit.person_id or b"")
        case "person":
            return person_screen(hit.id)
    return None


def _screen_of_owner(hit: Hit) -> Screen[None] | None:
    """An answer, a promise, a note opens where it was said: in its talk, else at its person."""
    if hit.conversation_id:
        return talk_screen(hit.conversation_id)
    return person_screen(hit.person_id) if hit.person_id else None


def talk_screen(conversation_id: bytes) -> Screen[None]:
    from coffeechat.screens.talks import ConversationScreen

    return ConversationScreen(conversation_id)


def person_screen(person_id: bytes) -> Screen[None]:
    from coffeechat.screens.people.person import PersonScreen

    return PersonScreen(person_id)
