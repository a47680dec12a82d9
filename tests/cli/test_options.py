"""Where the database is, what an exit code means, and what help says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.command import COFFEECHAT, coffeechat, here
from coffeechat import __version__
from coffeechat.records import Person
from coffeechat.store import clock, people
from coffeechat.store.store import Store

BOUNDED = Path(__file__).parents[1] / "faults" / "bounded.py"
COMMANDS = (
    "import",
    "undo-import",
    "people",
    "title",
    "lint",
    "packs",
    "export",
    "restore",
    "backup",
    "doctor",
    "demo",
)


@pytest.fixture
def one(path: Path) -> Path:
    """A database with Ada in it."""
    with Store(path) as store:
        people.add(store, "Ada Lindqvist")
    return path


def test_the_database_is_named_before_or_after_the_command(one: Path) -> None:
    assert "Ada Lindqvist" in coffeechat("--db", one, "people").out
    assert "Ada Lindqvist" in coffeechat("people", "--db", one).out


def test_of_two_databases_named_the_one_after_the_command_counts(one: Path, tmp_path: Path) -> None:
    assert here("--db", tmp_path / "other.db", "people", "--db", one).out != ""
    assert here("--db", one, "people", "--db", tmp_path / "other.db").out == ""


def test_without_a_name_it_is_the_one_of_the_environment_and_a_name_wins_over_that(one: Path, tmp_path: Path) -> None:
    assert "Ada" in coffeechat("people", COFFEECHAT_DB=str(one)).out
    assert coffeechat("people", db=tmp_path / "other.db", COFFEECHAT_DB=str(one)).out == ""


def test_else_it_lies_in_the_users_own_folder_which_nobody_else_may_enter(tmp_path: Path) -> None:
    assert coffeechat("people", XDG_DATA_HOME=str(tmp_path), HOME=str(tmp_path)).code == 0
    (found,) = tmp_path.rglob("coffeechat.db")
    assert found.parent.stat().st_mode & 0o077 == 0


def test_a_folder_for_the_database_is_made_where_there_is_none(tmp_path: Path) -> None:
    assert here("people", db=tmp_path / "new" / "deep" / "people.db").code == 0
    assert (tmp_path / "new" / "deep" / "people.db").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_says_what_it_does(command: str) -> None:
    said = here(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: coffeechat {command}")
    assert len([line for line in said.out.splitlines() if line.strip()]) > 2
    assert here(command, "-h").out == said.out


def test_help_lists_every_command() -> None:
    said = coffeechat("--help")
    assert said.code == 0 and all(f"\n  {command} " in said.out for command in COMMANDS)


def test_the_version_is_said() -> None:
    assert here("--version").out == f"coffeechat, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["--nosuch"],
        ["import"],
        ["import", "x.csv", "--nosuch"],
        ["people", "--limit", "0"],
        ["people", "--limit", "many"],
        ["people", "--lens", "x"],
        ["people", "a", "b"],
        ["title"],
        ["lint"],
        ["lint", "q.txt", "--kind", "x"],
        ["lint", "q.txt", "--minutes", "0"],
        ["packs", "nosuch"],
        ["packs", "remove"],
        ["export"],
        ["export", "x.vcf", "--vcard-version", "2.1"],
        ["restore"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(arguments: list[str]) -> None:
    said = here(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "Error: " in said.err and "--help" in said.err


@pytest.mark.parametrize(
    ("arguments", "what", "next_step"),
    [
        (["undo-import"], "There is no import to take back.", ""),
        (["undo-import", "beef"], "There is no import 'beef'", "under Imports."),
        (["people", "--target", "x"], "There is no target 'x'.", "under Targets."),
        (["export", "x.pdf"], "There is no export format 'pdf'.", "csv, ics, json, md, txt, vcf with --format."),
        (["export", "no/such/folder.csv"], "Can't write", "Choose another place for the file."),
        (["restore", "nosuch.json"], "nosuch.json is not a coffeechat export", "export --format json`."),
        (["import", "nosuch.csv"], "There is no file or folder nosuch.csv.", "Check the name."),
        (["backup", "/dev/null/copy.db"], "Can't write a copy to", "or choose another place."),
    ],
)
def test_what_can_not_be_done_ends_with_1_and_says_what_to_do(
    one: Path, arguments: list[str], what: str, next_step: str
) -> None:
    said = here(*arguments, db=one)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(what) and said.err.strip().endswith(next_step)
    assert said.err.count("\n") == 1


def test_doctor_ends_with_0_on_a_healthy_file_and_with_1_on_a_sick_one(one: Path) -> None:
    well = coffeechat("doctor", db=one)
    assert well.code == 0 and all(line.startswith("✓ ") for line in well.out.splitlines())
    with Store(one) as store:
        store.connection.execute("DELETE FROM listing")
    sick = coffeechat("doctor", db=one)
    assert sick.code == 1
    assert "✗ the list of people agrees with the people" in sick.out and "--mend" in sick.out
    assert "folder 'backups'" in sick.err
    mended = coffeechat("doctor", "--mend", db=one)
    assert mended.code == 0
    assert "Ada Lindqvist" in here("people", db=one).out


def test_a_backup_is_a_database_of_its_own(one: Path, tmp_path: Path) -> None:
    said = here("backup", tmp_path / "copies" / "today.db", db=one)
    copy = Path(said.out.strip())
    assert copy == tmp_path / "copies" / "today.db"
    assert here("people", "--json", db=copy).document == here("people", "--json", db=one).document
    beside = Path(here("backup", db=one).out.strip())
    assert beside.parent == one.parent / "backups" and beside.exists()


def test_a_backup_replaces_the_one_of_the_same_name_and_leaves_nothing_beside_it(one: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "today.db"
    here("backup", copy, db=one)
    with Store(one) as store:
        people.add(store, "Bo Chen")
    here("backup", copy, db=one)
    assert len(here("people", "--json", db=copy).document) == 2
    assert not [left for left in copy.parent.iterdir() if "unfinished" in left.name]


def person(number: int, at: str) -> Person:
    return Person(id=clock.new_id(), created_at=at, display=f"Person {number}")


@pytest.fixture
def many(path: Path) -> Path:
    """More people than fit a pipe or a small file."""
    with Store(path) as store, store.change("many") as change:
        store.insert_all(change, (person(number, change.at) for number in range(3_000)))
    return path


def test_output_that_nobody_reads_any_more_ends_the_command_in_silence(many: Path) -> None:
    with subprocess.Popen(
        [COFFEECHAT, "people", "--json", "--db", many],
        env={**os.environ, "PYTHONUNBUFFERED": ""},  # unbuffered, a file takes a part of a text and says nothing
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout and child.stderr
        child.stdout.read(1)
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 1


@pytest.mark.parametrize("command", ["people", "people --json", "export -", "export - --format=vcf"])
def test_a_full_disk_behind_stdout_is_said_in_a_sentence(many: Path, tmp_path: Path, command: str) -> None:
    with (tmp_path / "output").open("wb") as output:
        done = subprocess.run(
            [sys.executable, BOUNDED, "40000", COFFEECHAT, *command.split(), "--db", many],
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("The output: File too large.") and done.stderr.count("\n") == 1


def test_a_command_without_any_stdout_does_its_work_all_the_same(one: Path, tmp_path: Path) -> None:
    closed = 'exec "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", closed, "sh", COFFEECHAT, "export", tmp_path / "people.csv", "--db", one],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, f"1 person written to {tmp_path / 'people.csv'}.\n")
    assert "Ada Lindqvist" in (tmp_path / "people.csv").read_text()


def test_an_export_goes_through_a_link_and_into_a_pipe_without_replacing_either(one: Path, tmp_path: Path) -> None:
    target, link, pipe = tmp_path / "people.csv", tmp_path / "latest.csv", tmp_path / "pipe"
    link.symlink_to(target)
    assert here("export", link, db=one).code == 0
    assert link.is_symlink() and "Ada Lindqvist" in target.read_text()
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        assert here("export", pipe, "--format", "csv", db=one).code == 0
        assert reader.stdout and "Ada Lindqvist" in reader.stdout.read()
    assert pipe.is_fifo()


def test_an_export_that_fails_leaves_the_earlier_one_as_it_was(one: Path, tmp_path: Path) -> None:
    target = tmp_path / "people.pdf"
    target.write_text("yesterday's")
    assert here("export", target, db=one).code == 1
    assert target.read_text() == "yesterday's"
    assert [left.name for left in tmp_path.iterdir() if "unfinished" in left.name] == []
