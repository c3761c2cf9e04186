"""Bookmarks: the command that makes one, the panel that lists them, and what keeps them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from reader.errors import Refused
from reader.library import Library, Place
from reader.ui import reading

if TYPE_CHECKING:
    from reader.state import Bookmark
    from reader.ui.bookmarks import Bookmarks
    from reader.ui.desk import Desk
    from reader.ui.keeping import Keeping


class Marking(QObject):
    """Joins panel, store and commands; `chosen` tells where to go."""

    chosen = Signal(object, str, float)  # place, form, height
    added = Signal()

    def __init__(self, keeping: Keeping, panel: Bookmarks, desk: Desk, actions: dict[str, QAction]) -> None:
        super().__init__(panel)
        self._keeping, self._panel, self._desk = keeping, panel, desk
        self._actions = actions
        self._library: Library | None = None
        panel.chosen.connect(self._choose)
        panel.add_asked.connect(self.add)
        panel.rename_asked.connect(keeping.rename_bookmark)
        panel.remove_asked.connect(keeping.remove_bookmark)
        panel.move_asked.connect(keeping.move_bookmark)
        panel.undo_asked.connect(keeping.undo)
        keeping.bookmarks_changed.connect(self.show)
        actions["bookmark"].triggered.connect(self.add)
        actions["undo"].triggered.connect(keeping.undo)
        actions["redo"].triggered.connect(keeping.redo)
        history = keeping.bookmark_history
        history.canUndoChanged.connect(actions["undo"].setEnabled)
        history.canRedoChanged.connect(actions["redo"].setEnabled)
        actions["undo"].setEnabled(history.canUndo())
        actions["redo"].setEnabled(history.canRedo())

    def set_library(self, library: Library) -> None:
        """Titles are known now."""
        self._library = library
        self.show()

    @Slot()
    def show(self) -> None:
        """All bookmarks, with the titles of their documents."""
        bookmarks, titles = self._keeping.bookmarks(), {}
        for bookmark in bookmarks:
            with suppress(Refused):  # a place no version understands is shown as it is written
                place = Place.parse(bookmark.place)
                document = self._library.document(place.document) if self._library is not None else None
                titles[place.edition] = document.title(place.language) if document is not None else place.document
        self._panel.set_bookmarks(bookmarks, titles)

    def set_reading(self, reading: bool) -> None:
        """Whether something is open that could be marked."""
        self._actions["bookmark"].setEnabled(reading)
        self._panel.set_can_add(reading)

    @Slot()
    def add(self) -> None:
        """A bookmark where the reader is, named by the heading, else by the page."""
        if self._desk.edition is None or not self._actions["bookmark"].isEnabled():
            return
        place, y = self._desk.reading_place(exact=True)
        new = self._keeping.add_bookmark(place, self._desk.form, y, self._name(place, y))
        self._panel.show_new(new.id)
        self.added.emit()

    def _name(self, place: Place, y: float) -> str:
        at = (place.page, y) if place.page is not None else None
        inside = replace(place, offset=place.offset + 1) if place.section is not None else None
        number, read = reading.current(self._desk.entries, self._desk.order, inside, at), self._desk.page_read()
        if number is not None and number < len(self._desk.entries):
            return self._desk.entries[number].title
        if read is not None:
            return self.tr("Page {label}").format(label=read[0] or read[1])
        return self.tr("Bookmark")

    @Slot(object)
    def _choose(self, bookmark: Bookmark) -> None:
        with suppress(Refused):
            self.chosen.emit(Place.parse(bookmark.place), bookmark.form, bookmark.y)
