"""The view People: whom to talk to first, and why."""

from coffeechat.screens.people.view import PeopleView

__all__ = ["PeopleView"]
