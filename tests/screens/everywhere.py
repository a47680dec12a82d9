"""The way to every screen: the keys that lead there from the list of people, and a word that says one has arrived."""

from __future__ import annotations

from typing import Any, Final

from textual.pilot import Pilot

from screens.opened import press, until

_LIVE: Final = ["c", "enter", "enter", *"now", "escape", "3", "l"]

SCREENS: Final[dict[str, tuple[list[str], str]]] = {
    "people": ([], "3 people"),
    "today": (["1"], "NEXT TO APPROACH"),
    "reminder_form": (["1", "a"], "From when on"),
    "settings": (["comma"], "On the shortlist from"),
    "person": (["enter"], "esc Back"),
    "person_form": (["e"], "Birthday"),
    "add_person": (["a"], "Add a person"),
    "tag": (["T"], "Which tag?"),
    "talks": (["3"], "No talks yet."),
    "schedule": (["c"], "By the clock of"),
    "kinds": (["c", "f2"], "Who asks"),
    "person_picker": (["3", "a"], "A talk with whom?"),
    "targets": (["5"], "Job truly wanted"),
    "target_form": (["5", "e"], "What I believe"),
    "questions": (["6"], "questions by pack"),
    "question_form": (["6", "a"], "by how deep it goes"),
    "question": (["6", "enter"], "c Copy"),
    "rules": (["6", "r"], "What it asks for"),
    "duplicates": (["7"], "Nobody is here twice."),
    "imports": (["8"], "Nothing was imported yet."),
    "sync": (["9"], "Not set up."),
    "sync_set_up": (["9", "s"], "At which relay?"),
    "sync_join": (["9", "o"], "Join which machines?"),
    "file_picker": (["i"], "Import which file?"),
    "sources": (["R"], "Nothing is noted yet."),
    "source_form": (["R", "a"], "In its words"),
    "sender_form": (["w"], "How you sign"),
    "compose": (["w", "escape"], "ctrl+s Sent"),
    "template_picker": (["w", "escape", "ctrl+t"], "Write from which template?"),
    "templates": (["w", "escape", "ctrl+t", "ctrl+t"], "Add  e Edit"),
    "template_form": (["w", "escape", "ctrl+t", "ctrl+t", "e"], "Your copy of"),
    "reply": (["r"], "What did Ada Lindqvist answer?"),
    "reply_later": (["r", "l"], "Come back to it when?"),
    "quick_note": (["n"], "A note on Ada Lindqvist"),
    "live_talk": (_LIVE, "Say in ten seconds"),
    "debrief_of_talk": ([*_LIVE, "alt+e", "alt+e"], "What did I learn?"),
    "after_a_talk": ([*_LIVE, "alt+e", "alt+e", "alt+e"], "Thank Ada Lindqvist"),
    "search": (["ctrl+f"], "Search everywhere"),
    "insights": (["4"], "Nothing was learned yet."),
    "claim_form": (["4", "a"], "one sentence that can be right or wrong"),
    "beliefs": (["4", "b"], "What do you believe of this job"),
    "belief_form": (["4", "b", "a"], "How sure, in %"),
    "introductions": (["I"], "Press a to choose who could."),
    "introducers": (["I", "a"], "Who could introduce you to"),
    "name_given": (["I", "A"], "named somebody to you"),
    "tree": (["I", "t"], "Nobody has introduced you to anybody yet."),
    "help_of_people": (["question_mark"], "Type to filter"),
    "palette": (["ctrl+p"], "Search for commands"),
}
"""With the file of three people."""


async def go_to(pilot: Pilot[Any], name: str) -> str:
    """Open the screen of this name."""
    keys, word = SCREENS[name]
    await press(pilot, *keys)
    return await until(pilot, word)
