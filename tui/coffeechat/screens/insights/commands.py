"""What can be done among the insights: with claims, with what was said, with beliefs, and while sorting."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command
from coffeechat.commands.everywhere import HISTORY_IN_DIALOG

_INSIGHTS: Final = "Insights"
_STANCES: Final = "What it says"
_SAID: Final = "What was said"
_SORTING: Final = "Sorting"
_BELIEFS: Final = "Beliefs"

STANCE_COMMANDS: Final = (
    Command(
        id="stance.supports",
        title="Says so",
        help="This speaks for the claim.",
        action="stance('supports')",
        keys=("plus",),
        group=_STANCES,
        footer=86,
    ),
    Command(
        id="stance.contradicts",
        title="Says otherwise",
        help="This speaks against the claim.",
        action="stance('contradicts')",
        keys=("minus",),
        group=_STANCES,
        footer=85,
    ),
    Command(
        id="stance.refines",
        title="Says more exactly",
        help="This makes the claim more exact: true, but; or true for some.",
        action="stance('refines')",
        keys=("r",),
        group=_STANCES,
    ),
    Command(
        id="stance.unclear",
        title="Can't be read either way",
        help="This is on the claim, and says neither.",
        action="stance('unclear')",
        keys=("x",),
        group=_STANCES,
    ),
)

INSIGHTS_COMMANDS: Final = (
    Command(
        id="insights.sort",
        title="Sort answers",
        help="Shows the answers that are in no insight yet, one by one: a key says what each speaks for.",
        action="sort",
        keys=("s",),
        group=_INSIGHTS,
        footer=88,
        short="Sort",
    ),
    Command(
        id="insights.add",
        title="Add a claim",
        help="Writes down something that can be right or wrong, to be tested in talks.",
        action="add",
        keys=("a",),
        group=_INSIGHTS,
        footer=70,
        short="Add",
    ),
    Command(
        id="insights.probe",
        title="Make a probe",
        help="Puts a neutral question on this claim into the plan of the next talk, or among your own questions.",
        action="probe",
        keys=("p",),
        group=_INSIGHTS,
        footer=80,
        short="Probe",
    ),
    Command(
        id="insights.beliefs",
        title="What I believe",
        help="Shows your beliefs about the target; from a claim they move with its evidence.",
        action="beliefs",
        keys=("b",),
        group=_INSIGHTS,
        footer=75,
        short="Beliefs",
    ),
    Command(
        id="insights.edit",
        title="Edit the claim",
        help="Changes the words of this claim, its topic and its note.",
        action="edit",
        keys=("e",),
        group=_INSIGHTS,
    ),
    Command(
        id="insights.tree",
        title="Who led to whom",
        help="Shows all introductions as a tree.",
        action="tree",
        keys=("t",),
        group=_INSIGHTS,
    ),
    Command(
        id="insights.remove",
        title="Remove the claim",
        help="Takes this claim off; its answers wait to be sorted again. u brings it back.",
        action="remove",
        keys=("d", "delete"),
        group=_INSIGHTS,
    ),
)

SAID_COMMANDS: Final = (
    Command(
        id="said.back",
        title="Back",
        help="Goes back to the insights.",
        action="back",
        keys=("escape",),
        group=_SAID,
        footer=90,
    ),
    Command(
        id="said.copy",
        title="Copy the sentence",
        help="Copies what was said; never what was told off the record.",
        action="copy",
        keys=("y",),
        group=_SAID,
    ),
)

CLAIM_COMMANDS: Final = (
    *STANCE_COMMANDS,
    Command(
        id="claim.probe",
        title="Make a probe",
        help="Puts a neutral question on this claim into the plan of the next talk, or among your own questions.",
        action="probe",
        keys=("p",),
        group=_SAID,
        footer=80,
        short="Probe",
    ),
    Command(
        id="claim.beliefs",
        title="What I believe",
        help="Moves a belief with the evidence for this claim.",
        action="beliefs",
        keys=("b",),
        group=_SAID,
        footer=75,
        short="Beliefs",
    ),
    Command(
        id="claim.source",
        title="Add a source",
        help="Makes something you read evidence of this claim.",
        action="add_source",
        keys=("R",),
        group=_SAID,
    ),
    Command(
        id="claim.edit",
        title="Edit the claim",
        help="Changes the words of this claim, its topic and its note.",
        action="edit",
        keys=("e",),
        group=_SAID,
    ),
    Command(
        id="claim.unlink",
        title="Take it off the claim",
        help="This sentence says nothing of the claim; its answer waits to be sorted again.",
        action="unlink",
        keys=("d", "delete"),
        group=_SAID,
    ),
)

SORT_COMMANDS: Final = (
    Command(
        id="sort.back",
        title="Back",
        help="Goes back to the insights; from the filter, to the claims.",
        action="back",
        keys=("escape",),
        group=_SORTING,
        footer=90,
    ),
    *STANCE_COMMANDS,
    Command(
        id="sort.new",
        title="New claim",
        help="Makes a new claim that this answer speaks for.",
        action="new",
        keys=("n",),
        group=_SORTING,
        footer=87,
    ),
    Command(
        id="sort.nothing",
        title="Nothing new",
        help="There is no claim in this answer; it waits no more.",
        action="set_aside",
        keys=("0",),
        group=_SORTING,
        footer=84,
    ),
    Command(
        id="sort.later",
        title="Next answer",
        help="Leaves this answer for later and shows the next.",
        action="turn(1)",
        keys=("right", "l"),
        group=_SORTING,
    ),
    Command(
        id="sort.before",
        title="Answer before",
        help="Shows the answer before this one.",
        action="turn(-1)",
        keys=("left", "h"),
        group=_SORTING,
    ),
    Command(
        id="sort.filter",
        title="Filter",
        help="Narrows the claims by words.",
        action="filter",
        keys=("slash",),
        group=_SORTING,
    ),
)

BELIEF_COMMANDS: Final = (
    Command(
        id="beliefs.for",
        title="The evidence speaks for it",
        help="Moves this belief to the share of independent chains that say what the claim says.",
        action="follow(False)",
        keys=("plus",),
        group=_BELIEFS,
        footer=86,
        short="For it",
    ),
    Command(
        id="beliefs.against",
        title="The evidence speaks against it",
        help="Moves this belief to the share of independent chains that say the opposite of the claim.",
        action="follow(True)",
        keys=("minus",),
        group=_BELIEFS,
        footer=85,
        short="Against it",
    ),
    Command(
        id="beliefs.add",
        title="Add a belief",
        help="Writes down what you believe, and how sure you are.",
        action="add",
        keys=("a",),
        group=_BELIEFS,
        footer=80,
        short="Add",
    ),
    Command(
        id="beliefs.edit",
        title="Edit",
        help="Changes the words of this belief.",
        action="edit",
        keys=("e",),
        group=_BELIEFS,
        footer=60,
    ),
    Command(
        id="beliefs.remove",
        title="Remove",
        help="Takes this belief off the list; u brings it back.",
        action="remove",
        keys=("d", "delete"),
        group=_BELIEFS,
    ),
    *HISTORY_IN_DIALOG,
)
