"""The reader's own things: preferences, positions, bookmarks, searches, in one SQLite file that is written one action at a time.

The file is the truth. It is made by the first write; what is wrong with it is said in `notice` and never raised by `open`. Several windows
and processes may hold the same file: every call reads what the others wrote.
"""

from __future__ import annotations

import math
import sqlite3
from dataclasses import replace
from pathlib import Path

from reader.state import file, order, tables
from reader.state.link import Link
from reader.state.tables import Contents
from reader.state.values import Bookmark, Notice, Position, SavedSearch

SEARCHES_KEPT = 50
_BOOKMARK = "SELECT id, place, form, y, name, place_in_order, made FROM bookmarks"
_STAND = "INSERT OR REPLACE INTO positions VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM positions))"
_SEARCHED = "INSERT OR REPLACE INTO searches VALUES (?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM searches))"
_ONLY_NEWEST = "DELETE FROM searches WHERE folded NOT IN (SELECT folded FROM searches ORDER BY turn DESC LIMIT ?)"


class State:
    """Made by `open`; all calls are safe from any thread, and raise StateError when the file cannot be read or written now."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._asked = False
        self._told: object = None  # the state of the file at the last `news`

    @staticmethod
    def open(folder: Path | None, *, wait: float = 5.0) -> State:
        """The state of a folder, or one that lives in memory only; `wait`: seconds for which others may keep the file locked."""
        return State(Link(folder / file.NAME if folder is not None else None, wait))

    @property
    def notice(self) -> Notice | None:
        """What the reader should hear about the file."""
        return self._link.notice

    @property
    def kept(self) -> bool:
        """False when nothing written now outlives the program: no trace is wanted, or the file is not ours to write."""
        return self._link.path is not None

    def close(self) -> None:
        """Let go of the file."""
        self._link.close()

    # -- all of it --------------------------------------------------------------------------------------------------

    def news(self) -> Contents | None:
        """Everything, when somebody else has written since it was asked for last (or it is asked for the first time); else None."""
        with self._link.reading() as db:
            now = self._link.token(db)
            if self._asked and now in (None, self._told):
                return None
            contents = tables.rows(db)
            self._asked, self._told = True, now
            return contents

    def fill(self, contents: Contents) -> None:
        """Hold these things instead of all there were."""
        with self._link.writing() as db:
            tables.empty(db)
            tables.insert(db, contents)

    def contents(self) -> Contents:
        """Everything."""
        with self._link.reading() as db:
            return tables.rows(db)

    def merge(self, contents: Contents) -> None:
        """Add what is not there: what was known before the file was begun anew."""
        with self._link.writing() as db:
            tables.insert(db, contents, "OR IGNORE")
        for row in contents["bookmarks"]:
            self.restore_bookmark(Bookmark(*row))  # those whose key in the order was taken

    def copies(self) -> list[str]:
        """Names of files beside that may hold old data: damaged ones set aside, and copies from before an update."""
        return [path.name for path in file.copies(self._link.path)] if self._link.path is not None else []

    def clear(self, *, positions: bool = False, searches: bool = False, bookmarks: bool = False, copies: bool = False) -> None:
        """Forget these for good: their bytes leave the file. Saved searches go with the others; `copies`: and what `copies()` names."""
        wanted = {"positions": positions, "searches": searches, "saved_searches": searches, "bookmarks": bookmarks}
        with self._link.writing() as db:
            tables.empty(db, [name for name, yes in wanted.items() if yes])
        self._link.vacuum()
        if copies:
            self._link.delete_copies()

    # -- preferences ------------------------------------------------------------------------------------------------

    def preference(self, name: str, default: str = "") -> str:
        """What was chosen."""
        return self.preferences().get(name, default)

    def preferences(self) -> dict[str, str]:
        """All that were chosen."""
        with self._link.reading() as db:
            return dict(db.execute("SELECT name, value FROM preferences"))

    def prefer(self, name: str, value: str) -> None:
        """Choose."""
        with self._link.writing() as db:
            db.execute("INSERT OR REPLACE INTO preferences VALUES (?, ?)", (name, _plain(value)))

    # -- positions --------------------------------------------------------------------------------------------------

    def position(self, edition: str) -> Position | None:
        """Where an edition was last read."""
        with self._link.reading() as db:
            row = db.execute("SELECT edition, place, form, y, zoom, at FROM positions WHERE edition = ?", (edition,)).fetchone()
        return Position(*row) if row else None

    def recent(self, limit: int = 10) -> list[Position]:
        """The editions read last, newest first. Their order does not trust the clock, which old computers lose."""
        with self._link.reading() as db:
            found = db.execute("SELECT edition, place, form, y, zoom, at FROM positions ORDER BY turn DESC LIMIT ?", (limit,))
            return [Position(*row) for row in found]

    def stand(self, position: Position) -> None:
        """An edition is read here now."""
        with self._link.writing() as db:
            row = (position.edition, position.place, position.form, _number(position.y), position.zoom, position.at)
            db.execute(_STAND, row)

    # -- bookmarks --------------------------------------------------------------------------------------------------

    def bookmarks(self) -> list[Bookmark]:
        """All, in the reader's order."""
        with self._link.reading() as db:
            return [Bookmark(*row) for row in db.execute(f"{_BOOKMARK} ORDER BY place_in_order")]

    def add_bookmark(self, bookmark: Bookmark) -> Bookmark:
        """Put it at the end; adding it again changes nothing. The bookmark with its key in the order."""
        with self._link.writing() as db:
            known = _bookmark(db, bookmark.id)
            return known or _put(db, replace(bookmark, order=order.after(db, order.last(db))))

    def restore_bookmark(self, bookmark: Bookmark) -> Bookmark:
        """Put back what `remove_bookmark` returned, where it stood."""
        with self._link.writing() as db:
            known = _bookmark(db, bookmark.id)
            if known is not None:
                return known
            taken = db.execute("SELECT 1 FROM bookmarks WHERE place_in_order = ?", (bookmark.order,)).fetchone()
            return _put(db, replace(bookmark, order=order.after(db, bookmark.order)) if taken else bookmark)

    def rename_bookmark(self, identity: str, name: str) -> None:
        """Give it another name; nothing happens when it is gone."""
        with self._link.writing() as db:
            db.execute("UPDATE bookmarks SET name = ? WHERE id = ?", (_plain(name), identity))

    def move_bookmark(self, identity: str, before: str | None) -> None:
        """Put it before another one, or at the end (also when the other is gone)."""
        if identity == before:
            return
        with self._link.writing() as db:
            moved, other = _bookmark(db, identity), _bookmark(db, before or "")
            if moved is None:
                return
            db.execute("DELETE FROM bookmarks WHERE id = ?", (identity,))
            key = order.before(db, other.order) if other is not None else order.after(db, order.last(db))
            _put(db, replace(moved, order=key))

    def remove_bookmark(self, identity: str) -> Bookmark | None:
        """Take it out; what it was, for `restore_bookmark`."""
        with self._link.writing() as db:
            removed = _bookmark(db, identity)
            db.execute("DELETE FROM bookmarks WHERE id = ?", (identity,))
            return removed

    # -- searches ---------------------------------------------------------------------------------------------------

    def searches(self) -> list[str]:
        """What was searched for, newest first, at most SEARCHES_KEPT."""
        with self._link.reading() as db:
            return [text for (text,) in db.execute("SELECT text FROM searches ORDER BY turn DESC")]

    def searched(self, text: str) -> None:
        """It was searched for now; blanks and capitals make no other search."""
        words = " ".join(_plain(text).split())
        if not words:
            return
        with self._link.writing() as db:
            db.execute(_SEARCHED, (words.casefold(), words))
            db.execute(_ONLY_NEWEST, (SEARCHES_KEPT,))

    def forget_search(self, text: str) -> None:
        """Take one out of the recent ones."""
        with self._link.writing() as db:
            db.execute("DELETE FROM searches WHERE folded = ?", (" ".join(_plain(text).split()).casefold(),))

    def saved_searches(self) -> list[SavedSearch]:
        """Those kept under a name, by name."""
        with self._link.reading() as db:
            found = [SavedSearch(*row) for row in db.execute("SELECT name, text FROM saved_searches")]
        return sorted(found, key=lambda saved: saved.name.casefold())

    def save_search(self, name: str, text: str) -> None:
        """Keep it under a name; the name's old search gives way."""
        with self._link.writing() as db:
            db.execute("INSERT OR REPLACE INTO saved_searches VALUES (?, ?)", (_plain(name), _plain(text)))

    def remove_saved_search(self, name: str) -> None:
        """Keep it no longer."""
        with self._link.writing() as db:
            db.execute("DELETE FROM saved_searches WHERE name = ?", (_plain(name),))


def _bookmark(db: sqlite3.Connection, identity: str) -> Bookmark | None:
    row = db.execute(f"{_BOOKMARK} WHERE id = ?", (identity,)).fetchone()
    return Bookmark(*row) if row else None


def _put(db: sqlite3.Connection, b: Bookmark) -> Bookmark:
    b = replace(b, name=_plain(b.name), y=_number(b.y))
    db.execute("INSERT INTO bookmarks VALUES (?, ?, ?, ?, ?, ?, ?)", (b.id, b.place, b.form, b.y, b.name, b.order, b.made))
    return b


def _plain(text: str) -> str:
    """Without the half characters that a clipboard may hold and SQLite cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _number(value: float) -> float:
    return float(value) if math.isfinite(value) else 0.0
