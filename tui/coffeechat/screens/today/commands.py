"""What can be done on the first screen."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

_GROUP: Final = "Today"

TODAY_COMMANDS: Final = (
    Command(
        id="today.put_off",
        title="Put off",
        help="Silences this until tomorrow, or until a day you name.",
        action="put_off",
        keys=("z",),
        group=_GROUP,
        footer=80,
    ),
    Command(
        id="today.done",
        title="Done, or not wanted",
        help="Takes this off the list: a promise is kept, a reminder done, anything else dismissed.",
        action="done",
        keys=("x",),
        group=_GROUP,
        footer=75,
        short="Done",
    ),
    Command(
        id="today.add",
        title="Add a reminder",
        help="Asks for a task of your own and its day; about the person under the cursor.",
        action="add",
        keys=("a",),
        group=_GROUP,
        footer=60,
        short="Remind me",
    ),
    Command(
        id="today.add_person",
        title="Add a person",
        help="Asks for somebody's name, and what else is known: the first in this file.",
        action="begin_with_one",
        keys=("a",),
        group=_GROUP,
        footer=60,
        short="Add a person",
    ),
    Command(
        id="today.all",
        title="All that is due",
        help="Shows everything that is due, or the seven most urgent beside the rest of today.",
        action="all",
        keys=("o",),
        group=_GROUP,
        footer=65,
        short="All",
    ),
    Command(
        id="today.lens",
        title="Crystal or research",
        help="Whom to approach next: by who could hire for the job, or by who knows most of it.",
        action="lens",
        keys=("l",),
        group=_GROUP,
        footer=45,
        short="Lens",
    ),
    Command(
        id="today.import",
        title="Import a file",
        help="Brings in a LinkedIn export or a vCard file, after showing what it would bring.",
        action="import",
        keys=("i",),
        group=_GROUP,
        footer=50,
        short="Import",
    ),
    Command(
        id="today.demo",
        title="Look at the demo",
        help="Opens a throwaway file with 40 invented people.",
        action="demo",
        keys=("D",),
        group=_GROUP,
        footer=45,
        short="Demo",
    ),
)
