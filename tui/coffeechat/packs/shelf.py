"""All packs there are: the person's own, those that came with the app, and those in installed wheels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from coffeechat.folders import packs_path
from coffeechat.packs.errors import PackError
from coffeechat.packs.pack import Origin, Pack
from coffeechat.packs.reading import read_pack

GROUP: Final = "coffeechat.packs"
_BUNDLED: Final = "coffeechat_packs"


class Shelf(Struct, frozen=True):
    """The packs that can be used, and what is wrong with the others. Of two with one key the person's own counts."""

    packs: tuple[Pack, ...]
    problems: tuple[PackError, ...]


def all_packs() -> list[Pack]:
    """Every pack that can be used; one that is broken keeps no other from being found."""
    return list(shelf().packs)


def shelf() -> Shelf:
    packs: dict[str, Pack] = {}
    problems = []
    for origin, folder in _folders():
        for path in sorted(folder.glob("*.toml"), key=_general_first):
            try:
                packs.setdefault(path.stem, read_pack(path, origin))
            except PackError as error:
                problems.append(error)
    return Shelf(tuple(packs.values()), tuple(problems))


def _general_first(path: Path) -> tuple[bool, str]:
    """The pack for a talk with anybody, then by name."""
    return path.stem != "general", path.stem


def _folders() -> Iterator[tuple[Origin, Path]]:
    yield "own", packs_path()
    for module in dict.fromkeys((_BUNDLED, *_installed())):
        for folder in _located(module):
            yield ("bundled" if module == _BUNDLED else "installed"), folder


def _installed() -> list[str]:
    """The modules that wheels name; none of them is imported."""
    # ~30 ms to import, and only who asks for packs needs it
    from importlib.metadata import entry_points

    return sorted({point.value.partition(":")[0] for point in entry_points(group=GROUP)})


def _located(module: str) -> list[Path]:
    """The folders of a module, without running any of its code: only its outermost package is looked for."""
    from importlib.util import find_spec

    outermost, *inner = module.split(".")
    try:
        spec = find_spec(outermost)
    except (ImportError, ValueError):
        return []
    places = (spec.submodule_search_locations if spec else None) or ()
    return [Path(place, *inner) for place in places]
