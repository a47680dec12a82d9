"""What can be done with the list of people."""

from __future__ import annotations

from typing import Final

from coffeechat.commands.command import Command

_GROUP: Final = "People"

LIST_COMMANDS: Final = (
    Command(
        id="people.filter",
        title="Filter",
        help="Narrows the list to those who match every word; esc clears.",
        action="filter",
        keys=("/",),
        group=_GROUP,
        footer=75,
    ),
    Command(
        id="people.demo",
        title="Look at the demo",
        help="Opens a throwaway file with 40 invented people.",
        action="demo",
        keys=("D",),
        group=_GROUP,
        footer=45,
        short="Demo",
    ),
    Command(
        id="people.clear",
        title="Clear the filter",
        help="Shows everybody again; a second time takes the marks away.",
        action="clear",
        keys=("escape",),
        group=_GROUP,
        footer=77,
        short="Clear",
    ),
    Command(
        id="people.to_list",
        title="From the filter to the list",
        help="Goes from the filter to who is found.",
        action="to_list",
        keys=("down",),
        group=_GROUP,
        footer=76,
        short="To the list",
    ),
    Command(
        id="people.lens",
        title="Crystal or research",
        help="Ranks by who could hire for the job, or by who knows most of it.",
        action="lens",
        keys=("l",),
        group=_GROUP,
        footer=45,
        short="Lens",
    ),
    Command(
        id="people.sort",
        title="Sort by the next column",
        help="Steps through rank, name, organisation and last contact; a click on a column's head sorts by it.",
        action="sort",
        keys=("s",),
        group=_GROUP,
    ),
    Command(
        id="people.reverse",
        title="Turn the order round",
        help="The last first.",
        action="reverse",
        keys=("S",),
        group=_GROUP,
    ),
    Command(
        id="people.add",
        title="Add a person",
        help="Adds somebody by hand.",
        action="add",
        keys=("a",),
        group=_GROUP,
        footer=55,
        short="Add",
    ),
    Command(
        id="people.import",
        title="Import a file",
        help="Brings in a LinkedIn export or a vCard file, after showing what it would bring.",
        action="import",
        keys=("i",),
        group=_GROUP,
        footer=50,
        short="Import",
    ),
    Command(
        id="people.merge",
        title="Merge the two marked",
        help="Makes one person of two, with everything of both; the one marked first keeps the name.",
        action="merge",
        keys=("m",),
        group=_GROUP,
    ),
    Command(
        id="people.tag",
        title="Tag",
        help="Adds a tag to those marked, or to the one under the cursor.",
        action="tag",
        keys=("T",),
        group=_GROUP,
    ),
    Command(
        id="people.remove",
        title="Remove",
        help="Takes those marked, or the one under the cursor, off the list; u brings them back.",
        action="remove",
        keys=("d", "delete"),
        group=_GROUP,
    ),
)
