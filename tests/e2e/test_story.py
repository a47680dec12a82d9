"""One person's whole story with the installed app, through keys only: from two address books to the introduction that
follows a talk. What they see is checked at each station, and what is kept at the end."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from coffeechat.records import Answer, Conversation, Evidence, Introduction, PlanItem, Promise, Row, Touch
from coffeechat.store import tables
from coffeechat.store.store import Store
from e2e.terminal import COFFEECHAT, Terminal

CONNECTIONS = """\
Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Lindqvist,https://www.linkedin.com/in/ada-lindqvist-example,ada@example.org,City of Elmhafen,\
Head of Urban Planning,12 Jan 2024
Bo,Chen,https://www.linkedin.com/in/bo-chen-example,,Kiesel Mobility,Urban Planner,03 Feb 2023
Paul,Okafor,https://www.linkedin.com/in/paul-okafor-example,,City of Elmhafen,HR Director,03 Feb 2021
"""
CARDS = """\
BEGIN:VCARD
VERSION:3.0
N:Lindqvist;Ada;;;
FN:Ada Lindqvist
EMAIL:ada@example.org
TEL;TYPE=CELL:+49 40 555 0101
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Okonjo;Maya;;;
FN:Maya Okonjo
EMAIL:maya@example.com
END:VCARD
"""
ADA, JONAS = "Ada Lindqvist", "Jonas Weber"
SOURCE = "The tram counts of Elmhafen"
ANSWER = "Nobody reads a plan that has no map."
QUOTE = "Show me the map first."
THEIRS, MINE = "send the tram counts", "draw a map of line 6"

ESCAPE, ENTER, TAB = "\x1b", "\r", "\t"
SENT = "\x13"
"""ctrl+s"""


LINES = {"p": "They promise", "m": "I promise", "n": "Name", "q": "Quote"}
"""What stands before the line that a key of the talk opens."""


def alt(key: str) -> str:
    return f"\x1b{key}"


@pytest.fixture
def address_books(tmp_path: Path) -> tuple[Path, Path]:
    """A LinkedIn export and a phone's contacts; Ada is in both."""
    connections, cards = tmp_path / "Connections.csv", tmp_path / "phone.vcf"
    connections.write_text(CONNECTIONS, encoding="utf-8")
    cards.write_text(CARDS, encoding="utf-8")
    return connections, cards


def test_from_two_address_books_to_the_introduction_that_follows_a_talk(
    path: Path, address_books: tuple[Path, Path]
) -> None:
    with Terminal("--db", path, size=(120, 40)) as terminal:
        bring_in(terminal, *address_books)
        want(terminal, "Urban planner")
        ask(terminal)
        log_the_answer(terminal)
        agree_on_a_time(terminal)
        prepare(terminal)
        talk(terminal)
        debrief(terminal)
        thank(terminal)
        be_introduced(terminal)
        terminal.type("q")
        assert terminal.ended() == 0
    due = json.loads(said("today", "--json", path=path))["due"]
    assert ("introduced", JONAS) in [(one["rule"], one["person"]) for one in due], due
    said("doctor", path=path)
    check_what_is_kept(path)


def bring_in(terminal: Terminal, connections: Path, cards: Path) -> None:
    """The second book adds what the first did not know, and joins who is in both."""
    terminal.until("Import a LinkedIn export")
    load(terminal, connections, "Add 3 people (a)")
    terminal.until("Press 5 and name the job you want")
    load(terminal, cards, "Add 1 person, update 1 (a)")
    terminal.until("4 people by name")


def load(terminal: Terminal, file: Path, offer: str) -> None:
    terminal.type("i")
    terminal.until("Import which file?")
    terminal.type(f"{file}{ENTER}")
    terminal.until(offer)
    terminal.type("a")
    terminal.until(f"Brought in {file.name}.")


def want(terminal: Terminal, job: str) -> None:
    """Naming the job ranks everybody: Ada leads such work, Paul is in personnel."""
    terminal.type("5")
    terminal.until("Which job do you truly want?")
    terminal.type("a")
    terminal.until("A job you truly want")
    terminal.type(job)
    terminal.until(f"for {job}")
    close(terminal, "A job you truly want")
    terminal.type("2")
    terminal.until("4 people, crystal lens")
    terminal.until("4 levels above")
    listed = terminal.until("   5 ▎     Paul Okafor").partition("Score ▼")[2]
    assert listed.index(ADA) < listed.index("Bo Chen") < listed.index("Paul Okafor")


def ask(terminal: Terminal) -> None:
    """A draft with a gap is kept back, the gap is marked and typed over; sent, Today waits for the answer."""
    terminal.type("1")
    terminal.until("Nothing is due yet: nobody was asked.")
    terminal.type("w")
    terminal.until("How you sign")
    terminal.type("Robin Vale")
    terminal.until("Robin Vale")
    close(terminal, "How you sign")
    terminal.until("{me}", is_gone=True)
    terminal.until("gap to fill")
    terminal.until("no connection stated")
    terminal.until("of 75 words")
    terminal.type(SENT)
    terminal.until("Not sent: {source} is still empty.")
    terminal.type("your talk on the bus data")
    terminal.until("Nothing to mend.")
    terminal.type(SENT)
    terminal.until(f"Marked as sent to {ADA}. Without an answer a second person there")
    terminal.until(f"{ADA}, asked now")


def log_the_answer(terminal: Terminal) -> None:
    terminal.type("2")
    terminal.until("4 people, crystal lens")
    terminal.type("r")
    terminal.until(f"What did {ADA} answer?")
    terminal.type("y")
    terminal.until(f"{ADA}: yes. Next: agree on a time.")


def agree_on_a_time(terminal: Terminal) -> None:
    """The time is typed as it is said; then it is to be confirmed and prepared."""
    terminal.type("1")
    terminal.until("Offer two or three times")
    terminal.type(ENTER)
    terminal.until("Plan a talk")
    terminal.type("tomorrow 10")
    terminal.until("10:00-10:20, tomorrow")
    close(terminal, "Plan a talk")
    terminal.until(f"Confirm with {ADA}")
    terminal.until("tomorrow 10:00, no questions")


def prepare(terminal: Terminal) -> None:
    """A pack of questions is twice too long, a must says what matters, and a source makes a question well-informed."""
    terminal.type("3")
    terminal.until("to confirm, not prepared")
    terminal.type("p")
    terminal.until("Nothing is planned yet.")
    terminal.type("p")
    terminal.until("Which questions?")
    terminal.type(f"j{ENTER}")
    terminal.until("Took 12 questions into the plan.")
    terminal.until("of 20 min, mark what you must ask: m")
    terminal.type("m")
    terminal.until("of 20 min, the musts")
    terminal.type("l")
    terminal.until("Link which source?")
    terminal.type("a")
    terminal.until("Something read about")
    terminal.type(SOURCE)
    terminal.until(SOURCE)
    close(terminal, "Something read about")
    terminal.until(SOURCE)
    terminal.type(ENTER)
    terminal.until("informed     ██████████ 2 of 2")
    close(terminal, "mark what you must ask")
    terminal.until("Plan: 12 questions, 1 must")
    terminal.until("not prepared", is_gone=True)


def talk(terminal: Terminal) -> None:
    """The clock runs, an answer is typed, and one key each notes promises, a name and a quote."""
    terminal.type("l")
    terminal.until("is agreed for")
    terminal.type("l")
    terminal.until("of 20:00")
    terminal.type(TAB)
    terminal.until("▸ small talk", is_gone=True)
    terminal.type(ANSWER)
    terminal.until("questions 1/12")
    note(terminal, "p", f"{THEIRS} by Friday", f"Promised to you: {THEIRS}, by Fri")
    note(terminal, "m", f"{MINE} by Friday", f"You promised: {MINE}, by Fri")
    note(terminal, "n", f"{JONAS}, port authority", f"{JONAS}: asked for an introduction.")
    note(terminal, "q", QUOTE, f"Quoted: “{QUOTE}”")
    terminal.until("2 promises · 1 name · 1 quote")
    terminal.type(alt("e"))
    terminal.until("esc e once more ends it")
    terminal.type(alt("e"))


def note(terminal: Terminal, key: str, words: str, answer: str) -> None:
    terminal.type(alt(key))
    terminal.until(f"\n {LINES[key]} ")
    terminal.type(words)
    terminal.until(words)
    terminal.type(ENTER)
    terminal.until(answer)


def debrief(terminal: Terminal) -> None:
    """An answer becomes a claim; what follows is thanks, two promises, a name, and word of what came of it."""
    terminal.until(f"Debrief: {ADA}")
    terminal.type("Maps first.")
    terminal.until("Maps first.")
    terminal.type(alt("i"))
    terminal.until(f"Claim {ANSWER}")
    terminal.type(ENTER)
    terminal.until(f"A claim now, with {ADA} for it")
    terminal.type(alt("e"))
    terminal.until("What follows")
    for line in (f"Thank {ADA}", f"They promised: {THEIRS}", f"You promised: {MINE}", f"{JONAS} through {ADA}"):
        terminal.until(line)


def thank(terminal: Terminal) -> None:
    """The draft has the insight and the promise in it already."""
    terminal.type(ENTER)
    terminal.until(f"Thank-you to {ADA}")
    terminal.until("This stayed with me most: ")
    terminal.until(f"As promised, I will {MINE}.")
    terminal.until("Nothing to mend.")
    terminal.type(SENT)
    terminal.until(f"Marked as sent to {ADA}.")


def be_introduced(terminal: Terminal) -> None:
    """Both are asked before the introduction is made; then Today says to write to the next person."""
    terminal.type("2")
    terminal.until("5 people, crystal lens")
    terminal.type(f"/{JONAS}{ENTER}")
    terminal.until("1 match")
    terminal.type("I")
    terminal.until(f"{ADA} has still to answer.")
    for now in (f"{ADA} asks {JONAS} whether it is welcome.", f"{ADA} introduces you to {JONAS}."):
        terminal.type("n")
        terminal.until(now)
    terminal.type("n")
    terminal.until(f"Write to {JONAS}.")
    close(terminal, "Introductions: ")
    terminal.until("introduced to you")
    terminal.type("1")
    terminal.until(f"Write to {JONAS}, {ADA[:5]}")
    terminal.until(f"{ADA}: {THEIRS[:12]}")


def close(terminal: Terminal, title: str) -> None:
    terminal.type(ESCAPE)
    terminal.until(title, is_gone=True)


def said(*arguments: str, path: Path) -> str:
    """What another process says of the same file."""
    ran = subprocess.run(
        [COFFEECHAT, "--db", path, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def check_what_is_kept(path: Path) -> None:
    with Store(path) as store:

        def every(record: type[Row], column: str) -> list[Any]:
            return [getattr(row, column) for row in tables.select(store.connection, record)]

        assert every(Touch, "kind") == ["ask", "reply", "thanks"]
        asked, _, thanked = every(Touch, "body")
        assert "I read your talk on the bus data, and it" in asked
        assert f"most: {ANSWER}" in thanked and f"As promised, I will {MINE}." in thanked
        assert every(Conversation, "state") == ["debriefed"] and every(Conversation, "learned") == ["Maps first."]
        assert len(every(PlanItem, "text")) == 12 and sum(map(bool, every(PlanItem, "source_id"))) == 1
        assert every(Answer, "text") == [ANSWER, QUOTE] and every(Evidence, "stance") == ["supports"]
        assert every(Promise, "text") == [THEIRS, MINE] and every(Promise, "by") == ["them", "me"]
        assert every(Introduction, "state") == ["made"]
