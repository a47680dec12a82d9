"""Question packs: which are found, and how a mistake in one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from coffeechat.folders import packs_path
from coffeechat.method.questions import KINDS, LIMITS, Context, review, topics
from coffeechat.packs import PackError, all_packs, read_pack, shelf

PACK = """\
title = "Harbours"
version = "1"
language = "en"
author = "Ines Achterberg"
licence = "CC0-1.0"
kinds = ["informational"]
topics = ["day"]

[[questions]]
phase = "open"
topic = "day"
text = "What does a storm change in your day?"

[[questions]]
phase = "core"
topic = "day"
text = "Who waits longest when a ship is late?"
probe = "Why they?"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "harbours.toml"
    path.write_text(PACK, encoding="utf-8")
    return path


def test_the_packs_of_the_app_are_found_without_importing_anything() -> None:
    found = {pack.key: pack for pack in all_packs()}
    assert set(found) == {
        "academia-to-industry",
        "career-changer",
        "engineering",
        "general",
        "job-interview",
        "practice",
    }
    assert [len(found[key].questions) for key in ("general", "practice")] == [12, 4]
    assert all(set(pack.file.topics) <= set(topics()) for pack in found.values())
    assert {kind for pack in found.values() for kind in pack.file.kinds} <= set(KINDS)


def test_a_pack_in_the_persons_folder_is_found_and_wins_over_one_of_the_same_name(file: Path) -> None:
    packs_path().mkdir(parents=True)
    file.rename(packs_path() / "general.toml")
    general = next(pack for pack in all_packs() if pack.key == "general")
    assert (general.title, general.origin) == ("Harbours", "own")


def test_a_broken_pack_keeps_no_other_from_being_found(file: Path) -> None:
    packs_path().mkdir(parents=True)
    (packs_path() / "broken.toml").write_text("title = ")
    file.rename(packs_path() / "harbours.toml")
    found = shelf()
    assert "harbours" in [pack.key for pack in found.packs]
    assert [problem.path.name for problem in found.problems] == ["broken.toml"]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "told"),
    [
        ('title = "Harbours"\n', "", None, "missing required field `title`"),
        ('version = "1"', "version = 1", None, "version: Expected text, got `int`"),
        ('probe = "Why they?"', "probes = 3", 14, "Question 2: "),
        ('topic = "day"\ntext = "Who', 'topic = "tide"\ntext = "Who', 14, "“tide” is not among"),
        ('phase = "core"', 'phase = "middle"', 14, "Question 2: Invalid enum value 'middle'"),
        ('"Why they?"', '"Why\\nthey?"', 14, "one line each"),
        ('"Why they?"', '"Why they?', 18, "This is not TOML"),
        ('["informational"]', "[]", None, "kinds is empty"),
    ],
)
def test_a_mistake_is_told_with_its_line(file: Path, right: str, wrong: str, line: int | None, told: str) -> None:
    assert right in PACK
    file.write_text(PACK.replace(right, wrong), encoding="utf-8")
    with pytest.raises(PackError) as error:
        read_pack(file, "own")
    assert error.value.line == line
    assert told in str(error.value)
    assert str(error.value).startswith(str(file))


def test_a_changed_file_is_read_anew(file: Path) -> None:
    before = read_pack(file, "own")
    file.write_text(PACK.replace("Harbours", "Harbours and ports"), encoding="utf-8")
    assert (before.title, read_pack(file, "own").title) == ("Harbours", "Harbours and ports")


def test_neither_a_folder_nor_bytes_that_are_no_text_end_in_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'title = "Caf\xe9"\n')
    for path in (tmp_path, tmp_path / "nowhere.toml", tmp_path / "latin.toml"):
        with pytest.raises(PackError):
            read_pack(path, "own")


def test_every_question_of_the_bundled_packs_is_one_the_checker_would_keep() -> None:
    for pack in all_packs():
        context = Context(kind=pack.file.kinds[0])
        told = {question.text: review(question.text, context) for question in pack.questions}
        # In a job interview "how is the work shared" is worth asking, plain as it is.
        least = 4 if "job_interview" in pack.file.kinds else LIMITS.keep
        assert {text: one.score for text, one in told.items() if one.score < least or one.is_blocked} == {}


def test_the_example_of_the_documentation_is_a_pack(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
    path = tmp_path / "harbours.toml"
    path.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert [question.topic for question in read_pack(path, "own").questions] == ["day", "contacts"]


def test_packs_of_an_installed_wheel_are_found_without_importing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    (tmp_path / "harbour_packs" / "eu").mkdir(parents=True)
    file.rename(tmp_path / "harbour_packs" / "eu" / "harbours.toml")
    (tmp_path / "harbour_packs" / "__init__.py").write_text("raise SystemExit('imported')")
    metadata = tmp_path / "harbour_packs-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour-packs\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(
        "[coffeechat.packs]\nharbours = harbour_packs.eu\ngone = no_such_packs\nodd = ..\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    harbours = next(pack for pack in all_packs() if pack.key == "harbours")
    assert (harbours.origin, harbours.path.parent.name) == ("installed", "eu")
