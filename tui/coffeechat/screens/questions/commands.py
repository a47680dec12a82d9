"""What can be done with the list of questions."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

_GROUP: Final = "Questions"

COMMANDS: Final = (
    Command(
        id="questions.filter",
        title="Filter",
        help="Narrows the list to questions with every word, in the text, the pack, the topic or the phase.",
        action="filter",
        keys=("/",),
        group=_GROUP,
        footer=80,
    ),
    Command(
        id="questions.clear",
        title="Clear the filter",
        help="Shows all questions again.",
        action="clear",
        keys=("escape",),
        group=_GROUP,
        footer=84,
        short="Clear",
    ),
    Command(
        id="questions.to_list",
        title="From the filter to the list",
        help="Goes from the filter to what is found.",
        action="to_list",
        keys=("down",),
        group=_GROUP,
        footer=83,
        short="To the list",
    ),
    Command(
        id="questions.add",
        title="Write a question",
        help="Begins a question of your own, reviewed while you type.",
        action="add",
        keys=("a",),
        group=_GROUP,
        footer=78,
        short="Write",
    ),
    Command(
        id="questions.edit",
        title="Edit",
        help="Opens your own question; each field saves itself.",
        action="edit",
        keys=("e",),
        group=_GROUP,
        footer=76,
    ),
    Command(
        id="questions.copy",
        title="Copy to your own",
        help="Makes a question of a pack one of your own, to be changed.",
        action="copy",
        keys=("c",),
        group=_GROUP,
        footer=76,
        short="Copy",
    ),
    Command(
        id="questions.sort",
        title="Group by the next: pack, topic, phase",
        help="Orders the list by pack, by the topics of a talk, or by its phases.",
        action="sort",
        keys=("s",),
        group=_GROUP,
        footer=70,
        short="Group",
    ),
    Command(
        id="questions.rules",
        title="The rules",
        help="Lists every rule of the question checker with its sentence and who says so.",
        action="rules",
        keys=("r",),
        group=_GROUP,
        footer=74,
        short="Rules",
    ),
    Command(
        id="questions.retire",
        title="Retire, or take back",
        help="Takes your own question out of use without losing it; a second time brings it back.",
        action="retire",
        keys=("x",),
        group=_GROUP,
    ),
    Command(
        id="questions.remove",
        title="Remove",
        help="Takes your own question off the list; u brings it back.",
        action="remove",
        keys=("d", "delete"),
        group=_GROUP,
    ),
)
