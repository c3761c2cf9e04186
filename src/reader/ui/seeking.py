"""Seeking: what is typed, the results beside the text, and the walk from hit to hit through a document and on to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from reader.ui.searching import Searching

if TYPE_CHECKING:
    from reader.ui.desk import Desk
    from reader.ui.protocols import Session
    from reader.ui.search_panel import SearchPanel
    from reader.ui.worker import Worker


class Seeking(QObject):
    """Joins search panel and desk; `at_home` tells whether the home page is shown."""

    chosen = Signal(object)  # a hit to go to and read
    reached = Signal(object)  # a hit to go to while walking from one to the next
    counted = Signal(int)  # results; -1 while nothing is looked for
    wanted = Signal()  # the results are to be seen

    def __init__(self, desk: Desk, panel: SearchPanel, worker: Worker, at_home: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._at_home = desk, panel, at_home
        self.searching = Searching(worker, self)
        self.searching.found.connect(panel.set_results)
        self.searching.failed.connect(panel.set_problem)
        panel.asked.connect(self._search)
        panel.counted.connect(self.counted)
        desk.hits_changed.connect(self._follow)
        panel.chosen.connect(self.chosen)

    def set_session(self, session: Session) -> None:
        """The index is open: what was typed meanwhile is asked now."""
        self.searching.set_session(session)
        self._panel.set_ready()

    @Slot()
    def _follow(self) -> None:
        """The list of results says which one is read."""
        if self._desk.now is not None and self._desk.now < len(self._desk.matches):
            self._panel.follow(self._desk.matches[self._desk.now].place)

    @Slot(str, bool)
    def _search(self, text: str, here: bool) -> None:
        if not text.strip():
            self.searching.look("", None)
            self.counted.emit(-1)
            return
        self.wanted.emit()
        document = self._desk.edition.document if here and self._desk.edition is not None else None
        self.searching.look(text, document)

    @Slot()
    def everywhere(self) -> None:
        """Into the field, to look in all documents."""
        self._panel.start(here=False)

    @Slot()
    def here(self) -> None:
        """Into the field, to look in this document."""
        self._panel.start(here=True)
        self.wanted.emit()

    @Slot()
    def next(self) -> None:
        """The next lit word here, else the next result."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """The last one."""
        self._step(-1)

    def _step(self, by: int) -> None:
        reading = not self._at_home()
        if reading and self._desk.next_match(by):
            return
        here = self._desk.edition.id if reading and self._desk.edition is not None else None
        hit = self._panel.step(by)
        while hit is not None and hit.place.edition == here and self._desk.matches:
            hit = self._panel.step(by)  # its matches have been walked through already
        if hit is not None:
            self.reached.emit(hit)
