"""Marcus talks to a Head of Data for twenty minutes; the host asks for his CV and begins to interview him; the power
fails (METHOD, S5)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.method.questions import Planned, is_referral
from coffeechat.packs import all_packs
from coffeechat.screens.live import LiveScreen
from coffeechat.store import conversations, doctor, people, plans, resume
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store
from screens.opened import played, shown, store_of, until
from screens.talking import TEN, Hand, answers, do, saved, talk_of

HOST = "Ken Ito"
ANSWERS = ("Night classes in statistics.", "Show one dashboard that changed a decision.")


@pytest.fixture
def marcus(path: Path, hand: Hand) -> Path:
    """A talk of twenty minutes is agreed for ten o'clock, with five questions of the pack for career changers."""
    (pack,) = (pack for pack in all_packs() if pack.key == "career-changer")
    questions = [NewItem(one.text, one.topic, one.phase, one.probe) for one in pack.questions]
    chosen = [*questions[:4], next(one for one in questions if is_referral(Planned(text=one.text, topic=one.topic)))]
    with Store(path) as store:
        ken = people.add(store, HOST, "Head of Data", "Stadtwerk Elmhafen")
        talk_id = conversations.plan(store, [ken], minutes=20)
        plans.add(store, talk_id, chosen, "plan")
        conversations.schedule(store, talk_id, TEN, zone="UTC")
    return path


def crashed(path: Path, folder: Path) -> Path:
    """What the disk holds at this moment: the file as a power cut leaves it, while the app goes on unaware."""
    folder.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copy(file, folder / file.name)
    return folder / path.name


def test_a_talk_that_turns_into_a_job_interview_and_outlives_a_power_cut(
    marcus: Path, hand: Hand, tmp_path: Path
) -> None:
    async def talk(pilot: Pilot[Any]) -> Path:
        await do(pilot, "3", "l")
        assert "0:00 of 20:00" in shown(pilot) and talk_of(pilot).conversation.state == "live"
        await do(pilot, "=Rainy.", "tab", f"={ANSWERS[0]}", "alt+p", "=introduce me to the port by Friday", "enter")
        await do(pilot, "escape", "n", "=Maya Okonjo", "enter", "alt+q", "=Nobody reads plans.", "enter")
        hand.at(14, 59)
        await do(pilot, "tab", "=Show one dash")
        assert "last minutes" not in shown(pilot)
        hand.at(15)
        await until(pilot, "last minutes  15:00 of 20:00")
        assert "Now ask: Who do you know that made a similar change" in shown(pilot)
        await do(pilot, "=board that changed a decision.")
        assert "who else" in await do(pilot, "tab"), "the referral question has jumped forward"
        assert not verdict(pilot)
        await do(pilot, "escape", "r")
        assert verdict(pilot), "they asked for it: the lock is open"
        hand.at(17)
        await do(pilot, "escape", "j")
        conversation = talk_of(pilot).conversation
        assert (conversation.kind, conversation.turned_from) == ("job_interview", "informational")
        assert "What would a good first ninety days look like for the person you hire?" in await do(pilot, "tab")
        await do(pilot, "=Ship something small.")
        await saved(pilot)
        return crashed(marcus, tmp_path / "after the power cut")

    async def go_on(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app.screen, LiveScreen), "the app opens in the talk"
        assert "18:00 of 20:00" in shown(pilot) and "Job interview" in shown(pilot)
        said = [text for _, text in answers(pilot)]
        assert said == [ANSWERS[0], "Nobody reads plans.", ANSWERS[1], "Ship something small."]
        now = talk_of(pilot)
        assert now.conversation.notes == "Rainy."
        assert [(one.text, one.due) for one in now.promises] == [("introduce me to the port", "2026-03-06")]
        names = [people.name_of(store_of(pilot).connection, one.person_id or b"") for one in now.introductions]
        assert names == ["Maya Okonjo"] and now.introductions[0].state == "asked"
        assert verdict(pilot)
        hand.at(20)
        await until(pilot, "I see our 20 minutes are up; do you have five more?")
        await do(pilot, "escape", "e")
        assert (talk_of(pilot).conversation.state, talk_of(pilot).conversation.minutes_real) == ("ended", 20)

    file = played(marcus, talk)
    hand.at(18)
    with Store(file) as store:
        assert not [finding for finding in doctor.examine(store) if finding.wrong]
    played(file, go_on)


def verdict(pilot: Pilot[Any]) -> bool:
    """Whether the résumé may go to the host."""
    talk = talk_of(pilot)
    assert talk.host
    return resume.verdict(store_of(pilot).connection, talk.host.id, talk.conversation.id).allowed
