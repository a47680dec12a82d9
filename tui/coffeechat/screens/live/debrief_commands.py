"""What can be done in a debrief. As in the talk, a command is `esc` and a letter, or `alt` and it."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

_GROUP: Final = "Debrief"

LEAVE: Final = "debrief.leave"

DEBRIEF_COMMANDS: Final = (
    Command(
        id="debrief.promise_theirs",
        title="They promised something",
        help="Adds a promise of theirs that was missed in the talk; “by Friday” at its end becomes the date.",
        action="capture('promise_theirs')",
        keys=("alt+p",),
        group=_GROUP,
        short="promise",
    ),
    Command(
        id="debrief.promise_mine",
        title="You promised something",
        help="Adds a promise of yours that was missed in the talk; “by Friday” at its end becomes the date.",
        action="capture('promise_mine')",
        keys=("alt+m",),
        group=_GROUP,
        short="mine",
    ),
    Command(
        id="debrief.name",
        title="They named somebody",
        help="Adds a name that was missed in the talk, with an introduction through your host.",
        action="capture('name')",
        keys=("alt+n",),
        group=_GROUP,
        short="name",
    ),
    Command(
        id="debrief.quote",
        title="Their very words",
        help="Adds a sentence you remember verbatim.",
        action="capture('quote')",
        keys=("alt+q",),
        group=_GROUP,
        short="quote",
    ),
    Command(
        id="debrief.insight",
        title="This answer says something",
        help="Makes a claim of the answer under the list's cursor: one sentence that can be right or wrong.",
        action="insight",
        keys=("alt+i",),
        group=_GROUP,
        short="insight",
    ),
    Command(
        id="debrief.correct",
        title="Correct the line",
        help="Opens what is under the list's cursor; each field saves itself. Enter in the list does so, too.",
        action="correct",
        keys=("alt+c",),
        group=_GROUP,
        short="correct",
    ),
    Command(
        id="debrief.remove",
        title="Remove the line",
        help="Takes what is under the list's cursor away; take back brings it back.",
        action="remove",
        keys=("alt+d",),
        group=_GROUP,
        short="remove",
    ),
    Command(
        id="debrief.take_back",
        title="Take the last step back",
        help="Takes back what was added or removed last, never what was typed; ctrl+z does that.",
        action="take_back",
        keys=("alt+u",),
        group=_GROUP,
        short="take back",
    ),
    Command(
        id="debrief.back_to_talk",
        title="Back to the talk",
        help="It had not ended: the clock goes on as if it had never stopped.",
        action="back_to_talk",
        keys=("alt+t",),
        group=_GROUP,
        short="back to talk",
    ),
    Command(
        id="debrief.help",
        title="Help",
        help="Explains this screen and lists its keys.",
        action="app.help",
        keys=("alt+h",),
        group=_GROUP,
        short="help",
    ),
    Command(
        id="debrief.finish",
        title="Done",
        help="Closes the debrief and says what follows: the thanks, the promises, whom to tell.",
        action="finish",
        keys=("alt+e",),
        group=_GROUP,
        short="finish",
    ),
    Command(
        id="debrief.next",
        title="Next prompt",
        help="Goes to the next prompt, and after the last to the list of what the talk brought.",
        action="next",
        keys=("tab",),
        group=_GROUP,
    ),
    Command(
        id="debrief.previous",
        title="Previous prompt",
        help="Goes back one prompt.",
        action="previous",
        keys=("shift+tab",),
        group=_GROUP,
    ),
    Command(
        id="debrief.editor",
        title="In your editor",
        help="Opens the text at hand in $VISUAL or $EDITOR.",
        action="editor",
        keys=("ctrl+g",),
        group=_GROUP,
    ),
    Command(
        id=LEAVE,
        title="Leave the debrief for later",
        help="Esc twice: puts the line away, or goes back; Today reminds of the debrief.",
        action="leave",
        group=_GROUP,
    ),
)
