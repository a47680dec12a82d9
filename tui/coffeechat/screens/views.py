"""The top-level views, in the order of their keys; each is imported when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coffeechat.widgets.top_bar import Tab

if TYPE_CHECKING:
    from coffeechat.screens.view import View

VIEWS: Final = (
    Tab("1", "today", "Today"),
    Tab("2", "people", "People"),
    Tab("3", "talks", "Talks"),
    Tab("4", "insights", "Insights"),
    Tab("5", "targets", "Targets"),
    Tab("6", "questions", "Questions"),
    Tab("7", "duplicates", "Duplicates", is_minor=True),
    Tab("8", "imports", "Imports", is_minor=True),
    Tab("9", "sync", "Sync", is_minor=True),
)


def view(name: str) -> View:
    """A new screen for the view of this name."""
    if name == "today":
        from coffeechat.screens.today import TodayView

        return TodayView()
    if name == "people":
        from coffeechat.screens.people import PeopleView

        return PeopleView()
    if name == "talks":
        from coffeechat.screens.talks import TalksView

        return TalksView()
    if name == "insights":
        from coffeechat.screens.insights import InsightsView

        return InsightsView()
    if name == "targets":
        from coffeechat.screens.targets import TargetsView

        return TargetsView()
    if name == "questions":
        from coffeechat.screens.questions import QuestionsView

        return QuestionsView()
    if name == "duplicates":
        from coffeechat.screens.duplicates import DuplicatesView

        return DuplicatesView()
    if name == "imports":
        from coffeechat.screens.imports import ImportsView

        return ImportsView()
    from coffeechat.screens.sync import SyncView

    return SyncView()
