"""What can be done in a talk. Letters are typed text there, so a command is `esc` and a letter, or `alt` and it.

Not b and f: terminals send alt with them for a word to the left and right.
"""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

_GROUP: Final = "Live talk"

LEAVE: Final = "live.leave"

LIVE_COMMANDS: Final = (
    Command(
        id="live.promise_theirs",
        title="They promise something",
        help="Notes what they will do for you; “by Friday” at its end becomes the date.",
        action="capture('promise_theirs')",
        keys=("alt+p",),
        group=_GROUP,
        short="promise",
    ),
    Command(
        id="live.promise_mine",
        title="You promise something",
        help="Notes what you will do for them; “by Friday” at its end becomes the date.",
        action="capture('promise_mine')",
        keys=("alt+m",),
        group=_GROUP,
        short="mine",
    ),
    Command(
        id="live.name",
        title="They name somebody",
        help="Notes the name; the person is listed and an introduction through your host is begun.",
        action="capture('name')",
        keys=("alt+n",),
        group=_GROUP,
        short="name",
    ),
    Command(
        id="live.quote",
        title="Their very words",
        help="Notes a sentence verbatim, with the minute.",
        action="capture('quote')",
        keys=("alt+q",),
        group=_GROUP,
        short="quote",
    ),
    Command(
        id="live.resume",
        title="They ask for your résumé",
        help="Notes that they asked, not you: from then on it may be sent to them.",
        action="resume",
        keys=("alt+r",),
        group=_GROUP,
        short="résumé",
    ),
    Command(
        id="live.off_record",
        title="Off the record",
        help="Marks the answer at hand as between the two of you, or no more; beside a question it asks what.",
        action="off_record",
        keys=("alt+o",),
        group=_GROUP,
        short="off record",
    ),
    Command(
        id="live.asked",
        title="Asked, nothing to note",
        help="Marks the question as asked and goes on; one with an answer is marked by itself.",
        action="asked",
        keys=("alt+a",),
        group=_GROUP,
        short="done",
    ),
    Command(
        id="live.skip",
        title="Leave this question out",
        help="Marks the question as left out and goes on; shift+tab and an answer bring it back.",
        action="skip",
        keys=("alt+s",),
        group=_GROUP,
        short="skip",
    ),
    Command(
        id="live.notes",
        title="Free notes, and back",
        help="Goes to the notes beside the questions, and from there back to the question.",
        action="notes",
        keys=("alt+w",),
        group=_GROUP,
        short="notes",
    ),
    Command(
        id="live.time",
        title="Time check",
        help="Says how much time and which questions are left, and a sentence for it.",
        action="time",
        keys=("alt+t",),
        group=_GROUP,
        short="time",
    ),
    Command(
        id="live.extend",
        title="Five more minutes",
        help="They said yes to five more minutes: the clock goes by them.",
        action="extend",
        keys=("alt+x",),
        group=_GROUP,
        short="five more",
    ),
    Command(
        id="live.flip",
        title="It became a job interview",
        help="The host has begun to interview you: the questions for that come up, what was answered stays.",
        action="flip",
        keys=("alt+j",),
        group=_GROUP,
        short="job interview",
    ),
    Command(
        id="live.take_back",
        title="Take the last capture back",
        help="Takes back the last promise, name, quote or mark, never what was typed; ctrl+z does that.",
        action="take_back",
        keys=("alt+u",),
        group=_GROUP,
        short="take back",
    ),
    Command(
        id="live.help",
        title="Help",
        help="Explains this screen and lists its keys.",
        action="app.help",
        keys=("alt+h",),
        group=_GROUP,
        short="help",
    ),
    Command(
        id="live.end",
        title="End the talk",
        help="Stops the clock and goes on to the debrief; before the time is up it asks for the key once more.",
        action="end",
        keys=("alt+e",),
        group=_GROUP,
        short="end",
    ),
    Command(
        id="live.next",
        title="Next question",
        help="Goes to the next question that is still open; near the end of the time that is who else to talk to.",
        action="next",
        keys=("tab",),
        group=_GROUP,
    ),
    Command(
        id="live.previous",
        title="Previous question",
        help="Goes back one question, asked or not.",
        action="previous",
        keys=("shift+tab",),
        group=_GROUP,
    ),
    Command(
        id="live.editor",
        title="In your editor",
        help="Opens the text at hand in $VISUAL or $EDITOR; the clock goes on.",
        action="editor",
        keys=("ctrl+g",),
        group=_GROUP,
    ),
    Command(
        id=LEAVE,
        title="Leave the talk open",
        help="Esc twice: puts the line away, or goes back to where you came from; the talk and its clock go on.",
        action="leave",
        group=_GROUP,
    ),
)
