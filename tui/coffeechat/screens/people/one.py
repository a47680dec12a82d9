"""What can be done with one person, wherever they are shown: in the list or on a screen of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coffeechat.commands.command import Command
from coffeechat.method.ties import TIES
from coffeechat.screens.view import OfApp
from coffeechat.store import people, research, targets
from coffeechat.store.people import Detail

if TYPE_CHECKING:
    from coffeechat.method.ranking import Candidate
    from coffeechat.records import Position

_GROUP = "Person"
KNOWLEDGE = (0.2, 0.5, 0.8, 1.0)
PROFESSIONAL, TOP_LEVEL = 2, 9

REST_SECONDS = 0.06
"""So long after the last key a list shows whom its cursor is on: laying that out takes longer than a key may."""

PERSON_COMMANDS = (
    Command(
        id="person.write",
        title="Write to them",
        help="Begins the message that comes next by the stage: ask, follow up, thank, tell what came of it.",
        action="write",
        keys=("w",),
        group=_GROUP,
        footer=60,
        short="Write",
    ),
    Command(
        id="person.answered",
        title="Log their answer",
        help="One more key says which: yes, later, no, somebody else, out of office.",
        action="log_answer",
        keys=("r",),
        group=_GROUP,
        footer=43,
        short="Answer",
    ),
    Command(
        id="person.resume_asked",
        title="They asked for the résumé",
        help="Says that they did: from now on it may go along with a message (the résumé rule).",
        action="resume_asked",
        group=_GROUP,
    ),
    Command(
        id="person.quick_note",
        title="Quick note",
        help="Writes down a line about them, with today's date.",
        action="quick_note",
        keys=("n",),
        group=_GROUP,
    ),
    Command(
        id="person.edit",
        title="Edit",
        help="Opens all fields of this person; each saves itself.",
        action="edit",
        keys=("e",),
        group=_GROUP,
        footer=50,
    ),
    Command(
        id="person.note",
        title="Notes in your editor",
        help="Opens the notes in $VISUAL or $EDITOR; unchanged means cancelled.",
        action="note",
        keys=("E", "ctrl+g"),
        group=_GROUP,
    ),
    Command(
        id="person.level_up",
        title="One level higher",
        help="Corrects how this title is read; remembered for everybody with the same title.",
        action="correct_level(1)",
        keys=("plus",),
        group=_GROUP,
    ),
    Command(
        id="person.level_down",
        title="One level lower",
        help="Corrects how this title is read; remembered for everybody with the same title.",
        action="correct_level(-1)",
        keys=("minus",),
        group=_GROUP,
    ),
    Command(
        id="person.personnel",
        title="In personnel, or not",
        help="Says that this title is one of personnel and recruiting, or that it is not; remembered for the title.",
        action="correct_personnel",
        keys=("p",),
        group=_GROUP,
    ),
    Command(
        id="person.knowledge",
        title="How much they know of the job",
        help="Steps through 0.2, 0.5, 0.8 and 1.0; your word wins over what the title says.",
        action="step_knowledge",
        keys=("K",),
        group=_GROUP,
    ),
    Command(
        id="person.tie",
        title="How you know them",
        help="Steps through no tie, in common, met, close and introduced.",
        action="step_tie",
        keys=("t",),
        group=_GROUP,
    ),
    Command(
        id="person.talk",
        title="Plan a talk",
        help="Plans a talk with this person: its kind, its time, its goal.",
        action="plan_talk",
        keys=("c",),
        group=_GROUP,
        footer=44,
        short="Talk",
    ),
    Command(
        id="person.research",
        title="What you read",
        help="Lists what you read about this person, their organisation and the job, and adds to it.",
        action="research",
        keys=("R",),
        group=_GROUP,
    ),
    Command(
        id="person.introductions",
        title="Introductions",
        help="Asks for an introduction to this person, moves it on, and shows to whom they led you.",
        action="introductions",
        keys=("I",),
        group=_GROUP,
    ),
    Command(
        id="person.park",
        title="Park, or take back",
        help="Nothing is due for somebody who is parked for the target, and nobody proposes to ask them.",
        action="park",
        keys=("P",),
        group=_GROUP,
    ),
    Command(
        id="person.copy",
        title="Copy the address",
        help="Copies the first e-mail address, or else the profile page.",
        action="copy",
        keys=("y",),
        group=_GROUP,
    ),
)


class OnePerson(OfApp):
    """The actions behind `PERSON_COMMANDS`; a screen says who it is about."""

    def subject(self) -> Detail | None:
        """The person an action is for."""
        raise NotImplementedError

    def action_write(self) -> None:
        self._with(self._write)

    def action_log_answer(self) -> None:
        self._with(self._log_answer)

    def action_resume_asked(self) -> None:
        self._with(self._free_resume)

    def action_quick_note(self) -> None:
        self._with(self._ask_note)

    def action_edit(self) -> None:
        self._with(self._open_form)

    def action_note(self) -> None:
        self._with(self._edit_note)

    def action_correct_level(self, steps: int) -> None:
        self._with(lambda known: self._correct_level(known, steps))

    def action_correct_personnel(self) -> None:
        self._with(self._correct_personnel)

    def action_step_knowledge(self) -> None:
        self._with(self._step_knowledge)

    def action_step_tie(self) -> None:
        self._with(self._step_tie)

    def action_plan_talk(self) -> None:
        self._with(self._plan_talk)

    def action_research(self) -> None:
        self._with(self._open_research)

    def action_introductions(self) -> None:
        self._with(self._open_introductions)

    def action_park(self) -> None:
        self._with(self._park)

    def action_copy(self) -> None:
        self._with(self._copy)

    def _with(self, act: Callable[[Detail], None]) -> None:
        known = self.subject()
        if known is not None:
            act(known)

    def _write(self, known: Detail) -> None:
        from coffeechat.screens.outreach import ComposeScreen

        self.coffeechat.push_screen(ComposeScreen(known.person.id))

    def _log_answer(self, known: Detail) -> None:
        from coffeechat.screens.outreach import ReplyDialog

        self.coffeechat.push_screen(ReplyDialog(known.person.id))

    def _free_resume(self, known: Detail) -> None:
        from coffeechat.store import resume

        resume.asked_by_them(self.store, known.person.id)
        self.coffeechat.changed()
        self.coffeechat.tell(f"{known.name} asked for the résumé: it may go along now. u takes it back.")

    def _ask_note(self, known: Detail) -> None:
        from coffeechat.screens.line_dialog import LineDialog

        def keep(line: str) -> None:
            from coffeechat.store import touches  # with the stages 80 ms, which the list does not need

            touches.note(self.store, known.person.id, line)
            self.coffeechat.changed()
            self.coffeechat.tell(f"Noted on {known.name}. u takes it back.")

        self.ask(LineDialog(f"A note on {known.name}", hint="what you want to remember", is_kept=True), keep)

    def _open_form(self, known: Detail) -> None:
        from coffeechat.screens.person_form import PersonForm

        self.coffeechat.push_screen(PersonForm(known.person.id))

    def _edit_note(self, known: Detail) -> None:
        from coffeechat.screens.editor import edit

        def save(text: str) -> None:
            people.edit(self.store, known.person, about=text or None)
            self.coffeechat.changed()

        edit(self.coffeechat, known.person.about or "", known.name, save)

    def _correct_level(self, known: Detail, steps: int) -> None:
        position, reading = self._title(known)
        if position and reading:
            level = PROFESSIONAL if reading.level is None else reading.level
            people.correct_title(self.store, known, position, level=min(TOP_LEVEL, max(0, level + steps)))
            self.coffeechat.changed()

    def _correct_personnel(self, known: Detail) -> None:
        position, reading = self._title(known)
        if position and reading:
            people.correct_title(self.store, known, position, personnel=not reading.personnel)
            self.coffeechat.changed()

    def _title(self, known: Detail) -> tuple[Position | None, Candidate | None]:
        """The job whose title is to be corrected, and how it reads now; without one it is said."""
        from coffeechat.store import ranks

        if known.job is None or not known.job.position.title:
            self.coffeechat.tell(f"{known.name} has no job title yet; e adds one.")
            return None, None
        return known.job.position, ranks.reading(self.store.connection, known.person.id)

    def _step_knowledge(self, known: Detail) -> None:
        target = targets.chosen(self.store.connection)
        from coffeechat.store import ranks

        standing = ranks.standing(self.store.connection, known.person.id)
        if target is None or standing is None:
            self.coffeechat.tell("There is no target yet: say under Targets which job you want.")
            return
        value = next((step for step in KNOWLEDGE if step > standing.reasons[0].value), KNOWLEDGE[0])
        targets.say_of(self.store, known.person.id, known.name, target, knowledge=value)
        self.coffeechat.changed()

    def _step_tie(self, known: Detail) -> None:
        ties = list(TIES)
        after = ties[(ties.index(known.person.tie or "cold") + 1) % len(ties)]
        people.edit(self.store, known.person, tie=after)
        self.coffeechat.changed()

    def _plan_talk(self, known: Detail) -> None:
        from coffeechat.screens.talks import ScheduleDialog

        self.coffeechat.push_screen(ScheduleDialog(person_id=known.person.id))

    def _open_research(self, known: Detail) -> None:
        from coffeechat.screens.research import SourcesDialog

        self.coffeechat.push_screen(SourcesDialog(research.subject_of_person(self.store.connection, known.person.id)))

    def _open_introductions(self, known: Detail) -> None:
        from coffeechat.screens.network import IntroductionDialog

        self.coffeechat.push_screen(IntroductionDialog(known.person.id))

    def _park(self, known: Detail) -> None:
        target = targets.chosen(self.store.connection)
        if target is None:
            self.coffeechat.tell("There is no target yet: say under Targets which job you want.")
            return
        is_parked = any(row.parked for row in known.for_targets if row.target_id == target.id)
        targets.say_of(self.store, known.person.id, known.name, target, parked=not is_parked)
        self.coffeechat.changed()
        says = "is back" if is_parked else "is parked; nothing is due until P takes them back"
        self.coffeechat.tell(f"{known.name} {says}.")

    def _copy(self, known: Detail) -> None:
        found = [
            contact.value
            for kind in ("email", "linkedin", "url", "phone")
            for contact in known.contacts
            if contact.kind == kind
        ]
        if found and found[0]:
            self.coffeechat.copy_to_clipboard(found[0])
            self.coffeechat.tell(f"Copied {found[0]}")
        else:
            self.coffeechat.tell(f"{known.name} has no address yet; e adds one.")
