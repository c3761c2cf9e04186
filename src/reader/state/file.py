"""The one SQLite file: opened with tolerance, set aside when damaged, copied before it is brought up to date."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from reader.state import tables
from reader.state.tables import COLUMNS, Contents, Row
from reader.state.values import Notice, StateError

NAME = "reader.sqlite"
# What leads from each older schema to the next; notes and highlights will be the first.
STEPS: dict[int, tuple[str, ...]] = {}
_IN_THE_MAKING = 10.0  # seconds


def create(path: Path, wait: float) -> sqlite3.Connection:
    """The file, made if it is missing, with our tables, made if there are none; raises sqlite3.Error and OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # nobody else's business; SQLite alone would let others read
    db = tables.connect(path, wait)
    try:
        db.execute("BEGIN IMMEDIATE")
        if tables.value(db, "PRAGMA application_id") != tables.APPLICATION:  # else another window was quicker
            tables.fill_schema(db)
        db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def identity(path: Path) -> tuple[int, int] | None:
    """Which file the name stands for now; None when there is none. Another program may rename or replace what we hold open."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def attach(path: Path, wait: float) -> tuple[sqlite3.Connection | None, Notice | None]:
    """Open an existing file. No connection and no notice: there is nothing in it yet. A damaged one is set aside, and begun anew.

    Raises StateError when it cannot be read now; raises nothing else.
    """
    before = identity(path)
    try:
        found = path.stat()
        # A file has no bytes while another window makes it; one that stays so was emptied by somebody.
        empty = found.st_size == 0 and time.time() - found.st_mtime > _IN_THE_MAKING
        kind, db = _glance(path), None
        if not kind:
            kind, db = _open(path, wait)
    except sqlite3.OperationalError as error:
        failed = failure(path, error)
        if failed.notice.key == "failed" and "i/o" not in str(error).lower():
            return _begin_anew(path, wait, before)  # a schema that makes no sense any more
        raise failed from error
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # the latter from a message of SQLite's that quotes what it found
        return _begin_anew(path, wait, before)
    except OSError as error:
        raise failure(path, error) from error
    if kind == "damaged":
        return _begin_anew(path, wait, before)
    if kind == "new":
        return None, Notice("empty", path.name) if empty else None
    return db, None if kind == "ours" else Notice(kind, path.name)


def _open(path: Path, wait: float) -> tuple[str, sqlite3.Connection | None]:
    """What the file is, and the connection when it is ours; raises sqlite3.Error and OSError."""
    db, kind = tables.connect(path, wait), ""
    try:
        kind = _judge(db)
        if kind == "new":
            db.execute("BEGIN IMMEDIATE")  # another window may be making it just now
            db.execute("ROLLBACK")
            kind = _judge(db)
        if kind == "older":
            try:
                _migrate(db, path)
            except (OSError, sqlite3.Error) as error:
                raise failure(path, error) from error
            kind = "ours"
        if kind == "ours":
            db.execute("PRAGMA journal_mode = DELETE")  # in case somebody's tool has changed it
    except BaseException:
        db.close()
        raise
    if kind != "ours":
        db.close()
    return kind, db if kind == "ours" else None


def _glance(path: Path) -> str:
    """Is it "foreign" or "damaged"? Looked at without locks, journals or side files, so that nothing of it changes; empty: neither."""
    with path.open("rb") as opened:
        head = opened.read(100)
    if not head or path.with_name(f"{path.name}-journal").exists():
        return ""  # with a journal, a torn page is mended when the file is opened
    if not head.startswith(b"SQLite format 3\0") or max(head[18:20]) > 2:
        return "damaged"  # the second: a format of the future, which SQLite would open for reading only
    if int.from_bytes(head[68:72], "big") == tables.APPLICATION:
        return ""
    with closing(_only_look(path)) as db:
        found = tables.names(db)
    return "foreign" if found and not found >= COLUMNS.keys() else ""


def _only_look(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    db.text_factory = tables.decode
    return db


def _judge(db: sqlite3.Connection) -> str:
    """Is it "ours", "new" (nothing in it), "older", "newer", "foreign" or "damaged"? Raises sqlite3.Error."""
    db.execute("BEGIN")  # all answers from one moment, else what another window is making looks damaged
    try:
        return _judged(db)
    finally:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")


def _judged(db: sqlite3.Connection) -> str:
    version, found = int(tables.value(db, "PRAGMA user_version")), tables.names(db)
    if tables.value(db, "PRAGMA application_id") != tables.APPLICATION and not found >= COLUMNS.keys():
        return "foreign" if found else "new"
    if version > tables.SCHEMA:
        return "newer"
    if tables.value(db, "PRAGMA integrity_check(1)") != "ok":
        return "damaged"
    if version < tables.SCHEMA:
        return "older" if version in STEPS else "damaged"
    return "ours" if tables.widths(db, found) == COLUMNS else "damaged"


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    """Copy aside, then go step by step to our schema in one transaction; raises sqlite3.Error and OSError, with the file as it was."""
    version = int(tables.value(db, "PRAGMA user_version"))
    copy = _free(path, f"version-{version}")
    beside = copy.with_name(f"{copy.name}.tmp")
    with closing(sqlite3.connect(beside)) as other:
        db.backup(other)
    beside.replace(copy)
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in range(int(tables.value(db, "PRAGMA user_version")), tables.SCHEMA):  # another window may have been quicker
            for sql in STEPS[step]:
                db.execute(sql)
        db.execute(f"PRAGMA user_version = {tables.SCHEMA}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


# -- damage ---------------------------------------------------------------------------------------------------------


def _begin_anew(path: Path, wait: float, before: tuple[int, int] | None) -> tuple[sqlite3.Connection | None, Notice | None]:
    """Set the damaged file aside and take over what can be read of it."""
    if identity(path) != before:
        return attach(path, wait)  # another window has done it meanwhile
    try:
        aside = _set_aside(path)
    except OSError:
        return None, Notice("stuck", path.name)
    saved = _salvage(aside)
    if not any(saved.values()):
        return None, Notice("unreadable", aside.name)
    try:
        db = create(path, wait)
        db.execute("BEGIN IMMEDIATE")
        tables.insert(db, saved, "OR IGNORE")
        db.execute("COMMIT")
    except (OSError, sqlite3.Error):
        return None, Notice("unreadable", aside.name)
    return db, Notice("salvaged", aside.name)


def _set_aside(path: Path) -> Path:
    """Give the file a name of its own beside; its journal goes with it, else SQLite would play it into the next file."""
    aside = _free(path, f"unreadable-{time.strftime('%Y-%m-%d')}")
    for side in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + side).rename(aside.with_name(aside.name + side))
    path.rename(aside)
    return aside


def _free(path: Path, ending: str) -> Path:
    """A name beside that nothing has yet."""
    names = (path.with_name(f"{path.name}.{ending}" + (f"-{n}" if n > 1 else "")) for n in range(1, 10_000))
    return next(name for name in names if not name.exists())


def _salvage(aside: Path) -> Contents:
    """The rows that can still be read, table by table; the file is only looked at."""
    saved: dict[str, list[Row]] = {table: [] for table in COLUMNS}
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(_only_look(aside)) as db:
        db.execute("PRAGMA writable_schema = ON")  # else SQLite gives nothing of a file that is shorter than it says
        for table in COLUMNS:
            with suppress(sqlite3.Error, UnicodeDecodeError):
                saved[table].extend(tables.each(db, table))  # as far as it goes
    return saved


def copies(path: Path) -> list[Path]:
    """What was set aside or copied before, and may hold old data."""
    with suppress(OSError):
        return sorted(p for p in path.parent.iterdir() if p.name.startswith((f"{path.name}.unreadable-", f"{path.name}.version-")))
    return []


def failure(path: Path, error: Exception) -> StateError:
    """What the reader should hear of a failed call."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        key = "locked"
    elif "full" in text or "no space" in text:
        key = "full"
    elif isinstance(error, OSError) or "readonly" in text or "unable to open" in text:
        key = "unwritable"
    else:
        key = "failed"
    return StateError(Notice(key, path.name), str(error))
