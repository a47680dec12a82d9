"""Whether the data files that titles are read with hold together, so that a correction can't break another title."""

from collections import Counter
from pathlib import Path

from coffeechat.method import ranking, titles
from coffeechat.method.folding import fold
from coffeechat.method.ranking.factors import adjacent
from coffeechat.method.titles.phrases import LANGUAGES

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
    counts = Counter(fold(phrase).replace("-", " ").replace("'", " ") for row in WORK for phrase in row[3].split(", "))
    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_every_phrase_has_the_level_its_kind_needs() -> None:
    assert [row for row in PHRASES if not has_fitting_level(*row[:3])] == []


def has_fitting_level(phrase: str, kind: str, level: str = "") -> bool:
    """Whether a line of a language file says what a phrase of its kind must say."""
    if kind in KINDS_WITHOUT_LEVEL:
        return level == ""
    if kind == "modifier":
        return level in ("+1", "-1")
    return level in set("0123456789") if kind in KINDS_WITH_LEVEL else kind == "personnel"


def test_no_phrase_of_personnel_swallows_a_rank_without_giving_one() -> None:
    ranks = {
        "manager",
        "head",
        "director",
        "lead",
        "vp",
        "leiter",
        "chef",
        "jefe",
        "responsable",
        "directeur",
    }
    without_level = [row[0] for row in PHRASES if row[1] == "personnel" and not any(row[2:3])]
    assert [phrase for phrase in without_level if ranks & set(fold(phrase).split())] == []


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
