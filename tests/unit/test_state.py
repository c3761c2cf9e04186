"""The reader's own file: what it holds, two who write it, and every way in which it may be broken."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import reader
from reader.state import SEARCHES_KEPT, Bookmark, Position, SavedSearch, State, StateError, file, order, tables

Open = Callable[..., State]
EXTRA = 3  # as SQLite counts
NAME = file.NAME
# Children run the code that is tested, wherever it is installed.
OURS = {**os.environ, "PYTHONPATH": str(Path(reader.__file__).parents[1])}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of writes that need not outlive a power cut."""
    monkeypatch.setattr(tables, "SYNCHRONOUS", "OFF")


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens states that are closed after the test."""
    states: list[State] = []

    def make(folder: Path | None, wait: float = 5.0) -> State:
        states.append(State.open(folder, wait=wait))
        return states[-1]

    yield make
    for state in states:
        state.close()


def mark(name: str, page: int = 1) -> Bookmark:
    return Bookmark.new(f"guide/en/companion?page={page}", "page", 12.5, name)


def at(edition: str, page: int) -> Position:
    return Position(edition, f"{edition}?page={page}", "page", 40.0, "width", 1000.0 - page)


def names(state: State) -> list[str]:
    return [b.name for b in state.bookmarks()]


def filled(folder: Path, bookmarks: int = 3) -> Path:
    """A folder with a file in it, closed; returns the file."""
    state = State.open(folder)
    for n in range(bookmarks):
        state.add_bookmark(mark(f"number {n}"))
    state.prefer("language", "es")
    state.searched("call-in")
    state.stand(at("guide/en/companion", 7))
    state.close()
    return folder / NAME


# -- what it holds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["memory", "file"])
def test_everything_written_is_read_again(opened: Open, tmp_path: Path, place: str) -> None:
    state = opened(tmp_path if place == "file" else None)
    state.prefer("appearance", "dark")
    state.prefer("appearance", "sepia")
    first, second = state.add_bookmark(mark("one")), state.add_bookmark(mark("dós ñ", 2))
    state.stand(at("guide/en/companion", 3))
    state.searched("focused deterrence")
    state.save_search("mine", "call-in")
    if place == "file":
        state.close()
        state = opened(tmp_path)
    assert state.notice is None
    assert state.preferences() == {"appearance": "sepia"}
    assert state.preference("appearance") == "sepia"
    assert state.preference("never", "else") == "else"
    assert state.bookmarks() == [first, second]
    assert state.position("guide/en/companion") == at("guide/en/companion", 3)
    assert state.position("other/en/companion") is None
    assert state.searches() == ["focused deterrence"]
    assert state.saved_searches() == [SavedSearch("mine", "call-in")]
    state.remove_saved_search("mine")
    assert state.saved_searches() == []


def test_the_edition_read_last_comes_first_whatever_the_clock_says(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    for edition, page in (("a/en/companion", 1), ("b/en/companion", 2), ("c/en/companion", 3), ("a/en/companion", 9)):
        state.stand(at(edition, page))
    assert [(p.edition, p.place) for p in state.recent(2)] == [
        ("a/en/companion", "a/en/companion?page=9"),
        ("c/en/companion", "c/en/companion?page=3"),
    ]


def test_bookmarks_are_renamed_moved_removed_and_put_back(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    a, b, c, d = (state.add_bookmark(mark(name)) for name in "abcd")
    state.rename_bookmark(b.id, "B")
    state.move_bookmark(d.id, a.id)
    state.move_bookmark(a.id, None)
    assert names(state) == ["d", "B", "c", "a"]
    removed = state.remove_bookmark(b.id)
    assert removed is not None
    assert names(state) == ["d", "c", "a"]
    state.add_bookmark(mark("e"))
    assert state.restore_bookmark(removed) == removed
    assert names(state) == ["d", "B", "c", "a", "e"]
    assert state.restore_bookmark(removed) == removed
    assert state.add_bookmark(removed) == removed
    state.move_bookmark(c.id, c.id)
    state.move_bookmark("gone", a.id)
    state.move_bookmark(d.id, "gone")
    state.rename_bookmark("gone", "x")
    assert state.remove_bookmark("gone") is None
    assert names(state) == ["B", "c", "a", "e", "d"]


def test_a_place_in_the_order_that_is_taken_meanwhile_gives_the_next(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    a, b, c = (state.add_bookmark(mark(name)) for name in "abc")
    removed = state.remove_bookmark(b.id)
    assert removed is not None
    state.move_bookmark(c.id, a.id)  # c, a
    state.move_bookmark(a.id, None)
    new = mark("n")
    state.restore_bookmark(Bookmark(new.id, new.place, new.form, new.y, "n", order=removed.order))
    state.restore_bookmark(removed)
    assert names(state).index("n") + 1 == names(state).index("b")


def test_moving_at_random_equals_moving_in_a_list_also_where_keys_run_out(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order, "_GAP", 4)
    state, chance = opened(None), random.Random(1)
    there = [state.add_bookmark(mark(f"{n}")).id for n in range(12)]
    for _ in range(300):
        moved = chance.choice(there)
        there.remove(moved)
        index = chance.randrange(len(there) + 1)
        state.move_bookmark(moved, there[index] if index < len(there) else None)
        there.insert(index, moved)
        assert [b.id for b in state.bookmarks()] == there


def test_searches_are_the_newest_fifty_without_doubles(opened: Open) -> None:
    state = opened(None)
    for n in range(SEARCHES_KEPT + 10):
        state.searched(f"word {n}")
    state.searched("  Word   30 ")
    state.searched("   ")
    found = state.searches()
    assert len(found) == SEARCHES_KEPT
    assert found[:2] == ["Word 30", "word 59"]
    assert "word 30" not in found
    state.forget_search("WORD 30")
    assert state.searches()[0] == "word 59"


def test_half_characters_and_no_numbers_do_no_harm(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    state.searched("half \ud83d")
    state.add_bookmark(Bookmark.new("guide/en/companion", "text", float("nan"), "half \ud83d"))
    assert state.searches() == ["half ?"]
    assert (state.bookmarks()[0].name, state.bookmarks()[0].y) == ("half ?", 0.0)


def test_what_is_cleared_leaves_the_file(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    state.prefer("language", "es")
    for n in range(100):
        state.searched(f"zebrafinch {n}")
        state.add_bookmark(mark(f"quillwort {n}"))
    state.save_search("jackdaw", "jackdaw")
    state.stand(at("heron/en/companion", 1))
    words = (b"zebrafinch", b"jackdaw", b"quillwort", b"heron")
    assert all(word in (tmp_path / NAME).read_bytes() for word in words)
    (tmp_path / f"{NAME}.unreadable-2026-01-01").write_bytes(b"heron")
    before = (tmp_path / NAME).stat().st_size
    state.clear(searches=True)
    assert [word in (tmp_path / NAME).read_bytes() for word in words] == [False, False, True, True]
    assert (state.searches(), state.saved_searches(), len(state.bookmarks())) == ([], [], 100)
    assert state.copies() == [f"{NAME}.unreadable-2026-01-01"]
    state.clear(positions=True, searches=True, bookmarks=True, copies=True)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).stat().st_size < before
    assert not any(word in (tmp_path / NAME).read_bytes() for word in words)
    assert state.preferences() == {"language": "es"}
    assert (state.recent(), state.bookmarks()) == ([], [])


def test_what_is_removed_leaves_the_file_at_once(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    removed = state.add_bookmark(mark("quillwort"))
    state.searched("zebrafinch")
    state.remove_bookmark(removed.id)
    state.forget_search("zebrafinch")
    left = (tmp_path / NAME).read_bytes()
    assert b"quillwort" not in left
    assert b"zebrafinch" not in left


def test_every_write_reaches_the_disk_before_it_is_acknowledged(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    state = opened(tmp_path)
    state.prefer("a", "b")
    with state._link.writing() as db:
        assert tables.value(db, "PRAGMA synchronous") == EXTRA
        assert tables.value(db, "PRAGMA journal_mode") == "delete"


def test_only_the_reader_may_read_his_file(opened: Open, tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("rights are those of the folder")
    opened(tmp_path / "own").prefer("a", "b")
    assert (tmp_path / "own" / NAME).stat().st_mode & 0o077 == 0
    assert (tmp_path / "own").stat().st_mode & 0o077 == 0


# -- two at once ----------------------------------------------------------------------------------------------------


def test_each_window_reads_what_the_other_wrote(opened: Open, tmp_path: Path) -> None:
    one, two = opened(tmp_path), opened(tmp_path)
    assert one.news() is not None
    assert one.news() is None
    one.add_bookmark(mark("a"))
    two.add_bookmark(mark("b"))
    one.move_bookmark(one.bookmarks()[1].id, one.bookmarks()[0].id)
    assert names(one) == names(two) == ["b", "a"]
    assert one.news() is not None
    assert one.news() is None
    one.prefer("a", "b")
    assert one.news() is None  # its own writing is no news
    two.prefer("a", "c")
    assert one.news() is not None


def test_threads_may_share_a_state(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    threads = [threading.Thread(target=lambda n=n: [state.add_bookmark(mark(f"{n} {i}")) for i in range(10)]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({b.order for b in state.bookmarks()}) == len(state.bookmarks()) == 40


def test_processes_may_share_a_file_from_its_first_moment(opened: Open, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reader.state import Bookmark, State\n"
        "input(); state = State.open(Path(sys.argv[1]))\n"
        "for n in range(20): state.add_bookmark(Bookmark.new('guide/en/companion', 'page', 0.0, sys.argv[2] + str(n)))\n"
        "print(state.notice)"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "new"), who], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=OURS
        )
        for who in "ab"
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    assert [child.communicate()[0].strip() for child in children] == ["None", "None"]
    state = opened(tmp_path / "new")
    assert sorted(names(state)) == sorted(f"{who}{n}" for who in "ab" for n in range(20))
    assert len({b.order for b in state.bookmarks()}) == 40


# -- opening: missing, empty, cut short, foreign, locked, read-only, newer, no folder -------------------------------


def test_missing_and_merely_looking_leaves_nothing(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path / "own")
    assert (state.notice, state.kept) == (None, True)
    assert (state.bookmarks(), state.recent(), state.searches(), state.preferences(), state.copies()) == ([], [], [], {}, [])
    assert state.news() is not None
    assert not (tmp_path / "own").exists()
    state.prefer("language", "es")
    assert [path.name for path in (tmp_path / "own").iterdir()] == [NAME]


def test_no_trace(opened: Open) -> None:
    state = opened(None)
    state.add_bookmark(mark("a"))
    state.clear(bookmarks=True, copies=True)
    assert (state.kept, state.notice, state.bookmarks(), state.copies()) == (False, None, [], [])


def test_an_empty_file_is_begun_anew(opened: Open, tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    assert opened(tmp_path).notice is None, "so young that another window may be making it"
    os.utime(tmp_path / NAME, (1, 1))
    state = opened(tmp_path)
    assert state.notice is not None
    assert state.notice.key == "empty"
    state.add_bookmark(mark("a"))
    assert names(opened(tmp_path)) == ["a"]


def test_a_file_that_another_window_is_making_is_not_called_empty(opened: Open, tmp_path: Path) -> None:
    with contextlib.closing(tables.connect(tmp_path / NAME, 5.0)) as other:
        other.execute("BEGIN IMMEDIATE")
        tables.fill_schema(other)
        timer = threading.Timer(0.1, other.execute, ["COMMIT"])
        timer.start()
        state = opened(tmp_path)
        timer.join()
    assert state.notice is None


def test_a_file_made_while_one_looks_is_not_called_damaged(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of the file comes from one moment: it once read "no version" before, and "all tables" after another's commit."""
    true_names = tables.names
    with contextlib.closing(tables.connect(tmp_path / NAME, 0.0)) as other:
        other.execute("BEGIN IMMEDIATE")
        tables.fill_schema(other)

        def meanwhile(db: sqlite3.Connection) -> set[str]:
            with contextlib.suppress(sqlite3.OperationalError):  # locked, or committed already
                other.execute("COMMIT")
            return true_names(db)

        monkeypatch.setattr(tables, "names", meanwhile)
        state = opened(tmp_path)
        assert state.notice is None or state.notice.key == "locked"
        assert [path.name for path in tmp_path.iterdir() if "unreadable" in path.name] == []


@pytest.mark.parametrize("left", [1, 90, 100, 2000, 4096, 8192, 20_000])
def test_a_file_cut_short_is_set_aside_and_what_can_be_read_of_it_is_kept(opened: Open, tmp_path: Path, left: int) -> None:
    path = filled(tmp_path, bookmarks=200)
    whole = path.read_bytes()
    assert len(whole) > left
    path.write_bytes(whole[:left])
    state = opened(tmp_path)
    assert state.notice is not None
    assert state.notice.key == ("salvaged" if names(state) or state.preferences() else "unreadable")
    assert (tmp_path / state.notice.file).read_bytes() == whole[:left]
    assert state.notice.file in state.notice.sentence
    state.add_bookmark(mark("after"))
    again = opened(tmp_path)
    assert again.notice is None
    assert names(again)[-1] == "after"
    if left == 20_000:
        assert again.preferences() == {"language": "es"}


def test_a_file_that_is_no_sqlite_is_set_aside_and_never_over_another(opened: Open, tmp_path: Path) -> None:
    for content in (b"not a database at all, but long enough to be looked at" * 20, b"short"):
        (tmp_path / NAME).write_bytes(content)
        state = opened(tmp_path)
        assert state.notice is not None
        assert state.notice.key == "unreadable"
        assert (tmp_path / state.notice.file).read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 2
    state.add_bookmark(mark("a"))
    assert names(opened(tmp_path)) == ["a"]


def test_a_journal_goes_aside_with_its_file(tmp_path: Path) -> None:
    """Else SQLite would play it into the next file of that name."""
    (tmp_path / NAME).write_bytes(b"file")
    (tmp_path / f"{NAME}-journal").write_bytes(b"journal")
    aside = file._set_aside(tmp_path / NAME)
    assert sorted(path.name for path in tmp_path.iterdir()) == [aside.name, f"{aside.name}-journal"]
    assert (aside.read_bytes(), (tmp_path / f"{aside.name}-journal").read_bytes()) == (b"file", b"journal")


def test_a_page_torn_by_a_power_cut_is_mended_by_its_journal(opened: Open, tmp_path: Path) -> None:
    path = filled(tmp_path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM bookmarks")
        db.execute(f"PRAGMA user_version = {tables.SCHEMA}")  # so that the first page is in the journal
        db.execute("PRAGMA cache_spill = 1")
        db.execute("PRAGMA cache_size = 1")
        db.execute("UPDATE searches SET text = ?", ("x" * 100_000,))  # more than the cache: the journal is synced and pages are written
        torn, journal = path.read_bytes(), path.with_name(f"{NAME}-journal").read_bytes()
        db.execute("ROLLBACK")
    path.write_bytes(b"torn" * 128 + torn[512:])
    path.with_name(f"{NAME}-journal").write_bytes(journal)
    state = opened(tmp_path)
    assert (state.notice, names(state)) == (None, ["number 0", "number 1", "number 2"])


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_the_database_of_another_program_is_left_alone(opened: Open, tmp_path: Path, mode: str) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / NAME)) as db:
        db.execute(f"PRAGMA journal_mode = {mode}")
        db.execute("CREATE TABLE bookmarks (url TEXT)")
        db.execute("INSERT INTO bookmarks VALUES ('theirs')")
        db.commit()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    state = opened(tmp_path)
    assert state.notice is not None
    assert (state.notice.key, state.kept) == ("foreign", False)
    state.add_bookmark(mark("in memory"))
    state.clear(searches=True)
    assert names(state) == ["in memory"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_locked_by_somebody_else_it_is_read_and_written_when_they_let_go(opened: Open, tmp_path: Path) -> None:
    path = filled(tmp_path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        state = opened(tmp_path, wait=0.05)
        assert state.notice is not None
        assert (state.notice.key, state.kept) == ("locked", True)
        assert state.bookmarks() == []
        with pytest.raises(StateError) as raised:
            state.add_bookmark(mark("a"))
        assert raised.value.notice.key == "locked"
        other.execute("ROLLBACK")
    state.add_bookmark(mark("a"))
    assert names(state) == ["number 0", "number 1", "number 2", "a"]


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of our own, as a user to whom its rights apply."""
    if sys.platform == "win32":
        pytest.skip("rights are made otherwise there")
    with tempfile.TemporaryDirectory() as name:
        root = os.geteuid() == 0
        if root:
            os.chown(name, 65534, 65534)
            os.seteuid(65534)
        try:
            yield Path(name)
        finally:
            Path(name).chmod(0o700)
            if root:
                os.seteuid(0)


def test_in_a_read_only_place_it_is_read_and_a_write_says_so(opened: Open, as_nobody: Path) -> None:
    path = filled(as_nobody)
    path.chmod(0o400)
    as_nobody.chmod(0o500)
    state = opened(as_nobody)
    assert names(state) == ["number 0", "number 1", "number 2"]
    with pytest.raises(StateError) as raised:
        state.add_bookmark(mark("a"))
    assert raised.value.notice.key == "unwritable"
    assert len(names(state)) == 3
    as_nobody.chmod(0o700)
    path.chmod(0o600)  # as a stick whose switch was moved
    state.add_bookmark(mark("a"))
    assert len(names(opened(as_nobody))) == 4


def test_missing_in_a_read_only_place(opened: Open, as_nobody: Path) -> None:
    as_nobody.chmod(0o500)
    state = opened(as_nobody / "own")
    assert (state.notice, state.bookmarks()) == (None, [])
    with pytest.raises(StateError) as raised:
        state.prefer("a", "b")
    assert raised.value.notice.key == "unwritable"


def test_a_damaged_file_in_a_read_only_place_stays(opened: Open, as_nobody: Path) -> None:
    (as_nobody / NAME).write_bytes(b"x" * 5000)
    as_nobody.chmod(0o500)
    state = opened(as_nobody)
    assert state.notice is not None
    assert (state.notice.key, state.kept) == ("stuck", False)
    state.prefer("a", "b")
    assert state.preference("a") == "b"


def test_the_file_of_a_newer_program_is_left_as_it_is(opened: Open, tmp_path: Path) -> None:
    path = filled(tmp_path)
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {tables.SCHEMA + 1}")
    before = path.read_bytes()
    state = opened(tmp_path)
    assert state.notice is not None
    assert (state.notice.key, state.kept) == ("newer", False)
    state.add_bookmark(mark("a"))
    assert names(state) == ["a"]
    assert path.read_bytes() == before


def test_a_newer_program_that_updates_the_file_meanwhile_is_respected(opened: Open, tmp_path: Path) -> None:
    state, path = opened(tmp_path), filled(tmp_path)
    assert len(names(state)) == 3
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {tables.SCHEMA + 1}")
    with pytest.raises(StateError) as raised:
        state.prefer("a", "b")
    assert raised.value.notice.key == "newer"


def test_a_folder_that_cannot_be_made(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "in the way").touch()
    state = opened(tmp_path / "in the way" / "own")
    assert (state.notice, state.bookmarks()) == (None, [])
    with pytest.raises(StateError) as raised:
        state.add_bookmark(mark("a"))
    assert raised.value.notice.key == "unwritable"
    (tmp_path / "in the way").unlink()
    state.add_bookmark(mark("a"))
    assert names(opened(tmp_path / "in the way" / "own")) == ["a"]


def test_a_folder_in_place_of_the_file_is_set_aside_or_said(opened: Open, tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    state = opened(tmp_path)
    assert state.notice is not None
    assert state.notice.key == "unwritable"


def test_an_older_file_is_copied_aside_and_brought_up_to_date(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr(tables, "SCHEMA", 2)
    monkeypatch.setitem(file.STEPS, 1, ("CREATE TABLE notes (id TEXT PRIMARY KEY)",))
    state = opened(tmp_path)
    assert (state.notice, len(names(state))) == (None, 3)
    (copy,) = state.copies()
    assert copy == f"{NAME}.version-1"
    with contextlib.closing(sqlite3.connect(tmp_path / copy)) as db:
        assert tables.value(db, "PRAGMA user_version") == 1
        assert tables.value(db, "SELECT count(*) FROM bookmarks") == 3
    assert path.read_bytes() != before
    state.add_bookmark(mark("a"))
    assert len(names(opened(tmp_path))) == 4


def test_an_update_that_fails_leaves_the_file_as_it_was(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr(tables, "SCHEMA", 2)
    monkeypatch.setitem(file.STEPS, 1, ("CREATE TABLE notes (id TEXT PRIMARY KEY)", "CREATE TABLE bookmarks (twice TEXT)"))
    state = opened(tmp_path)
    assert state.notice is not None
    assert state.notice.key == "failed"
    assert path.read_bytes() == before


# -- while it is open -----------------------------------------------------------------------------------------------


def test_a_file_that_is_gone_is_not_made_anew_elsewhere(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path / "stick")
    state.add_bookmark(mark("a"))
    (tmp_path / "stick").rename(tmp_path / "pulled")
    for call in (lambda: state.add_bookmark(mark("b")), state.bookmarks):
        with pytest.raises(StateError) as raised:
            call()
        assert raised.value.notice.key == "gone"
    assert not (tmp_path / "stick").exists()
    (tmp_path / "pulled").rename(tmp_path / "stick")
    state.add_bookmark(mark("b"))
    assert names(state) == ["a", "b"]


def test_a_file_that_another_program_replaced_is_the_one_written(opened: Open, tmp_path: Path) -> None:
    state, other = opened(tmp_path), filled(tmp_path / "other")
    state.add_bookmark(mark("a"))
    assert state.news() is not None
    other.replace(tmp_path / NAME)
    assert len(names(state)) == 3
    assert state.news() is not None
    state.add_bookmark(mark("b"))
    assert names(opened(tmp_path)) == ["number 0", "number 1", "number 2", "b"]


def test_a_file_that_is_damaged_while_it_is_open_is_set_aside_and_filled_again(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    state.add_bookmark(mark("a"))
    known = state.news()
    assert known is not None
    (tmp_path / NAME).write_bytes(b"x" * 9000)
    with pytest.raises(StateError):
        state.add_bookmark(mark("b"))
    state.merge(known)
    assert state.notice is not None
    assert state.notice.key == "unreadable"
    state.add_bookmark(mark("b"))
    assert names(opened(tmp_path)) == ["a", "b"]


def test_a_full_disk_is_said_and_the_write_succeeds_once_there_is_room(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    state.add_bookmark(mark("a"))
    with state._link.reading() as db:
        db.execute(f"PRAGMA max_page_count = {tables.value(db, 'PRAGMA page_count')}")  # for this connection only
    with pytest.raises(StateError) as raised:
        state.add_bookmark(mark("b" * 10_000))
    assert raised.value.notice.key == "full"
    assert names(state) == ["a"]
    state.add_bookmark(mark("b"))
    assert names(state) == ["a", "b"]


def test_what_fails_halfway_leaves_nothing_of_itself(opened: Open, tmp_path: Path) -> None:
    state = opened(tmp_path)
    state.add_bookmark(mark("a"))
    with pytest.raises(sqlite3.IntegrityError):
        state.add_bookmark(Bookmark.new("guide/en/companion", "neither", 0.0, "b"))  # a bug, so no StateError
    state.add_bookmark(mark("c"))
    assert names(state) == ["a", "c"]


def test_flipped_bits_never_stop_the_opening_and_nothing_is_thrown_away(opened: Open, tmp_path: Path) -> None:
    path, chance = filled(tmp_path / "own", bookmarks=40), random.Random(5)
    whole = path.read_bytes()
    keys = set()
    for turn in range(150):
        at_byte = chance.randrange(len(whole)) if turn % 3 else chance.randrange(100)
        damaged = whole[:at_byte] + bytes([whole[at_byte] ^ (1 << chance.randrange(8))]) + whole[at_byte + 1 :]
        folder = tmp_path / f"{turn}"
        folder.mkdir()
        (folder / NAME).write_bytes(damaged)
        state = opened(folder)
        assert {(type(b.name), type(b.y)) for b in state.bookmarks()} <= {(str, float)}
        state.recent(), state.searches(), state.saved_searches(), state.preferences()
        state.add_bookmark(mark("after"))
        assert "after" in names(state)
        keys.add(state.notice.key if state.notice is not None else "")
        if state.notice is not None:
            assert (folder / state.notice.file).read_bytes() == damaged
        state.close()
    assert keys >= {"", "salvaged"}
