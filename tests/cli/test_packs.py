"""`packs`: listed, checked, added, removed."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from cli.command import COFFEECHAT, coffeechat, here
from coffeechat.folders import packs_path
from coffeechat.packs import all_packs

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
text = "Are you hiring?"
"""


def written(folder: Path, text: str = PACK) -> Path:
    path = folder / "harbours.toml"
    path.write_text(text)
    return path


def test_all_packs_are_listed(tmp_path: Path) -> None:
    first = here("packs").out.splitlines()[0]
    assert first.split()[:3] == ["general", "12", "bundled"]
    document = here("packs", "list", "--json").document
    assert {pack["key"] for pack in document} == {pack.key for pack in all_packs()}
    assert document[0]["questions"][0]["phase"] == "open"


def test_a_pack_is_checked_with_its_questions(tmp_path: Path) -> None:
    path = written(tmp_path)
    ran = here("packs", "check", path)
    assert ran.code == 1
    assert ran.out.startswith(f"{path}:14: Q03 “Are you hiring” asks for a job")
    assert ran.err == "Harbours: written as a pack is, 2 questions, 1 blocked.\n"
    assert here("packs", "check", written(tmp_path, PACK.replace("Are you hiring?", "Why a harbour?"))).code == 0


def test_a_broken_pack_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = written(tmp_path, PACK.replace('"core"', '"kernel"'))
    for command in (("packs", "check"), ("packs", "add", "--yes")):
        ran = here(*command, path)
        assert ran.code == 1
        assert ran.err.startswith(f"{path}:14: Question 2: Invalid enum value 'kernel'")


def test_a_pack_is_shown_before_it_is_added_and_can_be_removed(tmp_path: Path) -> None:
    path = written(tmp_path)
    ran = here("packs", "add", "--yes", path)
    assert ran.out == f"{packs_path() / 'harbours.toml'}\n"
    assert f"sha256 {hashlib.sha256(PACK.encode()).hexdigest()}" in ran.err
    assert "by Ines Achterberg, CC0-1.0" in ran.err and "  1. What does a storm change in your day?" in ran.err
    assert "takes the place of your pack" in here("packs", "add", "--yes", path).err
    assert here("packs", "remove", "harbours").code == 0
    assert "harbours" not in here("packs").out


def test_who_says_no_or_nothing_adds_nothing(tmp_path: Path) -> None:
    path = written(tmp_path)
    for answer in (b"n\n", b""):
        subprocess.run([COFFEECHAT, "packs", "add", path], input=answer, capture_output=True, check=False)
        assert not packs_path().exists()


def test_only_ones_own_packs_are_removed() -> None:
    for name in ("general", "../general", "", "/etc/passwd"):
        ran = coffeechat("packs", "remove", name)
        assert ran.code == 1 and ran.err.startswith(f"There is no pack “{name}” in ")
