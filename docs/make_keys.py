"""Writes the table of keys from the declarations of the commands: `make pictures`."""

from __future__ import annotations

from pathlib import Path

from coffeechat.commands.reference import markdown
from coffeechat.screens.places import all_commands

HEAD = """\
# Keys

`?` shows those of the screen at hand, and runs them. A key is given to another command in `keys.toml`, in the folder
that `coffeechat doctor` names, by the name in the last column:

```toml
[keys]
"people.merge" = "M"
```

"""


def text() -> str:
    return HEAD + markdown(all_commands())


if __name__ == "__main__":
    Path(__file__).with_name("keys.md").write_text(text(), encoding="utf-8")
