"""A broken plugin is left out with a sentence, and the others keep working."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coffeechat.plugins.discovery import PluginSpec, installed_plugins
from coffeechat.plugins.hooks import Hooks
from coffeechat.plugins.host import PluginHost

Plugin = Callable[..., PluginSpec]

SOUND = """
    from coffeechat.api import hookimpl
    class Reader:
        name, title, suffixes = "NAME", "Files", (".x",)
        def sniff(self, source): return 0.5
        def parse(self, source, options): return iter(())
    class Writer:
        name, title, suffixes = "NAME", "Files", (".x",)
        def write(self, people, stream, *, version=None): pass
    @hookimpl
    def coffeechat_importers(): return [Reader()]
    @hookimpl
    def coffeechat_exporters(): return [Writer()]
"""
HOOK = "from coffeechat.api import hookimpl\n@hookimpl\n"
READER = "class Reader:\n    name, title, suffixes = 'x', 'X', ()\n    def sniff(self, source): return 1\n"


def sound(plugin: Plugin, name: str = "sound") -> PluginSpec:
    return plugin(SOUND.replace("NAME", name), name)


def names(host: PluginHost) -> list[str]:
    return [each.value.name for each in host.call(Hooks.coffeechat_importers)]


def test_contributions_come_with_the_name_of_their_plugin(plugin: Plugin) -> None:
    host = PluginHost([sound(plugin)])
    host.load()
    (reader,) = host.call(Hooks.coffeechat_importers)
    (writer,) = host.call(Hooks.coffeechat_exporters)
    assert (reader.plugin, reader.value.title, writer.value.suffixes) == ("sound", "Files", (".x",))
    assert host.faults == []


def test_nothing_is_imported_before_load_nor_what_was_not_asked_for(plugin: Plugin) -> None:
    one, two = sound(plugin, "one"), sound(plugin, "two")
    host = PluginHost([one, two])
    assert one.target not in sys.modules
    host.load(only={"two"})
    assert one.target not in sys.modules and two.target in sys.modules
    assert names(host) == ["two"]


def test_loading_twice_is_loading_once(plugin: Plugin) -> None:
    host = PluginHost([sound(plugin)])
    host.load()
    host.load()
    assert names(host) == ["sound"]
    assert host.faults == []


@pytest.mark.parametrize(
    ("code", "where", "said"),
    [
        ("import no_such_module_anywhere", "load", "ModuleNotFoundError: No module named"),
        ("raise SystemExit(3)", "load", "it tried to end the whole program"),
        ("class Own(BaseException): pass\nraise Own('x')", "load", "(Own: x)"),
        (
            "class Bad(Exception):\n    def __str__(self): return 1/0\nraise Bad",
            "load",
            "ZeroDivisionError when asked",
        ),
        ("def broken(:", "load", "SyntaxError"),
        (
            HOOK + "def coffeechat_importers(config): return []",
            "load",
            "{'config'} are declared in the hookimpl",
        ),
        (HOOK + "def coffeechat_dance(): return []", "load", "uses the hook “coffeechat_dance”"),
        (HOOK + "def coffeechat_importers(): return 1/0", "coffeechat_importers", "ZeroDivisionError"),
        (
            HOOK + "def coffeechat_importers(): exit()",
            "coffeechat_importers",
            "tried to end the whole program",
        ),
        (
            HOOK + "def coffeechat_importers(): pass",
            "coffeechat_importers",
            "it returned NoneType, a list is needed",
        ),
        (
            HOOK + "def coffeechat_importers(): return 'x'",
            "coffeechat_importers",
            "it returned str, a list is needed",
        ),
        (
            HOOK + "def coffeechat_importers(): return [7]",
            "coffeechat_importers",
            "int.name is None, a text is needed",
        ),
        (
            READER + HOOK + "def coffeechat_importers(): return [Reader]",
            "coffeechat_importers",
            "the class Reader",
        ),
        (
            READER + HOOK + "def coffeechat_importers(): return [Reader()]",
            "coffeechat_importers",
            "no method parse",
        ),
        (
            READER.replace("()\n", "['.x']\n", 1) + HOOK + "def coffeechat_importers(): return [Reader()]",
            "coffeechat_importers",
            "Reader.suffixes is ['.x'], a tuple of texts is needed",
        ),
    ],
)
def test_whatever_a_plugin_does_wrong_is_said_and_the_next_one_works(
    plugin: Plugin, code: str, where: str, said: str
) -> None:
    host = PluginHost([plugin(code), sound(plugin)])
    host.load()
    assert names(host) == ["sound"]
    (fault,) = host.faults
    assert (fault.plugin, fault.where) == ("acme", where)
    assert said in fault.sentence
    assert "“acme”" in fault.sentence and "update" in fault.sentence


def test_known_hooks_of_a_plugin_work_beside_one_of_a_later_version(plugin: Plugin) -> None:
    host = PluginHost([plugin(SOUND + "    @hookimpl\n    def coffeechat_dance(): return []\n")])
    host.load()
    assert names(host) == ["NAME"]
    assert [fault.where for fault in host.faults] == ["load"]


def test_of_two_importers_of_one_name_the_first_is_used(plugin: Plugin) -> None:
    first, second = plugin(SOUND, "first"), plugin(SOUND, "second")
    host = PluginHost([first, second])
    host.load()
    assert [each.plugin for each in host.call(Hooks.coffeechat_importers)] == ["first"]
    (fault,) = host.faults
    assert "“NAME” is taken by the plugin “first”" in fault.sentence


def test_of_two_plugins_of_one_name_the_first_is_used(plugin: Plugin) -> None:
    host = PluginHost([sound(plugin), sound(plugin)])
    host.load()
    assert names(host) == ["sound"]
    (fault,) = host.faults
    assert "has the same name as" in fault.sentence


def test_an_object_within_a_module_can_be_the_plugin(plugin: Plugin) -> None:
    spec = plugin(
        """
        from coffeechat.api import hookimpl
        class Plugin:
            @hookimpl
            def coffeechat_importers(self): return []
        plugin = Plugin()
        """
    )
    host = PluginHost([PluginSpec("acme", f"{spec.target}:plugin", spec.folder)])
    host.load()
    assert names(host) == [] and host.faults == []


def test_our_own_plugins_are_found_before_others_and_none_is_imported(tmp_path: Path) -> None:
    package = tmp_path / "acme-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Name: acme\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[coffeechat.plugins.v1]\nabacus = no_such_module\n")
    code = (
        "import sys; from coffeechat.plugins.discovery import installed_plugins as found; "
        f"sys.path.append({str(tmp_path)!r}); print(*(spec.name + '=' + spec.target for spec in found())); "
        "print('coffeechat_linkedin' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == [
        "linkedin=coffeechat_linkedin vcard=coffeechat_vcard abacus=no_such_module",
        "False",
    ]


def test_the_linkedin_plugin_loads_from_where_it_is_installed() -> None:
    host = PluginHost([spec for spec in installed_plugins() if spec.name == "linkedin"])
    host.load()
    assert names(host) == ["linkedin"]
    assert host.faults == []
