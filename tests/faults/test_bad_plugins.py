"""A plugin that breaks costs only itself: the person reads which one it was, and the database is as before."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from cli.command import coffeechat
from faults.refusal import assert_refused, untouched

READER = """
import os, signal, sys, time
from coffeechat.api import PersonRecord, hookimpl

class Reader:
    name, title, suffixes = "acme", "Acme address book", (".acme",)
    def sniff(self, source):
{sniff}
    def parse(self, source, options):
        yield PersonRecord(line=1, display="Ada Lindqvist", key="acme:1")
{parse}

@hookimpl
def coffeechat_importers():
    return [Reader()]
"""


def installed(folder: Path, parse: str = "", sniff: str = "return 1.0", code: str | None = None) -> str:
    """The folder of an installed distribution with one plugin, for PYTHONPATH."""
    text = code or READER.format(sniff=indent(dedent(sniff), " " * 8), parse=indent(dedent(parse), " " * 8))
    (folder / "acme_plugin.py").write_text(text)
    about = folder / "acme-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: acme\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[coffeechat.plugins.v1]\nacme = acme_plugin\n")
    return str(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "site"
    found.mkdir()
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "people.acme"
    path.write_text("Ada\n")
    return path


@pytest.mark.parametrize(
    ("parse", "why"),
    [
        ("raise ValueError('bad thing')", "ValueError: bad thing"),
        ("os._exit(3)", "its process ended with code 3"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "its process was ended by SIGSEGV"),
        ("sys.exit(0)", "it tried to end the whole program"),
        ("yield 7", "it yielded int"),
        ("yield PersonRecord(line='one', display='x')", "Expected `int`, got `str`"),
        ("held = []\nwhile True: held.append(bytes(50_000_000))", "it ran out of memory"),
    ],
)
def test_a_plugin_that_breaks_while_it_reads_is_named(
    database: Path, folder: Path, source: Path, parse: str, why: str
) -> None:
    with untouched(database):
        said = coffeechat("import", source, db=database, PYTHONPATH=installed(folder, parse))
        assert_refused(said, "The plugin “acme” failed while it read", why, "Nothing was changed", "--as")


def test_a_plugin_that_hangs_is_ended_and_named(database: Path, folder: Path, source: Path) -> None:
    with untouched(database):
        said = coffeechat("import", source, db=database, PYTHONPATH=installed(folder, "time.sleep(600)"))
        assert_refused(said, "The plugin “acme” gave no sign of life for 20 s", "Nothing was changed", "--as")


@pytest.mark.parametrize(
    ("code", "sniff"),
    [
        ("raise RuntimeError('not today')", ""),
        ("import os; os._exit(4)", ""),
        (None, "raise ValueError('what is this?')"),
        (None, "os._exit(4)"),
        (None, "return 'sure'"),
    ],
)
def test_a_plugin_that_breaks_before_it_reads_is_left_out_with_a_word_and_the_file_is_read(
    database: Path, folder: Path, export: Path, code: str | None, sniff: str
) -> None:
    plugins = installed(folder, sniff=sniff or "return 1.0", code=code)
    said = coffeechat("import", export, "--json", db=database, PYTHONPATH=plugins)
    assert (said.code, said.document["new"]) == (0, 400)
    (warning,) = said.document["warnings"]
    assert warning.startswith("The plugin “acme”") and warning.endswith("It is left out; update or remove it.")


def test_a_plugin_that_prints_does_not_reach_stdout(database: Path, folder: Path, source: Path) -> None:
    plugins = installed(folder, "print('noise'); os.write(1, b'more'); print('talk', file=sys.stderr)")
    said = coffeechat("import", source, "--json", db=database, PYTHONPATH=plugins)
    assert (said.code, said.document["new"], said.err) == (0, 1, "")


def test_what_a_broken_plugin_brought_before_it_broke_is_not_half_kept(
    database: Path, folder: Path, source: Path
) -> None:
    many = "for n in range(5_000): yield PersonRecord(line=n, display=f'Person {n}')\nraise ValueError('at the end')"
    with untouched(database):
        said = coffeechat("import", source, db=database, PYTHONPATH=installed(folder, many))
        assert_refused(said, "ValueError: at the end")


def test_an_exporter_that_breaks_leaves_the_earlier_file(database: Path, folder: Path, tmp_path: Path) -> None:
    code = """
    from coffeechat.api import hookimpl
    class Writer:
        name, title, suffixes = "acme", "Acme", (".acme",)
        def write(self, people, stream, *, version=None):
            stream.write(b"half")
            raise RuntimeError("out of ink")
    @hookimpl
    def coffeechat_exporters(): return [Writer()]
    """
    target = tmp_path / "people.acme"
    target.write_text("yesterday's")
    plugins = installed(folder, code=dedent(code))
    with untouched(database):
        assert_refused(coffeechat("export", target, db=database, PYTHONPATH=plugins), "“acme”", "out of ink")
    assert target.read_text() == "yesterday's"
    assert [left.name for left in tmp_path.iterdir() if "unfinished" in left.name] == []
