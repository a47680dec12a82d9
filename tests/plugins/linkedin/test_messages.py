"""From messages come last contacts, the newest out and in of each person, and nothing of their text."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coffeechat.api import PersonRecord, Record, TouchRecord, Warned

Read = Callable[..., list[Record]]
Write = Callable[..., Path]

HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT\n"
)


def link(*names: str) -> str:
    return '"' + ",".join(f"https://www.linkedin.com/in/{name.lower()}" for name in names) + '"'


def message(sender: str, *to: str, day: int, folder: str = "INBOX", draft: str = "No", talk: str = "c1") -> str:
    return (
        f'{talk},,{sender},{link(sender)},"{",".join(to)}",{link(*to)},2026-01-{day:02d} 10:30:00 UTC,'
        f'Hello,"a secret, with\nlines, and ""quotes""",{folder},,{draft}\n'
    )


def touches(records: list[Record]) -> list[tuple[str, str, str, str | None]]:
    found = [record for record in records if isinstance(record, TouchRecord)]
    return sorted((t.person_key, t.direction, t.at[8:10], t.person_name) for t in found)


def warnings(records: list[Record]) -> str:
    return " ".join(record.message for record in records if isinstance(record, Warned))


def test_only_the_newest_message_of_each_direction_is_kept(read: Read, write: Write) -> None:
    text = HEADER + "".join(
        [
            message("Ada", "Me", day=9),
            message("Me", "Ada", day=8),
            message("Ada", "Me", day=3),
            message("Me", "Ada", day=2),
            message("Bo", "Me", day=5, talk="c2"),
        ]
    )
    records = read(write(text, "messages.csv"))
    assert touches(records) == [
        ("linkedin:ada", "in", "09", "Ada"),
        ("linkedin:ada", "out", "08", "Ada"),
        ("linkedin:bo", "in", "05", "Bo"),
    ]
    assert "secret" not in repr(records) and "Hello" not in repr(records)


def test_keys_are_the_same_whatever_the_order_of_the_rows(read: Read, write: Write) -> None:
    rows = [message("Ada", "Me", day=9), message("Me", "Ada", day=9), message("Me", "Ada", day=9, talk="c0")]
    rows.append(message("Bo", "Me", day=1))
    one = {r.key for r in read(write(HEADER + "".join(rows), "a.csv")) if isinstance(r, TouchRecord)}
    two = {r.key for r in read(write(HEADER + "".join(rows[::-1]), "b.csv")) if isinstance(r, TouchRecord)}
    assert one == two and len(one) == 3
    assert all(key.startswith("linkedin:message:") for key in one)


def test_a_group_gives_one_touch_out_for_each_and_one_in_from_the_sender(read: Read, write: Write) -> None:
    rows = [message("Me", "Ada", "Bo", "Cy", day=1), message("Bo", "Ada", "Cy", "Me", day=2)]
    rows.append(message("Dee", "Me", day=3))
    records = read(write(HEADER + "".join(rows), "messages.csv"))
    assert touches(records) == [
        ("linkedin:ada", "out", "01", "Ada"),
        ("linkedin:bo", "in", "02", "Bo"),
        ("linkedin:bo", "out", "01", "Bo"),
        ("linkedin:cy", "out", "01", "Cy"),
        ("linkedin:dee", "in", "03", "Dee"),
    ]
    keys = [record.key for record in records if isinstance(record, TouchRecord)]
    assert len(set(keys)) == 5


def test_of_a_mailing_only_twenty_recipients_count(read: Read, write: Write) -> None:
    text = HEADER + message("Me", *(f"P{n}" for n in range(50)), day=1) + message("Me", "Ada", day=2)
    assert len(touches(read(write(text, "messages.csv")))) == 21


def test_drafts_and_closed_accounts_don_t_count(read: Read, write: Write) -> None:
    gone = f"c3,,LinkedIn Member,,Me,{link('Me')},2026-01-05 10:30:00 UTC,,x,INBOX,,No\n"
    text = HEADER + message("Me", "Ada", day=1) + message("Me", "Bo", day=2) + gone
    text += message("Me", "Ada", day=9, draft="Yes") + message("Me", "Ada", day=10).replace("2026-01-10", "soon")
    records = read(write(text, "messages.csv"))
    assert touches(records) == [("linkedin:ada", "out", "01", "Ada"), ("linkedin:bo", "out", "02", "Bo")]
    assert "One message was left out because the date can't be read, the first on line 9" in warnings(records)
    assert "One message was left out because the profile link" in warnings(records)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [("SENT", ("linkedin:ada", "out", "01", "Ada")), ("INBOX", ("linkedin:me", "in", "01", "Me"))],
)
def test_a_single_conversation_is_directed_by_its_folder(
    read: Read, write: Write, folder: str, expected: tuple[str, str, str, str]
) -> None:
    text = HEADER + message("Me", "Ada", day=1, folder=folder)
    assert touches(read(write(text, "messages.csv"))) == [expected]


def test_when_nothing_tells_who_the_user_is_it_is_said(read: Read, write: Write) -> None:
    records = read(write(HEADER + message("Me", "Ada", day=1, folder=""), "messages.csv"))
    assert touches(records) == []
    assert "don't tell which profile is yours" in warnings(records)


def test_the_name_in_the_profile_tells_who_the_user_is(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Connections.csv", "First Name,Last Name,URL\nAda,,https://www.linkedin.com/in/ada\n")
        archive.writestr("Profile.csv", "First Name,Last Name,Maiden Name,Headline\nMe,,,Planner\n")
        archive.writestr("messages.csv", HEADER + message("Me", "Ada", day=1, folder="ARCHIVE"))
    records = read(path)
    assert touches(records) == [("linkedin:ada", "out", "01", "Ada")]
    (ada,) = [record for record in records if isinstance(record, PersonRecord)]
    assert ada.key == "linkedin:ada"


def test_messages_that_can_t_be_read_don_t_cost_the_connections(read: Read, tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text("First Name,Last Name,Company\nAda,Lind,Acme\n")
    (tmp_path / "messages.csv").write_text("something,else\n1,2\n")
    records = read(tmp_path)
    assert [r.display for r in records if isinstance(r, PersonRecord)] == ["Ada Lind"]
    assert "When people were last written to is not known: messages.csv has no row" in warnings(records)


def test_an_older_export_without_links_says_why_it_gives_nothing(read: Read, write: Write) -> None:
    text = 'From,To,Date,Subject,Content,Direction,Folder\nMe,Ada,"11/4/18, 5:32 PM",Hi,x,OUTGOING,SENT\n'
    records = read(write(text, "messages.csv"))
    assert touches(records) == []
    assert "an older export" in warnings(records)


def test_twenty_thousand_messages_to_twenty_people_become_twenty_touches(read: Read, write: Write) -> None:
    people = [f"P{n}" for n in range(20)]
    rows = [message("Me", people[n % 20], day=n % 28 + 1, talk=str(n)) for n in range(20_000)]
    assert len(touches(read(write(HEADER + "".join(rows), "messages.csv")))) == 20
