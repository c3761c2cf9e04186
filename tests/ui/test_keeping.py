"""Keeping: answers at once, writes behind and in order, loses nothing when the file cannot be written, undoes, follows other windows."""

from __future__ import annotations

import contextlib
import gc
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.library import Place
from reader.state import Bookmark, Notice, Position, SavedSearch, State, tables
from reader.state.file import NAME
from reader.state.tables import Contents
from reader.state.values import FACTS
from reader.ui import writing_behind
from reader.ui.keeping import Keeping
from reader.ui.worker import Worker

Make = Callable[..., Keeping]
PAGE = Place("guide", "en", "companion", page=3)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writes that need not outlive a power cut."""
    monkeypatch.setattr(tables, "SYNCHRONOUS", "OFF")


@pytest.fixture
def keep(qtbot: QtBot, qapp: QApplication) -> Iterator[Make]:
    """Makes keepings that are closed after the test."""
    made: list[Keeping] = []

    def make(folder: Path | None, wait: float = 5.0) -> Keeping:
        made.append(Keeping(State.open(folder, wait=wait), Worker("test-keeping")))
        return made[-1]

    yield make
    for keeping in made:
        keeping.close()


def names(keeping: Keeping) -> list[str]:
    return [b.name for b in keeping.bookmarks()]


def in_file(folder: Path) -> list[str]:
    state = State.open(folder)
    with contextlib.closing(state):
        return [b.name for b in state.bookmarks()]


def add(keeping: Keeping, *bookmarks: str) -> list[Bookmark]:
    return [keeping.add_bookmark(PAGE, "page", 10.0, name) for name in bookmarks]


def test_what_is_told_is_answered_at_once_and_written_behind(qtbot: QtBot, keep: Make, tmp_path: Path) -> None:
    keeping = keep(tmp_path)
    with qtbot.waitSignals([keeping.bookmarks_changed, keeping.searches_changed]):
        add(keeping, "a", "b")
        keeping.searched("call-in")
        keeping.save_search("mine", "call-in")
    assert names(keeping) == ["a", "b"]
    assert (keeping.searches(), keeping.saved_searches()) == (["call-in"], [SavedSearch("mine", "call-in")])
    qtbot.waitUntil(lambda: keeping.writing.saved)
    assert in_file(tmp_path) == ["a", "b"]
    keeping.forget_search("call-in")
    keeping.remove_saved_search("mine")
    assert keeping.close()
    again = keep(tmp_path)
    assert (names(again), again.searches(), again.saved_searches()) == (["a", "b"], [], [])


def test_a_slow_stick_never_stalls_the_window_and_closing_waits_for_it(
    qtbot: QtBot, keep: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, state = threading.Event(), State.open(tmp_path)
    write = state.add_bookmark

    def slow(bookmark: Bookmark) -> Bookmark:
        gate.wait(10)
        return write(bookmark)

    monkeypatch.setattr(state, "add_bookmark", slow)
    keeping = Keeping(state, Worker("test-keeping"))
    add(keeping, *(f"{n}" for n in range(20)))
    assert len(names(keeping)) == 20
    assert in_file(tmp_path) == []
    threading.Timer(0.05, gate.set).start()
    assert keeping.close()
    assert in_file(tmp_path) == [f"{n}" for n in range(20)]


def test_positions_and_preferences_are_written_seldom_and_at_the_end(
    qtbot: QtBot, keep: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = State.open(tmp_path)
    written: list[str] = []
    stand, prefer = state.stand, state.prefer

    def note_stand(position: Position) -> None:
        written.append(position.place)
        stand(position)

    def note_prefer(name: str, value: str) -> None:
        written.append(value)
        prefer(name, value)

    monkeypatch.setattr(state, "stand", note_stand)
    monkeypatch.setattr(state, "prefer", note_prefer)
    keeping = Keeping(state, Worker("test-keeping"))
    for page in range(1, 50):
        keeping.stand(Place("guide", "en", "companion", page=page), "page", 0.0, "width")
        keeping.prefer("zoom", f"{page}")
    found = keeping.position("guide/en/companion")
    assert found is not None
    assert (found.place, keeping.preference("zoom"), keeping.preference("none", "x")) == ("guide/en/companion?page=49", "49", "x")
    assert written == []
    keeping.writing.flush()
    qtbot.waitUntil(lambda: keeping.writing.saved)
    assert written == ["guide/en/companion?page=49", "49"]
    keeping.stand(Place("guide", "en", "companion", page=49), "page", 0.0, "width")
    keeping.prefer("zoom", "49")
    assert keeping.writing.saved  # nothing new
    keeping.stand(Place("other", "en", "companion", page=1), "page", 0.0, "width")
    assert [p.edition for p in keeping.recent()] == ["other/en/companion", "guide/en/companion"]
    assert keeping.close()
    assert written[2:] == ["other/en/companion?page=1"]


def test_positions_are_written_by_themselves(qtbot: QtBot, keep: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_behind, "SOON", 10)
    keeping = keep(tmp_path)
    with qtbot.waitSignal(keeping.positions_changed):
        keeping.stand(PAGE, "page", 0.0, "width")
    qtbot.waitUntil(lambda: keeping.writing.saved)
    assert (tmp_path / NAME).exists()


def test_every_change_of_bookmarks_is_undone_and_done_again(qtbot: QtBot, keep: Make, tmp_path: Path, qapp: QApplication) -> None:
    keeping = keep(tmp_path)
    a, b, _ = add(keeping, "a", "b", "c")
    keeping.rename_bookmark(b.id, "B")
    keeping.move_bookmark(a.id, None)
    keeping.remove_bookmark(b.id)
    steps = [["c", "a"], ["B", "c", "a"], ["a", "B", "c"], ["a", "b", "c"], ["a", "b"], ["a"], []]
    gc.collect()  # the changes belong to the stack, and live
    for index, step in enumerate(steps):
        assert names(keeping) == step
        assert keeping.bookmark_history.canUndo() == (index < 6)
        keeping.undo()
    for step in reversed(steps[:-1]):
        keeping.redo()
        assert names(keeping) == step
    keeping.undo()
    assert keeping.close()
    assert in_file(tmp_path) == ["B", "c", "a"]


def test_what_changes_nothing_is_no_step(keep: Make) -> None:
    keeping = keep(None)
    a, b = add(keeping, "a", "b")
    keeping.rename_bookmark(a.id, "a")
    keeping.rename_bookmark("gone", "x")
    keeping.move_bookmark(a.id, b.id)
    keeping.move_bookmark(b.id, None)
    keeping.move_bookmark("gone", None)
    keeping.remove_bookmark("gone")
    assert keeping.bookmark_history.count() == 2


def test_the_texts_of_steps_follow_the_language(qtbot: QtBot, keep: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping = keep(None)
    add(keeping, "a")
    history = keeping.bookmark_history
    assert history.undoText() == "add bookmark"
    monkeypatch.setattr(history, "tr", lambda text: f"<{text}>")
    with qtbot.waitSignal(history.undoTextChanged, check_params_cb=lambda text: text == "<add bookmark>"):
        history.retranslate()


def test_what_another_window_wrote_comes_with_a_refresh(qtbot: QtBot, keep: Make, tmp_path: Path) -> None:
    one, two = keep(tmp_path), keep(tmp_path)
    add(one, "a")
    qtbot.waitUntil(lambda: one.writing.saved)
    add(two, "b")
    two.searched("word")
    qtbot.waitUntil(lambda: two.writing.saved)
    assert names(two) == ["a", "b"]  # a writer reads too
    with qtbot.waitSignals([one.bookmarks_changed, one.searches_changed]):
        one.refresh()
    assert (names(one), one.searches()) == (["a", "b"], ["word"])
    two.close()
    one.undo()
    assert one.close()
    assert in_file(tmp_path) == ["b"]


def test_nothing_of_this_window_is_lost_when_another_ones_news_arrive(qtbot: QtBot, keep: Make, tmp_path: Path) -> None:
    one, two = keep(tmp_path), keep(tmp_path)
    for n in range(25):
        add(one, f"one {n}")
        add(two, f"two {n}")
        one.stand(Place("guide", "en", "companion", page=n + 1), "page", 0.0, "width")
        if n % 5 == 0:
            qtbot.waitUntil(lambda: one.writing.saved or bool(one.bookmarks()))
        assert [name for name in names(one) if name.startswith("one")] == [f"one {i}" for i in range(n + 1)]
        assert [name for name in names(two) if name.startswith("two")] == [f"two {i}" for i in range(n + 1)]
    position = one.position("guide/en/companion")
    assert position is not None
    assert position.place == "guide/en/companion?page=25"
    assert one.close()
    assert two.close()
    assert sorted(in_file(tmp_path)) == sorted(f"{who} {n}" for who in ("one", "two") for n in range(25))


def test_what_is_done_while_news_are_under_way_stays(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state, read = State.open(tmp_path), threading.Event()
    state.add_bookmark(Bookmark.new(str(PAGE), "page", 0.0, "a"))
    contents = state.contents

    def slow() -> Contents:
        found = contents()
        read.set()
        return found

    monkeypatch.setattr(state, "contents", slow)
    keeping = Keeping(state, Worker("test-keeping"))
    shown: list[list[str]] = []
    keeping.bookmarks_changed.connect(lambda: shown.append(names(keeping)))
    with contextlib.closing(State.open(tmp_path)) as other:
        other.add_bookmark(Bookmark.new(str(PAGE), "page", 0.0, "b"))
    keeping.refresh()
    assert read.wait(10)  # and no event is delivered meanwhile
    add(keeping, "c")
    keeping.stand(PAGE, "page", 0.0, "width")
    with qtbot.waitSignal(keeping.bookmarks_changed):
        pass
    assert shown == [["a", "c"], ["a", "b", "c"]]
    assert keeping.position(PAGE.edition) is not None
    assert keeping.close()
    assert in_file(tmp_path) == ["a", "b", "c"]


def test_a_stick_that_is_pulled_is_said_once_and_all_is_written_when_it_is_back(
    qtbot: QtBot, keep: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_behind, "AGAIN", 20)
    keeping = keep(tmp_path / "stick")
    said: list[str] = []
    keeping.said.connect(said.append)
    add(keeping, "a")
    qtbot.waitUntil(lambda: keeping.writing.saved)
    (tmp_path / "stick").rename(tmp_path / "pulled")
    with qtbot.waitSignal(keeping.said):
        add(keeping, "b")
    add(keeping, "c")
    keeping.refresh()
    assert names(keeping) == ["a", "b", "c"]
    with qtbot.waitSignal(keeping.said):
        (tmp_path / "pulled").rename(tmp_path / "stick")
    assert said == [Notice("gone", NAME).sentence, "All your bookmarks are saved again."]
    assert in_file(tmp_path / "stick") == ["a", "b", "c"]


def test_locked_at_the_start_is_said_once_and_its_bookmarks_come_later(
    qtbot: QtBot, keep: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keep(tmp_path)
    add(first, "a")
    assert first.close()
    said: list[str] = []
    with contextlib.closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        keeping = keep(tmp_path, wait=0.02)
        keeping.said.connect(said.append)
        with qtbot.waitSignal(keeping.said):
            add(keeping, "b")
        qtbot.waitUntil(lambda: not keeping.writing._asked)
        assert names(keeping) == ["b"]
        other.execute("ROLLBACK")
    with qtbot.waitSignal(keeping.bookmarks_changed):
        keeping.refresh()
    assert names(keeping) == ["a", "b"]
    qtbot.waitUntil(lambda: keeping.writing.saved)
    assert said == [Notice("locked", NAME).sentence, "All your bookmarks are saved again."]


def test_a_file_damaged_while_it_is_open_is_filled_again(qtbot: QtBot, keep: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_behind, "AGAIN", 20)
    keeping = keep(tmp_path)
    keeping.searched("word")
    a, _, _ = add(keeping, "a", "b", "c")
    keeping.move_bookmark(a.id, None)
    qtbot.waitUntil(lambda: keeping.writing.saved)
    (tmp_path / NAME).write_bytes(b"x" * 9000)
    with qtbot.waitSignal(keeping.said, check_params_cb=lambda text: "damaged" in text):
        add(keeping, "d")
    qtbot.waitUntil(lambda: keeping.writing.saved)
    assert names(keeping) == ["b", "c", "a", "d"]
    assert keeping.searches() == ["word"]
    assert in_file(tmp_path) == ["b", "c", "a", "d"]


def test_a_damaged_file_at_the_start_is_said_once_somebody_listens(qtbot: QtBot, keep: Make, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"x" * 9000)
    keeping = keep(tmp_path)
    with qtbot.waitSignal(keeping.said) as heard:
        pass
    assert heard.args is not None
    assert f"{NAME}.unreadable-" in heard.args[0]


def test_clearing_is_said_when_it_is_done_and_cannot_be_undone(qtbot: QtBot, keep: Make, tmp_path: Path) -> None:
    keeping = keep(tmp_path)
    add(keeping, "quillwort")
    keeping.searched("zebrafinch")
    keeping.stand(PAGE, "page", 0.0, "width")
    keeping.prefer("language", "es")
    (tmp_path / f"{NAME}.version-0").touch()
    with qtbot.waitSignals([keeping.said, keeping.bookmarks_changed, keeping.positions_changed, keeping.searches_changed]):
        keeping.clear(positions=True, searches=True, bookmarks=True)
    assert (names(keeping), keeping.recent(), keeping.searches(), keeping.copies()) == ([], [], [], [])
    assert not keeping.bookmark_history.canUndo()
    assert keeping.close()
    left = (tmp_path / NAME).read_bytes()
    assert [word in left for word in (b"quillwort", b"zebrafinch", b"guide/en", b"language")] == [False, False, False, True]


def test_without_a_trace(qtbot: QtBot, keep: Make, tmp_path: Path) -> None:
    keeping = keep(None)
    add(keeping, "a", "b")
    keeping.undo()
    keeping.stand(PAGE, "page", 0.0, "width")
    assert (keeping.kept, names(keeping), len(keeping.recent())) == (False, ["a"], 1)
    assert keeping.close()
    assert list(tmp_path.iterdir()) == []


def test_merely_looking_leaves_nothing(keep: Make, tmp_path: Path) -> None:
    keeping = keep(tmp_path / "own")
    assert (keeping.bookmarks(), keeping.kept) == ([], True)
    keeping.refresh()
    assert keeping.close()
    assert keeping.close()
    assert not (tmp_path / "own").exists()


def test_closing_without_the_stick_ends_and_tells(qtbot: QtBot, keep: Make, tmp_path: Path) -> None:
    keeping = keep(tmp_path / "stick")
    add(keeping, "a")
    qtbot.waitUntil(lambda: keeping.writing.saved)
    (tmp_path / "stick").rename(tmp_path / "pulled")
    add(keeping, "b")
    assert not keeping.close()


def test_every_notice_is_said_as_the_core_says_it(keep: Make) -> None:
    """The window's sentences are the core's, so that a translator sees them."""
    keeping = keep(None)
    for key in FACTS:
        assert keeping._notices.notice(Notice(key, "f")) == Notice(key, "f").sentence
