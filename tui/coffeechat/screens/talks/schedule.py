"""The dialog that plans a talk and gives it its time: with whom, of what kind, when, where, what for."""

from __future__ import annotations

from datetime import tzinfo

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.errors import CoffeechatError
from coffeechat.method.conversations import DEFAULT_KIND, KINDS, kind_named, kind_of, when
from coffeechat.method.conversations.length import minutes_of
from coffeechat.method.dates import When, moment, read, zone_named
from coffeechat.records import Conversation
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.talks.guests import people_of
from coffeechat.store import clock, conversations, notes, people, settings, tables, zones
from coffeechat.store.tables import Value
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.form import Field, Form


class ScheduleDialog(FormDialog):
    """All is saved while it is typed; the time takes effect when the dialog closes. Gives back the talk's id."""

    EXPLANATION = (
        "When is one line: fri 15:00, tomorrow 10, +3d 9:30, 2026-03-12 14:00, or with an end fri 15:00-15:30. It is "
        "read by the clock of the zone below, and what it means stands beside it. The time takes effect when this "
        "closes; a talk that has one already is moved, and its calendar entry with it. Ask for 15, 20 or 30 minutes "
        "(Berkeley, Rice). Several people are separated by commas; the first is the host."
    )
    OWN_COMMANDS = (
        Command(
            id="schedule.kinds",
            title="Compare the kinds",
            help="Shows how practice, informational talk, job interview and catch-up differ.",
            action="app.kinds",
            keys=("f2",),
            group="Dialog",
            footer=80,
            short="Kinds",
        ),
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-roomy")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-short"), (30, "-tall")]
    CSS = """
    ScheduleDialog > Vertical { width: 92; }
    ScheduleDialog.-tiny .aside { display: none; }
    ScheduleDialog.-low > Vertical { height: 100%; padding: 0 1; overflow-y: hidden; }
    ScheduleDialog.-low Form { height: 1fr; }
    ScheduleDialog.-low Form > Horizontal { margin-bottom: 0; }
    ScheduleDialog #said { height: auto; max-height: 3; color: $text-warning; }
    """

    def __init__(self, *, person_id: bytes | None = None, conversation_id: bytes | None = None) -> None:
        super().__init__()
        assert (person_id is None) != (conversation_id is None), "about a person, or about a talk"
        self._person_id = person_id or b""
        self._talk_id = conversation_id
        self._wrong: dict[str, str] = {}
        self._before: tuple[str, str] = ("", "")
        self._goal = ""
        self._new_minutes = ""

    def title_text(self) -> str:
        talk = self._talk
        return "Plan a talk" if talk is None else "Move the talk" if talk.at else "Schedule the talk"

    def fields(self) -> list[Field]:
        talk = self._talk or self._planned()
        zone = talk.zone or zones.mine()
        self._before, self._goal = (self._when(talk), zone), talk.goal or ""
        draft = settings.local(self.store.connection, _draft(self._talk_id)) if self._talk_id else None
        return [
            Field("who", "With", ", ".join(self._present())),
            Field("kind", "Kind", kind_of(talk.kind).title.lower(), has_aside=True),
            Field("when", "When", draft or self._before[0], "fri 15:00, tomorrow 10, +3d 9:30", has_aside=True),
            Field("zone", "By the clock of", zone, "Europe/Berlin, New York", has_aside=True),
            Field("minutes", "Minutes", str(talk.minutes or ""), "15, 20 or 30"),
            Field("channel", "How", talk.channel or "", "video, phone, in person"),
            Field("place", "Where", talk.place or "", "an address, a link, a number"),
            Field("goal", "Goal", self._goal, "what I want to know afterwards"),
        ]

    def compose(self) -> ComposeResult:
        self.form = Form(*self.fields())
        with self.framed(self.title_text()):
            yield self.form
            yield Static("", id="said", markup=False)
            yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one("#when", Input).focus()
        self._preview()

    def on_form_typed(self) -> None:
        self._preview()

    @on(Form.Completed)
    def correct_or_close(self, event: Form.Completed) -> None:
        """Enter in the last field plans the talk also without a time; one that can't be read is corrected first."""
        event.prevent_default()  # Textual would call the base class's, too
        try:
            self._read()
        except CoffeechatError as error:
            self.coffeechat.tell(str(error), is_error=True)
            self.query_one("#when", Input).focus()
            return
        with self.store.as_one(self.joined):
            self._come_into_being()
        self.action_close()

    def keep(self) -> None:
        super().keep()
        with self.store.as_one(self.joined):
            self._take_time()

    def answer(self) -> bytes | None:
        return self._talk_id

    def store_field(self, name: str, value: str) -> None:
        with self.store.as_one(self.joined):
            self._come_into_being()
            if self._talk_id and name == "when":
                settings.put_local(self.store, _draft(self._talk_id), value)
            elif self._talk_id is None or self._talk is None:  # removed meanwhile; said when this closes
                return
            elif name == "goal":
                label = f"goal of the talk with {', '.join(self._present())}"
                notes.edit(self.store, Conversation, self._talk_id, "goal", value, opened=self._goal, label=label)
                self._goal = value
            else:
                self._store_checked(self._talk_id, name, value)

    def _save(self) -> None:
        super()._save()
        if self._new_minutes:
            self.form.put("minutes", self._new_minutes)
            self._new_minutes = ""
        self._preview()

    def _store_checked(self, conversation_id: bytes, name: str, value: str) -> None:
        """What is mistyped stays to be seen, with its sentence, and is not stored."""
        self._wrong.pop(name, None)
        try:
            cells = self._checked(name, value)
        except CoffeechatError as error:
            self._wrong[name] = str(error)
            return
        if name == "who":
            conversations.set_people(self.store, conversation_id, cells[name])
        elif any(getattr(self._talk, column) != cell for column, cell in cells.items()):
            conversations.edit(self.store, conversation_id, **cells)

    def _checked(self, name: str, value: str) -> dict[str, Value]:
        if name == "who":
            return {name: people_of(self.store.connection, value, self._present())}
        if name == "kind":
            return self._kind_cells(kind_named(value))
        if name == "minutes":
            return {name: minutes_of(value)}
        if name == "zone":
            return {name: str(self._zone(value))}
        return {name: value or None}

    def _kind_cells(self, kind: str) -> dict[str, Value]:
        """Another kind takes its own time, where the old one's was not changed by hand."""
        talk, connection = self._talk, self.store.connection
        assert talk is not None
        if talk.kind == kind or talk.minutes != conversations.usual_minutes(connection, talk.kind or DEFAULT_KIND):
            return {"kind": kind}
        minutes = conversations.usual_minutes(connection, kind)
        self._new_minutes = str(minutes)
        return {"kind": kind, "minutes": minutes}

    def _come_into_being(self) -> None:
        """With the first thing typed. Whoever was removed meanwhile is told of when this closes."""
        if self._talk_id is None:
            try:
                self._talk_id = conversations.plan(self.store, [self._person_id], zone=self._planned().zone)
            except conversations.HostGone as error:
                self._wrong["who"] = str(error)

    def _take_time(self) -> None:
        """The talk gets the time that was typed, if that is another one."""
        if self._talk_id is None or self._talk is None:
            gone = str(conversations.ConversationGone()) if self._talk_id else self._wrong.get("who")
            if gone:  # what was typed is there again if the talk comes back
                self.coffeechat.tell(gone, is_error=True)
            return
        text, zone = self.form.values["when"], self.form.values["zone"]
        if (text, zone) == self._before:
            return
        found = self._read()
        if found and found.at != moment(self._talk.at):
            cells: dict[str, Value] = {"minutes": found.minutes} if found.minutes else {}
            conversations.schedule(self.store, self._talk_id, found.at, zone=str(self._zone(zone)), **cells)
            self.coffeechat.changed()
            self._tell_time(found)
        settings.drop_local(self.store, _draft(self._talk_id))

    def _tell_time(self, found: When) -> None:
        talk = self._talk
        assert talk is not None
        there = when.by_their_clock(talk, zones.here())
        said = f"{when.at_and_until(talk, clock.now(), zones.here())}{f' ({there})' if there else ''}"
        self.coffeechat.tell(" ".join((f"{', '.join(self._present())}: {said}.", *found.notes, "u takes it back.")))

    def _preview(self) -> None:
        """What the fields mean, beside them, and below them what is wrong or worth knowing."""
        values, said = self.form.values, [*self._wrong.values()]
        found: When | None = None
        try:
            found = self._read()
        except CoffeechatError as error:
            said.insert(0, str(error))
        imagined = msgspec.structs.replace(
            self._planned(),
            at=clock.instant(found.at) if found else None,
            zone=values["zone"],
            minutes=(found and found.minutes) or _minutes_or_none(values["minutes"]),
        )
        now, here = clock.now(), zones.here()
        said.extend(found.notes if found else ())
        self.form.say(
            "when",
            f"{when.at_and_until(imagined, now, here)}, {when.away(imagined, now, here)}" if found else "",
        )
        self.form.say("zone", when.by_their_clock(imagined, here))
        self.form.say("kind", _kind_in_short(values["kind"]))
        self.query_one("#said", Static).update(plain(said[0]) if said else "")

    def _read(self) -> When | None:
        """The moment typed, or None for none. Raises NotATime, UnknownZone."""
        text = self.form.values["when"]
        return read(text, clock.now(), self._zone(self.form.values["zone"])) if text else None

    def _zone(self, name: str) -> tzinfo:
        """The zone typed; the one that stood there is not asked whether it is one."""
        return zones.zone(name) if name in (self._before[1], "") else zone_named(name)

    def _when(self, talk: Conversation) -> str:
        at = moment(talk.at)
        return f"{at.astimezone(zones.zone(talk.zone)):%Y-%m-%d %H:%M}" if at else ""

    def _planned(self) -> Conversation:
        """What the talk will be if nothing is typed."""
        host = people.detail(self.store.connection, self._person_id)
        minutes = conversations.usual_minutes(self.store.connection, DEFAULT_KIND)
        zone = (host and host.person.zone) or zones.mine()
        return Conversation(id=b"", created_at="", kind=DEFAULT_KIND, minutes=minutes, zone=zone)

    def _present(self) -> dict[str, bytes]:
        """Who takes part by now, by name."""
        known = conversations.detail(self.store.connection, self._talk_id) if self._talk_id else None
        if known:
            return {one.name: one.person.id for one in known.people}
        return {people.name_of(self.store.connection, self._person_id): self._person_id}

    @property
    def _talk(self) -> Conversation | None:
        return tables.get(self.store.connection, Conversation, self._talk_id) if self._talk_id else None


def _draft(conversation_id: bytes) -> str:
    """The local setting that keeps a time as it is typed, until it takes effect."""
    return f"when {conversation_id.hex()}"


def _minutes_or_none(text: str) -> int | None:
    try:
        return minutes_of(text)
    except CoffeechatError:
        return None


def _kind_in_short(text: str) -> str:
    try:
        kind = KINDS[kind_named(text)]
    except CoffeechatError:
        return ""
    resume = "no résumé unless they ask" if kind.resume_is_locked else "they have your résumé"
    return f"{'you ask' if kind.asker == 'me' else 'they ask'}, {resume}"
