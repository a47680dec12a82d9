"""The docs' table of keys is written from the declarations."""

from __future__ import annotations

from coffeechat.commands.command import Command
from coffeechat.commands.reference import markdown

MERGE = Command(
    id="people.merge", title="Merge", help="Joins a|b.", action="merge", keys=("M", "ctrl+k"), group="People"
)
COUNT = Command(id="people.count", title="Count", help="Counts.", action="count", group="People")
HELP = Command(id="app.help", title="Help", help="Explains.", action="help", keys=("?",), group="Everywhere")


def test_commands_stand_in_a_table_per_group() -> None:
    assert markdown([MERGE, HELP, COUNT]) == (
        "### People\n\n"
        "| Key | Command | What it does | Name in the keymap |\n"
        "| --- | --- | --- | --- |\n"
        "| `M`, `ctrl+k` | Merge | Joins a\\|b. | `people.merge` |\n"
        "|  | Count | Counts. | `people.count` |\n"
        "\n"
        "### Everywhere\n\n"
        "| Key | Command | What it does | Name in the keymap |\n"
        "| --- | --- | --- | --- |\n"
        "| `?` | Help | Explains. | `app.help` |\n"
    )
