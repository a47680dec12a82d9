"""`ask`, `thank` and `note`: words on stdout, what to mend on stderr, and what they leave in the file."""

from __future__ import annotations

import io
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from cli.command import coffeechat, here
from coffeechat.records import Touch
from coffeechat.store import clock, conversations, people, sender, tables, targets, templates
from coffeechat.store.person_named import person_named
from coffeechat.store.store import Store
from method.test_messages import MENDED, TOO_EAGER


@pytest.fixture
def file(path: Path) -> Path:
    with Store(path) as store:
        targets.add(store, name="Urban planner")
        people.add(store, "Ada Lindqvist", "Head of Urban Planning", "Stadtwerk Elmhafen", "ada@example.org")
        people.add(store, "Adam Lind", "Pastry Chef")
        sender.put(store, "name", "Lena Brandt")
    return path


def touches_in(file: Path) -> list[Touch]:
    with Store(file) as store:
        return tables.select(store.connection, Touch)


def test_ask_prints_the_fitting_template_and_keeps_nothing(file: Path) -> None:
    ran = here("ask", "ada lindqvist", db=file)
    assert ran.code == 0
    assert ran.out.startswith("Subject: A question about your work at Stadtwerk Elmhafen\n\nDear Ada Lindqvist,\n")
    assert "M12 {source} is still empty.\n    → Write what of theirs you have read" in ran.err
    assert touches_in(file) == []


def test_words_from_a_file_become_a_draft_with_what_to_mend_and_are_sent_once_mended(
    file: Path, tmp_path: Path
) -> None:
    words = tmp_path / "ask.txt"
    words.write_text(f"Subject: Trams\n\n{TOO_EAGER}\n")
    ran = here("ask", "lindqvist", "--file", words, "--json", db=file)
    found = ran.document
    assert [finding["name"] for finding in found["findings"]] == [
        "too long", "no connection stated", "job ask", "no question at the end",
    ]  # fmt: skip
    assert (found["subject"], found["to"], found["sent"]) == ("Trams", "ada@example.org", False)
    (draft,) = touches_in(file)
    assert (draft.state, draft.subject, draft.body) == ("draft", "Trams", TOO_EAGER)
    words.write_text(MENDED)
    ran = here("ask", "lindqvist", "--file", words, "--send", db=file)
    assert ran.code == 0 and "Marked as sent to Ada Lindqvist." in ran.err
    (sent,) = touches_in(file)
    assert (sent.state, sent.subject, sent.body, sent.channel) == ("sent", "Trams", MENDED, "email")


def test_what_has_a_gap_or_is_asked_twice_is_not_sent(file: Path, tmp_path: Path) -> None:
    ran = here("ask", "lindqvist", "--send", db=file)
    assert ran.code == 1 and "Not sent: {source} is still empty." in ran.err
    words = tmp_path / "ask.txt"
    words.write_text(MENDED)
    assert here("ask", "lindqvist", "--file", words, "--send", db=file).code == 0
    ran = here("ask", "lindqvist", "--file", words, "--send", db=file)
    assert ran.code == 1 and "Do not ask twice" in ran.err
    assert sorted(touch.state or "" for touch in touches_in(file)) == ["draft", "sent"]


def test_several_people_are_listed_and_nobody_is_guessed(file: Path) -> None:
    ran = here("ask", "ada", db=file)
    assert ran.code == 1 and "Ada Lindqvist (Stadtwerk Elmhafen), Adam Lind" in ran.err and ran.out == ""
    assert here("thank", "nobody at all", db=file).code == 1


def test_a_template_is_named_by_words_of_its_name_and_a_wrong_variable_is_told_of(file: Path) -> None:
    with Store(file) as store:
        templates.add(store, "My way of asking", kind="ask", body="Hello {givn}, hello {given}.")
    ran = here("ask", "lindqvist", "--template", "way my", db=file)
    assert ran.out == "Hello {givn}, hello Ada.\n"
    assert "There is no {givn}." in ran.err and "There are: {name}, {given}" in ran.err
    ran = here("ask", "lindqvist", "--template", "nonsense", db=file)
    assert ran.code == 1 and "There are: “My way of asking”, “Ask, introduced”" in ran.err


def test_thank_is_for_the_last_talk(file: Path) -> None:
    assert "There has been no talk with Ada Lindqvist to thank for yet" in here("thank", "lindqvist", db=file).err
    with Store(file) as store:
        ada = person_named(store.connection, "Ada Lindqvist")
        talk = conversations.plan(store, [ada])
        conversations.schedule(store, talk, clock.now() - timedelta(hours=2))
        conversations.set_state(store, talk, "ended")
        conversations.edit(store, talk, learned="A portfolio counts for more than a degree\nand more")
    ran = here("thank", "lindqvist", "--send", db=file)
    assert "This stayed with me most: A portfolio counts for more than a degree.\n" in ran.out
    assert ran.code == 0
    (thanks,) = touches_in(file)
    assert (thanks.kind, thanks.state, thanks.conversation_id) == ("thanks", "sent", talk)


def test_a_note_is_written_down_from_the_arguments_or_from_a_pipe(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert here("note", "lindqvist", "likes", "trams", db=file).code == 0
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("and büses\n".encode())))
    assert here("note", "lindqvist", db=file).code == 0
    assert [touch.body for touch in touches_in(file)] == ["likes trams", "and büses"]


def test_the_installed_command_says_in_a_sentence_what_it_lacks(file: Path, tmp_path: Path) -> None:
    assert "There is nothing to note." in coffeechat("note", "lindqvist", db=file).err
    ran = coffeechat("ask", "lindqvist", "--file", tmp_path / "none.txt", db=file)
    assert ran.code == 1 and "none.txt (No such file or directory)" in ran.err
