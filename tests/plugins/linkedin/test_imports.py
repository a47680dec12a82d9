"""The plugin stands on the standard library and `coffeechat.api` alone, as anybody's would."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import coffeechat_linkedin


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_only_the_standard_library_and_the_api_are_imported() -> None:
    files = list(Path(coffeechat_linkedin.__file__).parent.glob("*.py"))
    foreign = {
        name
        for file in files
        for name in imported(file)
        if name.split(".")[0] not in sys.stdlib_module_names | {"coffeechat_linkedin"}
    }
    assert foreign == {"coffeechat.api"}


def test_importing_it_loads_nothing_that_only_some_files_need() -> None:
    heavy = "{'zipfile', 'hashlib', 'textual', 'apsw'}"
    code = f"import coffeechat_linkedin, sys; print(*sorted({heavy} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""
