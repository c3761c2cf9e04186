"""The tables of the reader's own file, a connection with our settings, and rows taken out and put in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

APPLICATION = 0x50526472  # "PRdr": how the file is known as ours
SCHEMA = 1
SYNCHRONOUS = "EXTRA"  # FULL, and the folder too once the journal is gone, so that a power cut takes back nothing that was acknowledged

Row = tuple[Any, ...]
Contents = Mapping[str, Sequence[Row]]

# The CHECKs are what lets integrity_check find a value that a flipped bit turned into another type.
_TABLES = {
    "preferences": "name TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (typeof(value) = 'text')",
    "positions": "edition TEXT PRIMARY KEY, place TEXT NOT NULL CHECK (typeof(place) = 'text'), form TEXT NOT NULL"
    " CHECK (form IN ('page', 'text')), y REAL NOT NULL CHECK (typeof(y) = 'real'), zoom TEXT NOT NULL CHECK (typeof(zoom) = 'text'),"
    " at REAL NOT NULL CHECK (typeof(at) = 'real'), turn INTEGER NOT NULL UNIQUE CHECK (typeof(turn) = 'integer')",
    "bookmarks": "id TEXT PRIMARY KEY, place TEXT NOT NULL CHECK (typeof(place) = 'text'), form TEXT NOT NULL"
    " CHECK (form IN ('page', 'text')), y REAL NOT NULL CHECK (typeof(y) = 'real'), name TEXT NOT NULL CHECK (typeof(name) = 'text'),"
    " place_in_order INTEGER NOT NULL UNIQUE CHECK (typeof(place_in_order) = 'integer'),"
    " made REAL NOT NULL CHECK (typeof(made) = 'real')",
    "searches": "folded TEXT PRIMARY KEY, text TEXT NOT NULL CHECK (typeof(text) = 'text'),"
    " turn INTEGER NOT NULL UNIQUE CHECK (typeof(turn) = 'integer')",
    "saved_searches": "name TEXT PRIMARY KEY, text TEXT NOT NULL CHECK (typeof(text) = 'text')",
}
COLUMNS = {"preferences": 2, "positions": 7, "bookmarks": 7, "searches": 3, "saved_searches": 2}


def connect(path: Path | None, wait: float) -> sqlite3.Connection:
    """A connection with our settings, to memory without a path; raises sqlite3.Error."""
    db = sqlite3.connect(path or ":memory:", timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        db.text_factory = decode
        db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten with zeros
        db.execute("PRAGMA temp_store = MEMORY")  # VACUUM leaves no copy in a folder for temporary files
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    except sqlite3.Error:
        db.close()
        raise
    return db


def decode(data: bytes) -> str:
    """Text as it is stored; a flipped bit in a name must not make it unreadable."""
    return data.decode("utf-8", "replace")


def in_memory() -> sqlite3.Connection:
    """An empty one that leaves nothing behind."""
    db = connect(None, 0.0)
    fill_schema(db)
    return db


def fill_schema(db: sqlite3.Connection) -> None:
    """Make our tables in an empty file."""
    for table, columns in _TABLES.items():
        db.execute(f"CREATE TABLE {table} ({columns})")
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {SCHEMA}")


def value(db: sqlite3.Connection, sql: str) -> Any:
    """The first column of the first row."""
    return db.execute(sql).fetchone()[0]


def names(db: sqlite3.Connection) -> set[str]:
    """Of the tables there are."""
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def widths(db: sqlite3.Connection, found: set[str]) -> dict[str, int]:
    """How many columns those of our tables have that were found."""
    return {table: len(db.execute(f"SELECT * FROM {table} LIMIT 0").description) for table in COLUMNS if table in found}  # noqa: S608 - ours


def each(db: sqlite3.Connection, table: str) -> Iterator[Row]:
    """The rows of a table; raises sqlite3.Error where they can no longer be read."""
    yield from db.execute(f"SELECT * FROM {table}")  # noqa: S608 - one of ours


def rows(db: sqlite3.Connection) -> Contents:
    """Everything, as one moment saw it."""
    db.execute("BEGIN")
    try:
        return {table: list(each(db, table)) for table in COLUMNS}
    finally:
        db.execute("ROLLBACK")


def insert(db: sqlite3.Connection, contents: Contents, clause: str = "") -> None:
    """Put rows in."""
    for table, width in COLUMNS.items():
        marks = ", ".join("?" * width)
        fitting = [row for row in contents.get(table, ()) if len(row) == width]
        db.executemany(f"INSERT {clause} INTO {table} VALUES ({marks})", fitting)  # noqa: S608 - names of ours


def empty(db: sqlite3.Connection, names: Iterable[str] = tuple(COLUMNS)) -> None:
    """Take every row out of these tables."""
    for table in names:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - one of ours
