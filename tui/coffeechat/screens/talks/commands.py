"""What can be done with one talk, in the list or on its own screen."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

GROUP: Final = "Talk"

TALK_COMMANDS: Final = (
    Command(
        id="talk.prepare",
        title="Prepare",
        help="Opens the plan: its questions, whether they fit the time, and what the checker says of them.",
        action="prepare",
        keys=("p",),
        group=GROUP,
        footer=79,
    ),
    Command(
        id="talk.schedule",
        title="Schedule or move",
        help="Says when, where and for how long; a talk that has a time gets another one.",
        action="schedule",
        keys=("s",),
        group=GROUP,
        footer=78,
        short="Schedule",
    ),
    Command(
        id="talk.confirm",
        title="It is confirmed",
        help="Marks that both of you have confirmed the time. 24 to 48 hours before is customary.",
        action="set_state('confirmed')",
        keys=("c",),
        group=GROUP,
        footer=77,
        short="Confirmed",
    ),
    Command(
        id="talk.live",
        title="Live",
        help="Begins the talk, or goes back to one that goes on: clock, questions, answers typed straight in.",
        action="live",
        keys=("l",),
        group=GROUP,
        footer=74,
    ),
    Command(
        id="talk.debrief",
        title="Debrief",
        help="Writes down what was learned. A talk whose time has come is taken as held.",
        action="debrief",
        keys=("b",),
        group=GROUP,
        footer=76,
    ),
    Command(
        id="talk.write",
        title="Write to them",
        help="Writes what is due: a confirmation before the talk, a thank-you after it.",
        action="write",
        keys=("w",),
        group=GROUP,
        footer=71,
        short="Write",
    ),
    Command(
        id="talk.propose",
        title="A time is proposed",
        help="Marks that you have proposed times and wait for their answer.",
        action="set_state('proposed')",
        keys=("P",),
        group=GROUP,
    ),
    Command(
        id="talk.close",
        title="Close it",
        help="Marks that nothing is left to do after it.",
        action="set_state('closed')",
        keys=("C",),
        group=GROUP,
        footer=65,
        short="Close",
    ),
    Command(
        id="talk.cancel",
        title="Call it off",
        help="Cancels a talk that has a time; one that has none is taken off the list. u brings it back.",
        action="cancel",
        keys=("x",),
        group=GROUP,
    ),
    Command(
        id="talk.no_show",
        title="They did not come",
        help="Marks a no-show: a new time can be proposed or scheduled.",
        action="set_state('no_show')",
        keys=("X",),
        group=GROUP,
    ),
    Command(
        id="talk.flip",
        title="It turned into a job interview",
        help="Marks that the host turned it into one: the résumé is free, and both kinds stay known.",
        action="flip",
        keys=("f",),
        group=GROUP,
    ),
    Command(
        id="talk.calendar",
        title="Calendar file",
        help="Writes a file for your calendar. After a move or a cancellation it changes the same entry.",
        action="calendar",
        keys=("i",),
        group=GROUP,
    ),
    Command(
        id="talk.brief",
        title="Brief",
        help="Writes the talk on one page, to be printed or read on the way. What is off the record stays here.",
        action="brief",
        keys=("B",),
        group=GROUP,
    ),
    Command(
        id="talk.person",
        title="Open the person",
        help="Shows everything known of the host.",
        action="person",
        keys=("o",),
        group=GROUP,
    ),
)

TALK_ACTIONS: Final = frozenset(command.action.partition("(")[0] for command in TALK_COMMANDS)
"""What a talk must be at hand for."""
