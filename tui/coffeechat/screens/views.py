"""The top-level views, in the order of their keys; each is imported when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coffeechat.widgets.top_bar import Tab

if TYPE_CHECKING:
    from coffeechat.screens.view import View

VIEWS: Final = (
    Tab("1", "people", "People"),
    Tab("2", "targets", "Targets"),
    Tab("3", "duplicates", "Duplicates"),
    Tab("4", "imports", "Imports"),
)


def view(name: str) -> View:
    """A new screen for the view of this name."""
    if name == "people":
        from coffeechat.screens.people import PeopleView

        return PeopleView()
    if name == "targets":
        from coffeechat.screens.targets import TargetsView

        return TargetsView()
    if name == "duplicates":
        from coffeechat.screens.duplicates import DuplicatesView

        return DuplicatesView()
    from coffeechat.screens.imports import ImportsView

    return ImportsView()
