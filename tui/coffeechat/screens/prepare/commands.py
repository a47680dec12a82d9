"""What can be done with a plan."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

_GROUP: Final = "Prepare"

PREPARE_COMMANDS: Final = (
    Command(
        id="prepare.pack",
        title="Take questions from a pack",
        help="Offers the packs and your own questions; take a whole pack, or mark some.",
        action="pick",
        keys=("p",),
        group=_GROUP,
        footer=80,
        short="Packs",
    ),
    Command(
        id="prepare.add",
        title="Write a question",
        help="Adds a question of your own; the checker reads along.",
        action="add",
        keys=("a",),
        group=_GROUP,
        footer=75,
        short="Write one",
    ),
    Command(
        id="prepare.must",
        title="Must or nice",
        help="Says that the question must be asked, or that it is nice to have. Musts decide whether the plan fits.",
        action="must",
        keys=("m",),
        group=_GROUP,
        footer=70,
        short="Must",
    ),
    Command(
        id="prepare.link",
        title="Link what you read",
        help="Links a source to the question, which makes it well-informed; again takes the link away.",
        action="link",
        keys=("l",),
        group=_GROUP,
        footer=65,
        short="Link source",
    ),
    Command(
        id="prepare.edit",
        title="Edit",
        help="Opens the question; the checker reads along.",
        action="edit",
        keys=("e",),
        group=_GROUP,
    ),
    Command(
        id="prepare.suggestion",
        title="Take the suggestion",
        help="Opens the question as the first finding suggests to ask it, to be finished in your words.",
        action="suggestion",
        keys=("f",),
        group=_GROUP,
    ),
    Command(
        id="prepare.split",
        title="Split",
        help="Makes two questions of one that asks two things.",
        action="split",
        keys=("x",),
        group=_GROUP,
    ),
    Command(
        id="prepare.up",
        title="Move up",
        help="Asks the question earlier.",
        action="shift(-1)",
        keys=("K", "shift+up"),
        group=_GROUP,
    ),
    Command(
        id="prepare.down",
        title="Move down",
        help="Asks the question later.",
        action="shift(1)",
        keys=("J", "shift+down"),
        group=_GROUP,
    ),
    Command(
        id="prepare.arrange",
        title="Put in order",
        help="Orders the plan along the arc: story, day, trends, insights, culture, advice, resources, who else.",
        action="arrange",
        keys=("o",),
        group=_GROUP,
    ),
    Command(
        id="prepare.goal",
        title="What the talk is for",
        help="Opens the goal of the talk and its length.",
        action="goal",
        keys=("w",),
        group=_GROUP,
    ),
    Command(
        id="prepare.remove",
        title="Take out",
        help="Takes the marked questions, or the one under the cursor, out of the plan; u brings them back.",
        action="remove",
        keys=("d", "delete"),
        group=_GROUP,
    ),
    Command(
        id="prepare.back",
        title="Back",
        help="Goes back; the plan is saved.",
        action="back",
        keys=("escape",),
        group=_GROUP,
        footer=90,
    ),
)
