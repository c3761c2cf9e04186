"""The log holds what the program did and what failed in it, and never what anybody read, looked for, or is called."""

from __future__ import annotations

import ast
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import support
from reader.errors import LibraryError, Refused
from reader.library import load
from reader.log import NAME, OLD, Log, watch
from reader.session import Session
from reader.versions import PARTS
from tests.test_rules import MODULES, ROOT

SECRET = "zapatos de la guía secreta"


def fail(error: BaseException) -> BaseException:
    """The error with a trace, as if it had gone through this file."""
    try:
        raise error
    except type(error) as caught:
        return caught


def note(log: Log, error: BaseException) -> None:
    caught = fail(error)
    log.note_error(type(caught), caught, caught.__traceback__)


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def test_entries_are_sentences_of_the_code_with_numbers() -> None:
    log = Log()
    log.note("index open", documents=11, seconds=0.25)
    (line,) = log.lines()
    assert line.endswith(" index open documents=11 seconds=0.25")


def test_the_code_notes_nothing_but_literals() -> None:
    noted = 0
    for module in MODULES:
        for node in ast.walk(ast.parse(module.path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                noted += 1
                assert len(node.args) == 1, f"{module.name}:{node.lineno}"
                assert isinstance(node.args[0], ast.Constant), f"{module.name}:{node.lineno} notes what is not written there"
    assert noted


@pytest.mark.parametrize(
    "error",
    [
        KeyError(SECRET),
        ValueError(SECRET),
        Refused(SECRET, SECRET),
        FileNotFoundError(2, SECRET, f"/home/rosa/{SECRET}.pdf"),
        OSError(SECRET),
    ],
    ids=lambda error: type(error).__name__,
)
def test_the_words_of_an_error_are_not_kept(error: BaseException, tmp_path: Path) -> None:
    log = Log()
    log.keep_in(tmp_path)
    note(log, error)
    for text in ("\n".join(log.lines()), (tmp_path / NAME).read_text("utf-8"), support.details(log, None, {})):
        assert "zapatos" not in text
        assert "rosa" not in text
        assert str(ROOT) not in text
        assert f"error {type(error).__name__}" in text
        assert "test_log.py:" in text  # where it happened
    assert ("errno 2" in log.lines()[0]) == isinstance(error, FileNotFoundError)


def test_lines_of_ours_are_named_from_our_package_on(session: Session) -> None:
    log = Log()
    with pytest.raises(LibraryError) as caught:
        session.facts(SECRET)
    log.note_error(caught.type, caught.value, caught.tb)
    assert "\n    reader/session.py:" in log.lines()[0]


def test_neither_log_nor_details_hold_what_was_read_or_looked_for(session: Session, tmp_path: Path) -> None:
    from reader.search import Query

    log = Log()
    log.keep_in(tmp_path)
    log.note("started")
    results = session.search(Query.parse("disuasión convocatoria"))
    assert results.hits
    title = session.library.documents[0].title("es")
    for told in (results.hits[0].snippet, title, str(results.hits[0].place), str(session.library.root)):
        note(log, RuntimeError(told))
    text = support.details(log, session.library, {"screen": "800×600"}) + (tmp_path / NAME).read_text("utf-8")
    assert "documents: 2" in text
    assert "screen: 800×600" in text
    for document in session.library.documents:
        assert document.id not in text
        assert not any(t in text for t in document.titles.values())
    assert not {"disuasión", "convocatoria", "call-in"} & set(text.split())
    assert str(session.library.root) not in text
    assert str(Path.home()) not in text


def test_the_same_error_is_counted_not_repeated() -> None:
    log = Log()
    caught = fail(ValueError())
    for _ in range(60):
        log.note_error(ValueError, caught, caught.__traceback__)
    log.note("ended")
    assert [line.split(" ", 2)[2].split("\n")[0] for line in log.lines()] == ["error ValueError", "(the same 59 times more)", "ended"]
    assert log.errors == 60


def test_memory_and_files_stay_small(tmp_path: Path) -> None:
    log = Log()
    log.note("before the file")
    log.keep_in(tmp_path)
    assert "before the file" in (tmp_path / NAME).read_text("utf-8")
    for number in range(6000):
        log.note("something happened again", number=number)
    assert len(log.lines()) == 400
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([NAME, OLD])
    assert all(p.stat().st_size <= 64 << 10 for p in tmp_path.iterdir())
    assert (tmp_path / NAME).read_text("utf-8").endswith("number=5999\n")
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_where_nothing_can_be_written_memory_must_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log = Log()
    log.keep_in(tmp_path / "file")
    log.note("started")
    assert [line[-7:] for line in log.lines()] == ["started"]
    assert (tmp_path / "file").read_text() == "in the way"


def test_clearing_leaves_nothing(tmp_path: Path) -> None:
    log = Log()
    log.keep_in(tmp_path)
    log.note("started")
    log.clear()
    assert log.lines() == []
    assert list(tmp_path.iterdir()) == []


def test_uncaught_errors_of_every_thread_are_noted_and_told(hooks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *args: seen.append(args[0]))
    monkeypatch.setattr(threading, "excepthook", lambda args: seen.append(args.exc_type))
    log = Log()
    told: list[str] = []
    log.on_error = lambda: told.append(threading.current_thread().name)
    watch(log)

    def run() -> None:
        raise LookupError(SECRET)

    thread = threading.Thread(target=run, name="reader-test")
    thread.start()
    thread.join()
    caught = fail(ValueError(SECRET))
    sys.excepthook(type(caught), caught, caught.__traceback__)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == ["reader-test", "MainThread"]
    assert seen == [LookupError, ValueError, KeyboardInterrupt]
    assert log.errors == 2
    assert "error LookupError in thread reader-test" in log.lines()[0]


def test_versions_and_licences_are_those_of_the_licence_folder() -> None:
    listed = (ROOT / "licenses" / "README.md").read_text("utf-8")
    for part in PARTS:
        assert part.text == "LICENSE" or (ROOT / "licenses" / part.text).is_file()
        assert part.text in listed
        assert part.name.split(",")[0].split(" (")[0].lower() in listed.lower()
        assert not part.package or part.version
    details = support.details(Log(), load(ROOT / "content"), {})
    assert "PyMuPDF, MuPDF: 1." in details
    assert "documents: 10" in details
