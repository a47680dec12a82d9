"""Remapped keys: read from TOML (`[keys]`, id = key or list of keys), with a sentence for each mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from coffeechat.commands.command import Command
from coffeechat.commands.keys import is_key, shown_key, textual_key


class Keymap(Struct, frozen=True):
    """Keys that replace a command's own, by id, as `App.set_keymap` wants them; `problems` are sentences."""

    keys: dict[str, str] = {}
    problems: tuple[str, ...] = ()


def read_keymap(text: str, places: Iterable[Sequence[Command]]) -> Keymap:
    """Read a keymap; each of `places` holds commands alive together: a screen's, a list's, the app's.

    Never raises: what can't be used is left out and told of in `problems`.
    """
    places = [tuple(place) for place in places]
    known = {command.id for place in places for command in place}
    problems: list[str] = []
    keys: dict[str, str] = {}
    for id, value in _entries(text, problems):
        problem = _unknown(id, known) or _unusable(id, value)
        if problem:
            problems.append(problem)
        else:
            keys[id] = ",".join(textual_key(key) for key in _listed(value))
    found = (conflict for place in places for conflict in _new_conflicts(place, keys))
    return Keymap(keys, (*problems, *dict.fromkeys(found)))


def resolved_keys(commands: Sequence[Command], keymap: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The keys of commands that one node declares: what the keymap gives to one is taken from the others."""
    remapped = {command.id: keymap[command.id].split(",") for command in commands if command.id in keymap}
    taken = {key for keys in remapped.values() for key in keys}
    return {
        command.id: tuple(remapped[command.id])
        if command.id in remapped
        else tuple(key for key in map(textual_key, command.keys) if key not in taken)
        for command in commands
    }


def conflicts(place: Sequence[Command], keymap: Mapping[str, str] | None = None) -> list[str]:
    """A sentence for every key that more than one command of a place answers to."""
    users: defaultdict[str, list[Command]] = defaultdict(list)
    for command in place:
        remapped = (keymap or {}).get(command.id)
        for key in remapped.split(",") if remapped else map(textual_key, command.keys):
            users[key].append(command)
    return [_conflict(key, commands) for key, commands in users.items() if len(commands) > 1]


def _new_conflicts(place: Sequence[Command], keymap: Mapping[str, str]) -> list[str]:
    """Those of the person's making: that esc leaves a range first and then clears the filter is meant so."""
    meant = conflicts(place)
    return [conflict for conflict in conflicts(place, keymap) if conflict not in meant]


def _conflict(key: str, commands: Sequence[Command]) -> str:
    names = " and ".join(f"“{command.title}” ({command.id})" for command in commands)
    return f"The key {shown_key(key)} is given to {names}: only one can have it, give the other another."


def _entries(text: str, problems: list[str]) -> Iterator[tuple[str, object]]:
    import tomllib

    try:
        table = tomllib.loads(text).get("keys", {})
    except tomllib.TOMLDecodeError as error:
        problems.append(f"The keymap is not valid TOML, so no key was changed: {error}.")
        return
    if isinstance(table, dict):
        yield from table.items()
    else:
        problems.append('The keymap needs a table: a line [keys], below it lines like "people.merge" = "M".')


def _unknown(id: str, known: set[str]) -> str | None:
    if id in known:
        return None
    from difflib import get_close_matches

    near = get_close_matches(id, known, n=1)
    hint = f"did you mean “{near[0]}”?" if near else "the ? help of each screen names them."
    return f"There is no command “{id}”: {hint}"


def _unusable(id: str, value: object) -> str | None:
    keys = _listed(value)
    if not keys:
        return f'“{id}” needs a key or a list of keys, such as "M" or ["M", "f5"].'
    wrong = next((key for key in keys if not is_key(key)), None)
    if wrong is None:
        return None
    return f"“{id}” can't have the key “{wrong}”: there is none of that name. Write one like M, f5 or ctrl+k."


def _listed(value: object) -> list[str]:
    keys = [value] if isinstance(value, str) else value
    return keys if isinstance(keys, list) and all(isinstance(key, str) for key in keys) else []
