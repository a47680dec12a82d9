"""Files are read by real child processes, whatever the plugin in them does."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from coffeechat.api import ImporterError, PersonRecord, Progress, Record, Skipped
from coffeechat.errors import CoffeechatError
from coffeechat.plugins.discovery import PluginSpec
from coffeechat.plugins.errors import (
    EmptyFile,
    ImporterFailed,
    ImporterSilent,
    NoSuchFile,
    NotAFile,
    NotOpened,
    NotReadable,
    ReaderNotStarted,
    ReadingCancelled,
    UnknownImporter,
)
from coffeechat.plugins.faults import Fault
from coffeechat.plugins.frames import Batch, Chosen
from coffeechat.plugins.reading import read_source

Importer = Callable[..., PluginSpec]
Item = Fault | Chosen | Batch

LINES = """
    for number, name in enumerate(source.path.read_text().split(), start=1):
        yield PersonRecord(line=number, display=name)
"""
ENDLESS = "number = 0\nwhile True:\n    number += 1\n    yield PersonRecord(line=number, display='x')\n"


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """No child, no zombie and no open file stays, however the reading ends."""
    before = open_files()
    yield
    assert open_files() <= before
    with contextlib.suppress(ChildProcessError):  # none at all
        assert os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def open_files() -> set[str]:
    folder = Path("/proc/self/fd" if sys.platform == "linux" else "/dev/fd")
    return {link.name for link in folder.iterdir() if link.is_symlink() or link.exists()}


def read(source: Path, *plugins: PluginSpec, **options: object) -> list[Item]:
    return list(read_source(source, plugins=plugins, **options))  # type: ignore[arg-type]


def records(items: list[Item]) -> list[Record]:
    return [record for item in items if isinstance(item, Batch) for record in item.records]


def displays(items: list[Item]) -> list[str]:
    return [record.display for record in records(items) if isinstance(record, PersonRecord)]


def faults(items: list[Item]) -> list[Fault]:
    return [item for item in items if isinstance(item, Fault)]


def chosen(items: list[Item]) -> list[str]:
    return [item.importer for item in items if isinstance(item, Chosen)]


def test_the_importer_comes_first_and_then_the_records_in_order(importer: Importer, source: Path) -> None:
    assert read(source, importer(LINES)) == [
        Chosen("acme", "acme"),
        Batch([PersonRecord(line=1, display="Ada"), PersonRecord(line=2, display="Bo")]),
    ]


def test_many_records_come_in_batches_of_256(importer: Importer, source: Path) -> None:
    body = "for number in range(1000):\n    yield PersonRecord(line=number, display=str(number))"
    items = read(source, importer(body))
    assert [len(item.records) for item in items if isinstance(item, Batch)] == [256, 256, 256, 232]
    assert displays(items) == [str(number) for number in range(1000)]


def test_large_records_come_in_smaller_batches(importer: Importer, source: Path) -> None:
    body = "for number in range(20):\n    yield PersonRecord(line=number, display='x', card='x' * 600_000)"
    items = read(source, importer(body))
    assert [len(item.records) for item in items if isinstance(item, Batch)] == [2] * 10 + [0]


def test_every_kind_of_record_arrives_as_it_was_sent(importer: Importer, source: Path) -> None:
    body = """
        yield Skipped(3, "odd")
        yield Warned("mind")
        yield Progress(5, 9)
        yield TouchRecord(line=1, key="k", person_key="p", at="2026-01-01T00:00:00Z", direction="in")
        yield PersonRecord(line=1, display="Zoë 🚀", contacts=(ContactRecord("email", "a@b.c", "at"),))
    """
    found = records(read(source, importer(body)))
    assert [type(record).__name__ for record in found] == [
        "Skipped",
        "Warned",
        "Progress",
        "TouchRecord",
        "PersonRecord",
    ]
    assert found[0] == Skipped(3, "odd") and found[2] == Progress(5, 9)


def test_the_surest_importer_reads(importer: Importer, source: Path) -> None:
    one, two = importer(LINES, "one", "return 0.4"), importer(LINES, "two", "return 0.7")
    assert chosen(read(source, one, two)) == chosen(read(source, two, one)) == ["two"]


def test_between_equals_the_one_that_names_the_suffix_reads_then_the_first(importer: Importer, source: Path) -> None:
    one, two, acme = importer(LINES, "one"), importer(LINES, "two"), importer(LINES, "acme")
    assert chosen(read(source, one, acme, two)) == ["acme"]
    assert chosen(read(source, two, one)) == ["two"]


def test_an_importer_that_is_named_reads_without_being_asked(importer: Importer, source: Path) -> None:
    shy = importer(LINES, "shy", "return 0")
    assert chosen(read(source, importer(LINES), shy, importer="shy")) == ["shy"]


def test_the_encoding_reaches_the_importer(importer: Importer, source: Path) -> None:
    spec = importer("yield PersonRecord(line=1, display=options.encoding)")
    assert displays(read(source, spec, encoding="cp1250")) == ["cp1250"]


def test_the_importer_sees_the_first_4096_bytes_and_a_folder_without_any(importer: Importer, tmp_path: Path) -> None:
    spec = importer("yield PersonRecord(line=len(source.head), display='x')")
    path = tmp_path / "long.acme"
    path.write_bytes(b"x" * 9000)
    assert records(read(path, spec)) == [PersonRecord(line=4096, display="x")]
    assert records(read(tmp_path, spec)) == [PersonRecord(line=0, display="x")]


def test_a_name_that_is_no_text_is_read_too(importer: Importer, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.acme"))
    path.write_text("Ada")
    assert displays(read(path, importer(LINES))) == ["Ada"]


def test_an_importers_own_refusal_is_shown_as_it_is(importer: Importer, source: Path) -> None:
    with pytest.raises(ImporterError) as raised:
        read(source, importer("raise ImporterError('Half a file. Download it again.')"))
    assert str(raised.value) == "Half a file. Download it again."


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("yield PersonRecord(line=1, display='x')\nraise ValueError('bad\\nthing')", "ValueError: bad thing"),
        ("return 7", "TypeError: 'int' object is not iterable"),
        ("yield {'name': 'Ada'}", "NotARecord: it yielded dict, a record of coffeechat.api is needed"),
        (
            "yield PersonRecord(line='one', display='x')",
            "it yielded a record that is wrong: Expected `int`, got `str`",
        ),
        (
            "yield PersonRecord(line=1, display=object())",
            "TypeError: Encoding objects of type object is unsupported",
        ),
        ("sys.exit(0)", "it tried to end the whole program"),
        ("os._exit(3)", "its process ended with code 3"),
        ("print('last words', file=sys.stderr)\nsys.stderr.flush()\nos._exit(3)", "code 3: last words"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "its process was ended by SIGKILL"),
        ("os.abort()", "its process was ended by SIGABRT"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "it used too much processor time"),
        ("held = []\nwhile True:\n    held.append(bytes(50_000_000))", "it ran out of memory"),
        ("def again(n): return again(n + 1)\nagain(0)", "RecursionError"),
    ],
)
def test_a_plugin_that_breaks_is_named_with_the_reason(importer: Importer, source: Path, body: str, why: str) -> None:
    with pytest.raises(ImporterFailed) as raised:
        read(source, importer(body))
    said = str(raised.value)
    assert said.startswith(f"The plugin “acme” failed while it read {source} (")
    assert why in said
    assert "Nothing was changed." in said and "--as" in said


def test_a_plugin_that_hangs_is_ended_after_the_silence(importer: Importer, source: Path) -> None:
    with pytest.raises(ImporterSilent) as raised:
        read(source, importer("yield PersonRecord(line=1, display='x')\ntime.sleep(600)"), silence=1)
    assert "“acme” gave no sign of life for 1 s" in str(raised.value)
    assert "Nothing was changed." in str(raised.value)


def test_a_plugin_that_hangs_and_ignores_signals_is_ended_too(importer: Importer, source: Path) -> None:
    body = "for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(each, signal.SIG_IGN)\n"
    with pytest.raises(ImporterSilent):
        read(source, importer(body + "while True: time.sleep(1)"), silence=1)


def test_talking_on_standard_error_is_no_sign_of_life(importer: Importer, source: Path) -> None:
    body = "while True:\n    print('still here', file=sys.stderr, flush=True)\n    time.sleep(0.01)"
    with pytest.raises(ImporterSilent):
        read(source, importer(body), silence=1)


def test_a_slow_plugin_that_goes_on_is_left_alone(importer: Importer, source: Path) -> None:
    body = "for number in range(6):\n    time.sleep(0.5)\n    yield PersonRecord(line=number, display='x')"
    assert len(displays(read(source, importer(body), silence=2))) == 6


def test_a_plugin_that_prints_and_reads_does_not_disturb_the_records(importer: Importer, source: Path) -> None:
    body = """
        print("noise" * 100_000)
        os.write(1, b"more noise")
        sys.stderr.write("and more" * 100_000)
        yield PersonRecord(line=1, display=sys.stdin.read() or "nothing to read")
    """
    assert displays(read(source, importer(body))) == ["nothing to read"]


BROKEN = {
    "raise ImportError('gone')": "could not be loaded (ImportError: gone)",
    "raise SystemExit(1)": "could not be loaded (it tried to end the whole program)",
    "import os; os._exit(4)": "could not be loaded (its process ended with code 4)",
    "import os; os.kill(os.getpid(), 9)": "could not be loaded (its process was ended by SIGKILL)",
    "import time; time.sleep(600)": "could not be loaded (it gave no sign of life for 1 s)",
}


@pytest.mark.parametrize(("code", "said"), BROKEN.items())
def test_a_plugin_that_cannot_be_loaded_is_left_out_and_the_file_read(
    plugin: Importer, importer: Importer, source: Path, code: str, said: str
) -> None:
    items = read(source, plugin(code, "broken"), importer(LINES), silence=1)
    assert [fault.sentence for fault in faults(items)] == [
        f"The plugin “broken” {said}. It is left out; update or remove it."
    ]
    assert displays(items) == ["Ada", "Bo"]


@pytest.mark.parametrize(
    ("sniff", "said"),
    [
        ("return 1 / 0", "ZeroDivisionError"),
        ("return 'very'", "it returned 'very', a number from 0 to 1 is needed"),
        ("return 7", "it returned 7, a number"),
        ("return float('nan')", "it returned nan, a number"),
        ("os._exit(1)", "its process ended with code 1"),
        ("time.sleep(600)", "it gave no sign of life for 1 s"),
    ],
)
def test_a_plugin_that_fails_to_look_is_left_out_and_the_file_read(
    importer: Importer, source: Path, sniff: str, said: str
) -> None:
    items = read(source, importer(LINES, "broken", sniff), importer(LINES), silence=1)
    (fault,) = faults(items)
    assert (fault.plugin, fault.where) == ("broken", "sniff")
    assert said in fault.sentence
    assert chosen(items) == ["acme"]
    assert displays(items) == ["Ada", "Bo"]


def test_several_broken_plugins_are_each_said_once(plugin: Importer, importer: Importer, source: Path) -> None:
    broken = [plugin(code, f"broken{number}") for number, code in enumerate(BROKEN)]
    items = read(source, *broken, importer(LINES), silence=1)
    assert sorted(fault.plugin for fault in faults(items)) == [f"broken{n}" for n in range(len(BROKEN))]
    assert displays(items) == ["Ada", "Bo"]


def test_a_file_nobody_knows_names_the_kinds_there_are(importer: Importer, source: Path) -> None:
    with pytest.raises(NotReadable) as raised:
        read(source, importer(LINES, "one", "return 0"), importer(LINES, "two", "return 0.0"))
    assert "“one” (Files of one), “two” (Files of two)" in str(raised.value)
    assert "--as" in str(raised.value)


def test_without_any_plugin_nothing_can_be_read(source: Path) -> None:
    with pytest.raises(NotReadable, match="none, because no importer could be loaded"):
        read(source)


def test_an_importer_nobody_has_is_named_beside_those_there_are(importer: Importer, source: Path) -> None:
    with pytest.raises(UnknownImporter, match=r"no importer “outlook”.*“acme” \(Files of acme\)"):
        read(source, importer(LINES), importer="outlook")


@pytest.mark.parametrize("name", ["missing.csv", "people.acme/below", "a\0b"])
def test_a_file_that_is_not_there_is_said_at_once(source: Path, name: str) -> None:
    with pytest.raises(NoSuchFile, match="There is no file or folder"):
        read_source(source.parent / name)


def test_an_empty_file_and_a_pipe_are_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EmptyFile, match=r"empty\.csv is empty"):
        read_source(tmp_path / "empty.csv")
    with pytest.raises(NotAFile, match="neither a file nor a folder"):
        read_source(tmp_path / "pipe")


def test_a_link_that_leads_to_itself_can_t_be_opened(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(NotOpened, match="symbolic links"):
        read_source(tmp_path / "loop")


def test_closing_the_iterator_early_ends_the_child(importer: Importer, source: Path, tmp_path: Path) -> None:
    note = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\n"
    items = iter(read_source(source, plugins=(importer(note + ENDLESS),)))
    next(item for item in items if isinstance(item, Batch))
    items.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_what_the_plugin_started_ends_with_it(importer: Importer, source: Path, tmp_path: Path) -> None:
    body = f"""
        if os.fork() == 0:
            open({str(tmp_path / "pid")!r}, "w").write(str(os.getpid()))
            time.sleep(600)
        while not os.path.exists({str(tmp_path / "pid")!r}): time.sleep(0.01)
        yield PersonRecord(line=1, display="x")
    """
    assert displays(read(source, importer(body))) == ["x"]
    assert gone(int((tmp_path / "pid").read_text()))


def test_cancelling_stops_also_a_plugin_that_says_nothing(importer: Importer, source: Path) -> None:
    asked = 0

    def after_a_while() -> bool:
        nonlocal asked
        asked += 1
        return asked > 10

    with pytest.raises(ReadingCancelled, match=r"cancelled\. Nothing was changed"):
        read(source, importer("time.sleep(600)\nyield"), cancelled=after_a_while)


def test_the_child_sees_nothing_of_the_environment_but_what_it_needs(
    importer: Importer, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:word@proxy.example.org")
    monkeypatch.setenv("LC_TIME", "C")
    items = read(source, importer("yield PersonRecord(line=1, display=' '.join(sorted(os.environ)))"))
    (names,) = displays(items)
    assert set(names.split()) <= {
        "PATH",
        "HOME",
        "LANG",
        "TMPDIR",
        "PYTHONPATH",
        "LC_TIME",
        "LC_CTYPE",
        "LC_ALL",
    }
    assert "LC_TIME" in names.split()


def test_the_child_has_bounds_and_writes_no_core(importer: Importer, source: Path) -> None:
    body = """
        import resource
        for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE):
            yield PersonRecord(line=resource.getrlimit(what)[0], display="x")
    """
    lines = [record.line for record in records(read(source, importer(body))) if isinstance(record, PersonRecord)]
    assert lines == [1024**3, 900, 0]


def test_a_killed_app_takes_a_hanging_plugin_with_it(importer: Importer, source: Path, tmp_path: Path) -> None:
    spec = importer(f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\nyield")
    code = f"""
        from pathlib import Path
        from coffeechat.plugins.discovery import PluginSpec
        from coffeechat.plugins.reading import read_source
        spec = PluginSpec("acme", {spec.target!r}, {spec.folder!r})
        list(read_source(Path({str(source)!r}), plugins=(spec,)))
    """
    app = subprocess.Popen([sys.executable, "-P", "-c", dedent(code)])
    pid = tmp_path / "pid"
    while not (pid.exists() and pid.read_text()):
        time.sleep(0.02)
    app.kill()
    app.wait()
    assert gone(int(pid.read_text()))


def test_a_broken_installation_is_said_to_be_one(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "msgspec.py").write_text("raise ImportError('half an upgrade')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(ReaderNotStarted) as raised:
        read(source)
    assert "half an upgrade" in str(raised.value) and "Install coffeechat again" in str(raised.value)


def test_a_linkedin_file_is_read_end_to_end(tmp_path: Path) -> None:
    row = "Given,Family,https://www.linkedin.com/in/p{},,Org,Cook,05 Nov 2023\n"
    rows = "".join(map(row.format, range(3000)))
    path = tmp_path / "Connections.csv"
    path.write_text("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" + rows)
    items = read(path, PluginSpec("linkedin", "coffeechat_linkedin"))
    assert items[0] == Chosen("linkedin", "linkedin")
    assert len(displays(items)) == 3000


def test_every_error_says_what_to_do_next() -> None:
    path = Path("x.csv")
    errors: list[CoffeechatError] = [
        NoSuchFile(path),
        EmptyFile(path),
        NotOpened(path, "why"),
        NotAFile(path),
        NotReadable(path, ()),
        UnknownImporter("x", ()),
        ImporterFailed("acme", path, "why"),
        ImporterSilent("acme", path, 20.0),
        ReaderNotStarted("why"),
    ]
    for error in errors:
        first, _, next_step = str(error).partition(". ")
        assert first and next_step.endswith(".")


def gone(process: int) -> bool:
    """Whether it ends within ten seconds; as an orphan it is reaped by the system."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").exists() and ") Z " in Path(f"/proc/{process}/stat").read_text():
            return True
        time.sleep(0.05)
    return False
