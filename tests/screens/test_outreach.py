"""Writing to people through the app's own keys: drafts, findings, the ways a message goes, and what they answer."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from coffeechat.records import Answer, Promise, Touch
from coffeechat.screens.line_dialog import BEGUN
from coffeechat.screens.live import DebriefScreen
from coffeechat.screens.outreach import ComposeScreen
from coffeechat.store import (
    clock,
    conversations,
    insights,
    introductions,
    pages,
    people,
    resume,
    sender,
    settings,
    tables,
    templates,
    touches,
)
from coffeechat.store.people import Detail
from coffeechat.store.store import Store
from coffeechat.widgets.paragraphs import Paragraphs
from coffeechat.widgets.writing import SAVE_SECONDS
from method.test_messages import MENDED, TOO_EAGER
from screens.opened import box_of, paste, played, press, shown, store_of, told, until, until_true
from screens.test_hostile_names import NAMES, assert_harmless
from screens.three_people import ADA


@pytest.fixture
def signed(three: Path) -> Path:
    """The three people, and a user who has told their name."""
    with Store(three) as store:
        for field, value in (("name", "Lena Brandt"), ("words", "a student of geography"), ("phone", "+49 30 555 01")):
            sender.put(store, field, value)
    return three


def ada_in(store: Store) -> Detail:
    (line,) = [line for line in pages.People(store.connection, "name").lines(0, 50) if line.name == ADA]
    known = people.detail(store.connection, line.id)
    assert known
    return known


def drafts_in(store: Store) -> list[Touch]:
    return tables.select(store.connection, Touch, "state = 'draft'")


def words_of(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one(TextArea).text


def findings_of(pilot: Pilot[Any]) -> list[str]:
    assert isinstance(pilot.app.screen, ComposeScreen)
    return [finding.name for finding in pilot.app.screen._findings]


def looked_at(pilot: Pilot[Any]) -> str:
    """What stands beside the words, on one line."""
    paragraphs = pilot.app.screen.query_one("#findings").query_one(Paragraphs)
    return " ".join(f"{lead.plain}{text.plain}" for text, lead in paragraphs.paragraphs)


def subject_of(pilot: Pilot[Any]) -> Input:
    return pilot.app.screen.query_one("#subject", Input)


async def write(pilot: Pilot[Any], text: str) -> str:
    """Put other words in the place of all that stand there."""
    pilot.app.screen.query_one(TextArea).focus()
    await press(pilot, "f7")
    return await paste(pilot, text)


def hold_talk(store: Store, person_id: bytes, kind: str = "informational") -> bytes:
    """A talk that ended an hour ago."""
    conversation_id = conversations.plan(store, [person_id], kind)
    conversations.schedule(store, conversation_id, clock.now() - timedelta(hours=2), minutes=60)
    conversations.set_state(store, conversation_id, "ended")
    return conversation_id


def test_an_eager_draft_is_told_what_to_mend_and_the_mended_one_is_marked_as_sent(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        subject_of(pilot).value = "Maya suggested it"
        await write(pilot, TOO_EAGER)
        assert findings_of(pilot) == ["too long", "no connection stated", "job ask", "no question at the end"]
        await until(pilot, "82 of 75 words, 7 too many")
        assert "“any openings” asks for a job. Ask for advice instead" in looked_at(pilot)
        await write(pilot, MENDED)
        assert findings_of(pilot) == []
        assert "70 of 75 words" in await until(pilot, "Nothing to mend.")
        await press(pilot, "ctrl+s")
        assert told(pilot)[-1] == (
            "Marked as sent to Ada Lindqvist. Without an answer a second person there is due on Thu 5 Mar, "
            "one follow-up on Wed 11 Mar. u takes it back."
        )
        (sent,) = tables.select(store_of(pilot).connection, Touch, "kind = 'ask'")
        assert (sent.state, sent.at, sent.channel) == ("sent", "2026-03-02T08:00:00Z", "email")
        assert (sent.body, sent.subject) == (MENDED, "Maya suggested it")
        assert "→ asked (email)" in await press(pilot, "enter")
        assert "→ ask, not sent yet" in await press(pilot, "u")

    played(signed, scenario)


def test_what_is_typed_is_a_draft_within_a_second_and_is_found_again(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        assert drafts_in(store_of(pilot)) == [], "a template that nobody touched is no draft"
        await write(pilot, "Hello Ada")
        await asyncio.sleep(SAVE_SECONDS + 0.4)
        with Store(signed) as other:
            assert [draft.body for draft in drafts_in(other)] == ["Hello Ada"]
        await press(pilot, *", how are you?", "escape")
        assert [draft.body for draft in drafts_in(store_of(pilot))] == ["Hello Ada, how are you?"]
        assert "by e-mail to ada@example.org · draft" in await press(pilot, "w")
        assert words_of(pilot) == "Hello Ada, how are you?"

    played(signed, scenario)


def test_leaving_the_app_keeps_what_was_typed_last(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        await write(pilot, "Hello Ada")
        await pilot.press("ctrl+q")

    played(signed, scenario)
    with Store(signed) as store:
        assert [draft.body for draft in drafts_in(store)] == ["Hello Ada"]


def test_gaps_are_gone_through_with_a_key_and_keep_the_message_here(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "How you sign" in await press(pilot, "w")
        await press(pilot, *"Lena", "escape")
        assert "\n  Lena\n" in shown(pilot), "the template signs with it at once"
        assert findings_of(pilot) == ["gap to fill", "gap to fill"]
        await press(pilot, "ctrl+s")
        assert told(pilot)[-1].startswith("Not sent: {introducer} in the subject is still empty.")
        await press(pilot, *"Maya", "ctrl+n", *"Maya Okonjo")
        assert findings_of(pilot) == []
        assert subject_of(pilot).value == "Maya suggested that I write to you"
        assert "\n\nMaya Okonjo suggested that I talk to you" in words_of(pilot)

    played(three, scenario)


def test_a_second_ask_and_an_early_follow_up_are_refused_and_kept(signed: Path) -> None:
    with Store(signed) as store:
        touches.send(store, touches.draft(store, ada_in(store).person.id, "ask", body="Hello?").id)

    async def scenario(pilot: Pilot[Any]) -> None:
        early = await press(pilot, "w")
        assert "Follow-up to Ada Lindqvist" in early
        assert "It is too early to follow up with Ada Lindqvist" in looked_at(pilot)
        assert "7B is Wed 11 Mar" in looked_at(pilot)
        await write(pilot, "Would it suit you?")
        await press(pilot, "ctrl+s")
        assert "It is too early to follow up" in told(pilot)[-1]
        assert [(draft.kind, draft.body) for draft in drafts_in(store_of(pilot))] == [
            ("follow_up", "Would it suit you?")
        ]

    played(signed, scenario)


def test_the_resume_is_refused_with_its_rule_a_reason_overrides_it_and_is_kept(signed: Path) -> None:
    with Store(signed) as store:
        talk = hold_talk(store, ada_in(store).person.id)

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        assert "Thank-you to Ada Lindqvist" in shown(pilot)
        await write(pilot, "What you said about maps stayed with me.")
        refused = await press(pilot, "ctrl+l")
        assert "The résumé stays here" in refused and "Source: the article, UMass, Rice, Dartmouth." in refused
        assert "the résumé goes along" not in await press(pilot, "escape")
        await press(pilot, "ctrl+l")
        attached = await press(pilot, *"Her office asked", "enter")
        assert "the résumé goes along" in attached and "résumé with a thank-you" in attached
        await press(pilot, "escape")
        pilot.app.push_screen(DebriefScreen(talk))
        listed = await until(pilot, "you offered it")
        assert "Her office asked" in listed
        pilot.app.pop_screen()
        await press(pilot, "w")
        assert "the résumé goes along" not in await press(pilot, "ctrl+l")
        assert resume.events(store_of(pilot).connection, ada_in(store_of(pilot)).person.id) == []

    played(signed, scenario)


def test_that_they_asked_for_it_in_a_letter_frees_it(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+p", *"asked for the r", "enter")
        assert told(pilot)[-1] == "Ada Lindqvist asked for the résumé: it may go along now. u takes it back."
        await press(pilot, "w")
        assert "the résumé goes along" in await press(pilot, "ctrl+l")

    played(signed, scenario)


def test_in_a_job_interview_there_is_no_lock(signed: Path) -> None:
    with Store(signed) as store:
        hold_talk(store, ada_in(store).person.id, "job_interview")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        assert "the résumé goes along" in await press(pilot, "ctrl+l")

    played(signed, scenario)


def test_thanks_come_with_one_insight_and_one_promise_and_are_not_sent_empty(signed: Path) -> None:
    with Store(signed) as store:
        ada = ada_in(store).person.id
        talk = hold_talk(store, ada)
        with store.change("answers") as change:
            answer = Answer(
                id=clock.new_id(), created_at=change.at, conversation_id=talk, person_id=ada, text="maps, mostly"
            )
            hidden = Answer(
                id=clock.new_id(), created_at=change.at, conversation_id=talk, text="a secret", off_record=True
            )
            promise = Promise(
                id=clock.new_id(), created_at=change.at, conversation_id=talk, person_id=ada, by="me",
                text="send you the map by Friday",
            )  # fmt: skip
            store.insert(change, answer, hidden, promise)
        insights.from_answer(store, answer.id, claim="A portfolio counts for more than a degree", stance="supports")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        assert "This stayed with me most: A portfolio counts for more than a degree." in words_of(pilot)
        assert "As promised, I will send you the map by Friday." in words_of(pilot)
        assert findings_of(pilot) == []
        written = words_of(pilot)
        await write(pilot, "Dear Ada,\n\nKind regards,\nLena")
        await press(pilot, "ctrl+s")
        assert told(pilot)[-1] == "Not sent: It says nothing yet. Write a line, or choose a template."
        await write(pilot, written)
        await press(pilot, "ctrl+s")
        (sent,) = tables.select(store_of(pilot).connection, Touch, "kind = 'thanks'")
        assert (sent.state, sent.conversation_id) == ("sent", talk)
        await press(pilot, "w")
        assert "Update to Ada Lindqvist" in shown(pilot)

    played(signed, scenario)


def test_another_template_brings_its_kind_and_the_old_words_come_back_with_ctrl_z(signed: Path) -> None:
    with Store(signed) as store:
        templates.add(store, "Odd one", kind="gift", body="Look at {this}, {given}.")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        await write(pilot, "Hello Ada")
        await press(pilot, "ctrl+t", *"odd", "enter")
        assert words_of(pilot) == "Look at {this}, Ada."
        assert "Gift to Ada Lindqvist" in shown(pilot) and "There is no {this}." in looked_at(pilot)
        await press(pilot, "ctrl+s")
        assert "Not sent: There is no {this}. There are: {name}, {given}" in told(pilot)[-1]
        assert [(draft.kind, draft.body) for draft in drafts_in(store_of(pilot))] == [("gift", "Look at {this}, Ada.")]
        await press(pilot, "ctrl+z")
        assert words_of(pilot) == "Hello Ada"

    played(signed, scenario)


def test_a_template_of_ones_own_is_kept_as_typed_and_a_wrong_slot_is_told_of(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await pilot.app.run_action("app.templates")
        await press(pilot, "a", *"Short", "tab", *"fol", "tab", "tab", "tab")
        await paste(pilot, "Hello {givn}, still there?")
        await press(pilot, "escape")
        assert told(pilot)[-1].startswith("There is no {givn}. Did you mean {given}? There are: {name}, {given}")
        (own,) = templates.own(store_of(pilot).connection)
        assert (own.name, own.kind, own.body) == ("Short", "follow_up", "Hello {givn}, still there?")
        assert "Short" in await until(pilot, "yours")
        await press(pilot, "e", "tab", *"zz", "escape")
        assert "“follow-upzz” is no kind of message" in told(pilot)[-1]
        await press(pilot, "d")
        assert templates.own(store_of(pilot).connection) == []
        assert "“Ask, introduced” comes with the app and stays" in (await press(pilot, "g", "d"), *told(pilot))[-1]

    played(signed, scenario)


def test_one_of_the_apps_templates_becomes_ones_own_with_the_first_change(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await pilot.app.run_action("app.templates")
        await press(pilot, "e", "escape")
        assert templates.own(store_of(pilot).connection) == []
        await press(pilot, "e", *"!", "escape")
        (own,) = templates.own(store_of(pilot).connection)
        assert (own.name, own.kind) == ("My ask, introduced!", "ask")
        await press(pilot, "escape", "w")
        assert "template “My ask, introduced!”" in shown(pilot), "it comes before the app's"

    played(signed, scenario)


def test_messages_begin_in_ones_language_and_as_formal_as_one_is_with_somebody(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        await pilot.app.run_action("screen.sender")
        await press(pilot, "tab", "tab", "tab", *"de", "escape", "escape")
        assert "template “Anfrage, empfohlen (Sie)”" in await press(pilot, "w")
        assert words_of(pilot).startswith("Guten Tag Ada Lindqvist,")
        people.edit(store_of(pilot), ada_in(store_of(pilot)).person, formality="informal")
        await press(pilot, "escape")
        assert "template “Anfrage, empfohlen (du)”" in await press(pilot, "w")
        assert words_of(pilot).startswith("Hallo Ada,")

    played(signed, scenario)


def test_the_message_is_copied_and_handed_to_the_mail_program(
    signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened\n')
    opener.chmod(0o755)

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        await write(pilot, "Hello Ada & all?\nLena")
        subject_of(pilot).value = "Ümläut"
        await press(pilot, "ctrl+y")
        assert pilot.app.clipboard == "Hello Ada & all?\nLena"
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        await press(pilot, "ctrl+o")
        await until(pilot, "Opened in your mail program.")
        monkeypatch.setenv("PATH", "/nowhere")
        await press(pilot, "ctrl+o")
        assert "No mail program could be opened (xdg-open is not there)." in await until(pilot, "No mail program")
        assert [draft.body for draft in drafts_in(store_of(pilot))] == ["Hello Ada & all?\nLena"]

    played(signed, scenario)
    assert (tmp_path / "opened").read_text() == (
        "mailto:ada@example.org?subject=%C3%9Cml%C3%A4ut&body=Hello%20Ada%20%26%20all%3F%0ALena"
    )


def test_an_answer_is_logged_with_two_keys_and_u_takes_it_back(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "r", "y")
        assert told(pilot)[-1] == "Ada Lindqvist: yes. Next: agree on a time. u takes it back."
        assert "← they answered: yes" in await press(pilot, "enter")
        assert "← they answered" not in await press(pilot, "u")

    played(signed, scenario)


def test_later_asks_for_a_day_and_says_how_it_reads_it(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "r", "l")
        assert "Wed 1 Apr 2026" in await press(pilot, *"1 apr")
        await press(pilot, "enter")
        assert "← they answered: later, from 2026-04-01 on" in await press(pilot, "enter")
        await press(pilot, "r", "l")
        assert "is no day" in await press(pilot, *"soonish")
        assert "Come back to it when?" in await press(pilot, "enter"), "what is not understood is not taken"

    played(signed, scenario)


def test_names_they_give_become_people_and_introductions_in_one_action(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "r", "f")
        await press(pilot, *"Maya Okonjo, Ken Ito", "enter")
        store = store_of(pilot)
        led = introductions.by_person(store.connection, ada_in(store).person.id)
        assert [(one.person, one.state) for one in led] == [("Ken Ito", "asked"), ("Maya Okonjo", "asked")]
        assert pages.everybody(store.connection) == 5
        await press(pilot, "u")
        assert pages.everybody(store.connection) == 3

    played(signed, scenario)


def test_their_words_are_kept_with_the_answer(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "r", "tab", *"Sorry, not now", "enter", "n")
        (answer,) = tables.select(store_of(pilot).connection, Touch, "reply_kind = 'no'")
        assert answer.body == "Sorry, not now"
        assert "Sorry, not now" in await press(pilot, "enter")

    played(signed, scenario)


def test_their_words_are_there_again_after_a_crash_and_gone_when_they_are_logged(signed: Path) -> None:
    async def begin(pilot: Pilot[Any]) -> None:
        await press(pilot, "r", "tab")
        await paste(pilot, "\nSorry,\nnot [b]now[/b]\n")
        begun = f"reply {ada_in(store_of(pilot)).person.id.hex()}"
        with Store(signed) as other:  # as it would be read after kill -9
            await until_true(lambda: settings.local(other.connection, begun) == "Sorry, not [b]now[/b]")

    async def go_on(pilot: Pilot[Any]) -> None:
        assert "Sorry, not [b]now[/b]" in await press(pilot, "r")
        await press(pilot, "n")
        (answer,) = tables.select(store_of(pilot).connection, Touch, "reply_kind = 'no'")
        assert answer.body == "Sorry, not [b]now[/b]"
        await press(pilot, "r")
        assert pilot.app.screen.query_one(Input).value == ""

    played(signed, begin)
    played(signed, go_on)


def test_what_came_back_is_a_draft_again(signed: Path) -> None:
    with Store(signed) as store:
        touches.send(store, touches.draft(store, ada_in(store).person.id, "ask", body="Hello?").id)

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "r", "b")
        assert [draft.body for draft in drafts_in(store_of(pilot))] == ["Hello?"]
        await press(pilot, "w")
        assert words_of(pilot) == "Hello?"

    played(signed, scenario)


def test_a_quick_note_stands_in_the_timeline_and_is_no_contact(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        before = pages.line_of(store_of(pilot).connection, ada_in(store_of(pilot)).person.id)
        await press(pilot, "n", *"Likes trams", "enter")
        noted = await press(pilot, "enter")
        assert "· noted" in noted and "Likes trams" in noted
        after = pages.line_of(store_of(pilot).connection, ada_in(store_of(pilot)).person.id)
        assert before and after and before.contacted == after.contacted

    played(signed, scenario)


@pytest.mark.parametrize("keys", [["n"], ["r", "f"]], ids=["note", "names"])
@pytest.mark.parametrize("done", ["enter", "escape"])
def test_a_line_begun_is_there_again_after_a_crash_and_gone_when_it_is_done_with(
    signed: Path, keys: list[str], done: str
) -> None:
    async def begin(pilot: Pilot[Any]) -> None:
        await press(pilot, *keys)
        await paste(pilot, "Likes [b]trams[/b]")
        with Store(signed) as other:  # as it would be read after kill -9
            await until_true(lambda: "Likes [b]trams[/b]" in str(settings.local(other.connection, BEGUN)))

    async def leave_at_once(pilot: Pilot[Any]) -> None:
        assert "Likes [b]trams[/b]" in await press(pilot, *keys)

    async def go_on(pilot: Pilot[Any]) -> None:
        await press(pilot, *keys)
        assert box_of(pilot).value == "Likes [b]trams[/b]"
        await press(pilot, done)
        assert settings.local(store_of(pilot).connection, BEGUN) is None

    played(signed, begin)
    played(signed, leave_at_once)
    played(signed, go_on)


def test_the_line_of_another_machine_is_secret_and_never_kept(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "9", "o")
        await paste(pilot, "https://relay.example#words")

    played(signed, scenario)
    with Store(signed) as store:
        assert settings.local(store.connection, BEGUN) is None


def test_a_draft_removed_elsewhere_is_written_anew_and_one_sent_elsewhere_is_left(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        await write(pilot, "Hello Ada")
        await press(pilot, "ctrl+y")
        (draft,) = drafts_in(store_of(pilot))
        with Store(signed) as other:
            touches.discard(other, draft)
        await until(pilot, "by e-mail to ada@example.org · new")
        assert words_of(pilot) == "Hello Ada"
        await press(pilot, "!")
        await press(pilot, "ctrl+y")
        (again,) = drafts_in(store_of(pilot))
        assert (again.body, again.id != draft.id) == ("Hello Ada!", True)
        with Store(signed) as other:
            touches.send(other, again.id)
        await until(pilot, "This ask to Ada Lindqvist was marked as sent elsewhere.")
        assert "3 people" in shown(pilot)

    played(signed, scenario)


def test_somebody_removed_while_one_writes_to_them_comes_back_with_the_words(signed: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "w")
        await write(pilot, "Hello Ada")
        await press(pilot, "ctrl+y")
        with Store(signed) as other:
            people.remove(other, [ada_in(other).person.id], "remove Ada")
        await until(pilot, "what you wrote is kept")
        assert "2 people" in shown(pilot)
        with Store(signed) as other:
            other.undo()
        await until(pilot, "3 people")
        await press(pilot, "g", "w")
        assert words_of(pilot) == "Hello Ada"

    played(signed, scenario)


@pytest.mark.parametrize("name", [NAMES[0], NAMES[2], NAMES[5], NAMES[7], NAMES[11]], ids=range(5))
@pytest.mark.parametrize("size", [(120, 40), (40, 10)], ids=str)
def test_whatever_the_name_the_screens_show_it_as_it_is(path: Path, name: str, size: tuple[int, int]) -> None:
    with Store(path) as store:
        people.add(store, name, name, name, name)
        sender.put(store, "name", name)

    async def scenario(pilot: Pilot[Any]) -> None:
        for keys in (["w"], ["ctrl+t"], ["escape"], ["escape"], ["r"], ["l"], ["escape"], ["escape"], ["n"]):
            await press(pilot, *keys)
            assert_harmless(pilot)

    played(path, scenario, size)
