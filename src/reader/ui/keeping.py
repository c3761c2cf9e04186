"""Keeping: the reader's own things for window and panels; answered at once, written behind, undone, said in the reader's language."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from reader.library import Place
from reader.state import Bookmark, Notice, Position, SavedSearch, State
from reader.ui.bookmark_history import BookmarkHistory
from reader.ui.notices import Notices
from reader.ui.worker import Worker
from reader.ui.writing_behind import WritingBehind

T = TypeVar("T")
_CLEARED = "cleared"


class Keeping(QObject):
    """`state` and `worker` are its own from now on, and closed with it. Nothing here blocks or raises when the file cannot be written."""

    bookmarks_changed = Signal()
    positions_changed = Signal()  # at most every two seconds
    searches_changed = Signal()
    said = Signal(str)  # a sentence about the file, in the reader's language

    def __init__(self, state: State, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.writing = WritingBehind(state, worker, self)
        self._near = self.writing.near
        self._notices = Notices(self)
        self.bookmark_history = BookmarkHistory(self._change_bookmarks, self)
        self.writing.changed.connect(self._changed)
        self.writing.flushed.connect(self._flushed)
        self.writing.noticed.connect(self._say_notice)
        self.writing.recovered.connect(self._say_written)
        self.writing.done.connect(self._say_done)

    @property
    def kept(self) -> bool:
        """False when nothing outlives this window."""
        return self.writing.kept

    @Slot()
    def refresh(self) -> None:
        """Read what other windows wrote; for when the window becomes active."""
        self.writing.refresh()

    def close(self) -> bool:
        """Write all that waits, and end; False when it could not be written."""
        return self.writing.close()

    # -- bookmarks --------------------------------------------------------------------------------------------------

    def bookmarks(self) -> list[Bookmark]:
        """All, in the reader's order."""
        return self._near.bookmarks()

    def add_bookmark(self, place: Place, form: str, y: float, name: str) -> Bookmark:
        """A new one at the end; `form` is "page" or "text", `y` the height there. Can be undone, as all that follows."""
        new = Bookmark.new(str(place), form, y, name)
        self.bookmark_history.add(new)
        return next(b for b in self.bookmarks() if b.id == new.id)

    def rename_bookmark(self, identity: str, name: str) -> None:
        """Another name."""
        old = next((b.name for b in self.bookmarks() if b.id == identity), name)
        if old != name:
            self.bookmark_history.rename(identity, old, name)

    def move_bookmark(self, identity: str, before: str | None) -> None:
        """Before another one; None: to the end."""
        ids: list[str | None] = [*(b.id for b in self.bookmarks()), None]
        if identity not in ids:
            return
        after = ids[ids.index(identity) + 1]
        if before not in (identity, after):
            self.bookmark_history.move(identity, after, before)

    def remove_bookmark(self, identity: str) -> None:
        """Take it out."""
        if any(b.id == identity for b in self.bookmarks()):
            self.bookmark_history.remove(identity)

    @Slot()
    def undo(self) -> None:
        """Take the last change of bookmarks back."""
        self.bookmark_history.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self.bookmark_history.redo()

    def _change_bookmarks(self, op: Callable[[State], T], /) -> T:
        result = self.writing.do(op)
        self.bookmarks_changed.emit()
        return result

    # -- positions and preferences ----------------------------------------------------------------------------------

    def position(self, edition: str) -> Position | None:
        """Where an edition was last read."""
        return self._near.position(edition)

    def recent(self, limit: int = 10) -> list[Position]:
        """The editions read last, newest first."""
        return self._near.recent(limit)

    def stand(self, place: Place, form: str, y: float, zoom: str) -> None:
        """The reader is here now; may be called at every scroll."""
        now = Position(place.edition, str(place), form, y, zoom, time.time())
        newest = next(iter(self._near.recent(1)), None)
        if newest is None or replace(newest, at=now.at) != now:
            self.writing.later(f"position/{place.edition}", lambda state: state.stand(now))

    def preference(self, name: str, default: str = "") -> str:
        """What was chosen."""
        return self._near.preference(name, default)

    def prefer(self, name: str, value: str) -> None:
        """Choose; may be called at every step of a slider."""
        if self._near.preferences().get(name) != value:
            self.writing.later(f"preference/{name}", lambda state: state.prefer(name, value))

    # -- searches ---------------------------------------------------------------------------------------------------

    def searches(self) -> list[str]:
        """What was searched for, newest first."""
        return self._near.searches()

    def searched(self, text: str) -> None:
        """It was searched for (and not merely typed on the way to another word)."""
        self._change_searches(lambda state: state.searched(text))

    def forget_search(self, text: str) -> None:
        """Take one out of the recent ones."""
        self._change_searches(lambda state: state.forget_search(text))

    def saved_searches(self) -> list[SavedSearch]:
        """Those kept under a name, by name."""
        return self._near.saved_searches()

    def save_search(self, name: str, text: str) -> None:
        """Keep it under a name."""
        self._change_searches(lambda state: state.save_search(name, text))

    def remove_saved_search(self, name: str) -> None:
        """Keep it no longer."""
        self._change_searches(lambda state: state.remove_saved_search(name))

    def _change_searches(self, op: Callable[[State], None]) -> None:
        self.writing.do(op)
        self.searches_changed.emit()

    # -- clearing ---------------------------------------------------------------------------------------------------

    def copies(self) -> list[str]:
        """Files set aside before that may hold old data; they go when all is cleared."""
        return self.writing.copies()

    def clear(self, *, positions: bool = False, searches: bool = False, bookmarks: bool = False) -> None:
        """Forget for good; `said` tells when it is done. All three: old copies of the file are deleted too."""
        self.writing.flush()
        everything = positions and searches and bookmarks

        def clear(state: State) -> None:
            state.clear(positions=positions, searches=searches, bookmarks=bookmarks, copies=everything)

        if bookmarks:
            self.bookmark_history.clear()
        self.writing.do(clear, _CLEARED)
        for yes, signal in (
            (positions, self.positions_changed), (searches, self.searches_changed), (bookmarks, self.bookmarks_changed)
        ):  # fmt: skip
            if yes:
                signal.emit()

    # -- saying -----------------------------------------------------------------------------------------------------

    @Slot(object)
    def _changed(self, tables: frozenset[str]) -> None:
        for names, signal in (
            ({"bookmarks"}, self.bookmarks_changed),
            ({"positions"}, self.positions_changed),
            ({"searches", "saved_searches"}, self.searches_changed),
        ):
            if tables & names:
                signal.emit()

    @Slot(object)
    def _say_notice(self, notice: Notice) -> None:
        self.said.emit(self._notices.notice(notice))

    @Slot()
    def _say_written(self) -> None:
        self.said.emit(self._notices.written())

    @Slot(str)
    def _say_done(self, name: str) -> None:
        if name == _CLEARED:
            self.said.emit(self._notices.cleared())

    @Slot(object)
    def _flushed(self, keys: frozenset[str]) -> None:
        if any(key.startswith("position/") for key in keys):
            self.positions_changed.emit()
