"""The four keys that say what an answer is to a claim, wherever answers are sorted."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

_GROUP: Final = "What it says"

STANCE_COMMANDS: Final = (
    Command(
        id="stance.supports",
        title="Says so",
        help="This speaks for the claim.",
        action="stance('supports')",
        keys=("plus",),
        group=_GROUP,
        footer=86,
    ),
    Command(
        id="stance.contradicts",
        title="Says otherwise",
        help="This speaks against the claim.",
        action="stance('contradicts')",
        keys=("minus",),
        group=_GROUP,
        footer=85,
    ),
    Command(
        id="stance.refines",
        title="Says more exactly",
        help="This makes the claim more exact: true, but; or true for some.",
        action="stance('refines')",
        keys=("r",),
        group=_GROUP,
    ),
    Command(
        id="stance.unclear",
        title="Can't be read either way",
        help="This is on the claim, and says neither.",
        action="stance('unclear')",
        keys=("x",),
        group=_GROUP,
    ),
)
