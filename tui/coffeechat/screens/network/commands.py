"""What can be done with the introductions of a person, and in the tree of all."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command
from coffeechat.commands.everywhere import HISTORY_IN_DIALOG

_INTRODUCTIONS: Final = "Introductions"
_TREE: Final = "Who led to whom"

INTRODUCTION_COMMANDS: Final = (
    Command(
        id="introductions.next",
        title="Next step",
        help="Notes that the usual next step was taken: asked, yes of one, yes of the other, made, and so on.",
        action="next",
        keys=("n",),
        group=_INTRODUCTIONS,
        footer=88,
    ),
    Command(
        id="introductions.add",
        title="Ask through somebody",
        help="Chooses who could introduce you to this person.",
        action="add",
        keys=("a",),
        group=_INTRODUCTIONS,
        footer=86,
        short="Through whom",
    ),
    Command(
        id="introductions.write",
        title="Write what is next",
        help="Drafts the message that the next step needs: to the introducer, or to the person.",
        action="write",
        keys=("w",),
        group=_INTRODUCTIONS,
        footer=80,
        short="Write",
    ),
    Command(
        id="introductions.declined",
        title="They said no",
        help="Notes that the one who was asked last would rather not.",
        action="decline",
        keys=("x",),
        group=_INTRODUCTIONS,
        footer=70,
    ),
    Command(
        id="introductions.unasked",
        title="Made without their yes",
        help="Notes that it was made before the person agreed, and why; these are counted.",
        action="override",
        keys=("o",),
        group=_INTRODUCTIONS,
    ),
    Command(
        id="introductions.named",
        title="They gave a name",
        help="Adds somebody this person named to you; who is not on the list yet comes on it.",
        action="name",
        keys=("A",),
        group=_INTRODUCTIONS,
        footer=60,
        short="Name given",
    ),
    Command(
        id="introductions.may_use_name",
        title="You may use their name, or not",
        help="Steps through yes, no and not said.",
        action="step('may_use_name')",
        keys=("N",),
        group=_INTRODUCTIONS,
    ),
    Command(
        id="introductions.will_call_ahead",
        title="They will call ahead, or not",
        help="Steps through yes, no and not said.",
        action="step('will_call_ahead')",
        keys=("c",),
        group=_INTRODUCTIONS,
    ),
    Command(
        id="introductions.note",
        title="Note in your editor",
        help="Opens the note on this introduction in $VISUAL or $EDITOR.",
        action="note",
        keys=("E", "ctrl+g"),
        group=_INTRODUCTIONS,
    ),
    Command(
        id="introductions.tree",
        title="Who led to whom",
        help="Shows all introductions as a tree.",
        action="tree",
        keys=("t",),
        group=_INTRODUCTIONS,
        footer=50,
        short="Tree",
    ),
    Command(
        id="introductions.remove",
        title="Remove",
        help="Takes this introduction off the list; u brings it back.",
        action="remove",
        keys=("d", "delete"),
        group=_INTRODUCTIONS,
    ),
    *HISTORY_IN_DIALOG,
)

TREE_COMMANDS: Final = (
    Command(
        id="tree.back",
        title="Back",
        help="Goes back to where you came from.",
        action="back",
        keys=("escape",),
        group=_TREE,
        footer=90,
    ),
    Command(
        id="tree.fold",
        title="Close or open a branch",
        help="Hides or shows whoever this person led to.",
        action="fold",
        keys=("z",),
        group=_TREE,
        footer=70,
        short="Fold",
    ),
    Command(
        id="tree.close",
        title="Close the branch, or go up",
        help="Closes this branch; on a closed one goes to whoever led there.",
        action="close_branch",
        keys=("left", "h"),
        group=_TREE,
    ),
    Command(
        id="tree.open",
        title="Open the branch",
        help="Shows whoever this person led to.",
        action="open_branch",
        keys=("right", "l"),
        group=_TREE,
    ),
    Command(
        id="tree.fold_all",
        title="Close or open all branches",
        help="Shows only the roots, or everybody.",
        action="fold_all",
        keys=("Z",),
        group=_TREE,
    ),
    Command(
        id="tree.introductions",
        title="Introductions",
        help="Opens the introductions of this person: ask, move on, close the loop.",
        action="introductions",
        keys=("I",),
        group=_TREE,
        footer=65,
    ),
)
