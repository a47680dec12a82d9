"""Small plugins, written to a folder of the test, as an author's own would lie beside the app."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from textwrap import dedent, indent

import pytest

from coffeechat.plugins.discovery import PluginSpec

_numbers = count(1)


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., PluginSpec]:
    """Write a module; its name is used once, because this process keeps what it has imported."""
    monkeypatch.setattr(sys, "path", list(sys.path))

    def written(code: str, name: str = "acme") -> PluginSpec:
        module = f"plugin_under_test_{next(_numbers)}"
        (tmp_path / f"{module}.py").write_text(dedent(code))
        return PluginSpec(name, module, str(tmp_path))

    return written


@pytest.fixture
def importer(plugin: Callable[..., PluginSpec]) -> Callable[..., PluginSpec]:
    """A plugin with one importer that is sure of every source; `parse` is the body of its parse method."""

    def written(parse: str, name: str = "acme", sniff: str = "return 0.9") -> PluginSpec:
        code = (
            "import os, signal, sys, time\n"
            "from coffeechat.api import *\n"
            "class Reader:\n"
            f"    name, title, suffixes = '{name}', 'Files of {name}', ('.{name}',)\n"
            "    def sniff(self, source):\n"
            f"{indent(dedent(sniff).strip(), ' ' * 8)}\n"
            "    def parse(self, source, options):\n"
            f"{indent(dedent(parse).strip(), ' ' * 8)}\n"
            "@hookimpl\n"
            "def coffeechat_importers():\n"
            "    return [Reader()]\n"
        )
        return plugin(code, name)

    return written


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file that only test plugins know."""
    path = tmp_path / "people.acme"
    path.write_text("Ada\nBo\n")
    return path
