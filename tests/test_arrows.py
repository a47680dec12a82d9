"""The arrows between the rooms run one way: proved by what a child process has loaded, and by where SQL stands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parent.parent / "tui" / "coffeechat"
PLUGINS = Path(__file__).parent.parent / "plugins"
SERVER = Path(__file__).parent.parent / "server" / "coffeechat_server"


def loaded(code: str, **environment: str) -> set[str]:
    """The modules a child process has after running `code`."""
    code += "\nimport sys, json; sys.stderr.write('MODULES' + json.dumps(list(sys.modules)))"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    return set(json.loads(ended.stderr.rpartition("MODULES")[2]))


def modules_in(folder: Path, package: str) -> list[str]:
    """The names of all modules below a folder."""
    found = (path.relative_to(folder).with_suffix("").parts for path in sorted(folder.rglob("*.py")))
    return [".".join((package, *(part for part in parts if part != "__init__"))).rstrip(".") for parts in found]


def loaded_by(modules: list[str]) -> set[str]:
    return loaded("import importlib\nfor name in " + repr(modules) + ": importlib.import_module(name)")


def rooms(modules: set[str]) -> set[str]:
    """Which parts of the app are among them."""
    return {name.split(".")[1] for name in modules if name.startswith("coffeechat.")}


HEAVY = {"textual", "starlette", "sqlite3", "apsw"}


def test_the_method_imports_nothing_of_the_app_but_records_and_errors() -> None:
    found = loaded_by(modules_in(APP / "method", "coffeechat.method"))
    assert rooms(found) <= {"method", "records", "errors"}
    assert not found & {*HEAVY, "click", "pluggy"}


def test_what_a_plugin_may_import_loads_no_terminal_no_server_and_no_database() -> None:
    found = loaded("import coffeechat.api")
    assert rooms(found) == {"api", "errors", "incoming"}
    assert not found & HEAVY


@pytest.mark.parametrize("plugin", ["coffeechat_linkedin", "coffeechat_vcard"])
def test_the_bundled_plugins_use_the_same_door_as_anybodys(plugin: str) -> None:
    found = loaded_by(modules_in(PLUGINS / plugin, plugin))
    assert rooms(found) == {"api", "errors", "incoming"}
    assert not found & HEAVY


def test_the_store_knows_neither_screens_nor_commands_nor_plugins() -> None:
    found = loaded_by(modules_in(APP / "store", "coffeechat.store"))
    assert rooms(found) <= {"store", "method", "records", "incoming", "errors"}
    assert not found & {"textual", "click", "pluggy"}


def test_plugins_are_run_without_the_store() -> None:
    found = loaded_by(modules_in(APP / "plugins", "coffeechat.plugins"))
    assert rooms(found) <= {"plugins", "api", "incoming", "errors"}
    assert not found & HEAVY


def test_packs_are_read_without_store_screens_and_plugins() -> None:
    found = loaded_by(modules_in(APP / "packs", "coffeechat.packs"))
    assert rooms(found) <= {"packs", "method", "folders", "errors"}
    assert not found & {*HEAVY, "click", "pluggy"}


def test_sync_knows_the_store_and_the_relays_protocol_and_no_screen() -> None:
    found = loaded_by(modules_in(APP / "sync", "coffeechat.sync"))
    assert rooms(found) <= {"sync", "store", "method", "records", "incoming", "errors", "folders"}
    assert not found & {"textual", "pluggy", "starlette"}
    served = {name for name in found if name.startswith("coffeechat_server.")}
    assert all(name.startswith("coffeechat_server.protocol") for name in served)


def test_files_in_and_out_need_no_terminal() -> None:
    found = loaded_by(modules_in(APP / "exchange", "coffeechat.exchange"))
    assert rooms(found) <= {"exchange", "store", "plugins", "method", "records", "api", "incoming", "errors"}
    assert not found & {"textual", "click"}


def test_the_server_never_imports_the_app() -> None:
    found = loaded_by(modules_in(SERVER, "coffeechat_server"))
    assert not {name for name in found if name.partition(".")[0] in {"coffeechat", "textual", "sqlite3"}}


def test_the_protocol_needs_nothing_but_msgspec() -> None:
    found = loaded_by(modules_in(SERVER / "protocol", "coffeechat_server.protocol"))
    assert not found & {*HEAVY, "nacl", "uvicorn", "httpx", "click"}
    assert {name for name in found if name.startswith("coffeechat_server.")} <= {
        name for name in found if name.startswith("coffeechat_server.protocol")
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["people", "--json"],
        ["title", "Head of Data", "--json"],
        ["talk", "--json"],
        ["lint", os.devnull],
        ["packs"],
        ["export", "-"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_a_command_without_a_screen_loads_no_textual(arguments: list[str], tmp_path: Path) -> None:
    code = f"from coffeechat.cli import run\nassert run({arguments!r}) == 0"
    found = loaded(code, COFFEECHAT_DB=str(tmp_path / "people.db"))
    assert not {name for name in found if name.startswith(("textual", "rich"))}


STARTED = """
import asyncio, sys
from pathlib import Path
from coffeechat.app import CoffeechatApp

async def run():
    app = CoffeechatApp(Path(PATH))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "pycrdt" not in sys.modules, "the first paint waits for it"
        for _ in range(200):
            await asyncio.sleep(0.1)
            if "pycrdt" in sys.modules:
                break

asyncio.run(run())
"""


def test_what_the_first_long_text_stands_on_is_loaded_after_the_first_paint_and_before_it_is_saved(
    tmp_path: Path,
) -> None:
    assert "pycrdt" in loaded(STARTED.replace("PATH", repr(str(tmp_path / "people.db"))))


SQL = re.compile(r'"""?\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN)\b|\.execute(many)?\(')


def test_sql_stands_in_the_store_and_nowhere_else() -> None:
    files = [path for path in sorted(APP.rglob("*.py")) if "store" not in path.relative_to(APP).parts]
    assert [path.name for path in files if SQL.search(path.read_text(encoding="utf-8"))] == []
