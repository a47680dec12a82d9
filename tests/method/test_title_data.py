"""Whether the data files that titles are read with hold together, so that a correction can't break another title."""

from collections import Counter
from pathlib import Path

import pytest

from coffeechat.method import ranking, titles
from coffeechat.method.folding import fold
from coffeechat.method.ranking.factors import adjacent
from coffeechat.method.titles.phrases import LANGUAGES, level_phrases

FOLDER = Path(titles.__file__).parent
KINDS_WITHOUT_LEVEL = {"former", "retired", "seeking", "nothing"}
KINDS_WITH_LEVEL = {
    "level",
    "learner",
    "owner",
    "assistant",
    "secretary",
    "independent",
    "advisory",
    "modifier",
}


def rows(path: Path) -> list[list[str]]:
    """The lines of a data file, cut in columns."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


PHRASES = [row for language in LANGUAGES for row in rows(FOLDER / f"{language}.tsv")]
WORK = rows(FOLDER / "functions.tsv")


def test_every_phrase_stands_once_in_all_languages_together() -> None:
    counts = Counter(fold(row[0]).replace("-", " ").replace("'", " ") for row in PHRASES)
    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_every_kind_of_work_has_its_phrases_once() -> None:
    counts = Counter(
        fold(phrase).replace("-", " ").replace("'", " ") for row in WORK for phrase in row[3].split(", ")
    )
    assert [phrase for phrase, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("row", PHRASES, ids=[row[0] for row in PHRASES])
def test_a_phrase_has_the_level_its_kind_needs(row: list[str]) -> None:
    kind, level = row[1], (row[2] if len(row) > 2 else "")
    if kind in KINDS_WITHOUT_LEVEL:
        assert level == ""
    elif kind in KINDS_WITH_LEVEL or level:
        assert kind in {*KINDS_WITH_LEVEL, "personnel"}
        assert -1 <= int(level) <= 9
    else:
        assert kind == "personnel"


def test_no_phrase_of_personnel_swallows_a_level_without_giving_one() -> None:
    phrases = level_phrases()
    managers = {"manager", "head", "director", "lead", "vp", "leiter", "chef", "jefe", "responsable", "directeur"}
    swallowed = [
        row[0]
        for row in PHRASES
        if row[1] == "personnel" and (len(row) < 3 or not row[2]) and managers & set(fold(row[0]).split()[:-1])
    ]
    assert swallowed == ["head hunter", "head hunting"]
    assert phrases.alone("manager") is not None


def test_functions_stand_side_by_side_only_if_titles_know_them() -> None:
    functions = {row[0] for row in WORK}
    neighbours = rows(Path(ranking.__file__).parent / "adjacent_functions.tsv")
    named = {name for one, others in neighbours for name in (one, *others.split(", "))}
    assert named - {"*"} <= functions


def test_being_adjacent_is_mutual() -> None:
    functions = {row[0] for row in WORK} - {"general management"}
    for one in functions:
        for other in adjacent(one) & functions:
            assert one in adjacent(other)
