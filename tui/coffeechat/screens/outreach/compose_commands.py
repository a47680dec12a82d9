"""What can be done with a message that is being written. In the text letters are typed, so each has a ctrl key."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

_GROUP: Final = "Message"

COMPOSE_COMMANDS: Final = (
    Command(
        id="compose.back",
        title="Back",
        help="Goes back; what was typed is kept as a draft.",
        action="back",
        keys=("escape",),
        group=_GROUP,
        footer=90,
    ),
    Command(
        id="compose.send",
        title="Mark as sent",
        help="Says that you have sent it, now; u takes that back.",
        action="send",
        keys=("ctrl+s",),
        group=_GROUP,
        footer=95,
        short="Sent",
    ),
    Command(
        id="compose.copy",
        title="Copy the message",
        help="Puts its words on the clipboard, to be pasted where you write to them.",
        action="copy_message",
        keys=("ctrl+y",),
        group=_GROUP,
        footer=80,
        short="Copy",
    ),
    Command(
        id="compose.mail",
        title="Open in the mail program",
        help="Hands address, subject and words to your mail program; without an e-mail address it opens their page.",
        action="mail",
        keys=("ctrl+o",),
        group=_GROUP,
        footer=75,
        short="Mail",
    ),
    Command(
        id="compose.template",
        title="Another template",
        help="Lists the templates and kinds of messages, and writes the chosen one.",
        action="template",
        keys=("ctrl+t",),
        group=_GROUP,
        footer=70,
        short="Template",
    ),
    Command(
        id="compose.finding",
        title="Go to the next finding",
        help="Marks the words that the next finding is about.",
        action="next_finding",
        keys=("ctrl+n",),
        group=_GROUP,
    ),
    Command(
        id="compose.editor",
        title="Write in your editor",
        help="Opens the words in $VISUAL or $EDITOR; unchanged means cancelled.",
        action="editor",
        keys=("ctrl+g",),
        group=_GROUP,
    ),
    Command(
        id="compose.resume",
        title="Attach the résumé, or take it off",
        help="The résumé rule holds it back until they ask; a reason of yours sets the rule aside.",
        action="resume",
        keys=("ctrl+l",),
        group=_GROUP,
    ),
    Command(
        id="compose.sender",
        title="How you sign",
        help="Your name, who you are in a few words, and your number, for all messages.",
        action="sender",
        group=_GROUP,
    ),
    Command(
        id="compose.save_template",
        title="Keep as a template",
        help="Keeps subject and words as a template of your own.",
        action="save_template",
        group=_GROUP,
    ),
    Command(
        id="compose.discard",
        title="Throw the draft away",
        help="Removes this draft; u brings it back.",
        action="discard",
        group=_GROUP,
    ),
)
