"""Where the user's files are, on every platform."""

from __future__ import annotations

import os
from pathlib import Path


def database_path() -> Path:
    """`COFFEECHAT_DB`, else `coffeechat.db` in the folder for the user's data."""
    if chosen := os.environ.get("COFFEECHAT_DB"):
        return Path(chosen)
    import platformdirs  # 15 ms that `--db` and COFFEECHAT_DB save

    return platformdirs.user_data_path("coffeechat") / "coffeechat.db"


def keys_path() -> Path:
    """The person's own keys, if they have written any."""
    import platformdirs

    return platformdirs.user_config_path("coffeechat") / "keys.toml"


def packs_path() -> Path:
    """The person's own question packs."""
    import platformdirs

    return platformdirs.user_data_path("coffeechat") / "packs"


def downloads_path() -> Path:
    """Where files for other programs go: the folder for downloads, else the user's own."""
    downloads = Path.home() / "Downloads"
    return downloads if downloads.is_dir() else Path.home()


def state_path() -> Path:
    """What belongs to this machine and not to the file: keys of vaults, marks of files."""
    import platformdirs

    return platformdirs.user_state_path("coffeechat")
