"""`lint`: questions looked at from the command line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cli.command import COFFEECHAT, coffeechat, here

QUESTIONS = """\
# for Ken

What surprised you most in your first year as a planner?\r
What does your company do?
Who else should I talk to?
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "questions.txt"
    path.write_bytes(QUESTIONS.encode())
    return path


def test_each_question_has_its_line_its_breakdown_and_its_findings(file: Path) -> None:
    ran = here("lint", file, "--json")
    assert ran.code == 1
    first, second, third = ran.document
    assert [one["line"] for one in ran.document] == [3, 4, 5]
    assert first == {
        "line": 3,
        "text": "What surprised you most in your first year as a planner?",
        "score": 8,
        "breakdown": {"open": 2, "penetrating": 2, "personal": 2, "informed": 0, "clean": 2},
        "findings": [],
    }
    (finding,) = second["findings"]
    assert list(finding) == ["rule", "message", "rewrite"] and finding["rule"] == "Q02"
    assert third["findings"] == []


def test_for_people_it_is_said_as_a_linter_does(file: Path) -> None:
    ran = coffeechat("lint", file)
    assert f"{file}:4: Q02 “What does your company do” stands on their website" in ran.out
    assert "    → I read that your team … What changed because of it?" in ran.out
    assert "    8 of 10  open 2 · penetrating 2 · personal 2 · informed 0 · clean 2" in ran.out
    assert ran.err == "3 looked at: 1 remark, 1 blocked.\n"
    assert "\x1b" not in ran.out


def test_with_minutes_the_plan_is_looked_at_too(file: Path) -> None:
    fits, full = (here("lint", file, "--json", "--minutes", minutes).document for minutes in ("30", "10"))
    rules = [[finding["rule"] for one in told for finding in one["findings"]] for told in (fits, full)]
    assert rules == [["Q02"], ["Q02", "P1"]]


def test_in_a_job_interview_one_may_ask_for_the_job(tmp_path: Path) -> None:
    (tmp_path / "q").write_text("Which of your open positions would you put me in, and why?\n")
    assert here("lint", tmp_path / "q").code == 1
    assert here("lint", tmp_path / "q", "--kind", "job_interview").code == 0


def test_a_message_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "m").write_text("Hi Ada,\n\nare there any openings?\n")
    (told,) = here("lint", tmp_path / "m", "--kind", "message", "--json").document
    assert (told["line"], told["score"]) == (1, None)
    assert "M03" in [finding["rule"] for finding in told["findings"]]


def test_questions_come_from_a_pipe_as_well() -> None:
    ran = subprocess.run([COFFEECHAT, "lint", "-"], input=b"Are you hiring?\n", capture_output=True, check=False)
    assert ran.returncode == 1 and ran.stdout.startswith(b"stdin:1: Are you hiring?")


@pytest.mark.parametrize("content", [b"", b"\n\n# nothing\n", b"\xff\xfe\x00W\x00h\x00y", b"\x1b[31mWhy?\x00"])
def test_odd_files_are_no_trouble(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd").write_bytes(content)
    ran = here("lint", tmp_path / "odd")
    assert ran.code == 0 and "\x1b" not in ran.out
    assert here("lint", tmp_path / "odd", "--json").code == 0


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    ran = here("lint", tmp_path / "nowhere")
    assert ran.code == 1 and ran.err.startswith(f"Can't read {tmp_path / 'nowhere'} (No such file")
