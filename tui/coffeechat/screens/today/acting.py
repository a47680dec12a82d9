"""What enter does with a line of today: the screen that is right for it, each imported when it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coffeechat.screens.people.person import PersonScreen

if TYPE_CHECKING:
    from coffeechat.app import CoffeechatApp
    from coffeechat.method.agenda import Act


def begin(app: CoffeechatApp, act: Act) -> None:
    """Open the screen on which it is done."""
    if act.person_id:
        app.push_screen(PersonScreen(act.person_id))


def begin_person(app: CoffeechatApp, person_id: bytes) -> None:
    app.push_screen(PersonScreen(person_id))
