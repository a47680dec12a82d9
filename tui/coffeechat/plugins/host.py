"""Loads plugins and collects what they contribute, one at a time: a broken one leaves the rest working."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import Generic, NamedTuple, Protocol, TypeVar, cast

import pluggy

from coffeechat.plugins.discovery import PluginSpec, installed_plugins
from coffeechat.plugins.faults import Fault, fault, guarded
from coffeechat.plugins.hooks import PROJECT, Hooks
from coffeechat.plugins.shapes import complaint


class Named(Protocol):
    name: str


T = TypeVar("T", bound=Named)


class Contribution(NamedTuple, Generic[T]):
    """What a plugin gave, and which plugin it was."""

    plugin: str
    value: T


def _enter_silently(plugin: str, where: str) -> None:
    """Nobody wants to know which plugin runs next."""


class PluginHost:
    """Imports nothing until `load`. `entering` is told before each step into a plugin's code."""

    def __init__(
        self,
        specs: Iterable[PluginSpec] | None = None,
        entering: Callable[[str, str], None] = _enter_silently,
    ) -> None:
        self._specs = specs
        self._entering = entering
        # a manager for each plugin: pluggy has no way to take back a registration that failed half-way
        self._managers: dict[str, pluggy.PluginManager] = {}
        self._targets: dict[str, str] = {}
        self.faults: list[Fault] = []

    def load(self, only: Collection[str] | None = None) -> None:
        """Import the plugins, or those named in `only`. What fails is in `faults`."""
        for spec in installed_plugins() if self._specs is None else self._specs:
            if only is None or spec.name in only:
                self._load(spec)

    def call(self, hook: Callable[[Hooks], list[T]]) -> list[Contribution[T]]:
        """Everything the loaded plugins contribute to `hook`, each checked; of two of one name the first."""
        contributions: dict[str, Contribution[T]] = {}
        for plugin, manager in self._managers.items():
            for thing in self._results(plugin, manager, hook.__name__):
                wrong = guarded(plugin, hook.__name__, partial(complaint, hook.__name__, thing))
                if isinstance(wrong, Fault):
                    self.faults.append(wrong)
                elif wrong is not None:
                    self.faults.append(fault(plugin, hook.__name__, wrong))
                else:
                    self._add(contributions, hook.__name__, Contribution(plugin, cast(T, thing)))
        return list(contributions.values())

    def _load(self, spec: PluginSpec) -> None:
        if spec.name in self._targets:
            if self._targets[spec.name] != spec.target:
                why = f"{spec.target} has the same name as {self._targets[spec.name]}, which was there first"
                self.faults.append(fault(spec.name, "load", why))
            return
        self._targets[spec.name] = spec.target
        self._entering(spec.name, "load")
        manager = guarded(spec.name, "load", partial(_registered, spec))
        if isinstance(manager, Fault):
            self.faults.append(manager)
            return
        self._managers[spec.name] = manager
        self.faults.extend(_unknown_hooks(spec.name, manager))

    def _results(self, plugin: str, manager: pluggy.PluginManager, hook: str) -> list[object]:
        caller = getattr(manager.hook, hook)
        if not caller.get_hookimpls():
            return []
        self._entering(plugin, hook)
        answer = guarded(plugin, hook, caller)
        if isinstance(answer, Fault):
            self.faults.append(answer)
            return []
        result = answer[0] if answer else None  # pluggy drops None
        if not isinstance(result, list):
            self.faults.append(fault(plugin, hook, f"it returned {type(result).__name__}, a list is needed"))
            return []
        return result

    def _add(self, known: dict[str, Contribution[T]], hook: str, new: Contribution[T]) -> None:
        if new.value.name in known:
            other = known[new.value.name].plugin
            self.faults.append(fault(new.plugin, hook, f"“{new.value.name}” is taken by the plugin “{other}”"))
        else:
            known[new.value.name] = new


def _registered(spec: PluginSpec) -> pluggy.PluginManager:
    if spec.folder is not None and spec.folder not in sys.path:
        sys.path.append(spec.folder)
    module, _, attribute = spec.target.partition(":")
    plugin: object = importlib.import_module(module)
    if attribute:
        plugin = attrgetter(attribute)(plugin)
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    manager.register(plugin, spec.name)
    return manager


def _unknown_hooks(plugin: str, manager: pluggy.PluginManager) -> Iterator[Fault]:
    """A hook of a later version, or a typing mistake: that hook is left out, the others work."""
    for caller in manager.get_hookcallers(manager.get_plugin(plugin)) or []:
        if not caller.has_spec():
            sentence = (
                f"The plugin “{plugin}” uses the hook “{caller.name}”, which this version of coffeechat "
                "doesn't have. Only that hook is left out; update coffeechat or the plugin."
            )
            yield Fault(plugin, "load", sentence)
