"""The whole database out as JSON and back: nothing lost, nothing newer overwritten, the same in whichever order."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coffeechat.incoming import ContactRecord, PersonRecord
from coffeechat.records import TABLES, Row
from coffeechat.store import archive, doctor, journal, merging, pages, people, tables, targets
from coffeechat.store.archive import NewerArchive, NotAnArchive, Restored
from coffeechat.store.imports.apply import apply
from coffeechat.store.imports.plan import Planner
from coffeechat.store.store import Store


def written(store: Store) -> bytes:
    stream = io.BytesIO()
    archive.write(store.connection, stream)
    return stream.getvalue()


def standing(store: Store) -> dict[str, dict[str, dict[str, tuple[Any, str]]]]:
    """Every cell with its value and the stamp it stands under, which a row may say once for all its cells."""
    return {
        name: {
            row["id"]: {
                column: (row.get(column), row.get("stamps", {}).get(column, row["stamp"]))
                for column in tables.tables()[name].columns
            }
            for row in rows
        }
        for name, rows in json.loads(written(store))["tables"].items()
    }


def file(store: Store, folder: Path, name: str = "all.json") -> Path:
    path = folder / name
    path.write_bytes(written(store))
    return path


def content(store: Store) -> dict[str, list[Row]]:
    return {record.__name__: tables.select(store.connection, record) for record in TABLES}


def names(store: Store) -> list[str]:
    return [line.name for line in pages.People(store.connection).lines(0, 100)]


def edit(store: Store, person_id: bytes, **cells: str | None) -> None:
    known = people.detail(store.connection, person_id)
    assert known
    people.edit(store, known.person, **cells)


@pytest.fixture
def lived_in(store: Store) -> Store:
    """A database in which a bit of everything has happened."""
    planner = Planner(store.connection)
    for number in range(3):
        planner.person(
            PersonRecord(
                line=number,
                display=f"Zoë Müller {number}",
                key=f"vcard:{number}",
                title="Planner",
                organisation="Städtebau GmbH",
                contacts=(ContactRecord("email", f"zoe{number}@x.example", "work", True),),
                tags=("choir", "alumni"),
                note="Met at the\nchoir, “twice”",
                card="X-ODD:\\n;,\nPHOTO;ENCODING=b:AAAA",
            )
        )
    apply(store, planner.plan("vcard", "phone.vcf", "0" * 64))
    ada = people.add(store, "Ada Lindqvist", title="Head of Data", organisation="Acme", email="ada@x.example")
    bo = people.add(store, "Bo Chen", phone="+49 40 1234567")
    target = targets.add(store, name="Urban planner", level=2, personnel=False, keywords="trams, 都市")
    targets.say_of(store, ada, "Ada", target, knowledge=0.7, parked=True)
    known = people.detail(store.connection, ada)
    assert known and known.job
    people.correct_title(store, known, known.job.position, level=7, personnel=True)
    edit(store, bo, about="Likes trams", birthday="--04-12")
    people.remove(store, [pages.People(store.connection, text="zoe 1").ids()[0]], "remove")
    merging.merge(store, ada, bo)
    store.undo()
    edit(store, bo, nickname="Bobo")
    store.undo()
    return store


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return Store(tmp_path / "other.db")


def test_everything_comes_back_and_is_written_byte_for_byte_again(
    lived_in: Store, empty: Store, tmp_path: Path
) -> None:
    before = written(lived_in)
    restored = archive.restore(empty, file(lived_in, tmp_path))
    assert restored.rows == sum(len(rows) for rows in json.loads(before)["tables"].values())
    assert restored.cells == 0
    assert written(empty) == before
    assert content(empty) == content(lived_in)
    assert names(empty) == names(lived_in)
    assert pages.People(empty.connection, text="trams").count() == 1
    assert not any(finding.wrong for finding in doctor.examine(empty))


def test_the_restored_list_ranks_as_the_first_one_did(lived_in: Store, empty: Store, tmp_path: Path) -> None:
    archive.restore(empty, file(lived_in, tmp_path))
    for store in (lived_in, empty):
        store.rank_everybody()
    assert [(line.name, line.crystal) for line in pages.People(empty.connection, "crystal").lines(0, 9)] == [
        (line.name, line.crystal) for line in pages.People(lived_in.connection, "crystal").lines(0, 9)
    ]


def test_restoring_twice_changes_nothing(lived_in: Store, empty: Store, tmp_path: Path) -> None:
    path = file(lived_in, tmp_path)
    archive.restore(empty, path)
    before, actions = written(empty), journal.actions(empty.connection)
    assert archive.restore(empty, path) == Restored(rows=0, cells=0)
    assert written(empty) == before
    assert journal.actions(empty.connection) == actions


def test_restoring_into_the_database_it_came_from_changes_nothing(lived_in: Store, tmp_path: Path) -> None:
    before = written(lived_in)
    assert archive.restore(lived_in, file(lived_in, tmp_path)) == Restored(rows=0, cells=0)
    assert written(lived_in) == before


def test_the_file_that_was_imported_is_known_again_after_a_restore(
    lived_in: Store, empty: Store, tmp_path: Path
) -> None:
    archive.restore(empty, file(lived_in, tmp_path))
    planner = Planner(empty.connection)
    planner.person(PersonRecord(line=1, display="Zoë Müller 0", key="vcard:0", title="Planner"))
    assert planner.plan("vcard", "phone.vcf", "0" * 64).new == 0


def test_a_newer_edit_here_is_not_overwritten_and_an_older_one_is(store: Store, empty: Store, tmp_path: Path) -> None:
    ada = people.add(store, "Ada Lindqvist")
    archive.restore(empty, file(store, tmp_path))
    edit(store, ada, nickname="older")
    older = file(store, tmp_path, "older.json")
    edit(empty, ada, nickname="newer")
    assert archive.restore(empty, older).cells == 0
    assert archive.restore(store, file(empty, tmp_path, "newer.json")).cells == 1
    for each in (store, empty):
        known = people.detail(each.connection, ada)
        assert known and known.person.nickname == "newer"


def test_somebody_removed_on_one_machine_is_gone_on_the_other(store: Store, empty: Store, tmp_path: Path) -> None:
    ada = people.add(store, "Ada Lindqvist")
    archive.restore(empty, file(store, tmp_path))
    people.remove(store, [ada], "remove Ada")
    archive.restore(empty, file(store, tmp_path))
    assert names(empty) == []


def test_a_restore_is_undone_as_one_action(lived_in: Store, empty: Store, tmp_path: Path) -> None:
    people.add(empty, "Zoë Quist")
    archive.restore(empty, file(lived_in, tmp_path))
    assert len(names(empty)) > 1
    assert empty.undo().label == "restore all.json"
    assert names(empty) == ["Zoë Quist"]
    empty.redo()
    assert names(empty) == sorted([*names(lived_in), "Zoë Quist"], key=names(empty).index)
    assert not any(finding.wrong for finding in doctor.examine(empty))


def test_an_edit_after_a_restore_wins_over_what_was_restored(store: Store, empty: Store, tmp_path: Path) -> None:
    ada = people.add(store, "Ada Lindqvist")
    edit(store, ada, nickname="first")
    archive.restore(empty, file(store, tmp_path))
    edit(empty, ada, nickname="second")
    archive.restore(store, file(empty, tmp_path))
    known = people.detail(store.connection, ada)
    assert known and known.person.nickname == "second"


FIELDS = ("display", "nickname", "birthday", "about")
WORDS = ("Ada", "Bo", "Zoë", None)

EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 2), st.sampled_from(FIELDS), st.sampled_from(WORDS)),
        st.tuples(st.just("remove"), st.integers(0, 2), st.just(""), st.none()),
        st.tuples(st.just("add"), st.integers(0, 2), st.just(""), st.none()),
        st.tuples(st.just("job"), st.integers(0, 2), st.sampled_from(["Acme", "Elm"]), st.none()),
        st.tuples(st.just("tag"), st.integers(0, 2), st.sampled_from(["choir", "Oslo"]), st.none()),
        st.tuples(st.just("choose"), st.integers(0, 2), st.just(""), st.none()),
        st.tuples(st.just("undo"), st.integers(0, 2), st.just(""), st.none()),
    ),
    max_size=5,
)
Edit = tuple[str, int, str, str | None]


def live(store: Store, edits: list[Edit], name: str) -> None:
    """What somebody does on one machine."""
    for number, (what, which, word, value) in enumerate(edits):
        ids = pages.People(store.connection).ids()
        if what == "add" or not ids:
            people.add(store, f"{name} {number}", organisation="Acme")
            continue
        known = people.detail(store.connection, ids[which % len(ids)])
        assert known
        if what == "edit":
            people.edit(store, known.person, **{word: value})
        elif what == "remove":
            people.remove(store, [known.person.id], "remove")
        elif what == "job":
            people.edit_job(store, known, f"Title {number}", word)
        elif what == "tag":
            people.set_tags(store, known, [word])
        elif what == "choose":
            targets.add(store, name=f"{name} {number}")
        else:
            store.undo()


def copies(folder: Path, count: int) -> list[Store]:
    """The same three people on several machines, each with its own name for itself."""
    with Store(folder / "base.db") as base:
        for name in ("Ada Lindqvist", "Bo Chen", "Zoë Quist"):
            people.add(base, name, title="Planner", organisation="Acme")
        path = file(base, folder, "base.json")
    stores = [Store(folder / f"{number}.db") for number in range(count)]
    for store in stores:
        archive.restore(store, path)
    return stores


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(here=EDITS, there=EDITS)
@example(here=[("edit", 0, "about", "Ada")], there=[("edit", 0, "about", "Ada")])
@example(here=[("choose", 0, "", None)], there=[("choose", 0, "", None)])
def test_two_copies_that_went_apart_agree_after_each_has_restored_the_other(
    here: list[Edit], there: list[Edit], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    one, other = copies(folder, 2)
    live(one, here, "Here")
    live(other, there, "There")
    ours, theirs = file(one, folder, "one.json"), file(other, folder, "other.json")
    archive.restore(one, theirs)
    archive.restore(other, ours)
    assert standing(one) == standing(other)
    assert sorted(names(one)) == sorted(names(other))
    assert not any(finding.wrong for store in (one, other) for finding in doctor.examine(store))
    one.close()
    other.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=st.lists(EDITS, min_size=3, max_size=3), order=st.permutations(range(3)))
@example(
    edits=[
        [("edit", 0, "about", "Ada")],
        [("edit", 0, "about", "Bo")],
        [("edit", 0, "about", "Ada")],
    ],
    order=[2, 1, 0],
)
def test_in_whichever_order_three_copies_are_restored_the_result_is_the_same(
    edits: list[list[Edit]], order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    *stores, first, second = copies(folder, 5)
    for number, (store, done) in enumerate(zip(stores, edits, strict=True)):
        live(store, done, f"Machine {number}")
    paths = [file(store, folder, f"{number}.json") for number, store in enumerate(stores)]
    for path in paths:
        archive.restore(first, path)
    for place in order:
        archive.restore(second, paths[place])
    assert standing(first) == standing(second)
    for store in (*stores, first, second):
        store.close()


def broken(**changed: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document["tables"]["person"][0].update(changed)

    return change


def without_stamp(document: dict[str, Any]) -> None:
    del document["tables"]["person"][0]["stamp"]


def other_format(document: dict[str, Any]) -> None:
    document["format"] = "address book"


def other_table(document: dict[str, Any]) -> None:
    document["tables"]["hat"] = []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (other_format, "its format is 'address book'"),
        (other_table, "a table 'hat' that is not known here"),
        (without_stamp, "row 1 of table person"),
        (broken(id="xyz"), "row 1 of table person"),
        (broken(id=None), "row 1 of table person"),
        (broken(hat="top"), "unknown columns hat"),
        (broken(display=7), "row 1 of table person"),
        (broken(stamp="yesterday"), "row 1 of table person"),
        (broken(stamp="ffffffffffffffffffffffff.00"), "row 1 of table person"),
        (broken(stamps={"display": "yesterday"}), "row 1 of table person"),
        (broken(stamps={"hat": "1.00"}), "row 1 of table person"),
        (broken(stamps=["display"]), "row 1 of table person"),
        (broken(created_at=None), "row 1 of table person"),
    ],
)
def test_an_archive_with_something_odd_in_it_is_refused_and_changes_nothing(
    lived_in: Store, empty: Store, tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    document = json.loads(written(lived_in))
    change(document)
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(document))
    before = written(empty)
    with pytest.raises(NotAnArchive, match=said) as raised:
        archive.restore(empty, path)
    assert str(raised.value).endswith("Give a file made by `coffeechat export --format json`.")
    assert written(empty) == before


@pytest.mark.parametrize("text", ["", "null", "[]", "{", "{}", '{"format": "coffeechat"}', "BEGIN:VCARD", "\x00\xff"])
def test_a_file_that_is_no_archive_is_refused(store: Store, tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(NotAnArchive, match="is not a coffeechat export"):
        archive.restore(store, path)


def test_half_an_archive_is_refused(lived_in: Store, empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "half.json"
    path.write_bytes(written(lived_in)[:-200])
    with pytest.raises(NotAnArchive):
        archive.restore(empty, path)
    assert names(empty) == []


def test_an_archive_of_a_newer_coffeechat_is_refused(lived_in: Store, empty: Store, tmp_path: Path) -> None:
    document = json.loads(written(lived_in)) | {"version": archive.VERSION + 1}
    path = tmp_path / "newer.json"
    path.write_text(json.dumps(document))
    with pytest.raises(NewerArchive, match="Upgrade coffeechat"):
        archive.restore(empty, path)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=4)),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=4), inner, max_size=2)),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.sampled_from(["person", "position", "target", "import_row", "person_target"]), data=st.data())
def test_whatever_stands_in_a_cell_it_is_taken_or_refused_in_a_sentence(
    table: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, blueprint: tuple[bytes, Path]
) -> None:
    document = json.loads(blueprint[0])
    row = data.draw(st.sampled_from(document["tables"][table]))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(JSON)
    folder = tmp_path_factory.mktemp("odd")
    path = folder / "odd.json"
    path.write_text(json.dumps(document))
    with Store(Path(shutil.copy(blueprint[1], folder / "people.db"))) as store:
        try:
            archive.restore(store, path)
        except NotAnArchive:
            assert names(store) == []
        else:
            assert not any(finding.wrong for finding in doctor.examine(store))
            assert json.loads(written(store))["format"] == "coffeechat"


@pytest.fixture
def blueprint(lived_in: Store, tmp_path: Path) -> tuple[bytes, Path]:
    """An archive, and an empty database to be copied."""
    path = tmp_path / "empty.db"
    Store(path).close()
    return written(lived_in), path
